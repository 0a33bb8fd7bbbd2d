// Package export writes what the graph holds as files for other programs and as
// pictures: a file of this package a format. Every format is written from the
// same [Set], so that a table, a picture and a graph of one question agree; graphs
// and pictures by way of a [View] of it.
//
// Begin with [Write].
package export

import (
	"cmp"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"

	"hearsay/extract/news"
	"hearsay/graph"
	"hearsay/graph/export/picture"
	"hearsay/graph/export/table"
	"hearsay/graph/link"
)

// A Set is what is exported: claims in their order, and the entities that they
// name.
type Set struct {
	Title    string // the question in words, or what else stands above the picture
	Claims   []graph.Claim
	Entities []graph.Entity
	Centre   []string // ids of those whom the question is of, in whose surroundings a picture stays

	// Document gives the document of an article by its id, for the formats that
	// write texts or offsets in them: trig, jsonld, annotations and ftm.
	Document func(id string) (news.Document, error)

	// Links gives the links of a kind that begin or end at some nodes, sorted, for trig and
	// jsonld; nil where there are none.
	Links func(kind string, nodes ...string) ([]link.Link, error)
}

// Options are what some formats can be told. The zero Options suit.
type Options struct {
	Table   string        // of tables: one of Tables; "" is claims
	Raw     bool          // of CSV and TSV: cells that begin like a formula stay as they are
	Mark    bool          // of CSV and TSV: a byte order mark stands first
	View    string        // of graphs and pictures: one of Views; "" is people, for a picture of few claims claims
	Most    int           // nodes of a picture, page or diagram; 0 is mostNodes, or mostMapped
	Theme   picture.Theme // of pictures; "" is picture.Auto
	Caption Caption       // of pictures and the page
	Width   float64       // of pictures, in pixels; 0 is as wide as it takes
	Base    string        // of RDF: what every IRI begins with; "" is defaultBase
	Program string        // the program, its version and hashes, which every format names that has a place for it
}

// A Caption is the words around a picture. Its zero fields are those of the question,
// and no note.
type Caption struct{ Title, Subtitle, Note string }

// mostNodes is how many nodes a page or a diagram shows at most if nobody says
// otherwise, mostMapped how many a map on one page, and fewClaims up to how many claims
// a picture shows each.
const (
	mostNodes  = 1000
	mostMapped = 60
	fewClaims  = 24
)

// Formats are the names of the formats that Write knows, in the order in which
// help lists them.
var Formats = [...]string{
	"csv", "tsv", "json", "jsonl", "md", "parquet", "gexf", "graphml", "cyjs", "dot", "mermaid",
	"trig", "jsonld", "annotations", "ftm", "svg", "png", "html",
}

// Write writes the set in a format, and returns what the reader of the file ought
// to know: what was left out. An unknown format, table or view is an error that
// names those there are.
func Write(w io.Writer, format string, s *Set, o Options) (notes []string, err error) {
	switch format {
	case "csv", "tsv", "json", "jsonl", "md", "parquet":
		return nil, writeTable(w, s, o.Table, table.Style{Format: format, Raw: o.Raw, Mark: o.Mark, Program: o.Program})
	case "trig":
		return nil, writeTriG(w, s, &o)
	case "jsonld":
		return nil, writeJSONLD(w, s, &o)
	case "annotations":
		return nil, writeAnnotations(w, s, &o)
	case "ftm":
		return nil, writeFTM(w, s)
	}
	if !Known(format) {
		return nil, fmt.Errorf("export: no format %q; there are %s", format, strings.Join(Formats[:], ", "))
	}
	v, err := o.view(format, s)
	if err != nil {
		return nil, err
	}
	return o.write(w, format, s, v)
}

// write writes a placed view.
func (o *Options) write(w io.Writer, format string, s *Set, v *View) ([]string, error) {
	switch format {
	case "svg":
		return v.notes(), o.picture(v).WriteSVG(w, o.theme())
	case "png":
		return v.notes(), o.picture(v).WritePNG(w, o.theme())
	case "html":
		return v.notes(), writeHTML(w, s, v, o.program())
	case "gexf":
		return nil, writeGEXF(w, v, o.program())
	case "graphml":
		return nil, writeGraphML(w, v, o.Program)
	case "cyjs":
		return nil, writeCytoscape(w, v, o.program())
	case "mermaid":
		return writeMermaid(w, v, o.Program)
	case "dot":
		return nil, writeDOT(w, v, o.Program)
	}
	return nil, nil
}

// Write writes the view, once placed, as svg, png, gexf, graphml, cyjs or dot.
func (v *View) Write(w io.Writer, format string, o Options) error {
	_, err := o.write(w, format, nil, v)
	return err
}

// Known says whether Write has the format.
func Known(format string) bool { return slices.Contains(Formats[:], format) }

// drawn are the formats that show nodes to people, and so not too many.
func drawn(format string) bool {
	return slices.Contains([]string{"svg", "png", "html", "mermaid"}, format)
}

// view is the placed view that a format writes.
func (o *Options) view(format string, s *Set) (*View, error) {
	name := o.View
	if name == "" {
		name = "people"
		if len(s.Claims) <= fewClaims && (drawn(format) || format == "dot") {
			name = "claims"
		}
	}
	var v *View
	switch name {
	case "people":
		v = People(s)
	case "claims":
		v = Claims(s)
	default:
		return nil, fmt.Errorf("export: no view %q; there are %s", name, strings.Join(Views[:], ", "))
	}
	if drawn(format) {
		v.Centre = s.Centre
		v.Title, v.Subtitle, v.Note = cmp.Or(o.Caption.Title, v.Title), cmp.Or(o.Caption.Subtitle, v.Subtitle), o.Caption.Note
		v = o.cut(format, v) // what is left out takes no time to place
	}
	if format != "mermaid" { // which has no places
		v.Place()
	}
	return v, nil
}

// cut is the view with as many nodes as the format can show: a map that cannot be
// walked through those that tell most, others the heaviest.
func (o *Options) cut(format string, v *View) *View {
	if (format == "svg" || format == "png") && v.Name == "people" {
		return v.Strongest(cmp.Or(o.Most, mostMapped)).thin()
	}
	return v.Top(cmp.Or(o.Most, mostNodes))
}

func (o *Options) theme() picture.Theme { return cmp.Or(o.Theme, picture.Auto) }

// isIRI is how an IRI begins that is absolute, and holds nothing that an IRI cannot
// (RFC 3987, roughly).
var isIRI = regexp.MustCompile("^[A-Za-z][A-Za-z0-9+.-]*:[^\\s<>\"{}|^`\\\\]*$")

// CheckBase says what is wrong with the base of IRIs, if anything is.
func (o *Options) CheckBase() error {
	if o.Base != "" && !isIRI.MatchString(o.Base) {
		return fmt.Errorf("export: the base %q is no absolute IRI, such as https://example.org/news/", o.Base)
	}
	return nil
}

func (o *Options) program() string { return cmp.Or(o.Program, "hearsay") }

// picture is the view as a picture: cards in layers, or a map.
func (v *View) picture() *picture.Picture {
	if v.layered() {
		return chains(v)
	}
	return overview(v)
}

// picture is the view as a picture of the width that the options ask for.
func (o *Options) picture(v *View) *picture.Picture {
	p := v.picture()
	p.Scale, p.Program = o.Width/p.Width, o.Program
	return p
}

// notes says what was left out.
func (v *View) notes() []string {
	if v.Cut == 0 {
		return nil
	}
	which := "with most claims"
	if len(v.Centre) > 0 {
		which = "nearest to whom was asked for"
	}
	return []string{fmt.Sprintf("shown are the %d nodes %s of %d (--nodes shows more)", len(v.Nodes), which, len(v.Nodes)+v.Cut)}
}
