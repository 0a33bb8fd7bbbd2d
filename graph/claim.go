package graph

import (
	"encoding/json"

	"hearsay/extract/news"
	"hearsay/graph/reviews"
)

// claimJSON is a claim with the keys of `hearsay ask --format json`: entities by
// name, then its chain and its article.
type claimJSON struct {
	ID           string      `json:"id"`
	Source       []EntityRef `json:"source"`
	Cue          string      `json:"cue"`
	Content      string      `json:"content"`
	Whole        *string     `json:"whole"` // null where the content is in one piece
	About        []EntityRef `json:"about"`
	Within       *string     `json:"within"`
	Kind         news.Kind   `json:"kind"`
	Stance       news.Stance `json:"stance"`
	When         *string     `json:"when"`
	Date         *string     `json:"date"`
	Start        int         `json:"start"`
	End          int         `json:"end"`
	SourceSpans  []news.Span `json:"source_spans"`
	CueSpans     []news.Span `json:"cue_spans"`
	ContentSpans []news.Span `json:"content_spans"`
	Sentence     string      `json:"sentence"`
	Confidence   float64     `json:"confidence"`
	SureOfSource float64     `json:"source_confidence"`
	SureOfAbout  float64     `json:"about_confidence"`
	DecidedBy    string      `json:"decided_by,omitempty"`
	Chain        []Link      `json:"chain"`
	Article      ArticleInfo `json:"article"`
	Review       *reviewJSON `json:"review,omitempty"`
	Near         float64     `json:"near,omitempty"`
}

// reviewJSON is what people found of a claim.
type reviewJSON struct {
	Verdict reviews.Verdict `json:"verdict"`
	Note    string          `json:"note"`
	Who     string          `json:"who"`
	When    string          `json:"when"`
	Of      string          `json:"of"` // id of the claim when it was reviewed
}

// MarshalJSON writes the claim with the keys of `hearsay ask --format json`.
func (c Claim) MarshalJSON() ([]byte, error) {
	orNull := func(s string) *string {
		if s == "" {
			return nil
		}
		return &s
	}
	var review *reviewJSON
	if r := c.Review; r != nil {
		review = &reviewJSON{r.Verdict, r.Note, r.Who, r.When, r.Claim}
	}
	return json.Marshal(claimJSON{
		ID: c.ID, Source: c.Sources, Cue: c.Cue, Content: c.Content, Whole: orNull(c.Whole), About: c.Targets, Within: orNull(c.Within), Kind: c.Kind, Stance: c.Stance,
		When: orNull(c.When), Date: orNull(c.Date), Start: c.Start, End: c.End, SourceSpans: orEmpty(c.SourceSpans), CueSpans: orEmpty(c.CueSpans),
		ContentSpans: orEmpty(c.ContentSpans), Sentence: c.Sentence, Confidence: c.Confidence,
		SureOfSource: c.SourceConfidence, SureOfAbout: c.AboutConfidence, DecidedBy: c.DecidedBy,
		Chain: c.Chain, Article: c.Article, Review: review, Near: c.Near,
	})
}

func orEmpty[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}
