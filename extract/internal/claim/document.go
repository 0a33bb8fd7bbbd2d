package claim

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"hearsay/extract/internal/attribution"
	"hearsay/extract/news"
)

// claims are the drafts as claims, with their ids.
func (f *finder) claims() []news.Claim {
	out := make([]news.Claim, len(f.drafts))
	ids := f.claimIDs()
	for i, d := range f.drafts {
		out[i] = f.claim(d)
		out[i].ID = ids[d]
		if d.parent != nil {
			out[i].Within = ids[d.parent]
		}
	}
	return out
}

// claim is a draft as a claim, without its id and that of the one around it.
func (f *finder) claim(d *draft) news.Claim {
	main := f.span(d.largest())
	stance := f.stance(d)
	about, share := f.about(d)
	_, source := decide(f.speaking(d))
	c := news.Claim{
		Source: f.ids(d.speakers), Content: f.text.Source[main.Start:main.End], Start: main.Start, End: main.End,
		About: f.ids(about), Kind: f.kind(d), Stance: stance,
		SourceSpans: f.spans(d.source), CueSpans: f.spans(d.cue), ContentSpans: f.spans(d.content),
		Sentence: f.sentence(d), Confidence: thousandth(d.confidence), SourceConfidence: thousandth(source), AboutConfidence: thousandth(share),
	}
	c.When, c.Date = f.when(d)
	var cues []string
	for _, s := range c.CueSpans {
		cues = append(cues, f.text.Source[s.Start:s.End])
	}
	c.Cue = strings.Join(cues, " … ")
	return c
}

func thousandth(p float64) float64 { return math.Round(p*1000) / 1000 }

// spans are the bytes of ranges.
func (f *finder) spans(ranges []attribution.Range) []news.Span {
	out := make([]news.Span, 0, len(ranges))
	for _, r := range ranges {
		out = append(out, f.span(r))
	}
	return out
}

// longestSentence is how many bytes of a sentence a claim repeats at most beside
// its own; some texts have no full stop.
const longestSentence = 8192

// sentence is the text of the sentences that hold a draft's cue and content; of
// cue and content alone where these are too long.
func (f *finder) sentence(d *draft) string {
	r := d.largest()
	for _, c := range d.cue {
		r = attribution.Range{First: min(r.First, c.First), End: max(r.End, c.End)}
	}
	first, last := f.text.Sentences[f.text.Tokens[r.First].Sentence], f.text.Sentences[f.text.Tokens[r.End-1].Sentence]
	span := f.span(attribution.Range{First: first.First, End: last.End})
	if span.End-span.Start > longestSentence {
		span = f.span(r)
	}
	return f.text.Source[span.Start:span.End]
}

// claimIDs are the drafts' ids: the article's and the bytes of the content, with
// a number where several share these, in the order of their cues.
func (f *finder) claimIDs() map[*draft]string {
	ids := make(map[*draft]string, len(f.drafts))
	count := map[string]int{}
	hex := strings.TrimPrefix(f.article.ID, "article/")
	byCue := slices.Clone(f.drafts)
	slices.SortStableFunc(byCue, func(a, b *draft) int { return cmp.Compare(first(a.cue), first(b.cue)) })
	for _, d := range byCue {
		s := f.span(d.largest())
		id := fmt.Sprintf("claim/%s-%d-%d", hex, s.Start, s.End)
		if count[id]++; count[id] > 1 {
			ids[d] = fmt.Sprintf("%s-%d", id, count[id])
		} else {
			ids[d] = id
		}
	}
	return ids
}

// stance is how the speaker stands to the content, by the cue, or by the content
// where the cue leaves it open.
func (f *finder) stance(d *draft) news.Stance {
	var s news.Stance
	if len(d.cue) > 0 {
		cue := d.cue[0]
		s = f.lexicon.ofCue(f.words(cue))
		if s == news.Questions && requests(f.words(cue), f.words(d.largest())) {
			s = news.Demands
		}
	}
	switch s {
	case "", neutral, none, deed:
		return ofContent(f.words(d.largest()), f.beginsWith(d))
	case news.Denies, news.Rejects:
		return f.plan(d, s)
	}
	return s
}

// beginsWith tells whether a content begins with a pronoun for its speaker.
func (f *finder) beginsWith(d *draft) bool {
	c := d.largest()
	for _, e := range f.who.Within(f.span(attribution.Range{First: c.First, End: min(c.End, c.First+2)})) {
		if slices.Contains(d.speakers, e) {
			return true
		}
	}
	return false
}

// plan tells denying from rejecting where the cue can mean both ("dismissed",
// "rejected"): what is done is rejected, what is said is denied.
func (f *finder) plan(d *draft, s news.Stance) news.Stance {
	cue := f.lexicon.lemmas(f.words(d.cue[0]))
	if !slices.Contains(cue, "dismiss") && !slices.Contains(cue, "reject") && !slices.Contains(cue, "rule") {
		return s
	}
	for i, w := range f.words(d.largest()) {
		switch w = strings.ToLower(w); {
		case i == 0 && w == "that", sayings.has(w):
			return news.Denies
		case deeds.has(w):
			return news.Rejects
		}
	}
	return s
}
