package main

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"hearsay/extract"
	"hearsay/extract/evaluate"
)

// evaluate measures the program against what people marked.
func (a *app) evaluate() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "evaluate",
		Short: "Measure what is found against what people marked",
		Example: `  hearsay evaluate attributions polnear/dev/attributions polnear/dev/text
  hearsay evaluate calibration polnear/dev/attributions polnear/dev/text
  hearsay evaluate claims testdata/articles
  hearsay evaluate mentions ewt/dev.conllu ewt/dev.ner.iob2
  hearsay evaluate coref gum/dev.conllu
  hearsay evaluate pages ground-truth.json html/`,
		Args: noCommand,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	var modelFile string
	cmd.PersistentFlags().StringVar(&modelFile, "model", "", "use the model in this `file`")
	cmd.AddCommand(
		&cobra.Command{
			Use:   "attributions GOLD TEXT",
			Short: "Sources, cues and contents, against brat files as PolNeAR's",
			Long: `attributions compares the claims that are within no other with the .ann files of the
folder GOLD for the .txt files of the folder TEXT.`,
			Args: cobra.ExactArgs(2),
			RunE: a.measured(&modelFile, func(m *extract.Model, args []string) (score, error) {
				return evaluate.Attributions(m, args[0], args[1])
			}),
		},
		&cobra.Command{
			Use:   "calibration GOLD TEXT",
			Short: "Whether confidence means what it says, against brat files as PolNeAR's",
			Long: `calibration sorts the claims that are within no other by their confidence, and prints of
each tenth how many there are, their mean confidence, and the share of them that is
right: that "evaluate attributions", which takes the same arguments, counts as found. The expected calibration
error is how far the two lie apart, in the mean over all claims.`,
			Args: cobra.ExactArgs(2),
			RunE: a.measured(&modelFile, func(m *extract.Model, args []string) (score, error) {
				return evaluate.Calibration(m, args[0], args[1])
			}),
		},
		&cobra.Command{
			Use:   "claims FOLDER…",
			Short: "Who said what about whom, against NAME.gold.json beside NAME.txt",
			Args:  cobra.MinimumNArgs(1),
			RunE: a.measured(&modelFile, func(m *extract.Model, args []string) (score, error) {
				return evaluate.Claims(m, args)
			}),
		},
		&cobra.Command{
			Use:   "mentions TREEBANK [NAMES]",
			Short: "Names of persons, organizations, places, events, against a CoNLL-U or IOB file",
			Long: `mentions compares the mentions of what has a name, pronouns left out, with the Entity= of the
CoNLL-U file TREEBANK: those whose head is a proper noun, or that have an identity; or with the
names in the IOB2 file NAMES, as Universal NER's for EWT. One is right where span and
type are. Groups count as persons, publications as organizations. A TREEBANK that ends in .iob or
.iob.gz has names marked token by token, as the English Worldwide Newswire; facilities count as
places, and what lies in a name of another type counts for nothing.`,
			Args: cobra.RangeArgs(1, 2),
			RunE: a.measured(&modelFile, func(m *extract.Model, args []string) (score, error) {
				return evaluate.Mentions(m, args)
			}),
		},
		&cobra.Command{
			Use:   "coref TREEBANK",
			Short: "Who is who, against a CoNLL-U file as GUM's",
			Long: `coref compares the chains of mentions with those of the CoNLL-U file TREEBANK that have a
named mention, a person or an organization: as the scorer of CoNLL 2012 does, first with
the chains of a single mention, then without.`,
			Args: cobra.ExactArgs(1),
			RunE: a.measured(&modelFile, func(m *extract.Model, args []string) (score, error) {
				return evaluate.Coref(m, args[0])
			}),
		},
		&cobra.Command{
			Use:    "ablation TREEBANK FOLDER…",
			Short:  "What each part gives, by leaving it out",
			Hidden: true, // it is for those who work on the extraction
			Long: `ablation prints a line for all parts together, and one for all but each: the F1 of
mentions by name and of coreference (with the chains of a single mention, and without) on
TREEBANK, and that of claims, said and triples, with the recall of chains, on the articles of the
folders. What they are, "evaluate mentions", "coref" and "claims" say.`,
			Example: "  hearsay evaluate ablation gum/dev.conllu testdata/articles",
			Args:    cobra.MinimumNArgs(2),
			RunE: a.measured(&modelFile, func(m *extract.Model, args []string) (score, error) {
				return evaluate.Ablation(m, args[0], args[1:])
			}),
		},
		&cobra.Command{
			Use:   "pages TRUTH HTML",
			Short: "Bodies of articles on pages, against the article extraction benchmark's",
			Long: `pages reads KEY.html or KEY.html.gz of the folder HTML for each key of the JSON file
TRUTH, and compares its body with the key's articleBody: runs of four words, and breaks
between paragraphs.`,
			Example: "  hearsay evaluate pages ground-truth.json html/",
			Args:    cobra.ExactArgs(2),
			RunE: a.measured(nil, func(_ *extract.Model, args []string) (score, error) {
				return evaluate.Pages(args[0], args[1])
			}),
		},
		a.evaluateLinks(&modelFile),
		a.evaluateReviews(),
	)
	return cmd
}

// A score is what was measured, which can be printed.
type score interface{ Write(w io.Writer) error }

// measured opens the model, if there is a file for one, measures with it, and prints the
// figures.
func (a *app) measured(modelFile *string, measure func(m *extract.Model, args []string) (score, error)) func(*cobra.Command, []string) error {
	return func(cmd *cobra.Command, args []string) (err error) {
		var m *extract.Model
		if modelFile != nil {
			m, err = extract.Open(*modelFile)
		}
		var s score
		if err == nil {
			s, err = measure(m, args)
		}
		if err != nil {
			return fmt.Errorf("evaluate %s: %w", cmd.Name(), err)
		}
		return buffered(a.out, s.Write)
	}
}
