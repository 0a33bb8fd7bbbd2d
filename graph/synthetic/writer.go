package synthetic

import (
	"math/rand/v2"
	"strings"
	"time"

	"hearsay/extract/news"
)

// A writer writes an article, and notes what it writes.
type writer struct {
	random    *rand.Rand
	published time.Time
	cast      []figure
	text      strings.Builder
	claims    []news.Claim
}

// inner stands in Within until the claims have ids.
const inner = "the claim around it"

// cues are the verbs of each stance.
var cues = [...]struct {
	stance news.Stance
	verbs  []string
}{
	{news.Asserts, []string{"said", "told reporters", "noted", "wrote", "said", "admitted", "added"}},
	{news.Denies, []string{"denied", "disputed"}},
	{news.Rejects, []string{"objected", "complained"}},
	{news.Supports, []string{"agreed", "insisted"}},
	{news.Warns, []string{"warned", "cautioned"}},
	{news.Demands, []string{"demanded", "urged", "proposed"}},
	{news.Promises, []string{"promised", "vowed"}},
	{news.Questions, []string{"doubted", "asked"}},
	{news.Believes, []string{"believed", "hoped", "feared"}},
}

// words are what people talk of.
var words = strings.Fields(`quay harbour vaccine passport price budget vote council storm bridge school report plan fund police hospital
	ferry market strike election water energy housing airport union treaty border tax court museum`)

func (w *writer) word() string { return words[w.random.IntN(len(words))] }

// speaker picks somebody who can speak, target anybody.
func (w *writer) speaker() *figure {
	for {
		if f := &w.cast[w.random.IntN(len(w.cast))]; f.speaks() {
			return f
		}
	}
}

func (w *writer) target() *figure { return &w.cast[w.random.IntN(len(w.cast))] }

// write writes some words and gives their place.
func (w *writer) write(s string) news.Span {
	start := w.text.Len()
	w.text.WriteString(s)
	return news.Span{Start: start, End: w.text.Len()}
}

// mention names a figure: in full the first time, then mostly in short.
func (w *writer) mention(f *figure) news.Span {
	form := f.name
	if len(f.spans) > 0 && w.random.IntN(4) > 0 {
		form = f.short
	}
	s := w.write(form)
	f.spans = append(f.spans, s)
	return s
}

// article writes the whole text: its title, paragraphs of two sentences, and at
// the end who has not been named before. It gives the title.
func (w *writer) article() (title string) {
	w.mention(&w.cast[0])
	w.write(" and ")
	w.mention(&w.cast[1])
	w.write(" differ over the " + w.word())
	title = w.text.String()
	for k := 0; len(w.claims) < Claims; k++ {
		w.write([...]string{"\n\n", " "}[k%2])
		w.sentence()
	}
	w.write("\n\nIn the news as well:")
	for i := range w.cast {
		if f := &w.cast[i]; len(f.spans) == 0 {
			w.write(" ")
			w.mention(f)
			w.write(",")
		}
	}
	w.write(" and others.\n")
	return title
}

// sentence writes a sentence with one claim, or with two, one within the other.
func (w *writer) sentence() {
	before, begin := len(w.claims), w.text.Len()
	switch shape := w.random.IntN(20); {
	case shape < 6:
		w.quoted()
	case shape < 11 && before+2 <= Claims:
		w.indirect(w.nested)
	default:
		w.indirect(w.plain)
	}
	w.text.WriteString(".")
	text := w.text.String()
	for k := before; k < len(w.claims); k++ {
		c := &w.claims[k]
		c.Sentence, c.Content, c.Cue = text[begin:], text[c.Start:c.End], text[c.CueSpans[0].Start:c.CueSpans[0].End]
		c.Confidence = float64(500+w.random.IntN(500)) / 1000
	}
}

// claim notes a claim whose words have been written.
func (w *writer) claim(kind news.Kind, stance news.Stance, source, target *figure, said, cue, content news.Span, within, when, date string) {
	w.claims = append(w.claims, news.Claim{
		Source: []string{source.id}, About: []string{target.id}, Kind: kind, Stance: stance, Within: within, When: when, Date: date,
		Start: content.Start, End: content.End,
		SourceSpans: []news.Span{said}, CueSpans: []news.Span{cue}, ContentSpans: []news.Span{content},
	})
}

// cue picks a verb.
func (w *writer) cue() (verb string, stance news.Stance) {
	c := cues[max(0, w.random.IntN(2*len(cues))-len(cues))] // half assert
	return c.verbs[w.random.IntN(len(c.verbs))], c.stance
}

// quoted writes: “…,” said Ada Low.
func (w *writer) quoted() {
	w.write("“")
	target := w.target()
	start := w.text.Len()
	w.mention(target)
	w.talk()
	content := news.Span{Start: start, End: w.text.Len()}
	w.write(",” ")
	verb, stance := w.cue()
	cue := w.write(verb)
	w.write(" ")
	source := w.speaker()
	w.claim(news.Direct, stance, source, target, w.mention(source), cue, content, "", "", "")
}

// indirect writes: Ada Low warned on Tuesday that …, with what follows by content.
func (w *writer) indirect(content func() (*figure, func())) {
	source := w.speaker()
	said := w.mention(source)
	w.write(" ")
	verb, stance := w.cue()
	cue := w.write(verb)
	when, date := "", ""
	if w.random.IntN(3) == 0 {
		day := w.published.AddDate(0, 0, -1-w.random.IntN(6))
		when, date = "on "+day.Weekday().String(), day.Format(time.DateOnly)
		w.write(" " + when)
	}
	w.write(" ")
	start := w.text.Len()
	w.write("that ")
	target, within := content()
	w.claim(news.Indirect, stance, source, target, said, cue, news.Span{Start: start, End: w.text.Len()}, "", when, date)
	within()
}

// plain writes what a claim says.
func (w *writer) plain() (*figure, func()) {
	target := w.target()
	w.mention(target)
	w.talk()
	return target, func() {}
}

// nested writes what a claim says, which is that somebody else said something.
func (w *writer) nested() (*figure, func()) {
	source := w.speaker()
	said := w.mention(source)
	w.write(" ")
	verb, stance := w.cue()
	cue := w.write(verb)
	w.write(" ")
	start := w.text.Len()
	w.write("that ")
	target := w.target()
	w.mention(target)
	w.talk()
	content := news.Span{Start: start, End: w.text.Len()}
	return source, func() { w.claim(news.Indirect, stance, source, target, said, cue, content, inner, "", "") }
}

// talk writes the words of a content behind whom it is about.
func (w *writer) talk() {
	for range 12 + w.random.IntN(13) {
		w.write(" " + w.word())
	}
}
