package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"hearsay/graph"
	"hearsay/queries"
	"hearsay/queries/gizmo"
	"hearsay/queries/web"
)

// defaultListen is where serve listens if nobody says otherwise: the loopback, so
// that no other machine reaches it.
const defaultListen = "127.0.0.1:8377"

// serve shows the graph in a browser.
func (a *app) serve() *cobra.Command {
	var o web.Options
	var listen, get string
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Show the graph in a browser",
		Long: `serve shows the graph as pages: who is quoted and talked about, claims with ways to narrow
them down, articles with their claims marked, two sources side by side, the graph as a
drawing, queries in Gizmo. It only reads, loads nothing from elsewhere, and answers
this machine alone; for an address that others reach, a token is needed.`,
		Example: `  hearsay serve
  hearsay serve --listen 127.0.0.1:0                        any free port
  hearsay serve --listen 192.0.2.7:8377 --token "$TOKEN"    for others, who show the token
  hearsay serve --get '/claims.csv?about=vaccine+passport'  one page, without a server`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.answer(cmd.Context(), func(ctx context.Context, s *graph.Store) error {
				self, err := os.Executable()
				if err != nil {
					return fmt.Errorf("serve: %w", err)
				}
				o.Version = revision()
				site, err := web.New(ctx, s, a.db, gizmo.NewRunner(self, childCommand), o)
				if err != nil {
					return err
				}
				if get != "" {
					return a.get(ctx, site, get)
				}
				return a.listen(ctx, site, listen, o)
			})
		},
	}
	cmd.Flags().StringVar(&listen, "listen", defaultListen, "`address` and port; port 0 is any free one")
	cmd.Flags().StringVar(&o.Token, "token", "", "who reads must show this `secret`; needed where other machines reach the address")
	cmd.Flags().StringArrayVar(&o.Hosts, "host", nil, "answer to this `name` too, as behind a proxy (again for another)")
	cmd.Flags().StringVar(&get, "get", "", "print the page at this `path` and end")
	return cmd
}

// listen answers at an address until it is stopped.
func (a *app) listen(ctx context.Context, site *web.Site, address string, o web.Options) error {
	l, err := (&net.ListenConfig{}).Listen(ctx, "tcp", address)
	if err != nil {
		return fmt.Errorf("serve: %w", err)
	}
	at, err := netip.ParseAddrPort(l.Addr().String())
	if err != nil {
		return errors.Join(fmt.Errorf("serve: %w", err), l.Close())
	}
	if !at.Addr().Unmap().IsLoopback() && len(o.Token) < 16 {
		return errors.Join(fmt.Errorf("serve: other machines reach %s; set a --token of at least 16 letters, or listen on 127.0.0.1", address), l.Close())
	}
	to := url.URL{Scheme: "http", Host: l.Addr().String(), Path: "/"}
	if at.Addr().IsUnspecified() {
		to.Host = fmt.Sprintf("localhost:%d", at.Port())
	}
	if o.Token != "" {
		to.RawQuery = url.Values{"token": {o.Token}}.Encode()
	}
	a.note("reading %s at %s (Ctrl-C to stop)", a.db, to.String())
	return site.Serve(ctx, l)
}

// get prints one page.
func (a *app) get(ctx context.Context, site *web.Site, path string) error {
	if !strings.HasPrefix(path, "/") {
		return fmt.Errorf("serve: --get %s: a path begins with /", path)
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, path, nil)
	if err != nil {
		return fmt.Errorf("serve: --get: %w", err)
	}
	w := httptest.NewRecorder()
	site.Page(w, r)
	if w.Code >= http.StatusMultipleChoices && w.Code < http.StatusBadRequest {
		return fmt.Errorf("serve: --get %s leads to %s", path, w.Header().Get("Location"))
	}
	if _, err := io.Copy(a.out, w.Body); err != nil {
		return err
	}
	switch {
	case w.Code == http.StatusNotFound:
		return fmt.Errorf("serve: --get %s: %w", path, queries.ErrNothing)
	case w.Code != http.StatusOK:
		return fmt.Errorf("serve: --get %s: %s", path, http.StatusText(w.Code))
	}
	return nil
}
