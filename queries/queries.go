// Package queries answers the questions that people ask of the graph, and prints
// the answers: who said what about whom, and through whom we heard it.
//
// Begin with [Ask].
package queries

import (
	"errors"
	"fmt"
	"strings"
)

// ErrNothing is wrapped by the error of a question that has no answer.
var ErrNothing = errors.New("nothing found")

// A Style is how an answer is printed.
type Style struct {
	Format string // one of Formats
	Width  int    // of a table, in columns of the terminal; 0 cuts nothing
	Colour bool   // of a table
	Raw    bool   // CSV and TSV: cells that begin like a formula stay as they are
}

// Formats are the names of the formats in which answers are printed.
var Formats = [...]string{"table", "tsv", "csv", "json", "jsonl", "md"}

// errFormat names the formats there are.
func errFormat(format string) error {
	return fmt.Errorf("no format %q; there are %s", format, strings.Join(Formats[:], ", "))
}

// CheckFormat refuses a format that answers are not printed in.
func CheckFormat(format string) error {
	for _, f := range Formats {
		if f == format {
			return nil
		}
	}
	return errFormat(format)
}
