// Package export writes what the graph holds as files for other programs and as
// pictures: a file of this package a format. Every format is written from the
// same [Set], so that a table, a picture and a graph of one question agree.
//
// Begin with [Write].
package export

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"hearsay/graph"
)

// A Set is what is exported: claims in their order, and the entities that they
// name.
type Set struct {
	Title    string // the question in words, or what else stands above the picture
	Claims   []graph.Claim
	Entities []graph.Entity
}

// Options are what some formats can be told.
type Options struct {
	Table string // of CSV and TSV: one of Tables; "" is claims
	Raw   bool   // of CSV and TSV: cells that begin like a formula stay as they are
}

// Formats are the names of the formats that Write knows, sorted.
var Formats = [...]string{"csv", "dot", "jsonl", "svg", "tsv"}

// Write writes the set in a format. An unknown format or table is an error that
// names those there are.
func Write(w io.Writer, format string, s *Set, o Options) error {
	switch format {
	case "csv":
		return writeCSV(w, s, o.Table, ',', o.Raw)
	case "tsv":
		return writeCSV(w, s, o.Table, '\t', o.Raw)
	case "jsonl":
		return writeJSONL(w, s)
	case "dot":
		return writeDOT(w, newDrawing(s))
	case "svg":
		return writeSVG(w, newDrawing(s))
	}
	return fmt.Errorf("export: no format %q; there are %s", format, strings.Join(Formats[:], ", "))
}

// Known says whether Write has the format.
func Known(format string) bool { return slices.Contains(Formats[:], format) }

// writeJSONL writes one claim a line, with the keys of `hearsay ask --format json`.
func writeJSONL(w io.Writer, s *Set) error {
	out := json.NewEncoder(w)
	out.SetEscapeHTML(false)
	for i := range s.Claims {
		if err := out.Encode(&s.Claims[i]); err != nil {
			return fmt.Errorf("export: write %s: %w", s.Claims[i].ID, err)
		}
	}
	return nil
}
