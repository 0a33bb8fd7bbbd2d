package web

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"time"

	"hearsay/extract/news"
	"hearsay/graph"
	"hearsay/queries"
	"hearsay/queries/gizmo"
)

// consoleLimits are what a query from the page may use.
var consoleLimits = gizmo.Limits{Time: 2 * time.Second, Rows: 1000, Memory: 512 << 20}

// consoleData is the console with what it last answered.
type consoleData struct {
	Script, Args string
	Saved        []queries.Saved
	Examples     []example
	Limits       gizmo.Limits
	AtOnce       int
	Source       int // KiB of the longest script
	Prelude      string
	Ran          bool
	Fault        string
	Columns      []string
	Rows         [][]cellView
	More         bool
	Took         string
}

// An example is a script to begin with.
type example struct{ What, Script string }

var examples = []example{
	{"Whom does the most quoted source speak about?", "var top = tally(claims().Out(\"<source>\").TagArray().map(function (e) { return e.id; }))[0][0];\n" +
		"said(top).Out(\"<about>\").Save(\"<name>\", \"about\").All()"},
	{"Warnings, and who gives them", "g.V(\"warns\").In(\"<stance>\").Save(\"<content>\", \"content\").SaveOpt(\"<source>\", \"source\").All()"},
	{"Claims that came through another source", "claims().Has(\"<within>\").Save(\"<content>\", \"content\").Save(\"<within>\", \"within\").All()"},
	{"Articles and their outlets", "articles().Save(\"<title>\", \"title\").SaveOpt(\"<publisher>\", \"publisher\").All()"},
}

// A cellView is a value of an answer; Path is where it leads if it is the id of
// something that has a page.
type cellView struct{ Text, Path string }

// console shows the form. It runs nothing: that takes a POST.
func (s *Site) console(_ *reader, r *http.Request) (*answer, error) {
	saved, err := queries.SavedQueries()
	if err != nil {
		return nil, err
	}
	d := s.consoleData(saved)
	if name := r.URL.Query().Get("saved"); name != "" {
		i := slices.IndexFunc(saved, func(q queries.Saved) bool { return q.Name == name })
		if i < 0 {
			return nil, missing("There is no saved query “%s”.", name)
		}
		d.Script = saved[i].Script
	}
	return &answer{page: "query", title: "Queries in Gizmo", data: d, command: "hearsay query --list"}, nil
}

func (s *Site) consoleData(saved []queries.Saved) *consoleData {
	return &consoleData{Saved: saved, Examples: examples, Limits: consoleLimits, AtOnce: gizmo.AtOnce, Source: gizmo.MaxSource >> 10, Prelude: gizmo.Prelude}
}

// runQuery runs the script of the form in a process of its own.
func (s *Site) runQuery(g *reader, r *http.Request) (*answer, error) {
	saved, err := queries.SavedQueries()
	if err != nil {
		return nil, err
	}
	d := s.consoleData(saved)
	d.Script, d.Args, d.Ran = r.PostForm.Get("script"), r.PostForm.Get("args"), true
	a := &answer{page: "query", title: "Queries in Gizmo", data: d}
	q := gizmo.Query{Script: d.Script}
	for name := range strings.SplitSeq(d.Args, "\n") {
		if name = strings.TrimSpace(name); name == "" {
			continue
		}
		ids, notes, err := queries.ResolveAll(r.Context(), g.store, []string{name})
		if err != nil {
			return nil, err
		}
		q.Args, a.notes = append(q.Args, ids...), append(a.notes, notes...)
	}
	begun := time.Now()
	result, err := s.runner.Run(r.Context(), s.graph.db, q, consoleLimits)
	d.Took = fmt.Sprintf("%.1f s", time.Since(begun).Seconds())
	switch {
	case errors.Is(err, gizmo.ErrQuery) && formOf(r.URL.Path) == "":
		d.Fault = strings.TrimPrefix(err.Error(), gizmo.ErrQuery.Error()+": ")
		return a, nil
	case err != nil:
		return nil, err
	}
	table := &queries.Table{}
	table.Columns, table.Rows = result.Columns, result.Rows
	a.write = func(w io.Writer, style queries.Style) error { return table.Write(w, style) }
	d.show(table)
	d.More = result.More
	return a, nil
}

// show makes the rows ready for the page.
func (d *consoleData) show(t *queries.Table) {
	d.Columns = t.Columns
	for _, row := range t.Rows {
		cells := make([]cellView, len(row))
		for i, v := range row {
			cells[i] = cellOf(v)
		}
		d.Rows = append(d.Rows, cells)
	}
}

func cellOf(v any) cellView {
	var text string
	switch v := v.(type) {
	case nil:
		return cellView{}
	case string:
		text = v
	default:
		text = fmt.Sprint(v)
	}
	id := strings.TrimSuffix(strings.TrimPrefix(text, "<"), ">")
	kind, rest, ok := strings.Cut(id, "/")
	c := cellView{Text: queries.OneLine(text)}
	switch {
	case !ok || rest == "" || strings.ContainsAny(rest, " \n\t"):
	case kind == "claim":
		c.Path = claimPath(id)
	case kind == "article":
		c.Path = articlePath(rest)
	case slices.Contains(news.Types[:], graph.TypeOf(id)):
		c.Path = "/entity/" + escapePath(id)
	}
	return c
}
