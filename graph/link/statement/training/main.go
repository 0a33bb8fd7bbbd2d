// Command training makes the weights of package statement: it reads documents, as
// `hearsay extract --format jsonl` prints them, and pairs of claims in other words that people
// judged, as testdata/links/statements-fit.tsv has them, and prints weights.go.
//
//	go run ./graph/link/statement/training documents.jsonl testdata/links/statements-fit.tsv > graph/link/statement/weights.go
//
// With -draw it prints pairs to be judged, drawn at random of those that are looked at and
// told with the probability -from or more: ids, cosine, probability, and what both say.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"slices"
	"strings"

	"hearsay/graph/link"
	"hearsay/graph/link/internal/judged"
	"hearsay/graph/link/statement"
)

func main() {
	if err := run(os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "training:", err)
		os.Exit(2)
	}
}

func run(args []string, out io.Writer) error {
	f := flag.NewFlagSet("training", flag.ContinueOnError)
	many := f.Int("draw", 0, "print so many `pairs` to be judged")
	from := f.Float64("from", 0, "with -draw: pairs of this `probability` or more")
	to := f.Float64("to", 1, "with -draw: pairs of this `probability` or less")
	if err := f.Parse(args); err != nil {
		return err
	}
	if want := 2 - min(*many, 1); f.NArg() != want {
		return errors.New("name the documents and the judged pairs; with -draw the documents alone")
	}
	articles, err := judged.Articles(f.Arg(0), statement.Digest)
	if err != nil {
		return err
	}
	if *many > 0 {
		return draw(out, articles, *many, *from, *to)
	}
	gold, err := judged.Pairs(f.Arg(1))
	if err != nil {
		return err
	}
	says := fmt.Sprintf("From %d articles and %d pairs of their claims in other words that were judged by reading.", len(articles), len(gold))
	_, err = io.WriteString(out, statement.Fit(articles, gold, says))
	return err
}

// draw prints pairs, drawn by PCG(17, the number of pairs).
func draw(out io.Writer, articles []link.Article, many int, from, to float64) error {
	all := statement.Others(articles)
	all = slices.DeleteFunc(all, func(j statement.Judged) bool { return j.Probability < from || j.Probability > to })
	r := rand.New(rand.NewPCG(17, uint64(many)))
	r.Shuffle(len(all), func(i, k int) { all[i], all[k] = all[k], all[i] })
	for _, j := range all[:min(many, len(all))] {
		a, b := strings.TrimPrefix(j.A, "claim/"), strings.TrimPrefix(j.B, "claim/")
		if _, err := fmt.Fprintf(out, "%s\t%s\t%.2f\t%.2f\n\t%q\n\t%q\n", a, b, j.Near, j.Probability, j.SaidA, j.SaidB); err != nil {
			return err
		}
	}
	_, err := fmt.Fprintf(out, "# of %d\n", len(all))
	return err
}
