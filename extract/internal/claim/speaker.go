package claim

import (
	"slices"
	"sort"
	"strings"

	"hearsay/extract/internal/attribution"
	"hearsay/extract/internal/mention"
	"hearsay/extract/internal/token"
	"hearsay/extract/news"
)

// identify finds the speakers of all drafts: whom the source's span stands for;
// in the first person, who speaks around it; where there is no span, whom the
// text implies, unless implied is false.
func (f *finder) identify(implied bool) {
	for i, d := range f.drafts {
		switch {
		case d.stranger:
		case d.follows != nil && len(d.follows.speakers) > 0:
			d.speakers = d.follows.speakers
		case len(d.source) > 0:
			d.speakers = f.named(d)
			if m := f.beside(d); m >= 0 {
				f.takeFromCue(d, m)
				if len(d.speakers) == 0 {
					d.speakers = f.who.Of[m]
				}
			}
		case !implied:
		case f.answers(d):
			d.speakers = f.interviewed()
		default:
			if m := f.beside(d); m >= 0 {
				f.takeFromCue(d, m)
				d.speakers = f.who.Of[m]
				d.source = []attribution.Range{{First: f.who.Mentions[m].First, End: f.who.Mentions[m].End}}
			} else if o := f.implied(i); o != nil {
				d.speakers, d.source, d.implied = o.speakers, o.source, true
			}
		}
		if d.follows != nil && len(d.speakers) == 0 {
			d.speakers = d.follows.speakers
		}
	}
	for _, d := range f.drafts { // those that follow one later in the text
		if d.follows != nil && len(d.speakers) == 0 {
			d.speakers = d.follows.speakers
		}
	}
}

// beside is the mention of somebody right before a draft's cue, whose subject it is though
// no source was seen there: "Ann Lee" of "Ann Lee said", "the mayor" of "Ann Lee, the mayor,
// said"; -1 where there is none.
func (f *finder) beside(d *draft) int {
	if len(d.cue) == 0 || f.passive(d.cue[0]) {
		return -1
	}
	at, all := d.cue[0].First, f.who.Mentions
	for i := sort.Search(len(all), func(i int) bool { return all[i].First >= at-32 }); i < len(all) && all[i].First <= at; i++ {
		m := &all[i]
		human := m.Type == news.Person || m.Type == news.Group || m.Type == news.Organization || m.Type == news.Publication
		within := m.Form == mention.Name && m.First <= at && at < m.End && m.End < d.cue[0].End // "Reed said" for a cue
		if m.End != at && !within && !f.apposed(i, at) || len(f.who.Of[i]) == 0 || m.Form == mention.Pronoun && m.Person != 3 || m.Form != mention.Pronoun && !human {
			continue
		}
		for _, c := range d.content {
			if m.First >= c.First && m.First < c.End {
				return -1
			}
		}
		return i
	}
	return -1
}

// apposed reports whether a mention stands between commas, the latter right before token at,
// behind another of the same entity.
func (f *finder) apposed(i, at int) bool {
	m := &f.who.Mentions[i]
	if m.End != at-1 || f.text.Word(at-1) != "," || m.First < 2 || f.text.Word(m.First-1) != "," {
		return false
	}
	for j := i - 1; j >= 0 && j >= i-8; j-- {
		if f.who.Mentions[j].End == m.First-1 && slices.Equal(f.who.Of[j], f.who.Of[i]) {
			return true
		}
	}
	return false
}

// takeFromCue leaves to a cue what follows the mention that stands before it, or that it
// begins with: "said" of "Reed said".
func (f *finder) takeFromCue(d *draft, mention int) {
	d.cue[0].First = max(d.cue[0].First, f.who.Mentions[mention].End)
}

// answers tells whether a draft is an answer of an interview: "A: …", "Answer: …".
func (f *finder) answers(d *draft) bool {
	if len(d.cue) == 0 || d.cue[0].End-d.cue[0].First != 2 || f.text.Word(d.cue[0].First+1) != ":" {
		return false
	}
	w := f.text.Word(d.cue[0].First)
	return w == "A" || strings.EqualFold(w, "answer")
}

// interviewed is who is asked in an interview: the person that the article
// names most, as long as one is named more than once.
func (f *finder) interviewed() []int {
	best, most := -1, 1
	for i, e := range f.who.Entities {
		if e.Type == news.Person && len(e.Spans) > most {
			best, most = i, len(e.Spans)
		}
	}
	if best < 0 {
		return nil
	}
	return []int{best}
}

// named are whom the spans of a draft's source stand for.
func (f *finder) named(d *draft) []int {
	var out []int
	for _, r := range d.source {
		for _, e := range f.who.Source(f.span(r)) {
			if !slices.Contains(out, e) {
				out = append(out, e)
			}
		}
	}
	if len(out) == 0 && f.relative(d.source[0]) {
		return f.antecedent(d.source[0].First)
	}
	if len(out) == 0 && d.parent != nil && f.firstPerson(d.source) {
		return d.parent.speakers
	}
	return out
}

// relative tells whether a source is a relative pronoun.
func (f *finder) relative(r attribution.Range) bool {
	if r.End-r.First > 1 {
		return false
	}
	switch strings.ToLower(f.text.Word(r.First)) {
	case "who", "which", "that":
		return true
	}
	return false
}

// antecedent is whom the relative pronoun at token i stands for: what the
// nearest mention before it in its sentence does.
func (f *finder) antecedent(i int) []int {
	s := f.text.Sentences[f.text.Tokens[i].Sentence]
	for first := i - 1; first >= max(s.First, i-reach); first-- {
		if all := f.who.Within(f.span(attribution.Range{First: first, End: i})); len(all) > 0 {
			return all[len(all)-1:]
		}
	}
	return nil
}

// firstPerson tells whether a source is "I" or "we".
func (f *finder) firstPerson(source []attribution.Range) bool {
	if len(source) == 0 || source[0].End-source[0].First > 2 {
		return false
	}
	return firstPersons.has(token.Straight(strings.ToLower(f.text.Word(source[0].First))))
}

// implied is the draft whose speakers are those of draft i, which names none:
// of a cue, the last before it in the same sentence and content ("Ryan warned
// …, urging …"); of a quotation without a cue, the one before it.
func (f *finder) implied(i int) *draft {
	d := f.drafts[i]
	if len(d.cue) > 0 && f.passive(d.cue[0]) {
		return nil
	}
	var best *draft
	for j := i - 1; j >= 0 && j >= i-maxOpen; j-- {
		o := f.drafts[j]
		if o.parent != d.parent || len(o.speakers) == 0 {
			continue
		}
		if len(d.cue) == 0 {
			if f.near(o, d) {
				return o
			}
			return nil
		}
		if len(o.cue) > 0 && f.shareSentence(o.cue[0], d.cue[0]) && o.cue[0].First < d.cue[0].First && (best == nil || o.cue[0].First > best.cue[0].First) {
			best = o
		}
	}
	return best
}

// near tells whether d stands in the paragraph of o or in the next.
func (f *finder) near(o, d *draft) bool {
	p, q := f.text.Tokens[o.largest().End-1].Paragraph, f.text.Tokens[d.largest().First].Paragraph
	return q == p || q == p+1
}

// passive tells whether a cue is in the passive, or an adverb ("reportedly"):
// its speaker is nobody who can be named.
func (f *finder) passive(cue attribution.Range) bool {
	be := false
	for _, w := range f.words(cue) {
		switch l := lemma(w, func(string) bool { return false }); {
		case l == "be":
			be = true
		case l == "reportedly" || l == "allegedly" || l == "supposedly" || l == "purportedly":
			return true
		case be && (strings.HasSuffix(w, "ed") || strings.HasSuffix(w, "en") || l != strings.ToLower(w) && !strings.HasSuffix(w, "ing")):
			return true
		}
	}
	return false
}

// prune drops what is no claim of its own: a speaker's "I think" inside what he
// says, and a claim that says the same as the one that reports it.
func (f *finder) prune() {
	gone := map[*draft]bool{}
	for i, d := range f.drafts {
		switch {
		case d.parent != nil && (f.firstPerson(d.source) || len(d.speakers) > 0 && slices.Equal(d.speakers, d.parent.speakers) && f.hedges(d)):
			gone[d] = !f.retells(d)
		case i > 0 && slices.Equal(d.content, f.drafts[i-1].content) && slices.Equal(d.speakers, f.drafts[i-1].speakers):
			gone[d] = true
		}
	}
	for _, d := range f.drafts {
		for d.parent != nil && gone[d.parent] {
			d.parent = d.parent.parent
		}
	}
	f.drafts = slices.DeleteFunc(f.drafts, func(d *draft) bool { return gone[d] })
}

// retells tells whether a draft's cue is of something said at another time, as
// none of "I think" is: "I asked him whether", "he had told her that".
func (f *finder) retells(d *draft) bool {
	if len(d.cue) == 0 {
		return false
	}
	return slices.ContainsFunc(f.words(d.cue[0]), func(w string) bool { return retellings.has(strings.ToLower(w)) })
}

// hedges tells whether a draft's cue only says that its speaker says, thinks or
// knows what he says.
func (f *finder) hedges(d *draft) bool {
	if len(d.cue) == 0 {
		return true
	}
	switch f.lexicon.ofCue(f.words(d.cue[0])) {
	case news.Believes, news.Asserts, neutral, "":
		return true
	}
	return false
}

// attitudes gives the cue what a content begins with where that only says how its speaker
// stands to the rest: "said he hoped that …" is one claim, whose cue is all of that.
func (f *finder) attitudes() {
	for _, d := range f.drafts {
		c := d.largest()
		if len(d.cue) == 0 || d.cue[0].End > c.First || c.First-d.cue[0].End > 1 || f.marked(c) {
			continue
		}
		verb := c.First
		if strings.EqualFold(f.text.Word(verb), "that") {
			verb++
		}
		if verb++; verb+2 >= c.End || !f.beginsWith(&draft{content: []attribution.Range{{First: verb - 1, End: c.End}}, speakers: d.speakers}) {
			continue
		}
		if f.lexicon.ofCue([]string{strings.ToLower(f.text.Word(verb))}) != news.Believes || f.lexicon.ofCue(f.words(d.cue[0])) != neutral {
			continue
		}
		at := slices.Index(d.content, c)
		d.cue = []attribution.Range{{First: d.cue[0].First, End: verb + 1}}
		d.content = slices.Clone(d.content)
		d.content[at].First = verb + 1
	}
}

// ids are the ids of entities, each once.
func (f *finder) ids(entities []int) []string {
	out := make([]string, 0, len(entities))
	for _, e := range entities {
		out = append(out, f.who.Entities[e].ID)
	}
	return out
}

// subject tells whether the pronoun at token i is "I" or "we".
func (f *finder) subject(i int) bool {
	w, _, _ := strings.Cut(token.Straight(strings.ToLower(f.text.Word(i))), "'")
	return w == "i" || w == "we"
}

// hedge tells whether the pronoun at token i is that of "I think".
func (f *finder) hedge(i int) bool {
	return i+1 < len(f.text.Tokens) && hedges.has(strings.ToLower(f.text.Word(i+1)))
}

// paint notes for each token the innermost draft whose content it is of.
func (f *finder) paint() {
	f.voice = make([]*draft, len(f.text.Tokens))
	for _, d := range f.drafts { // those that report others come first
		for _, c := range d.content {
			for i := c.First; i < c.End; i++ {
				f.voice[i] = d
			}
		}
	}
}
