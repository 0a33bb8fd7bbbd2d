// Package web shows a graph in a browser: who said what about whom, and through
// whom we heard it, as pages that a server renders (html/template). They work
// without a script but for the drawing of the graph, load nothing from elsewhere,
// and keep all their state in the address.
//
// The graph is only read, but where [Options].Edit lets people say what they found. What a page shows comes as JSON and CSV too, under the
// same address with .json or .csv behind its path.
//
// Begin with [New]; the list of pages is in [Site.routes].
package web

import (
	"context"
	"fmt"
	"html/template"
	"net/http"
	"runtime"
	"sync/atomic"

	"hearsay/queries/gizmo"
)

// Options are what a site can be told. The zero Options are those of a server
// that only this machine reaches.
type Options struct {
	Token   string   // that who reads must show; "" asks for none
	Hosts   []string // names by which the server is reached, beside those of the loopback
	AtOnce  int      // pages in work at the same time; 0 is two for each processor, at least 4. Others wait for a moment, then get 429
	Version string   // of the program, for the foot of each page

	Reviews string       // the file of what people found of claims; "" for none
	Names   string       // the file of what they decided of names; "" for none
	Edit    bool         // pages have forms by which both files are changed
	By      string       // who changes them, as reviews have it
	Audit   func(string) // is told of each change, in a line; nil tells nobody
}

// A Site is a graph to be looked at. Its handler is safe for several goroutines.
type Site struct {
	graph      *keeper
	runner     *gizmo.Runner // nil leaves the console out
	options    Options
	pages      map[string]*template.Template
	statics    map[string]static
	pageSlots  slots        // for pages
	querySlots slots        // for queries of the console
	editSlots  slots        // for changes, one after the other
	editor     *editor      // nil where nothing is changed here
	unread     atomic.Int64 // bytes of answers that are being written
	inner      http.Handler // the pages
	guarded    http.Handler // the pages behind their guard
}

// New makes a site of the graph at db, which it opens for reading; runner runs the
// queries of the console, nil for a site without one. It takes a census of the
// graph first (see [census.Take]).
func New(ctx context.Context, db string, runner *gizmo.Runner, o Options) (*Site, error) {
	if o.AtOnce <= 0 {
		o.AtOnce = max(4, 2*runtime.GOMAXPROCS(0))
	}
	s := &Site{
		runner: runner, options: o,
		pageSlots:  slots{make(chan struct{}, o.AtOnce), patience, pageTime},
		querySlots: slots{make(chan struct{}, gizmo.AtOnce), consoleLimits.Time, consoleLimits.Time},
		editSlots:  slots{make(chan struct{}, 1), editTime, editTime},
	}
	if o.Edit {
		s.editor = newEditor()
	}
	var err error
	if s.pages, err = parsePages(); err != nil {
		return nil, fmt.Errorf("serve: %w", err)
	}
	if s.statics, err = readStatics(); err != nil {
		return nil, fmt.Errorf("serve: %w", err)
	}
	if s.graph, err = openKeeper(ctx, db, o.Reviews); err != nil {
		return nil, err
	}
	s.inner = s.routes()
	s.guarded = s.guard(s.inner)
	return s, nil
}

// Close closes the graph.
func (s *Site) Close() error { return s.graph.close() }

// ServeHTTP answers a request.
func (s *Site) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.guarded.ServeHTTP(w, r) }

// routes is the list of all pages.
func (s *Site) routes() http.Handler {
	mux := http.NewServeMux()
	page := func(pattern string, find answerer, forms ...string) { // GET and HEAD, in its forms
		for _, form := range append(forms, "") {
			mux.HandleFunc("GET "+pattern+form, s.answered(&s.pageSlots, find))
		}
	}
	page("/{$}", (*reader).start)
	page("/start.json", (*reader).start)
	page("/search", (*reader).search, ".json", ".csv")
	page("/suggest.json", (*reader).suggest)
	page("/claims", (*reader).claims, ".json", ".csv")
	page("/names", (*reader).names, ".json", ".csv")
	page("/articles", (*reader).articles, ".json", ".csv")
	page("/entity/{type}/{slug}", s.entity)  // .json behind the slug
	page("/claim/{id}", s.claim)             // .json behind the id
	page("/article/{id}", (*reader).article) // .json behind the id
	page("/compare", (*reader).compare, ".json", ".csv")
	page("/count", (*reader).count, ".json", ".csv", ".svg", ".png")
	page("/graph", (*reader).graph)
	page("/graph.json", (*reader).graphData)
	for _, format := range graphFiles {
		page("/graph."+format, (*reader).graphFile)
	}
	page("/help", help)
	if s.runner != nil {
		page("/query", s.console)
		for _, form := range [...]string{"", ".json"} {
			mux.HandleFunc("POST /query"+form, s.withForm(s.answered(&s.querySlots, s.runQuery)))
		}
	}
	if s.editor != nil {
		change := func(pattern string, take answerer) {
			mux.HandleFunc("POST "+pattern, s.withForm(s.answered(&s.editSlots, take)))
		}
		if s.options.Reviews != "" {
			change("/claim/{id}/review", s.review)
		}
		if s.options.Names != "" {
			change("/entity/{type}/{slug}/names", s.name)
			change(decisionsPath, s.undo)
			page(decisionsPath, s.decisions)
		}
	}
	mux.HandleFunc("GET /static/{file}", s.static)
	mux.HandleFunc("GET /favicon.ico", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "/static/icon.svg", http.StatusMovedPermanently)
	})
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("ok\n")) })
	mux.HandleFunc("/", s.nothing)
	return mux
}
