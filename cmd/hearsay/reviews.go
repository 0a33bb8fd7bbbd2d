package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	extractscore "hearsay/extract/score"
	"hearsay/graph"
	"hearsay/graph/export/table"
	"hearsay/graph/file"
	"hearsay/graph/reviews"
	"hearsay/graph/sqlstore"
	"hearsay/queries"
)

// reviewFlags adds the flags of commands whose answers take notice of what people found
// of claims.
func (a *app) reviewFlags(cmd *cobra.Command) {
	a.reviewsFlag(cmd)
	cmd.Flags().BoolVar(&a.withWrong, "with-wrong", false, "the claims that people found wrong too, which are left out else")
	cmd.Flags().BoolVar(&a.checkedOnly, "checked", false, "only claims that people found right")
	cmd.MarkFlagsMutuallyExclusive("with-wrong", "checked")
}

// reviewsFlag adds the flag that names the file of reviews.
func (a *app) reviewsFlag(cmd *cobra.Command) {
	const usage = "the `file` of what people found of claims (default: GRAPH.reviews.jsonl beside the graph's file, if it is there)"
	cmd.Flags().StringVar(&a.reviews, "reviews", "", usage)
}

// reviewsPath is where reviews stand; "" for a graph on a server of which no file is named.
func (a *app) reviewsPath() string {
	if a.reviews == "" && !sqlstore.IsURL(a.db) {
		return a.db + reviews.Suffix
	}
	return a.reviews
}

// loadReviews reads the file of reviews; nil where there is none and none is named.
func (a *app) loadReviews() ([]reviews.Review, error) {
	path := a.reviewsPath()
	if path == "" {
		return nil, nil
	}
	if _, err := os.Stat(path); err != nil && a.reviews != "" {
		return nil, fmt.Errorf("read reviews: %w", err)
	}
	all, err := reviews.Load(path)
	return all, a.eachLine("reviews", err)
}

// eachLine says what is wrong with a file, a line each.
func (a *app) eachLine(what string, err error) error {
	var wrong *file.Error
	if !errors.As(err, &wrong) {
		return err
	}
	for _, p := range wrong.Problems {
		a.note("%s:%d: %s", wrong.File, p.Line, p.Text)
	}
	return fmt.Errorf("%s %s: %s cannot be taken; nothing was changed", what, wrong.File, table.Count(len(wrong.Problems), "line"))
}

// reviewed is the graph as people reviewed it; it says where reviews are lost.
func (a *app) reviewed(ctx context.Context, s *graph.Store) (*graph.Store, error) {
	all, err := a.loadReviews()
	if err != nil {
		return nil, err
	}
	show := graph.ShowUsual
	switch {
	case a.withWrong:
		show = graph.ShowAll
	case a.checkedOnly:
		show = graph.ShowChecked
	}
	if len(all) == 0 && show == graph.ShowUsual {
		return s, nil
	}
	if s, err = s.Reviewed(ctx, all, show); err != nil {
		return nil, err
	}
	if _, lost := s.Reviews(); len(lost) > 0 {
		a.note("%s of no claim that is there any more; see: hearsay review --list", table.Count(len(lost), "review"))
	}
	return s, nil
}

// review says what somebody found of claims, and lists what was found.
func (a *app) review() *cobra.Command {
	var o outputFlags
	var list bool
	var note, by string
	found := map[reviews.Verdict]*bool{}
	cmd := &cobra.Command{
		Use:   "review {CLAIM… {--right | --wrong-source | --wrong-words | --no-claim | --undo} | --list}",
		Short: "People say what they found of claims: right, wrong source, wrong words, no claim",
		Long: `review writes what somebody found of claims into a file beside the graph's, GRAPH.reviews.jsonl,
or the one that --reviews names: an object of JSON a line, of which the last of a claim
holds. The graph itself is not changed, and a build may go on meanwhile.

Answers leave out what was found wrong, and say how many claims that are (--with-wrong
shows them); --checked shows what was found right alone. A claim that is asked for by its
id is always shown. Gizmo, N-Quads and documents are what articles hold, whatever was found.

A review holds its article and words. Where another model finds other claims in the
article, it goes on to the one that overlaps most, if it is by the same source; else it is lost:
--list names what is lost, and why.`,
		Example: `  hearsay review claim/8a1f0c22d4b6e8f01357-120-180 --right
  hearsay review claim/8a1f0c22d4b6e8f01357-120-180 --wrong-source --note "Noor says it" --by jt
  hearsay review claim/8a1f0c22d4b6e8f01357-120-180 --undo
  hearsay review --list
  hearsay ask --who "Mara Rell" --checked`,
		Args: func(cmd *cobra.Command, args []string) error {
			if list {
				return cobra.NoArgs(cmd, args)
			}
			return cobra.MinimumNArgs(1)(cmd, args)
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if !list {
				for _, v := range reviews.Verdicts {
					if *found[v] {
						return a.writeReviews(cmd.Context(), args, reviews.Review{Verdict: v, Note: note, Who: by})
					}
				}
			}
			out, err := o.answer(a, a.reviewsPath())
			if err != nil {
				return err
			}
			return a.question(cmd.Context(), func(ctx context.Context, s *graph.Store) error {
				t, err := a.listReviews(ctx, s)
				if err != nil {
					return err
				}
				return out.write(ctx, func(w io.Writer) error { return t.Write(w, out.Style) })
			})
		},
	}
	f := cmd.Flags()
	flags := []string{"list"}
	f.BoolVar(&list, "list", false, "list the reviews, and those that no claim has any more")
	for _, v := range [...]struct {
		verdict     reviews.Verdict
		flag, usage string
	}{
		{reviews.Right, "right", "the article makes the claim so"},
		{reviews.Source, "wrong-source", "somebody else says it"},
		{reviews.Words, "wrong-words", "its words begin or end elsewhere"},
		{reviews.None, "no-claim", "nobody claims anything there"},
		{reviews.Undo, "undo", "take back what was found"},
	} {
		found[v.verdict] = f.Bool(v.flag, false, v.usage)
		flags = append(flags, v.flag)
	}
	cmd.MarkFlagsMutuallyExclusive(flags...)
	cmd.MarkFlagsOneRequired(flags...)
	f.StringVar(&note, "note", "", "`words` for those who read the review")
	f.StringVar(&by, "by", "", "`name` of who reviews")
	a.reviewsFlag(cmd)
	o.flags(cmd)
	return cmd
}

// writeReviews writes one review of each of some claims.
func (a *app) writeReviews(ctx context.Context, claims []string, like reviews.Review) error {
	path := a.reviewsPath()
	if path == "" {
		return errors.New("review: a graph on a server has no file beside it; name one with --reviews FILE")
	}
	have, err := reviews.Load(path) // which may not be there yet
	if err := a.eachLine("reviews", err); err != nil {
		return err
	}
	var more []reviews.Review
	err = a.question(ctx, func(ctx context.Context, s *graph.Store) error {
		for _, id := range claims {
			id = strings.TrimSuffix(strings.TrimPrefix(id, "<"), ">")
			r, err := s.Review(ctx, id, like.Verdict)
			at := slices.IndexFunc(have, func(r reviews.Review) bool { return r.Claim == id })
			if at >= 0 && like.Verdict == reviews.Undo && errors.Is(err, graph.ErrNotFound) {
				r, err = have[at], nil // one that is lost
			}
			if err != nil {
				return fmt.Errorf("review: %w", err)
			}
			r.Verdict, r.Note, r.Who, r.When = like.Verdict, like.Note, like.Who, time.Now().UTC().Format(time.RFC3339)
			more = append(more, r)
		}
		return nil
	})
	if err != nil {
		return err
	}
	if err := a.eachLine("reviews", reviews.Add(path, more...)); err != nil {
		return fmt.Errorf("review: %w", err)
	}
	for _, r := range more {
		if _, err := fmt.Fprintf(a.out, "%s: %s\n", r.Claim, r.Verdict.Meaning()); err != nil {
			return err
		}
	}
	return nil
}

// listReviews is a table of what was found of claims, in the order of the file.
func (a *app) listReviews(ctx context.Context, s *graph.Store) (*table.Table, error) {
	all, err := a.loadReviews()
	if err != nil {
		return nil, err
	}
	if s, err = s.Reviewed(ctx, all, graph.ShowAll); err != nil {
		return nil, err
	}
	of, lost := s.Reviews()
	now, why := map[int]string{}, map[int]string{} // by line
	for id, r := range of {
		now[r.Line] = id
	}
	for _, l := range lost {
		why[l.Line] = l.Reason
	}
	t := &table.Table{Columns: []string{"line", "verdict", "claim", "source", "words", "note", "who", "when", "lost"}}
	for i := range all {
		r := &all[i]
		if now[r.Line]+why[r.Line] == "" {
			continue // a later line of the claim holds
		}
		claim := now[r.Line]
		if claim == "" {
			claim = r.Claim
		}
		t.Rows = append(t.Rows, []any{r.Line, string(r.Verdict), claim, strings.Join(r.Source, "; "), r.Words, r.Note, r.Who, r.When, why[r.Line]})
	}
	if len(t.Rows) == 0 {
		return nil, fmt.Errorf("nobody has reviewed a claim: %w", queries.ErrNothing)
	}
	return t, nil
}

// evaluateReviews measures the claims of a graph against what people found of them.
func (a *app) evaluateReviews() *cobra.Command {
	return &cobra.Command{
		Use:   "reviews FILE",
		Short: "How often claims are right, by what people found of them",
		Long: `reviews prints of the claims of the graph that people reviewed in FILE how many they found
right, and how many wrong and in what: of all, by kind, and by the confidence that the
program gave them. Where people reviewed what they doubted, that is not the share of all claims.
What a review says of a claim that is not there any more does not count.`,
		Example: "  hearsay evaluate reviews hearsay.db.reviews.jsonl",
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			a.reviews = args[0]
			all, err := a.loadReviews()
			if err != nil {
				return fmt.Errorf("evaluate reviews: %w", err)
			}
			return a.question(cmd.Context(), func(ctx context.Context, s *graph.Store) error {
				s, err := s.Reviewed(ctx, all, graph.ShowAll)
				if err != nil {
					return err
				}
				found, lost := s.Reviews()
				if len(lost) > 0 {
					a.note("%s of no claim of this graph not counted", table.Count(len(lost), "review"))
				}
				if len(found) == 0 {
					return fmt.Errorf("nobody has reviewed a claim of this graph: %w", queries.ErrNothing)
				}
				rates, guesses, err := queries.Rates(ctx, s)
				if err != nil {
					return err
				}
				return buffered(a.out, func(w io.Writer) error {
					if err := rates.Write(w, table.Style{Format: "table"}); err != nil {
						return err
					}
					scored := make([]extractscore.Guess, len(guesses))
					for i, g := range guesses {
						scored[i] = extractscore.Guess{Confidence: g.Confidence, Right: g.Right}
					}
					reliability := extractscore.Calibration(scored)
					if _, err := io.WriteString(w, "\n"); err != nil {
						return err
					}
					return reliability.Write(w)
				})
			})
		},
	}
}
