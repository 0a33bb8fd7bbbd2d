package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"hearsay/extract"
	"hearsay/extract/conllu"
	"hearsay/extract/coref"
	"hearsay/extract/encoder"
	"hearsay/extract/mention"
	"hearsay/extract/model"
	"hearsay/extract/news"
	"hearsay/extract/score"
	"hearsay/extract/token"
)

// evaluateText gives the commands that measure against treebanks.
func (a *app) evaluateText(modelFile *string) []*cobra.Command {
	return []*cobra.Command{
		{
			Use:   "mentions TREEBANK [NAMES]",
			Short: "Names of persons, organizations, places, events, against a CoNLL-U or IOB file",
			Long: `mentions compares the mentions of what has a name, pronouns left out, with the Entity= of the
CoNLL-U file TREEBANK: those whose head is a proper noun, or that have an identity; or with the
names in the IOB2 file NAMES, as Universal NER's for EWT. One is right where span and
type are. Groups count as persons, publications as organizations. A TREEBANK that ends in .iob or
.iob.gz has names marked token by token, as the English Worldwide Newswire; facilities count as
places, and what lies in a name of another type counts for nothing.`,
			Args: cobra.RangeArgs(1, 2),
			RunE: func(_ *cobra.Command, args []string) error { return a.evaluateMentions(args, *modelFile) },
		},
		{
			Use:   "coref TREEBANK",
			Short: "Who is who, against a CoNLL-U file as GUM's",
			Long: `coref compares the chains of mentions with those of the CoNLL-U file TREEBANK that have a
named mention, a person or an organization: as the scorer of CoNLL 2012 does, first with
the chains of a single mention, then without.`,
			Args: cobra.ExactArgs(1),
			RunE: func(_ *cobra.Command, args []string) error { return a.evaluateCoref(args[0], *modelFile) },
		},
	}
}

// evaluateMentions prints the figures of mentions by name.
func (a *app) evaluateMentions(files []string, modelFile string) error {
	if file := strings.TrimSuffix(files[0], ".gz"); strings.HasSuffix(file, ".iob") && len(files) == 1 {
		return a.evaluateIOB(files[0], modelFile)
	}
	m, documents, err := modelAndTreebank(files[0], modelFile)
	if err != nil {
		return fmt.Errorf("evaluate mentions: %w", err)
	}
	var names [][]conllu.Name
	if len(files) > 1 {
		if names, err = conllu.ReadNamesFile(files[1], documents); err != nil {
			return fmt.Errorf("evaluate mentions: %w", err)
		}
	}
	s := score.Mentions(mentionsOf(m, documents, names))
	return buffered(a.out, func(w io.Writer) error { return s.Write(w) })
}

// mentionsOf gives the mentions of documents as the treebank, or names where they are
// not nil, and as they are found without some parts.
func mentionsOf(m *encoder.Model, documents []conllu.Document, names [][]conllu.Name, without ...extract.Part) [][2][]score.Mention {
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
func whoIn(m *encoder.Model, t *token.Text, without ...extract.Part) *coref.Resolution {
	out := m.Encode(t)
	return extract.Who(t, out, "", extract.Sayings(t, extract.Said(m, t, out)), without...)
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

// evaluateIOB prints the figures of names marked token by token.
func (a *app) evaluateIOB(file, modelFile string) error {
	m, err := model.Open(modelFile)
	if err != nil {
		return fmt.Errorf("evaluate mentions: %w", err)
	}
	documents, names, err := conllu.ReadIOBFile(file)
	if err != nil {
		return fmt.Errorf("evaluate mentions: %w", err)
	}
	texts := mentionsOf(m, documents, names)
	for i := range texts {
		texts[i][1] = widest(texts[i][1], names[i])
	}
	s := score.Mentions(texts)
	return buffered(a.out, func(w io.Writer) error { return s.Write(w) })
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

// goldNames are the names of the types that count.
func goldNames(all []conllu.Name) (out []score.Mention) {
	for _, g := range all {
		if kind := coarse[g.Type]; kind != "" {
			out = append(out, score.Mention{Span: g.Span, Type: kind})
		}
	}
	return out
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
			out = append(out, score.Mention{Span: who.Wide(i), Type: kind})
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

// evaluateCoref prints the figures of coreference, with the chains of a single
// mention and without.
func (a *app) evaluateCoref(file, modelFile string) error {
	m, documents, err := modelAndTreebank(file, modelFile)
	if err != nil {
		return fmt.Errorf("evaluate coref: %w", err)
	}
	all, linked := chainsOf(m, documents)
	return buffered(a.out, func(w io.Writer) error {
		s := score.Coreference(all)
		if err := s.Write(w); err != nil {
			return err
		}
		fmt.Fprintln(w, "without chains of a single mention")
		s = score.Coreference(linked)
		return s.Write(w)
	})
}

// chainsOf gives the chains of documents as the treebank has them and as they are
// found without some parts; all, and those of more than one mention.
func chainsOf(m *encoder.Model, documents []conllu.Document, without ...extract.Part) (all, linked [][2]score.Chains) {
	for i := range documents {
		t := token.Split(documents[i].Text)
		who := whoIn(m, t, without...)
		pair := [2]score.Chains{documents[i].Chains(), foundChains(who)}
		all = append(all, pair)
		linked = append(linked, [2]score.Chains{pair[0].Without(1), pair[1].Without(1)})
	}
	return all, linked
}

// foundChains gives the chains that count, as those of the treebank do: with a
// mention by name, a person or an organization.
func foundChains(who *coref.Resolution) score.Chains {
	var chains score.Chains
	for _, chain := range who.Chains {
		var spans []news.Span
		counts := false
		for _, k := range chain {
			f := &who.Mentions[k]
			kind := coarse[string(f.Type)]
			counts = counts || who.Named(k) || kind == "person" || kind == "organization"
			spans = append(spans, who.Wide(k))
		}
		if counts {
			chains = append(chains, spans)
		}
	}
	return chains
}

// modelAndTreebank reads the model and the documents of a treebank.
func modelAndTreebank(file, modelFile string) (m *encoder.Model, documents []conllu.Document, err error) {
	if m, err = model.Open(modelFile); err != nil {
		return nil, nil, err
	}
	documents, err = conllu.ReadFile(file)
	return m, documents, err
}
