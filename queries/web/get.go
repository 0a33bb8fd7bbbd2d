package web

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"

	"hearsay/queries"
)

// Get writes the page at a path, without a server and its guard. A page that says
// that something is not there is written too, and its error is a queries.ErrNothing.
func (s *Site) Get(ctx context.Context, path string, w io.Writer) error {
	if !strings.HasPrefix(path, "/") {
		return fmt.Errorf("%s: a path begins with /", path)
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, path, nil)
	if err != nil {
		return err
	}
	got := &kept{header: http.Header{}, status: http.StatusOK}
	s.inner.ServeHTTP(got, r)
	if to := got.header.Get("Location"); to != "" {
		return fmt.Errorf("%s leads to %s", path, to)
	}
	if _, err := w.Write(got.body.Bytes()); err != nil {
		return err
	}
	switch got.status {
	case http.StatusOK:
		return nil
	case http.StatusNotFound:
		return fmt.Errorf("%s: %w", path, queries.ErrNothing)
	}
	return fmt.Errorf("%s: %s", path, http.StatusText(got.status))
}

// kept is an http.ResponseWriter that keeps what is written.
type kept struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func (k *kept) Header() http.Header         { return k.header }
func (k *kept) WriteHeader(status int)      { k.status = status }
func (k *kept) Write(p []byte) (int, error) { return k.body.Write(p) }
