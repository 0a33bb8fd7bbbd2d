package news

import (
	"encoding/json"
	"fmt"
)

// MarshalJSON writes a span as [start, end].
func (s Span) MarshalJSON() ([]byte, error) {
	return fmt.Appendf(nil, "[%d,%d]", s.Start, s.End), nil
}

// UnmarshalJSON reads [start, end].
func (s *Span) UnmarshalJSON(data []byte) error {
	var ends []int
	if err := json.Unmarshal(data, &ends); err != nil {
		return fmt.Errorf("span: %w", err)
	}
	if len(ends) != 2 {
		return fmt.Errorf("span: %d numbers in %.40q, want 2", len(ends), data)
	}
	s.Start, s.End = ends[0], ends[1]
	return nil
}

// claimJSON is a claim as JSON has it: what is not there is null.
type claimJSON struct {
	ID               string   `json:"id"`
	Source           []string `json:"source"`
	Cue              string   `json:"cue"`
	Content          string   `json:"content"`
	About            []string `json:"about"`
	Within           *string  `json:"within"`
	Kind             Kind     `json:"kind"`
	Stance           Stance   `json:"stance"`
	When             *string  `json:"when"`
	Date             *string  `json:"date"`
	Start            int      `json:"start"`
	End              int      `json:"end"`
	SourceSpans      []Span   `json:"source_spans"`
	CueSpans         []Span   `json:"cue_spans"`
	ContentSpans     []Span   `json:"content_spans"`
	Sentence         string   `json:"sentence"`
	Confidence       float64  `json:"confidence"`
	SourceConfidence float64  `json:"source_confidence"`
	AboutConfidence  float64  `json:"about_confidence"`
	DecidedBy        string   `json:"decided_by,omitempty"`
}

// MarshalJSON writes the claim with the keys of `hearsay extract`.
func (c Claim) MarshalJSON() ([]byte, error) {
	return json.Marshal(claimJSON{
		ID: c.ID, Source: list(c.Source), Cue: c.Cue, Content: c.Content, About: list(c.About),
		Within: orNull(c.Within), Kind: c.Kind, Stance: c.Stance, When: orNull(c.When), Date: orNull(c.Date),
		Start: c.Start, End: c.End, SourceSpans: list(c.SourceSpans), CueSpans: list(c.CueSpans),
		ContentSpans: list(c.ContentSpans), Sentence: c.Sentence, Confidence: c.Confidence,
		SourceConfidence: c.SourceConfidence, AboutConfidence: c.AboutConfidence, DecidedBy: c.DecidedBy,
	})
}

// UnmarshalJSON reads what MarshalJSON wrote.
func (c *Claim) UnmarshalJSON(data []byte) error {
	var j claimJSON
	if err := json.Unmarshal(data, &j); err != nil {
		return err
	}
	*c = Claim{
		ID: j.ID, Source: j.Source, Cue: j.Cue, Content: j.Content, About: j.About, Within: orEmpty(j.Within),
		Kind: j.Kind, Stance: j.Stance, When: orEmpty(j.When), Date: orEmpty(j.Date), Start: j.Start, End: j.End,
		SourceSpans: j.SourceSpans, CueSpans: j.CueSpans, ContentSpans: j.ContentSpans,
		Sentence: j.Sentence, Confidence: j.Confidence, SourceConfidence: j.SourceConfidence, AboutConfidence: j.AboutConfidence,
		DecidedBy: j.DecidedBy,
	}
	return nil
}

// MarshalJSON writes the entity; its lists are never null.
func (e Entity) MarshalJSON() ([]byte, error) {
	type plain Entity
	e.Aliases, e.Roles, e.Affiliations, e.Spans = list(e.Aliases), list(e.Roles), list(e.Affiliations), list(e.Spans)
	return json.Marshal(plain(e))
}

// UnmarshalJSON reads what MarshalJSON wrote, or a program of before wrote, which did
// not say what is named.
func (e *Entity) UnmarshalJSON(data []byte) error {
	type plain Entity
	j := struct {
		*plain
		Named *bool `json:"named"`
	}{plain: (*plain)(e)}
	if err := json.Unmarshal(data, &j); err != nil {
		return err
	}
	if e.Named = LooksNamed(e.Name); j.Named != nil {
		e.Named = *j.Named
	}
	return nil
}

// MarshalJSON writes the document; its lists are never null.
func (d Document) MarshalJSON() ([]byte, error) {
	type plain Document
	d.Entities, d.Claims = list(d.Entities), list(d.Claims)
	return json.Marshal(plain(d))
}

func list[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}

func orNull(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func orEmpty(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}
