package evaluate

import (
	"fmt"
	"io"

	"hearsay/extract"
	"hearsay/extract/internal/conllu"
	"hearsay/extract/internal/coref"
	"hearsay/extract/internal/token"
	"hearsay/extract/news"
	"hearsay/extract/score"
)

// A ChainScore measures who is who: with the chains of a single mention, and without.
type ChainScore struct{ All, Linked score.CoreferenceScore }

// Coref compares the chains of mentions with those of a treebank that have a named
// mention, a person or an organization.
func Coref(m *extract.Model, treebank string) (*ChainScore, error) {
	documents, err := conllu.ReadFile(treebank)
	if err != nil {
		return nil, err
	}
	return scoreChains(m, documents), nil
}

// Write prints the figures.
func (s *ChainScore) Write(w io.Writer) error {
	if err := s.All.Write(w); err != nil {
		return err
	}
	if _, err := fmt.Fprintln(w, "without chains of a single mention"); err != nil {
		return err
	}
	return s.Linked.Write(w)
}

// scoreChains compares the chains of documents as the treebank has them with those that
// are found without some parts.
func scoreChains(m *extract.Model, documents []conllu.Document, without ...extract.Part) *ChainScore {
	var all, linked [][2]score.Chains
	for i := range documents {
		who := whoIn(m, token.Split(documents[i].Text), without...)
		pair := [2]score.Chains{documents[i].Chains(), foundChains(who)}
		all = append(all, pair)
		linked = append(linked, [2]score.Chains{pair[0].Without(1), pair[1].Without(1)})
	}
	return &ChainScore{All: score.Coreference(all), Linked: score.Coreference(linked)}
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
			spans = append(spans, who.Maximal(k))
		}
		if counts {
			chains = append(chains, spans)
		}
	}
	return chains
}
