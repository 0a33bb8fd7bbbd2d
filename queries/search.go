package queries

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"hearsay/graph"
	"hearsay/graph/census"
	"hearsay/graph/export/table"
)

// A Search is what people type into one box: words, "phrases", beginnings (vaccin*),
// words to leave out (-boats), and conditions (who:ryan about:"harbour board"
// outlet:courier via:roe stance:denies kind:direct before:2021-03 after:2020).
type Search struct {
	Ask         // the conditions, and with Said the words
	Text string // as it was typed
}

// A Result is what a search finds: names, claims and articles.
type Result struct {
	Search   Search
	Pair     *Pair         // for "X about Y": what X said about Y
	Names    []graph.Match // that the words may mean
	Near     []graph.Match // names that are like them
	Claims   []graph.Claim
	Total    int // of claims, without the limit
	Articles []census.ArticleHit
	InTotal  int // of articles
	Filter   graph.Filter
	Notes    []string
}

// A Pair is what one of two names said about the other.
type Pair struct {
	Filter graph.Filter
	Claims []graph.Claim
	Total  int
}

// ReadSearch reads what was typed. before: ends with the day before a date, after:
// begins with it, since: and until: both include theirs.
func ReadSearch(text string) (Search, error) {
	s := Search{Text: strings.TrimSpace(text)}
	var words []string
	for _, piece := range pieces(text) {
		key, value, ok := strings.Cut(piece, ":")
		value = strings.Trim(value, `"`)
		if !ok || strings.TrimSpace(value) == "" || !s.condition(strings.ToLower(key), value) {
			words = append(words, piece)
		}
	}
	s.Said = strings.Join(words, " ")
	if before, ok := strings.CutPrefix(s.Until, "<"); ok {
		first, err := day(before, false)
		if err != nil {
			return s, fmt.Errorf("search: %w", err)
		}
		s.Until = dayBefore(first)
	}
	return s, nil
}

// condition takes one of the conditions, and says whether there is one of this name.
func (s *Search) condition(key, value string) bool {
	switch key {
	case "who":
		s.Who = append(s.Who, value)
	case "about":
		s.About = append(s.About, value)
	case "via":
		s.Via = append(s.Via, value)
	case "outlet":
		s.Publisher = append(s.Publisher, value)
	case "stance":
		s.Stances = append(s.Stances, strings.ToLower(value))
	case "kind":
		s.Kinds = append(s.Kinds, strings.ToLower(value))
	case "after", "since":
		s.Since = value
	case "until":
		s.Until = value
	case "before":
		s.Until = "<" + value
	default:
		return false
	}
	return true
}

// Keys are the names of a search's conditions.
var Keys = [...]string{"who", "about", "via", "outlet", "stance", "kind", "after", "before", "since", "until"}

// pieces cuts a text at blanks, but for those in quotes.
func pieces(text string) (out []string) {
	text = strings.NewReplacer("“", `"`, "”", `"`).Replace(text)
	begun, quoted := -1, false
	for i, r := range text {
		switch {
		case r == '"':
			quoted = !quoted
		case strings.ContainsRune(" \t\r\n", r) && !quoted:
			if begun >= 0 {
				out = append(out, text[begun:i])
			}
			begun = -1
			continue
		}
		if begun < 0 {
			begun = i
		}
	}
	if begun >= 0 {
		out = append(out, text[begun:])
	}
	return out
}

// Plain says whether a search has no condition: its text may be a name.
func (s *Search) Plain() bool {
	return len(s.Who)+len(s.About)+len(s.Via)+len(s.Publisher)+len(s.Stances)+len(s.Kinds) == 0 && s.Since == "" && s.Until == ""
}

// nearNames is how many names like the words a search lists, where it finds fewer than
// fewNames and fewClaims.
const (
	nearNames = 5
	fewNames  = 2
	fewClaims = 20
)

// Find searches the graph and its census for most of each kind; 0 is all. A search that
// finds nothing at all is an error that wraps [ErrNothing].
func (s Search) Find(ctx context.Context, store *graph.Store, c *census.Census, most int) (*Result, error) {
	r := &Result{Search: s}
	err := r.findPair(ctx, store, c, most)
	if err != nil {
		return nil, err
	}
	if s.Plain() && graph.Finds(s.Said) {
		if r.Names, err = store.Lookup(ctx, s.Said); err != nil {
			return nil, err
		}
		r.Names = slices.DeleteFunc(r.Names, func(m graph.Match) bool { return m.How == "words" && !s.inOrder(m.Entity.Name) })
		if first := likeliest(s.Said, r.Names); first >= 0 {
			r.Names = toFront(r.Names, first)
		}
	}
	if err := r.findClaims(ctx, store, c, most); err != nil {
		return nil, err
	}
	if s.Plain() && r.Pair == nil && len(r.Names) < fewNames && r.Total < fewClaims && len(strings.Fields(s.Said)) <= mostNameWords && graph.Finds(s.Said) {
		if r.Near, err = near(ctx, store, s.Said, r.Names); err != nil { // which takes longest
			return nil, err
		}
	}
	if most > 0 {
		r.Names = r.Names[:min(most, len(r.Names))]
	}
	if r.Pair == nil && len(r.Names)+r.Total+r.InTotal == 0 {
		return r, fmt.Errorf("%w for %q", ErrNothing, s.Text)
	}
	return r, nil
}

// inOrder reports whether a name has the words of each phrase in quotes as they stand there.
func (s *Search) inOrder(name string) bool {
	for _, piece := range pieces(s.Said) {
		phrase, quoted := strings.CutPrefix(piece, `"`)
		if quoted && !strings.Contains(strings.ToLower(name), strings.ToLower(strings.TrimSuffix(phrase, `"`))) {
			return false
		}
	}
	return true
}

// mostNameWords is how many words a name has at most, for which one of many others is
// looked for that is like it.
const mostNameWords = 5

// near gives names that are like some words, of somebody or something in a claim, beside
// those found.
func near(ctx context.Context, store *graph.Store, words string, found []graph.Match) (out []graph.Match, err error) {
	all, err := store.Nearest(ctx, words, 2*nearNames+len(found))
	known := map[string]bool{}
	for _, m := range found {
		known[m.Entity.ID] = true
	}
	for _, m := range all {
		if !known[m.Entity.ID] && m.Claims > 0 && len(out) < nearNames {
			out = append(out, m)
		}
	}
	return out, err
}

// findPair reads "X about Y" and "about Y", where these are names.
func (r *Result) findPair(ctx context.Context, store *graph.Store, c *census.Census, most int) error {
	who, about, ok := cutWord(r.Search.Text, "about")
	if !ok || about == "" || !r.Search.Plain() {
		return nil
	}
	ask := Ask{About: []string{about}, Limit: most}
	if who != "" {
		ask.Who = []string{who}
	}
	f, _, err := ask.Filter(ctx, store)
	if errors.Is(err, ErrNothing) {
		return nil // a name that nothing goes by: the words may still be found
	}
	if err != nil {
		return err
	}
	hit, err := c.Find(ctx, f, 1)
	if err != nil {
		return err
	}
	r.Pair = &Pair{Filter: f, Total: hit.Total}
	r.Pair.Claims, err = hit.Claims(ctx)
	return err
}

// cutWord cuts a text around a word that stands alone in it.
func cutWord(text, word string) (before, after string, ok bool) {
	padded := " " + text + " "
	at := strings.Index(strings.ToLower(padded), " "+word+" ")
	if at < 0 || len(strings.ToLower(padded)) != len(padded) {
		return "", "", false
	}
	return strings.TrimSpace(padded[:at]), strings.TrimSpace(padded[at+len(word)+2:]), true
}

// findClaims finds claims, and the articles in which they stand or whose titles have
// the words.
func (r *Result) findClaims(ctx context.Context, store *graph.Store, c *census.Census, most int) error {
	ask := r.Search.Ask
	if r.Search.Plain() && !graph.Finds(ask.Said) {
		return nil // no word that one could look for
	}
	ask.Limit = most
	f, notes, err := ask.Filter(ctx, store)
	if err != nil {
		return err
	}
	left, err := LeftOut(ctx, store, f)
	if err != nil {
		return err
	}
	r.Filter, r.Notes = f, append(notes, left...)
	hit, err := c.Find(ctx, f, 1)
	if err != nil {
		return err
	}
	r.Total = hit.Total
	if r.Claims, err = hit.Claims(ctx); err != nil {
		return err
	}
	if most == 0 {
		most = hit.Total + 1<<20
	}
	r.Articles, r.InTotal, err = hit.Articles(ctx, &f, most)
	return err
}

// Table is the result as one table: names, claims, articles.
func (r *Result) Table() *table.Table {
	t := &table.Table{Columns: []string{"found", "text", "source", "date", "outlet", "claims", "id"}}
	for _, m := range r.Names {
		t.Rows = append(t.Rows, []any{"name", m.Entity.Name, "", "", "", m.Claims, m.Entity.ID})
	}
	if r.Pair != nil {
		addClaims(t, "pair", r.Pair.Claims)
	}
	addClaims(t, "claim", r.Claims)
	for i := range r.Articles {
		a := &r.Articles[i]
		t.Rows = append(t.Rows, []any{"article", a.Title, "", graph.Day(a.Published), a.Publisher, a.Found, a.ID})
	}
	return t
}

func addClaims(t *table.Table, found string, claims []graph.Claim) {
	for i := range claims {
		c := &claims[i]
		t.Rows = append(t.Rows, []any{found, table.OneLine(c.Said()), sources(c), c.Day(), c.Article.Publisher, 1, c.ID})
	}
}

// sources are the names of those who make a claim.
func sources(c *graph.Claim) string {
	var names []string
	for _, e := range c.Sources {
		names = append(names, e.Name)
	}
	if len(names) == 0 {
		return table.Unnamed
	}
	return strings.Join(names, " and ")
}

// JSON is the result with its groups apart.
func (r *Result) JSON() any {
	articles := make([]any, len(r.Articles))
	for i, a := range r.Articles {
		articles[i] = map[string]any{"id": a.ID, "title": a.Title, "url": a.URL, "publisher": a.Publisher, "published": a.Published, "claims": a.Found, "in_title": a.Titled}
	}
	pair := []graph.Claim{}
	if r.Pair != nil {
		pair = orNone(r.Pair.Claims)
	}
	return map[string]any{
		"search": r.Search.Text, "pair": pair, "names": orNone(r.Names), "near": orNone(r.Near), "claims": orNone(r.Claims), "claims_total": r.Total, "articles": articles, "articles_total": r.InTotal,
	}
}

// Write prints the result in the style's format.
func (r *Result) Write(w io.Writer, style table.Style) error {
	if style.Format != "json" {
		return r.Table().Write(w, style)
	}
	return table.WriteJSON(w, r.JSON())
}

// Lines are what a reader is told beside a result: how names were understood, names
// that are like the words, and what is not shown.
func (r *Result) Lines() []string {
	out := r.Notes
	if len(r.Near) > 0 {
		out = append(out, "also: "+matches(r.Near))
	}
	if left := r.Total - len(r.Claims); left > 0 {
		out = append(out, fmt.Sprintf("showing %d of %d claims (--limit 0 for all)", len(r.Claims), r.Total))
	}
	if left := r.InTotal - len(r.Articles); left > 0 {
		out = append(out, fmt.Sprintf("showing %d of %d articles", len(r.Articles), r.InTotal))
	}
	return out
}

// orNone is a list that is never null in JSON.
func orNone[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

// SearchCommand is the command line that searches for the same, for a POSIX shell.
func SearchCommand(text string) string { return "hearsay search " + ShellWord(text) }

// LastName cuts what is typed before the name that is being typed: all of it is one,
// but for what follows who:, about: and the like.
func LastName(text string) (before, begun string) {
	all := pieces(text)
	if len(all) == 0 {
		return "", ""
	}
	last := all[len(all)-1]
	key, value, ok := strings.Cut(last, ":")
	if !ok || !slices.Contains(Keys[:4], strings.ToLower(key)) {
		return "", text
	}
	text = strings.NewReplacer("“", `"`, "”", `"`).Replace(strings.TrimRight(text, " "))
	return strings.TrimSuffix(text, last) + key + ":", strings.Trim(value, `"`)
}
