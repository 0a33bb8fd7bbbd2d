package main

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"hearsay/extract/score"
)

// evaluateCalibration measures whether claims are right as often as their
// confidence says.
func (a *app) evaluateCalibration(modelFile *string) *cobra.Command {
	return &cobra.Command{
		Use:   "calibration GOLD TEXT",
		Short: "Whether confidence means what it says, against brat files as PolNeAR's",
		Long: `calibration sorts the claims that are within no other by their confidence, and prints of
each tenth how many there are, their mean confidence, and the share of them that is
right: that "evaluate attributions", which takes the same arguments, counts as found. The expected calibration
error is how far the two lie apart, in the mean over all claims.`,
		Args: cobra.ExactArgs(2),
		RunE: func(_ *cobra.Command, args []string) error {
			articles, err := extractMarked(args[0], args[1], *modelFile)
			if err != nil {
				return fmt.Errorf("evaluate calibration: %w", err)
			}
			var guesses []score.Guess
			for i := range articles {
				for k, right := range articles[i].Right() {
					guesses = append(guesses, score.Guess{Confidence: articles[i].confidence[k], Right: right})
				}
			}
			r := score.Calibration(guesses)
			return buffered(a.out, func(w io.Writer) error { return r.Write(w) })
		},
	}
}
