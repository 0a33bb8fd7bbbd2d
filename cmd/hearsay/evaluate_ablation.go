package main

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"hearsay/extract"
	"hearsay/extract/score"
)

// evaluateAblation measures what each part of the extraction gives, by doing
// without it. It is for those who work on the extraction.
func (a *app) evaluateAblation(modelFile *string) *cobra.Command {
	return &cobra.Command{
		Use:    "ablation TREEBANK FOLDER…",
		Short:  "What each part gives, by leaving it out",
		Hidden: true,
		Long: `ablation prints a line for all parts together, and one for all but each: the F1 of
mentions by name and of coreference (with the chains of a single mention, and without) on
TREEBANK, and that of claims, said and triples, with the recall of chains, on the articles of the
folders. What they are, "evaluate mentions", "coref" and "claims" say.`,
		Example: "  hearsay evaluate ablation gum/dev.conllu testdata/articles",
		Args:    cobra.MinimumNArgs(2),
		RunE:    func(_ *cobra.Command, args []string) error { return a.ablation(args[0], args[1:], *modelFile) },
	}
}

// ablation prints the figures without each part.
func (a *app) ablation(treebank string, folders []string, modelFile string) error {
	m, documents, err := modelAndTreebank(treebank, modelFile)
	if err != nil {
		return fmt.Errorf("evaluate ablation: %w", err)
	}
	articles, gold, err := readGold(folders)
	if err != nil {
		return fmt.Errorf("evaluate ablation: %w", err)
	}
	return buffered(a.out, func(w io.Writer) error {
		fmt.Fprintf(w, "%-36s mentions  CoNLL  linked  claims   said  triples  chain\n", "without")
		line := func(name string, without ...extract.Part) {
			names := score.Mentions(mentionsOf(m, documents, nil, without...))
			all, linked := chainsOf(m, documents, without...)
			chains, chainsLinked := score.Coreference(all), score.Coreference(linked)
			c := scoreClaims(gold, extractAll(m, articles, without...))
			fmt.Fprintf(w, "%-36s %8.3f %6.3f %7.3f %7.3f %6.3f %8.3f %6.3f\n", name,
				names[len(names)-1].F1(), chains.CoNLL(), chainsLinked.CoNLL(), c[0].F1(), c[1].F1(), c[2].F1(), c[3].Recall())
		}
		line("nothing")
		for _, p := range extract.Parts() {
			line(string(p), p)
		}
		return nil
	})
}
