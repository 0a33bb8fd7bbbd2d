package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"hearsay/extract"
	"hearsay/extract/brat"
	"hearsay/extract/encoder"
	"hearsay/extract/model"
	"hearsay/extract/news"
	"hearsay/extract/read"
	"hearsay/extract/score"
)

// evaluate measures the program against what people marked.
func (a *app) evaluate() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "evaluate",
		Short: "Measure what is found against what people marked",
		Example: `  hearsay evaluate attributions polnear/dev/attributions polnear/dev/text
  hearsay evaluate calibration polnear/dev/attributions polnear/dev/text
  hearsay evaluate claims testdata/articles
  hearsay evaluate mentions ewt/dev.conllu ewt/dev.ner.iob2
  hearsay evaluate coref gum/dev.conllu
  hearsay evaluate pages ground-truth.json html/`,
		Args: noCommand,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	var modelFile string
	cmd.PersistentFlags().StringVar(&modelFile, "model", "", "use the model in this `file`")
	cmd.AddCommand(
		&cobra.Command{
			Use:   "attributions GOLD TEXT",
			Short: "Sources, cues and contents, against brat files as PolNeAR's",
			Long: `attributions compares the claims that are within no other with the .ann files of the
folder GOLD for the .txt files of the folder TEXT.`,
			Args: cobra.ExactArgs(2),
			RunE: func(_ *cobra.Command, args []string) error {
				return a.evaluateAttributions(args[0], args[1], modelFile)
			},
		},
		a.evaluateCalibration(&modelFile),
		&cobra.Command{
			Use:   "claims FOLDER…",
			Short: "Who said what about whom, against NAME.gold.json beside NAME.txt",
			Args:  cobra.MinimumNArgs(1),
			RunE:  func(_ *cobra.Command, args []string) error { return a.evaluateClaims(args, modelFile) },
		},
	)
	cmd.AddCommand(a.evaluateText(&modelFile)...)
	cmd.AddCommand(a.evaluateAblation(&modelFile), a.evaluatePages())
	return cmd
}

// evaluateAttributions prints the figures of attributions.
func (a *app) evaluateAttributions(gold, texts, modelFile string) error {
	articles, err := extractMarked(gold, texts, modelFile)
	if err != nil {
		return fmt.Errorf("evaluate attributions: %w", err)
	}
	marked := make([]score.Marked, len(articles))
	for i := range articles {
		marked[i] = articles[i].Marked
	}
	s := score.Attributions(marked)
	return buffered(a.out, func(w io.Writer) error { return s.Write(w) })
}

// A markedArticle is an article as people marked it and as it was found, with the
// confidence of each attribution found.
type markedArticle struct {
	score.Marked
	confidence []float64
}

// extractMarked reads what people marked in a folder of texts, and finds what there is.
func extractMarked(gold, texts, modelFile string) ([]markedArticle, error) {
	m, err := model.Open(modelFile)
	if err != nil {
		return nil, err
	}
	articles, err := brat.ReadFolder(gold, texts)
	if err != nil {
		return nil, err
	}
	all := make([]news.Article, len(articles))
	for i := range articles {
		all[i].Text = articles[i].Text
	}
	out := make([]markedArticle, len(articles))
	for i, d := range extractAll(m, all) {
		out[i].Text = articles[i].Text
		for _, g := range articles[i].Attributions {
			out[i].Gold = append(out[i].Gold, score.Attribution(g))
		}
		out[i].Found, out[i].confidence = outermost(d.Claims)
	}
	return out, nil
}

// outermost gives the claims that are within no other as attributions, and their
// confidence. A claim
// without a cue whose source is named by the very words that name another's is a
// further piece of that one's content: where somebody's words go on, PolNeAR has
// one attribution, and a document a claim for each.
func outermost(claims []news.Claim) (out []score.Attribution, confidence []float64) {
	at := map[string]int{} // of the attribution with a cue, by where its source is named
	goesOn := func(c *news.Claim) bool { return len(c.CueSpans) == 0 && len(c.SourceSpans) > 0 }
	for i := range claims {
		c := &claims[i]
		if c.Within != "" || goesOn(c) {
			continue
		}
		if key := fmt.Sprint(c.SourceSpans); at[key] == 0 && len(c.SourceSpans) > 0 {
			at[key] = len(out) + 1
		}
		out = append(out, score.Attribution{Source: c.SourceSpans, Cue: c.CueSpans, Content: c.ContentSpans})
		confidence = append(confidence, c.Confidence)
	}
	for i := range claims {
		c := &claims[i]
		if c.Within != "" || !goesOn(c) {
			continue
		}
		if k := at[fmt.Sprint(c.SourceSpans)]; k > 0 {
			out[k-1].Content = slices.Concat(out[k-1].Content, c.ContentSpans)
			continue
		}
		out = append(out, score.Attribution{Source: c.SourceSpans, Content: c.ContentSpans})
		confidence = append(confidence, c.Confidence)
	}
	return out, confidence
}

// evaluateClaims prints the figures of claims.
func (a *app) evaluateClaims(folders []string, modelFile string) error {
	m, err := model.Open(modelFile)
	if err != nil {
		return err
	}
	articles, gold, err := readGold(folders)
	if err != nil {
		return fmt.Errorf("evaluate claims: %w", err)
	}
	s := scoreClaims(gold, extractAll(m, articles))
	return buffered(a.out, func(w io.Writer) error { return s.Write(w) })
}

// readGold reads the articles of folders that have gold claims beside them.
func readGold(folders []string) (articles []news.Article, gold []score.Document, err error) {
	for _, folder := range folders {
		files, err := filepath.Glob(filepath.Join(folder, "*.gold.json"))
		if err != nil {
			return nil, nil, err
		}
		if len(files) == 0 {
			return nil, nil, fmt.Errorf("no *.gold.json in %s", folder)
		}
		slices.Sort(files)
		for _, file := range files {
			data, err := os.ReadFile(file)
			if err != nil {
				return nil, nil, err
			}
			g, err := score.ReadDocument(data)
			if err != nil {
				return nil, nil, fmt.Errorf("%s: %w", file, err)
			}
			article, err := oneArticle(strings.TrimSuffix(file, ".gold.json") + ".txt")
			if err != nil {
				return nil, nil, err
			}
			articles, gold = append(articles, article), append(gold, g)
		}
	}
	return articles, gold, nil
}

// scoreClaims compares documents with what people marked.
func scoreClaims(gold []score.Document, found []news.Document) score.ClaimScore {
	pairs := make([][2]score.Document, len(gold))
	for i := range gold {
		pairs[i] = [2]score.Document{gold[i], toScore(&found[i])}
	}
	return score.Claims(pairs)
}

// oneArticle reads the one article in a file.
func oneArticle(path string) (article news.Article, err error) {
	n := 0
	err = (&read.Reader{Language: "any"}).Walk([]string{path}, func(i read.Item) error {
		n++
		article = i.Article
		if i.Skip != "" {
			return errors.New(path + ": " + i.Skip)
		}
		return nil
	})
	if err == nil && n != 1 {
		err = fmt.Errorf("%s: %d articles, want one", path, n)
	}
	return article, err
}

// toScore is a document as the scorer takes it.
func toScore(d *news.Document) score.Document {
	var out score.Document
	for _, e := range d.Entities {
		out.Entities = append(out.Entities, score.Entity{ID: e.ID, Name: e.Name, Aliases: e.Aliases})
	}
	for _, c := range d.Claims {
		out.Claims = append(out.Claims, score.Claim{
			ID: c.ID, Content: c.Content, Within: c.Within, Stance: string(c.Stance), Kind: string(c.Kind), Source: c.Source, About: c.About,
		})
	}
	return out
}

// extractAll extracts articles side by side, without some parts; the documents are in
// their order.
func extractAll(m *encoder.Model, all []news.Article, without ...extract.Part) []news.Document {
	walk := func(visit func(read.Item) error) error {
		for _, a := range all {
			if err := visit(read.Item{Article: a}); err != nil {
				return err
			}
		}
		return nil
	}
	one := func(m *encoder.Model, a news.Article) news.Document { return extract.Without(m, a, without...) }
	out := make([]news.Document, 0, len(all))
	for r := range extract.All(context.Background(), m, walk, extract.Options{}, one) {
		out = append(out, r.Value)
	}
	return out
}
