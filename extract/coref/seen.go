package coref

import (
	"strings"

	"hearsay/extract/mention"
	"hearsay/extract/news"
)

// see remembers a mention for the noun phrases that follow.
func (f *nounFinder) see(i int) {
	m := &f.mentions[i]
	c := f.of[i]
	if c < 0 {
		return
	}
	c = f.root(c)
	k := &f.clusters[c]
	if m.Form == mention.Nominal {
		f.same[f.sameKey(m, f.content(m))] = c
	}
	if k.kind == news.System {
		for _, pair := range pairs(f.content(m)) {
			f.bySystem[pair] = c
		}
	}
	f.keep(i, c)
	head := f.head(m)
	if m.Form == mention.Name && k.kind != news.Person && k.mentions[0] == i {
		f.recall(m, head, c)
	}
	f.byHead[head] = append(f.byHead[head], c)
	for _, other := range bodySynonyms[head] {
		f.byHead[other] = append(f.byHead[other], c)
	}
	switch k.kind {
	case news.Person:
		if k.gender != mention.Female {
			f.recent[mention.Male] = c
		}
		if k.gender != mention.Male {
			f.recent[mention.Female] = c
		}
		for _, role := range k.roles {
			f.seeRole(role, c)
		}
	case news.Publication, news.System, news.Organization:
		f.last[string(k.kind)] = c
	case news.Place:
		f.last["place"] = c
		switch {
		case m.Form != mention.Name:
		case mention.IsCountry(k.canon):
			f.last["country"] = c
		case mention.IsState(k.canon):
			f.last["state"] = c
		default:
			f.last["city"] = c
		}
	}
}

// keep notes a mention whose words its cluster did not have before.
func (f *nounFinder) keep(i, c int) {
	if len(f.forms[c]) >= 8 {
		return
	}
	text := strings.Join(f.content(&f.mentions[i]), " ")
	for _, n := range f.forms[c] {
		if strings.Join(f.content(&f.mentions[n]), " ") == text {
			return
		}
	}
	f.forms[c] = append(f.forms[c], i)
}

// recall puts earlier noun phrases to a name that has their words: "a federal
// appeals court" to the "U.S. Court of Appeals".
func (f *nounFinder) recall(m *mention.Mention, head string, c int) {
	words := f.content(m)
	clusters := f.byHead[head]
	for j := len(clusters) - 1; j >= 0 && j >= len(clusters)-4; j-- {
		o := f.root(clusters[j])
		k := &f.clusters[o]
		if o == f.root(c) || k.named || len(k.mentions) == 0 || k.kind != f.clusters[f.root(c)].kind {
			continue
		}
		theirs := f.content(&f.mentions[k.mentions[0]])
		shared := 0
		for _, w := range theirs {
			if subset([]string{w}, words) {
				shared++
			}
		}
		if shared > 1 && shared*3 >= len(theirs)*2 {
			f.merge(c, o)
			f.forms[f.root(c)] = append(f.forms[f.root(c)], f.forms[o]...)
		}
	}
}

// bodySynonyms are other nouns for bodies whose names have a noun.
var bodySynonyms = map[string][]string{
	"committee": {"panel"}, "subcommittee": {"panel", "committee"}, "corporation": {"company", "firm"}, "department": {"agency", "ministry"},
	"corp.": {"company", "firm"}, "inc.": {"company", "firm"}, "times": {"newspaper", "paper"}, "post": {"newspaper", "paper"}, "act": {"law", "legislation", "bill", "measure"}, "bill": {"legislation", "measure"},
	"resolution": {"measure"}, "newspaper": {"paper"}, "law": {"legislation", "statute"},
}

// seeRole remembers a person by the nouns of a role.
func (f *nounFinder) seeRole(role string, c int) {
	for w := range strings.FieldsSeq(lower(role)) {
		noun := w
		if long, ok := offices[w]; ok {
			noun = long
		}
		if kind, one, _, ok := mention.Noun(noun); ok && kind == news.Person {
			if people := f.byRole[one]; len(people) == 0 || people[len(people)-1] != c {
				f.byRole[one] = append(people, c)
			}
			for _, other := range synonyms[one] {
				if people := f.byRole[other]; len(people) == 0 || people[len(people)-1] != c {
					f.byRole[other] = append(people, c)
				}
			}
		}
	}
}

// offices are abbreviated titles in full.
var offices = map[string]string{
	"sen.": "senator", "rep.": "representative", "gov.": "governor", "del.": "delegate", "gen.": "general", "col.": "colonel", "capt.": "captain",
	"lt.": "lieutenant", "sgt.": "sergeant", "prof.": "professor", "amb.": "ambassador", "atty.": "attorney", "adm.": "admiral",
}

// synonyms are other nouns for who holds an office.
var synonyms = map[string][]string{
	"senator": {"lawmaker", "politician"}, "representative": {"congressman", "congresswoman", "lawmaker"}, "congressman": {"lawmaker"}, "attorney": {"lawyer"}, "lawyer": {"attorney"},
	"spokesman": {"spokesperson"}, "spokeswoman": {"spokesperson"}, "physician": {"doctor"}, "specialist": {"expert"}, "nominee": {"candidate"},
}
