package claim

import (
	"strings"

	"hearsay/extract/internal/attribution"
	"hearsay/extract/internal/mention"
	"hearsay/extract/news"
)

// speaking is the decision whether a draft's speakers are who speaks: all of them, and
// nobody else.
func (f *finder) speaking(d *draft) Decision {
	_, _, source, _, link := d.evidence.Evidence()
	form, sure, named, words, pronoun := -1.0, 1.0, 0.0, 0, 0.0
	for _, r := range d.source {
		words += r.End - r.First
		for _, i := range f.headsIn(attribution.Range{First: r.First, End: r.End}) {
			m := &f.who.Mentions[i]
			if len(f.who.Of[i]) > 0 && (form < 0 || f.who.Sure[i] < sure) {
				form, sure, named = float64(m.Form), f.who.Sure[i], m.Named
			}
			if m.Form == mention.Pronoun {
				pronoun = float64(m.Gender) + 1
			}
		}
	}
	person, group, body, share, names, byName, quoted := 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0
	for _, e := range d.speakers[:min(1, len(d.speakers))] {
		x, s := &f.who.Entities[e], &f.standings[e]
		person, group = is(x.Type == news.Person), is(x.Type == news.Group)
		body = is(x.Type == news.Organization || x.Type == news.Publication)
		share, names = float64(len(s.mentions))/float64(f.most), float64(s.names)/float64(max(1, len(s.mentions)))
		byName = is(x.Named)
	}
	quoted = is(f.kind(d) != news.Indirect)
	nearest := 0
	if len(d.source) > 0 && len(d.cue) > 0 {
		nearest = distance(d.source[0], d.cue[0])
	}
	opening := ""
	if len(d.source) > 0 {
		opening = strings.ToLower(f.text.Word(d.source[0].First))
	}
	return Decision{Question: "source", Content: f.span(d.largest()), Traits: []Trait{
		{"speakers", float64(len(d.speakers))},
		{"speaker.person", person},
		{"speaker.group", group},
		{"speaker.body", body},
		{"speaker.named", byName},
		{"speaker.share", share},
		{"speaker.names", names},
		{"mention.form", form},
		{"mention.pronoun", pronoun},
		{"mention.sure", sure},
		{"mention.named", named},
		{"source.words", float64(words)},
		{"source.definite", is(opening == "the" || opening == "his" || opening == "her" || opening == "their")},
		{"source.indefinite", is(opening == "a" || opening == "an" || opening == "some" || opening == "one")},
		{"source.relative", is(opening == "who" || opening == "which" || opening == "that")},
		{"source.first-person", is(f.firstPerson(d.source))},
		{"source.sure", source},
		{"source.link", link},
		{"source.away", float64(nearest)},
		{"source.none", is(len(d.source) == 0)},
		{"cue.none", is(len(d.cue) == 0)},
		{"cue.passive", is(len(d.cue) > 0 && f.passive(d.cue[0]))},
		{"implied", is(d.implied)},
		{"follows", is(d.follows != nil)},
		{"plain", is(d.evidence.Plain())},
		{"inner", is(d.parent != nil)},
		{"quoted", quoted},
		{"confidence", d.confidence},
	}}
}
