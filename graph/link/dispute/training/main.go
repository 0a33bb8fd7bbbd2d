// Command training makes the weights of package dispute: it reads documents, as
// `hearsay extract --format jsonl` prints them, and pairs of claims that people judged, as
// testdata/links/disputes-fit.tsv has them, and prints weights.go.
//
//	go run ./graph/link/dispute/training documents.jsonl testdata/links/disputes-fit.tsv > graph/link/dispute/weights.go
package main

import (
	"errors"
	"fmt"
	"io"
	"os"

	"hearsay/graph/link/dispute"
	"hearsay/graph/link/internal/judged"
)

func main() {
	if err := run(os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "training:", err)
		os.Exit(2)
	}
}

func run(args []string, out io.Writer) error {
	if len(args) != 2 {
		return errors.New("name the documents and the judged pairs")
	}
	articles, err := judged.Articles(args[0], dispute.Digest)
	if err != nil {
		return err
	}
	gold, err := judged.Pairs(args[1])
	if err != nil {
		return err
	}
	from := fmt.Sprintf("From %d articles of many outlets and %d pairs of their claims that were judged by reading.", len(articles), len(gold))
	_, err = io.WriteString(out, dispute.Fit(articles, gold, from))
	return err
}
