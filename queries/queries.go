// Package queries answers the questions that people ask of the graph, and prints
// the answers: who said what about whom, and through whom we heard it.
//
// Begin with [Ask].
package queries

import (
	"errors"

	"hearsay/graph/export/table"
)

// ErrNothing is wrapped by the error of a question that has no answer.
var ErrNothing = errors.New("nothing found")

// What answers are printed with; see package table.
type (
	Table = table.Table
	Style = table.Style
)

// Formats are the names of the formats in which answers are printed.
var Formats = table.Formats

// Visible shows control characters as they would be written in Go.
func Visible(s string) string { return table.Visible(s) }

// OneLine is a text on one line, with single spaces, its control characters visible.
func OneLine(s string) string { return table.OneLine(s) }
