package web

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"hearsay/extract/news"
	"hearsay/graph"
	"hearsay/graph/census"
	"hearsay/graph/export/table"
	"hearsay/queries"
	"hearsay/queries/gizmo"
)

// consoleLimits are what a query from the page may use.
var consoleLimits = gizmo.Limits{Time: 2 * time.Second, Rows: 1000, Memory: 512 << 20}

// consoleData is the console with what it last answered.
type consoleData struct {
	script
	Last        []script // those that ran before, the newest first
	Address     string   // of the console with the query and those before; "" where that is too long
	Saved       []queries.Saved
	Examples    []example
	Limits      gizmo.Limits
	AtOnce      int
	Source      int // KiB of the longest script
	Prelude     string
	Completions []completion
	Ran         bool
	Fault       string
	Columns     []string
	Rows        [][]cellView
	More        bool
	Took        string
	Graph       string // address of a drawing of the entities in the answer; "" where it has none
}

// A script is what the form of the console holds.
type script struct{ Script, Args string }

// Line is the script on one line: what its first comment says, else all of it.
func (s script) Line() string {
	text := s.Script
	if comment, ok := strings.CutPrefix(text, "//"); ok {
		text, _, _ = strings.Cut(comment, "\n")
	}
	return table.Cut(table.OneLine(text), 100)
}

// values are the parameters of an address that typed reads the script from.
func (s script) values() url.Values {
	v := url.Values{"script": {s.Script}}
	if s.Args != "" {
		v.Set("args", s.Args)
	}
	return v
}

// Packed is the script as one parameter of an address.
func (s script) Packed() string { return s.values().Encode() }

// typed is the script of a form or of an address. Forms end lines as MIME does.
func typed(v url.Values) script {
	text := func(key string) string { return strings.ReplaceAll(v.Get(key), "\r\n", "\n") }
	return script{text("script"), text("args")}
}

// The queries that ran before stand in the address and in the form, as many as
// these, in as many bytes.
const (
	mostLast    = 5
	longAddress = 6000
)

// remember reads the queries that ran before and makes the address of the console.
// A query that runs again is not one of those before it.
func (d *consoleData) remember(v url.Values) {
	address, length := url.Values{}, 0
	if d.Script != "" {
		address, length = d.values(), len(url.QueryEscape(d.Packed()))
	}
	for _, packed := range v["last"] {
		values, err := url.ParseQuery(packed)
		if err != nil {
			continue
		}
		last := typed(values)
		length += len("&last=") + len(url.QueryEscape(last.Packed()))
		if last.Script == "" || last == d.script || slices.Contains(d.Last, last) || len(d.Last) == mostLast || length > longAddress {
			continue
		}
		d.Last = append(d.Last, last)
		address.Add("last", last.Packed())
	}
	if d.Address = withQuery("/query", address); len(d.Address) > longAddress {
		d.Address = ""
	}
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

// console shows the form, filled in from the address. It runs nothing: that takes a
// POST.
func (s *Site) console(_ *reader, r *http.Request) (*answer, error) {
	v := r.URL.Query()
	d, err := s.newConsole(typed(v))
	if err != nil {
		return nil, err
	}
	if name := v.Get("saved"); name != "" {
		if d.Script, err = d.savedScript(name); err != nil {
			return nil, err
		}
	}
	d.remember(v)
	return &answer{page: "query", title: "Queries in Gizmo", data: d, command: "hearsay query --list"}, nil
}

func (s *Site) newConsole(form script) (*consoleData, error) {
	saved, err := queries.SavedQueries()
	return &consoleData{
		script: form, Saved: saved, Examples: examples, Limits: consoleLimits, AtOnce: gizmo.AtOnce, Source: gizmo.MaxSource >> 10,
		Prelude: gizmo.Prelude, Completions: completions(),
	}, err
}

func (d *consoleData) savedScript(name string) (string, error) {
	i := slices.IndexFunc(d.Saved, func(q queries.Saved) bool { return q.Name == name })
	if i < 0 {
		return "", missing("There is no saved query “%s”.", name)
	}
	return d.Saved[i].Script, nil
}

// choose puts what a button asks for into the form: "saved:" and a name,
// "example:" or "last:" and a number; "" is the script as typed.
func (d *consoleData) choose(run string, last []string) (err error) {
	from, which, _ := strings.Cut(run, ":")
	n, failed := strconv.Atoi(which)
	if failed != nil {
		n = -1
	}
	switch {
	case run == "":
	case from == "saved":
		d.Script, err = d.savedScript(which)
	case from == "example" && n >= 0 && n < len(d.Examples):
		d.script = script{Script: d.Examples[n].Script}
	case from == "last" && n >= 0 && n < len(last):
		var v url.Values
		if v, err = url.ParseQuery(last[n]); err == nil {
			d.script = typed(v)
		}
	default:
		err = bad("There is no query “%s” to run.", run)
	}
	return err
}

// runQuery runs the script of the form in a process of its own.
func (s *Site) runQuery(g *reader, r *http.Request) (*answer, error) {
	before := r.PostForm["last"]
	d, err := s.newConsole(typed(r.PostForm))
	if err != nil {
		return nil, err
	}
	if err := d.choose(r.PostForm.Get("run"), before); err != nil {
		return nil, err
	}
	d.Ran = true
	d.remember(r.PostForm)
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
	d.Took = fmt.Sprintf("%s ms", grouped(int(time.Since(begun).Milliseconds())))
	switch {
	case errors.Is(err, gizmo.ErrQuery) && formOf(r.URL.Path) == "":
		d.Fault = strings.TrimPrefix(err.Error(), gizmo.ErrQuery.Error()+": ")
		return a, nil
	case err != nil:
		return nil, err
	}
	rows := &table.Table{Columns: result.Columns, Rows: result.Rows}
	a.write = func(w io.Writer, style table.Style) error { return rows.Write(w, style) }
	d.show(rows, g.census)
	d.More = result.More
	return a, nil
}

// Bounds of what the page shows of an answer.
const (
	mostCell  = 2000 // columns of a cell
	mostDrawn = 12   // entities that a drawing begins from
)

// show makes the rows ready for the page.
func (d *consoleData) show(t *table.Table, c *census.Census) {
	d.Columns = t.Columns
	var entities []string
	for _, row := range t.Rows {
		cells := make([]cellView, len(row))
		for i, v := range row {
			cells[i] = cellOf(v)
			id := strings.TrimPrefix(cells[i].Path, "/entity/")
			if _, known := c.Entity(id); known && len(entities) < mostDrawn && !slices.Contains(entities, id) {
				entities = append(entities, id)
			}
		}
		d.Rows = append(d.Rows, cells)
	}
	if len(entities) > 0 {
		d.Graph = withQuery("/graph", url.Values{"of": entities})
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
	c := cellView{Text: table.Cut(table.OneLine(text), mostCell)}
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
