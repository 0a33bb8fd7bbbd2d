package web

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"net/http"
	"path"
	"strings"

	"hearsay/graph/export/page"
)

//go:embed templates/*.html
var templates embed.FS

//go:embed static/*
var files embed.FS

// parsePages parses the frame of all pages with each page's own template.
func parsePages() (map[string]*template.Template, error) {
	functions := template.FuncMap{"day": longDay, "grouped": grouped, "plural": plural, "pair": pair, "hits": hits, "add": func(a, b int) int { return a + b }}
	frame, err := template.New("frame.html").Funcs(functions).ParseFS(templates, "templates/frame.html", "templates/parts.html")
	if err != nil {
		return nil, err
	}
	names, err := fs.Glob(templates, "templates/*.html")
	if err != nil {
		return nil, err
	}
	pages := map[string]*template.Template{}
	for _, file := range names {
		name := strings.TrimSuffix(path.Base(file), ".html")
		if name == "frame" || name == "parts" {
			continue
		}
		t, err := frame.Clone()
		if err != nil {
			return nil, err
		}
		if pages[name], err = t.ParseFS(templates, file); err != nil {
			return nil, err
		}
	}
	return pages, nil
}

// pair hands two values to a template.
func pair(a, b any) map[string]any { return map[string]any{"A": a, "B": b} }

// frameData is what the frame shows around a page.
type frameData struct {
	Title, Search string
	Command       string
	Notes         []string
	Forms         []choice // JSON and CSV of this page
	Nav           []choice
	Version       string
	Style, Script string // addresses
	GraphStyle    string // addresses; "" on pages without a drawing
	GraphScript   string
	Data          any
}

// render writes a page.
func (s *Site) render(w *bytes.Buffer, r *http.Request, a *answer) error {
	t, ok := s.pages[a.page]
	if !ok {
		return fmt.Errorf("no template for the page %q", a.page)
	}
	f := frameData{
		Title: a.title, Search: a.search, Command: a.command, Version: s.options.Version, Notes: a.notes, Data: a.data,
		Style: s.statics["style.css"].path, Script: s.statics["page.js"].path,
	}
	if a.page == "graph" {
		f.GraphStyle, f.GraphScript = s.statics["graph.css"].path, s.statics["graph.js"].path
	}
	for _, form := range a.forms {
		f.Forms = append(f.Forms, choice{Label: strings.ToUpper(form), URL: withQuery(strings.TrimSuffix(r.URL.EscapedPath(), "/")+"."+form, r.URL.Query())})
	}
	for _, n := range [...][2]string{{"/claims", "Claims"}, {"/names", "Names"}, {"/articles", "Articles"}, {"/count", "Count"}, {"/compare", "Compare"}, {"/graph", "Graph"}, {"/query", "Query"}} {
		if n[0] != "/query" || s.runner != nil {
			f.Nav = append(f.Nav, choice{Label: n[1], URL: n[0], On: r.URL.Path == n[0]})
		}
	}
	return t.ExecuteTemplate(w, "frame.html", f)
}

// A static is a file that all pages share; its address changes with its content,
// so that browsers may keep it.
type static struct {
	path, kind string
	data       []byte
}

// readStatics gathers the files: ours, and those of the drawing of the graph,
// which an exported page has too.
func readStatics() (map[string]static, error) {
	all := map[string]static{}
	add := func(name string, data []byte) {
		sum := sha256.Sum256(data)
		kinds := map[string]string{".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}
		all[name] = static{"/static/" + name + "?v=" + hex.EncodeToString(sum[:6]), kinds[path.Ext(name)], data}
	}
	entries, err := files.ReadDir("static")
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		data, err := files.ReadFile("static/" + e.Name())
		if err != nil {
			return nil, err
		}
		add(e.Name(), data)
	}
	add("graph.js", []byte(page.Script))
	add("graph.css", []byte(page.Style))
	return all, nil
}

// static gives one of the files.
func (s *Site) static(w http.ResponseWriter, r *http.Request) {
	f, ok := s.statics[r.PathValue("file")]
	if !ok {
		s.nothing(w, r)
		return
	}
	w.Header().Set("Content-Type", f.kind)
	w.Header().Set("Cache-Control", "public, max-age=86400")
	w.Header().Set("Content-Length", fmt.Sprint(len(f.data)))
	if r.Method != http.MethodHead {
		_, _ = io.Copy(w, bytes.NewReader(f.data)) // who asked may be gone
	}
}
