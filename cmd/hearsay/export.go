package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"hearsay/extract"
	"hearsay/extract/model"
	"hearsay/extract/news"
	"hearsay/graph"
	"hearsay/graph/export"
	"hearsay/graph/export/picture"
	"hearsay/graph/export/table"
	"hearsay/graph/file"
	"hearsay/graph/link"
	"hearsay/queries"
)

// What `hearsay export` writes beside the formats of package export: the graph as
// it is stored, and a folder.
const (
	formatQuads     = "nquads"
	formatDocuments = "documents"
	formatFolder    = "neo4j"
)

// besides are the formats that have no place for what made a file: a file beside it says
// so.
var besides = []string{"csv", "tsv", "json", "jsonl", "ftm", formatDocuments}

// export writes the graph, or what a question picks of it, for other programs.
func (a *app) export() *cobra.Command {
	var q queries.Ask
	var o outputFlags
	var options export.Options
	var rings, width int
	formats := strings.Join(export.Formats[:], ", ") + ", " + formatQuads + ", " + formatDocuments + ", " + formatFolder
	cmd := &cobra.Command{
		Use:   "export --format FORMAT",
		Short: "Write the graph, or a part of it, for other programs, or as a picture",
		Long: `export writes the whole graph, or the claims that the flags of ask pick with what
they are about, their sources and their chains.

  tables     csv, tsv, json, jsonl, md, parquet; --table claims, entities or edges
  pictures   svg, png, html (one interactive page that needs no network)
  graphs     gexf (Gephi), graphml (yEd, igraph), cyjs (Cytoscape), dot (Graphviz), mermaid
  RDF        trig, jsonld (absolute IRIs under --base), nquads (the whole graph as stored,
             sorted, for Cayley; with --base absolute IRIs, for others; none of the
             flags of ask)
  texts      annotations (W3C Web Annotation, in code points), ftm (FollowTheMoney)
  documents  what extract found in each article, as it prints it, an article a line, with
             the graph's entities in place of the article's (none of the flags of ask)
  neo4j      a folder for neo4j-admin, named by -o

Each says which program, model and data made it, as far as the format has a place for
that. csv, tsv, json, jsonl, ftm and documents have none: beside -o FILE stands
FILE-metadata.json, as CSV on the Web has it.

Graphs and pictures have two views: people, who speaks about whom; and claims, every
claim between its source and what it is about, in chains. A picture of few claims shows
claims, another people, if --view does not say.`,
		Example: `  hearsay export --format svg --about "Harbour Board" -o board.svg
  hearsay export --format png --title "Who speaks about the harbour" --width 800 -o harbour.png
  hearsay export --format html --who "Jonas Fisk" --rings 1 -o fisk.html
  hearsay export --format gexf -o news.gexf
  hearsay export --format csv --table edges -o edges.csv
  hearsay export --format parquet -o claims.parquet
  hearsay export --format neo4j -o neo4j/
  hearsay export --format nquads | gzip > graph.nq.gz`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			options.Raw, options.Mark, options.Program, options.Width = o.raw, o.mark, programName(), float64(width)
			if err := checkExport(&o, &options, formats); err != nil {
				return err
			}
			out, err := o.open(a)
			if err != nil {
				return err
			}
			if out.terminal && (o.format == "png" || o.format == "parquet") {
				return fmt.Errorf("export: %s is no text; name a file with -o", o.format)
			}
			beside, err := o.beside(a, out.to)
			if err != nil {
				return err
			}
			err = a.answer(cmd.Context(), func(ctx context.Context, s *graph.Store) error {
				if o.format == formatQuads {
					return out.write(ctx, func(w io.Writer) error {
						return export.WriteNQuads(w, options.Base, options.Program, func(w io.Writer) error { return s.WriteQuads(ctx, w) })
					})
				}
				if o.format == formatDocuments {
					return out.write(ctx, func(w io.Writer) error {
						return s.EachJoined(ctx, func(d news.Document) error { return table.WriteJSON(w, d) })
					})
				}
				found, err := queries.Select(ctx, s, q, rings)
				if err != nil {
					return err
				}
				set := &export.Set{
					Title: found.Title, Claims: found.Claims, Entities: found.Entities, Centre: found.Centre,
					Document: func(id string) (news.Document, error) { return s.Document(ctx, id) },
					Links:    func(kind string, nodes ...string) ([]link.Link, error) { return s.Links(ctx, kind, nodes...) },
				}
				if o.format == formatFolder {
					return writeFolder(out.to.path, export.Neo4j(set, o.raw, options.Program))
				}
				return out.write(ctx, func(w io.Writer) error {
					notes, err := export.Write(w, o.format, set, options)
					a.noteAll(notes)
					return err
				})
			})
			if err != nil || beside == nil {
				return err
			}
			return beside.write(cmd.Context(), func(w io.Writer) error { return writeMetadata(w, out.to.path, options.Program) })
		},
	}
	askFlags(cmd, &q)
	a.reviewFlags(cmd)
	o.flags(cmd)
	f := cmd.Flags()
	f.Lookup("format").Usage = formats
	f.Var(whole(&rings, 0, 0), "rings", "add the claims by and about everybody named in the answer, so many times")
	f.StringVar(&options.Table, "table", "claims", "tables: "+strings.Join(export.Tables[:], ", "))
	f.StringVar(&options.View, "view", "", "graphs and pictures: "+strings.Join(export.Views[:], " or "))
	f.Var(whole(&options.Most, 0, 0), "nodes", "pictures: at most so many names, those with most claims and what ties them (default 60 for a map, else 1000)")
	captionFlags(cmd, "pictures", &options.Caption)
	f.Var(whole(&width, 0, 0), "width", "svg and png: so many `pixels` wide, a png twice as many (default: as wide as it takes)")
	f.StringVar((*string)(&options.Theme), "theme", "", "svg and png: light, dark, or auto (svg: as the reader's system is; the default)")
	f.StringVar(&options.Base, "base", "", "RDF and annotations: what every `IRI` begins with (default urn:hearsay:; nquads: none)")
	f.Var(whole(&q.Limit, 0, 0), "limit", "at most so many claims, the newest, 0 for all")
	return cmd
}

// captionFlags adds the flags of the words around pictures of a kind.
func captionFlags(cmd *cobra.Command, kind string, c *export.Caption) {
	cmd.Flags().StringVar(&c.Title, "title", "", kind+": the `words` above")
	cmd.Flags().StringVar(&c.Subtitle, "subtitle", "", kind+": the `words` below the title")
	cmd.Flags().StringVar(&c.Note, "note", "", kind+": `words` at the foot, such as a source")
}

// checkExport refuses what export cannot do before anything is read.
func checkExport(o *outputFlags, options *export.Options, formats string) error {
	switch {
	case o.format == "":
		return fmt.Errorf("export: say which --format; there are %s", formats)
	case o.format == formatFolder && (o.file == "" || o.file == "-"):
		return errors.New("export: neo4j is a folder; name it with -o")
	case !slices.Contains([]string{formatQuads, formatDocuments, formatFolder}, o.format) && !export.Known(o.format):
		return fmt.Errorf("export: no format %q; there are %s", o.format, formats)
	case !slices.Contains(picture.Themes[:], cmp.Or(options.Theme, picture.Auto)):
		return fmt.Errorf("export: no theme %q; there are auto, light and dark", options.Theme)
	}
	return options.CheckBase()
}

// programName is what an export says of the program that wrote it: the source that it
// was built from, and the beginnings of the hashes of its model and its data.
func programName() string {
	return fmt.Sprintf("hearsay %s, model %.12s, data %.12s", builtFrom(), model.Sum(), extract.Data())
}

// A metadata is what stands beside a file (https://www.w3.org/TR/tabular-data-model/,
// section 5.3): of which file, and what made it.
type metadata struct {
	Context string `json:"@context"`
	URL     string `json:"url"`
	Creator string `json:"dc:creator"`
}

// beside is the file beside a target that says what made it, nil where there is none:
// the format has a place for that, or what is written is no file. One that others made
// stays.
func (o *outputFlags) beside(a *app, to *target) (*target, error) {
	if to.stream != nil || to.kind != 0 || !slices.Contains(besides, o.format) {
		return nil, nil
	}
	path := to.path + "-metadata.json"
	if data, err := os.ReadFile(path); err == nil {
		var m metadata
		if json.Unmarshal(data, &m) != nil || !strings.HasPrefix(m.Creator, "hearsay ") {
			a.note("%s is not of hearsay and stays as it is", path)
			return nil, nil
		}
	}
	return a.target(path, nil)
}

// writeMetadata says that a program made the file at a path.
func writeMetadata(w io.Writer, path, program string) error {
	return table.WriteJSON(w, metadata{"http://www.w3.org/ns/csvw", filepath.Base(path), program})
}

// writeFolder writes files to a new folder by a temporary one beside it, synced,
// then renamed. A folder that is there already must be empty.
func writeFolder(path string, files []export.File) (err error) {
	path = filepath.Clean(path)
	if old, err := os.ReadDir(path); err == nil && len(old) > 0 || errors.Is(err, syscall.ENOTDIR) {
		return fmt.Errorf("write %s: it is there, and no empty folder", path)
	}
	dir, err := os.MkdirTemp(filepath.Dir(path), ".hearsay-*")
	if err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.RemoveAll(dir))
		}
	}()
	for _, f := range files {
		if err := file.Replace(filepath.Join(dir, f.Name), f.Write); err != nil {
			return err
		}
	}
	if err := os.Chmod(dir, 0o755); err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) { // the empty one
		return fmt.Errorf("write %s: %w", path, err)
	}
	if err := os.Rename(dir, path); err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	return nil
}
