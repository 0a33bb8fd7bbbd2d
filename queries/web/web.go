// Package web shows a graph in a browser: who said what about whom, and through
// whom we heard it, as pages that a server renders (html/template). They work
// without a script but for the drawing of the graph, load nothing from elsewhere,
// and keep all their state in the address.
//
// The graph is only read. What a page shows comes as JSON and CSV too, under the
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

	"hearsay/graph"
	"hearsay/queries/gizmo"
)

// Options are what a site can be told. The zero Options are those of a server
// that only this machine reaches.
type Options struct {
	Token   string   // that who reads must show; "" asks for none
	Hosts   []string // names by which the server is reached, beside those of the loopback
	AtOnce  int      // pages in work at the same time; 0 is two for each processor, at least 4. Others wait for a moment, then get 429
	Version string   // of the program, for the foot of each page
}

// A Site is a graph to be looked at. Its handler is safe for several goroutines.
type Site struct {
	store   *graph.Store
	db      string        // the graph's file, for queries in Gizmo
	runner  *gizmo.Runner // nil leaves the console out
	options Options
	pages   map[string]*template.Template
	statics map[string]static
	census  *keeper
	slots   chan struct{}
	inner   http.Handler // the pages
	guarded http.Handler // the pages behind their guard
}

// New makes a site of an open graph. db is the file that store was opened from;
// runner runs the queries of the console, nil for a site without one. It takes a
// census of the graph first (see [graph.Store.Census]).
func New(ctx context.Context, store *graph.Store, db string, runner *gizmo.Runner, o Options) (*Site, error) {
	if o.AtOnce <= 0 {
		o.AtOnce = max(4, 2*runtime.GOMAXPROCS(0))
	}
	s := &Site{store: store, db: db, runner: runner, options: o, slots: make(chan struct{}, o.AtOnce)}
	var err error
	if s.pages, err = parsePages(); err != nil {
		return nil, fmt.Errorf("serve: %w", err)
	}
	if s.statics, err = readStatics(); err != nil {
		return nil, fmt.Errorf("serve: %w", err)
	}
	if s.census, err = newKeeper(ctx, store); err != nil {
		return nil, fmt.Errorf("serve: %w", err)
	}
	s.inner = s.routes()
	s.guarded = s.guard(s.inner)
	return s, nil
}

// ServeHTTP answers a request.
func (s *Site) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.guarded.ServeHTTP(w, r) }

// Page answers a request without the guard that a server needs, for who has the
// graph in hand.
func (s *Site) Page(w http.ResponseWriter, r *http.Request) { s.inner.ServeHTTP(w, r) }

// routes is the list of all pages.
func (s *Site) routes() http.Handler {
	mux := http.NewServeMux()
	s.page(mux, "/{$}", s.start)
	s.page(mux, "/start.json", s.start)
	s.page(mux, "/search", s.search, ".json")
	s.page(mux, "/claims", s.claims, ".json", ".csv")
	s.page(mux, "/names", s.names, ".json", ".csv")
	s.page(mux, "/articles", s.articles, ".json", ".csv")
	s.page(mux, "/entity/{type}/{slug}", s.entity) // .json behind the slug
	s.page(mux, "/claim/{id}", s.claim)            // .json behind the id
	s.page(mux, "/article/{id}", s.article)        // .json behind the id
	s.page(mux, "/compare", s.compare, ".json")
	s.page(mux, "/graph", s.graph)
	s.page(mux, "/graph.json", s.graphData)
	s.page(mux, "/help", s.help)
	if s.runner != nil {
		s.page(mux, "/query", s.console)
		mux.HandleFunc("POST /query", s.limited(s.runQuery))
		mux.HandleFunc("POST /query.json", s.limited(s.runQuery))
	}
	mux.HandleFunc("GET /static/{file}", s.static)
	mux.HandleFunc("GET /favicon.ico", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "/static/icon.svg", http.StatusMovedPermanently)
	})
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("ok\n")) })
	mux.HandleFunc("/", s.nothing)
	return mux
}

// page answers GET and HEAD at a pattern, and at those of its other forms.
func (s *Site) page(mux *http.ServeMux, pattern string, answer answerer, forms ...string) {
	for _, form := range append(forms, "") {
		mux.HandleFunc("GET "+pattern+form, s.limited(answer))
	}
}
