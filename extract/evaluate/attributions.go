package evaluate

import (
	"fmt"
	"slices"

	"hearsay/extract"
	"hearsay/extract/internal/brat"
	"hearsay/extract/news"
	"hearsay/extract/score"
)

// Attributions compares the claims that are within no other with the .ann files of the
// folder gold for the .txt files of the folder texts.
func Attributions(m *extract.Model, gold, texts string) (*score.AttributionScore, error) {
	articles, err := readMarked(m, gold, texts)
	if err != nil {
		return nil, err
	}
	marked := make([]score.Marked, len(articles))
	for i := range articles {
		marked[i] = articles[i].Marked
	}
	s := score.Attributions(marked)
	return &s, nil
}

// Calibration says whether the claims that [Attributions] compares are right as often as
// their confidence says.
func Calibration(m *extract.Model, gold, texts string) (*score.Reliability, error) {
	articles, err := readMarked(m, gold, texts)
	if err != nil {
		return nil, err
	}
	var guesses []score.Guess
	for i := range articles {
		for k, right := range articles[i].Right() {
			guesses = append(guesses, score.Guess{Confidence: articles[i].confidence[k], Right: right})
		}
	}
	r := score.Calibration(guesses)
	return &r, nil
}

// A markedArticle is an article as people marked it and as it was found, with the
// confidence of each attribution found.
type markedArticle struct {
	score.Marked
	confidence []float64
}

// readMarked reads what people marked in a folder of texts, and finds what there is.
func readMarked(m *extract.Model, gold, texts string) ([]markedArticle, error) {
	articles, err := brat.ReadFolder(gold, texts)
	if err != nil {
		return nil, err
	}
	all := make([]news.Article, len(articles))
	for i := range articles {
		all[i].Text = articles[i].Text
	}
	out := make([]markedArticle, len(articles))
	for i, d := range documents(m, all) {
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
