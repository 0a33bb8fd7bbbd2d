package web

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"

	"hearsay/graph"
	"hearsay/graph/export/table"
	"hearsay/graph/file"
	"hearsay/queries"
	"hearsay/queries/gizmo"
)

// An answer is what an address shows, in each form in which it can be asked for.
type answer struct {
	page    string                             // the template of the page
	title   string                             // of the page, in words
	search  string                             // what stands in the search box
	command string                             // the command line that gives the same; "" where there is none
	notes   []string                           // how names were understood
	json    any                                // what .json gives; nil where there is none
	write   func(io.Writer, table.Style) error // what .json and .csv give, where it is set; json is then not read
	forms   []string                           // "json", "csv": what else the page can be had as
	raw     func(io.Writer) error              // what is given as it is, in place of all others: JSON, or of this kind
	kind    string                             // the Content-Type of what raw gives; "" is JSON
	file    string                             // the name under which a browser keeps what raw gives
	to      string                             // an address to go to instead
	data    any                                // what the template shows
}

// An answerer finds the answer to a request.
type answerer func(*reader, *http.Request) (*answer, error)

// A statusError is an error with the status of HTTP that it has, and what a
// reader is told.
type statusError struct {
	status int
	text   string
}

func (e *statusError) Error() string { return e.text }

func bad(format string, args ...any) error {
	return &statusError{http.StatusBadRequest, fmt.Sprintf(format, args...)}
}

func missing(format string, args ...any) error {
	return &statusError{http.StatusNotFound, fmt.Sprintf(format, args...)}
}

// answered answers requests, each in one of the slots. The answer is written after
// its slot was given back: a slow reader holds the bytes of it, and no slot.
func (s *Site) answered(in *slots, find answerer) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(r.Context(), in.time)
		defer cancel()
		if !in.enter(ctx) {
			busy().write(w, r)
			return
		}
		s.send(w, r, func() *response {
			defer in.leave()
			return s.answer(r.WithContext(ctx), find)
		}())
	}
}

// answer gives the response to a request.
func (s *Site) answer(r *http.Request, find answerer) *response {
	g, done, err := s.graph.now(r.Context())
	if err != nil {
		return s.failure(r, err)
	}
	defer done()
	if g, err = g.showing(r.Context(), graph.Show(r.URL.Query().Get("reviewed"))); err != nil {
		return s.failure(r, err)
	}
	a, err := find(g, r)
	if errors.Is(err, graph.ErrNotFound) { // gone since the census: once more with a new one
		if current, failed := g.census.Current(r.Context()); failed == nil && !current {
			if g, failed = s.graph.renew(r.Context(), g); failed == nil {
				a, err = find(g, r)
			}
		}
	}
	if err != nil {
		return s.failure(r, err)
	}
	return s.respond(r, a)
}

// A response is all that is sent for a request.
type response struct {
	status int
	kind   string      // its Content-Type
	header [][2]string // further ones
	body   []byte
}

// A large answer is not written while the answers being written have more than
// mostUnread bytes together.
const (
	largeAnswer = 256 << 10
	mostUnread  = 256 << 20
)

// send writes a response, unless too much is waiting to be read already.
func (s *Site) send(w http.ResponseWriter, r *http.Request, out *response) {
	n := int64(len(out.body))
	defer s.unread.Add(-n)
	if s.unread.Add(n) > mostUnread && n > largeAnswer {
		out = busy()
	}
	out.write(w, r)
}

func (out *response) write(w http.ResponseWriter, r *http.Request) {
	for _, h := range out.header {
		w.Header().Set(h[0], h[1])
	}
	w.Header().Set("Content-Type", out.kind)
	w.Header().Set("Content-Length", fmt.Sprint(len(out.body)))
	w.WriteHeader(out.status)
	if r.Method != http.MethodHead {
		_, _ = w.Write(out.body) // who asked may be gone
	}
}

// busy tells a client to come again.
func busy() *response {
	const text = "Too many ask at once; try again in a second.\n"
	return &response{http.StatusTooManyRequests, "text/plain; charset=utf-8", [][2]string{{"Retry-After", "1"}}, []byte(text)}
}

// respond gives an answer in the form that the request's path ends in.
func (s *Site) respond(r *http.Request, a *answer) *response {
	var b bytes.Buffer
	var err error
	out := &response{status: http.StatusOK, kind: "application/json"}
	switch form := formOf(r.URL.Path); {
	case a.to != "":
		return &response{status: http.StatusSeeOther, kind: "text/plain; charset=utf-8", header: [][2]string{{"Location", a.to}}}
	case a.raw != nil && a.kind != "":
		out.kind, err = a.kind, a.raw(&b)
		out.header = [][2]string{{"Content-Disposition", `attachment; filename="` + a.file + `"`}}
	case a.raw != nil:
		if err = a.raw(&b); err == nil {
			err = writeJSON(&b, json.RawMessage(bytes.Clone(b.Bytes())))
		}
	case form == "json" && a.write != nil:
		err = a.write(&b, table.Style{Format: "json"})
	case form == "json":
		err = writeJSON(&b, a.json)
	case form == "csv":
		out.kind = "text/csv; charset=utf-8"
		out.header = [][2]string{{"Content-Disposition", `attachment; filename="hearsay.csv"`}}
		err = a.write(&b, table.Style{Format: "csv"})
	default:
		return s.page(r, http.StatusOK, a)
	}
	if err != nil {
		return s.failure(r, err)
	}
	out.body = b.Bytes()
	return out
}

// page gives an answer as a page. Whatever the templates print, no control
// character reaches the browser as such.
func (s *Site) page(r *http.Request, status int, a *answer) *response {
	var b bytes.Buffer
	if err := s.render(&b, r, a); err != nil {
		return &response{status: http.StatusInternalServerError, kind: "text/plain; charset=utf-8", body: []byte(broken + "\n")}
	}
	text := table.Visible(strings.ReplaceAll(b.String(), "\r\n", "\n"))
	return &response{status: status, kind: "text/html; charset=utf-8", body: []byte(text)}
}

// writeJSON writes a value with all control characters as escapes.
func writeJSON(b *bytes.Buffer, v any) error {
	data, err := table.JSON(v)
	b.Reset()
	b.Write(data)
	b.WriteByte('\n')
	return err
}

// formOf is the form that a path asks for: "json", "csv", "svg" …, or "" for a page.
func formOf(path string) string {
	for _, form := range [...]string{"json", "csv", "svg", "png", "gexf"} {
		if strings.HasSuffix(path, "."+form) {
			return form
		}
	}
	return ""
}

// broken is said of what a reader can do nothing about.
const broken = "Something went wrong here. hearsay verify looks at the graph's file."

// failure says what went wrong: what a reader can do about it, or only that it did.
func (s *Site) failure(r *http.Request, err error) *response {
	e := errorData{Status: http.StatusInternalServerError, Text: broken}
	var known *statusError
	var unknown *queries.UnknownError
	switch {
	case errors.As(err, &known):
		e.Status, e.Text = known.status, known.text
	case errors.As(err, &unknown):
		e.Status, e.Text = http.StatusNotFound, fmt.Sprintf("Nothing here goes by “%s”.", unknown.Name)
		for _, m := range unknown.Nearest {
			e.Nearest = append(e.Nearest, counted{ref: refOf(m.Entity), Claims: m.Claims})
		}
	case errors.Is(err, gizmo.ErrQuery):
		e.Status, e.Text = http.StatusBadRequest, err.Error()
	case errors.Is(err, graph.ErrNotFound):
		e.Status, e.Text = http.StatusNotFound, "This is not in the graph."
	case errors.Is(err, graph.ErrLocked), errors.Is(err, file.ErrBusy):
		return locked()
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		return busy()
	}
	if formOf(r.URL.Path) == "" {
		return s.page(r, e.Status, &answer{page: "error", title: http.StatusText(e.Status), data: e})
	}
	var b bytes.Buffer
	_ = writeJSON(&b, map[string]string{"error": e.Text}) // a text is always JSON
	return &response{status: e.Status, kind: "application/json", body: b.Bytes()}
}

type errorData struct {
	Status  int
	Text    string
	Nearest []counted
}

// nothing is where no page is.
func (s *Site) nothing(w http.ResponseWriter, r *http.Request) {
	s.failure(r, missing("There is no such page.")).write(w, r)
}

// link is an address with some of its parameters changed: pairs of key and value,
// "" to leave a key out.
func link(path string, q url.Values, pairs ...string) string {
	out := url.Values{}
	for k, v := range q {
		out[k] = v
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] == "" {
			out.Del(pairs[i])
		} else {
			out.Set(pairs[i], pairs[i+1])
		}
	}
	return withQuery(path, out)
}

func withQuery(path string, q url.Values) string {
	if len(q) == 0 {
		return path
	}
	return path + "?" + q.Encode()
}
