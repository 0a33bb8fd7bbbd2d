package coref

import (
	"strings"

	"hearsay/extract/internal/mention"
)

// content is the words of a nominal that tell it from others: singular, without
// determiners.
func (r *resolver) content(m *mention.Mention) []string {
	var words []string
	for j := m.NameFirst; j < m.NameEnd; j++ {
		w := strings.Trim(r.words[j], "“”\"'‘’-.")
		if w == "" || openings.has(w) || possessives.has(w) || w == "fellow" || w == "such" || w == "these" || w == "those" || w == "s" {
			continue
		}
		if _, one, many, ok := mention.Noun(w); ok && many {
			w = one
		}
		words = append(words, w)
	}
	return words
}

// rolesHave reports whether a role of a cluster has most of the words.
func (r *resolver) rolesHave(k *cluster, words []string) bool {
	for _, role := range k.roles {
		have := map[string]bool{}
		for w := range strings.FieldsSeq(lower(role)) {
			have[w] = true
		}
		hit := 0
		for _, w := range words {
			if have[w] {
				hit++
			}
		}
		if hit*2 >= len(words) {
			return true
		}
	}
	return false
}

func (r *resolver) sentence(token int) int { return int(r.text.Tokens[token].Sentence) }

// bodySynonyms are other nouns for bodies whose names have a noun.
var bodySynonyms = map[string][]string{
	"committee": {"panel"}, "subcommittee": {"panel", "committee"}, "corporation": {"company", "firm"}, "department": {"agency", "ministry"},
	"corp.": {"company", "firm"}, "inc.": {"company", "firm"}, "times": {"newspaper", "paper"}, "post": {"newspaper", "paper"}, "act": {"law", "legislation", "bill", "measure"}, "bill": {"legislation", "measure"},
	"resolution": {"measure"}, "newspaper": {"paper"}, "law": {"legislation", "statute"},
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
