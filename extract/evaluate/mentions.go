package evaluate

import (
	"slices"
	"strings"

	"hearsay/extract"
	"hearsay/extract/internal/conllu"
	"hearsay/extract/internal/coref"
	"hearsay/extract/internal/mention"
	"hearsay/extract/internal/stage"
	"hearsay/extract/internal/token"
	"hearsay/extract/news"
	"hearsay/extract/score"
)

// Mentions compares the mentions of what has a name, pronouns left out, with those of a
// treebank; with the names that a second file has for its words; or, where the one file
// ends in .iob or .iob.gz, with the names that are marked in it token by token.
func Mentions(m *extract.Model, files []string) (score.MentionScore, error) {
	if file := strings.TrimSuffix(files[0], ".gz"); strings.HasSuffix(file, ".iob") && len(files) == 1 {
		return markedNames(m, files[0])
	}
	documents, err := conllu.ReadFile(files[0])
	if err != nil {
		return nil, err
	}
	var names [][]conllu.Name
	if len(files) > 1 {
		if names, err = conllu.ReadNamesFile(files[1], documents); err != nil {
			return nil, err
		}
	}
	return score.Mentions(mentionsOf(m, documents, names)), nil
}

// markedNames compares with names marked token by token.
func markedNames(m *extract.Model, file string) (score.MentionScore, error) {
	documents, names, err := conllu.ReadIOBFile(file)
	if err != nil {
		return nil, err
	}
	texts := mentionsOf(m, documents, names)
	for i := range texts {
		texts[i][1] = widest(texts[i][1], names[i])
	}
	return score.Mentions(texts), nil
}

// mentionsOf gives the mentions of documents as the treebank, or names where they are
// not nil, and as they are found without some parts.
func mentionsOf(m *extract.Model, documents []conllu.Document, names [][]conllu.Name, without ...extract.Part) [][2][]score.Mention {
	texts := make([][2][]score.Mention, len(documents))
	for i := range documents {
		if names != nil {
			texts[i][0] = goldNames(names[i])
		} else {
			texts[i][0] = goldMentions(&documents[i])
		}
		t := token.Split(documents[i].Text)
		texts[i][1] = foundMentions(t, whoIn(m, t, without...), names != nil)
	}
	return texts
}

// whoIn is who is who in a text, without some parts.
func whoIn(m *extract.Model, t *token.Text, without ...extract.Part) *coref.Resolution {
	out := m.Encode(t)
	return stage.Who(t, out, "", stage.Attributions(m, t, out), without...)
}

// coarse are the types that are told apart in both corpora; others are left out.
var coarse = map[string]string{
	"person": "person", "group": "person", "organization": "organization", "publication": "organization", "place": "place", "event": "event",
	"PER": "person", "ORG": "organization", "LOC": "place",
	"Person": "person", "Organization": "organization", "Location": "place", "Facility": "place",
}

// goldMentions are the named mentions of the types that count, pronouns left out.
func goldMentions(d *conllu.Document) (out []score.Mention) {
	for _, g := range d.Mentions {
		tag := d.Tokens[g.Head].Tag
		if kind := coarse[g.Type]; kind != "" && g.Named && !strings.HasPrefix(tag, "PRP") && !strings.HasPrefix(tag, "W") {
			out = append(out, score.Mention{Span: g.Span, Type: kind})
		}
	}
	return out
}

// goldNames are the names of the types that count.
func goldNames(all []conllu.Name) (out []score.Mention) {
	for _, g := range all {
		if kind := coarse[g.Type]; kind != "" {
			out = append(out, score.Mention{Span: g.Span, Type: kind})
		}
	}
	return out
}

// widest leaves out the mentions that lie in another, and those that overlap a name
// of a type that does not count.
func widest(all []score.Mention, names []conllu.Name) []score.Mention {
	return slices.DeleteFunc(slices.Clone(all), func(m score.Mention) bool {
		return slices.ContainsFunc(all, func(o score.Mention) bool {
			return o.Span != m.Span && o.Span.Start <= m.Span.Start && m.Span.End <= o.Span.End
		}) || slices.ContainsFunc(names, func(n conllu.Name) bool {
			return coarse[n.Type] == "" && n.Span.Start < m.Span.End && m.Span.Start < n.Span.End
		})
	})
}

// foundMentions are the mentions of the types that count: names alone as Universal
// NER marks them, or the whole phrase of what has a name as GUM does.
func foundMentions(t *token.Text, who *coref.Resolution, namesAlone bool) (out []score.Mention) {
	for i := range who.Mentions {
		f := &who.Mentions[i]
		kind := coarse[string(f.Type)]
		switch {
		case kind == "":
		case !namesAlone && who.Named(i):
			out = append(out, score.Mention{Span: who.Maximal(i), Type: kind})
		case namesAlone && f.Form == mention.Name && kind != "event":
			out = append(out, score.Mention{Span: tokenSpan(t, f.NameFirst, f.NameEnd), Type: kind})
		}
	}
	return out
}

// tokenSpan is the bytes of the tokens first to end.
func tokenSpan(t *token.Text, first, end int) news.Span {
	return news.Span{Start: t.Tokens[first].Start, End: t.Tokens[end-1].End}
}
