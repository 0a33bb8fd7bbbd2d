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
	"hearsay/queries"
	"hearsay/queries/gizmo"
)

// An answer is what an address shows, in each form in which it can be asked for.
type answer struct {
	page    string                               // the template of the page
	title   string                               // of the page, in words
	search  string                               // what stands in the search box
	command string                               // the command line that gives the same; "" where there is none
	notes   []string                             // how names were understood
	json    any                                  // what .json gives; nil where there is none
	write   func(io.Writer, queries.Style) error // what .json and .csv give, where it is set; json is then not read
	forms   []string                             // "json", "csv": what else the page can be had as
	raw     func(io.Writer) error                // what is given as it is, as JSON, in place of all others
	to      string                               // an address to go to instead
	data    any                                  // what the template shows
}

// An answerer finds the answer to a request.
type answerer func(*http.Request) (*answer, error)

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

// limited answers a request when there is a place for it, in a limited time.
func (s *Site) limited(find answerer) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if !s.enter(r) {
			s.busy(w)
			return
		}
		defer s.leave()
		ctx, cancel := context.WithTimeout(r.Context(), pageTime)
		defer cancel()
		r = r.WithContext(ctx)
		a, err := find(r)
		if errors.Is(err, graph.ErrNotFound) && s.retaken(ctx) { // gone since the census: once more with a new one
			a, err = find(r)
		}
		if err != nil {
			s.fail(w, r, err)
			return
		}
		s.give(w, r, http.StatusOK, a)
	}
}

// retaken takes a new census if the graph has changed.
func (s *Site) retaken(ctx context.Context) bool {
	if current, err := s.census.now().Current(ctx); err != nil || current {
		return false
	}
	_, err := s.census.renew(ctx)
	return err == nil
}

// busy tells a client to come again.
func (s *Site) busy(w http.ResponseWriter) {
	w.Header().Set("Retry-After", "1")
	http.Error(w, "Too many ask at once; try again in a second.", http.StatusTooManyRequests)
}

// give writes an answer in the form that the request's path ends in.
func (s *Site) give(w http.ResponseWriter, r *http.Request, status int, a *answer) {
	var b bytes.Buffer
	var err error
	kind := "text/html; charset=utf-8"
	switch form := formOf(r.URL.Path); {
	case a.to != "":
		http.Redirect(w, r, a.to, http.StatusSeeOther)
		return
	case a.raw != nil:
		kind = "application/json"
		err = a.raw(&b)
	case form == "json":
		kind = "application/json"
		err = a.writeJSON(&b)
	case form == "csv":
		kind = "text/csv; charset=utf-8"
		w.Header().Set("Content-Disposition", `attachment; filename="hearsay.csv"`)
		err = a.write(&b, queries.Style{Format: "csv"})
	default:
		err = s.render(&b, r, a)
	}
	if err != nil {
		w.Header().Del("Content-Disposition")
		s.fail(w, r, err)
		return
	}
	w.Header().Set("Content-Type", kind)
	w.Header().Set("Content-Length", fmt.Sprint(b.Len()))
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		_, _ = w.Write(b.Bytes()) // who asked may be gone
	}
}

func (a *answer) writeJSON(w io.Writer) error {
	if a.write != nil {
		return a.write(w, queries.Style{Format: "json"})
	}
	return json.NewEncoder(w).Encode(a.json) // escapes <, > and &
}

// formOf is the form that a path asks for: "json", "csv", or "" for a page.
func formOf(path string) string {
	for _, form := range [...]string{"json", "csv"} {
		if strings.HasSuffix(path, "."+form) {
			return form
		}
	}
	return ""
}

// fail says what went wrong: what a reader can do about it, or only that it did.
func (s *Site) fail(w http.ResponseWriter, r *http.Request, err error) {
	status, text := http.StatusInternalServerError, "Something went wrong here. hearsay verify looks at the graph's file."
	var known *statusError
	var unknown *queries.UnknownError
	var large *http.MaxBytesError
	e := errorData{}
	switch {
	case errors.As(err, &known):
		status, text = known.status, known.text
	case errors.As(err, &unknown):
		status, text = http.StatusNotFound, fmt.Sprintf("Nothing here goes by “%s”.", queries.Visible(unknown.Name))
		for _, m := range unknown.Nearest {
			e.Nearest = append(e.Nearest, counted{ref: refOf(m.Entity), Claims: m.Claims})
		}
	case errors.As(err, &large):
		status, text = http.StatusRequestEntityTooLarge, "That is more than is read here."
	case errors.Is(err, gizmo.ErrQuery):
		status, text = http.StatusBadRequest, err.Error()
	case errors.Is(err, graph.ErrNotFound):
		status, text = http.StatusNotFound, "This is not in the graph."
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		s.busy(w)
		return
	}
	e.Text, e.Status = text, status
	if formOf(r.URL.Path) != "" {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(status)
		_ = json.NewEncoder(w).Encode(map[string]string{"error": text})
		return
	}
	var b bytes.Buffer
	if s.render(&b, r, &answer{page: "error", title: http.StatusText(status), data: e}) != nil {
		http.Error(w, text, status)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write(b.Bytes())
}

type errorData struct {
	Status  int
	Text    string
	Nearest []counted
}

// nothing is where no page is.
func (s *Site) nothing(w http.ResponseWriter, r *http.Request) {
	s.fail(w, r, missing("There is no such page."))
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
