package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/netip"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"hearsay/graph"
	"hearsay/graph/reviews"
	"hearsay/queries/gizmo"
	"hearsay/queries/web"
)

// defaultListen is where serve listens if nobody says otherwise: the loopback, so
// that no other machine reaches it.
const defaultListen = "127.0.0.1:8377"

// serve shows the graph in a browser.
func (a *app) serve() *cobra.Command {
	var o web.Options
	var listen, get, tokenFile string
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Show the graph in a browser",
		Long: `serve shows the graph as pages: who is quoted and talked about, claims with ways to narrow
them down, articles with their claims marked, two sources side by side, the graph as a
drawing, queries in Gizmo. It loads nothing from elsewhere and answers
this machine alone; for an address that others reach, a token is needed. Who can list
the processes of the machine sees flags, so a token is better put into HEARSAY_TOKEN or
a file.

It only reads, but with --edit: then a claim's page has a form to say what one found of it,
kept in GRAPH.reviews.jsonl, and an entity's page forms to join it, keep it apart, rename
it, change its type and hide it, kept in GRAPH.names.csv. Each change is told in a line on
standard error. Who can open the pages can change both files.`,
		Example: `  hearsay serve
  hearsay serve --listen 127.0.0.1:0                        any free port
  hearsay serve --listen 192.0.2.7:8377 --token-file secret for others, who show the token
  hearsay serve --edit --by jt                              with forms to review claims and to mend names
  hearsay serve --get '/claims.csv?about=vaccine+passport'  one page, without a server`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) (err error) {
			if o.Token, err = findToken(o.Token, tokenFile); err != nil {
				return fmt.Errorf("serve: %w", err)
			}
			self, err := os.Executable()
			if err != nil {
				return fmt.Errorf("serve: %w", err)
			}
			o.Version, o.Reviews, o.Names = builtFrom(), a.reviewsPath(), a.namesPath()
			o.Audit = func(line string) { a.note("%s", line) }
			if o.Edit && o.Reviews == "" && o.Names == "" {
				return errors.New("serve: a graph on a server has no files beside it; name them with --reviews FILE and --names FILE")
			}
			_, err = reviews.Load(o.Reviews)
			if err := a.eachLine("reviews", err); err != nil {
				return fmt.Errorf("serve: %w", err)
			}
			site, err := web.New(cmd.Context(), a.db, gizmo.NewRunner(self, childCommand), o)
			if err != nil {
				return err
			}
			defer site.Close() // it was only read
			if get == "" {
				return a.listen(cmd.Context(), site, listen, o.Token)
			}
			if err := site.Get(cmd.Context(), get, a.out); err != nil {
				return fmt.Errorf("serve: --get %w", err)
			}
			return nil
		},
	}
	cmd.Flags().StringVar(&listen, "listen", defaultListen, "`address` and port; port 0 is any free one")
	cmd.Flags().StringVar(&o.Token, "token", "", "who reads must show this `secret` (or HEARSAY_TOKEN); needed where other machines reach the address")
	cmd.Flags().StringVar(&tokenFile, "token-file", "", "the token is the first line of this `file`")
	cmd.MarkFlagsMutuallyExclusive("token", "token-file")
	cmd.Flags().StringArrayVar(&o.Hosts, "host", nil, "answer to this `name` too, as behind a proxy (again for another)")
	cmd.Flags().BoolVar(&o.Edit, "edit", false, "forms by which people review claims and mend names")
	cmd.Flags().StringVar(&o.By, "by", "", "--edit: `name` of who reviews")
	a.reviewsFlag(cmd)
	a.namesFlag(cmd)
	cmd.Flags().StringVar(&get, "get", "", "print the page at this `path` and end")
	return cmd
}

// leastToken is the number of letters that a token has at least where other machines
// reach the address.
const leastToken = 16

// findToken gives the token: that of the flag, else that of the file, else that of the
// environment; "" for none.
func findToken(flag, file string) (string, error) {
	switch {
	case flag != "":
		return flag, nil
	case file == "":
		return os.Getenv("HEARSAY_TOKEN"), nil
	}
	f, err := os.Open(file)
	if err != nil {
		return "", fmt.Errorf("read the token: %w", err)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, 4<<10))
	if err != nil {
		return "", fmt.Errorf("read the token: %w", err)
	}
	line, _, _ := strings.Cut(string(data), "\n")
	if line = strings.TrimSpace(line); line == "" {
		return "", fmt.Errorf("%s holds no token in its first line", file)
	}
	return line, nil
}

// listen answers at an address until it is stopped.
func (a *app) listen(ctx context.Context, site *web.Site, address, token string) error {
	l, err := (&net.ListenConfig{}).Listen(ctx, "tcp", address)
	if err != nil {
		return fmt.Errorf("serve: %w", err)
	}
	at, err := netip.ParseAddrPort(l.Addr().String())
	if err != nil {
		return errors.Join(fmt.Errorf("serve: %w", err), l.Close())
	}
	if !at.Addr().Unmap().IsLoopback() && len(token) < leastToken {
		err := fmt.Errorf("serve: other machines reach %s; set a token of at least %d letters (--token-file FILE or HEARSAY_TOKEN), or listen on 127.0.0.1",
			address, leastToken)
		return errors.Join(err, l.Close())
	}
	host := l.Addr().String()
	if at.Addr().IsUnspecified() {
		host = fmt.Sprintf("localhost:%d", at.Port())
	}
	to := "http://" + host + "/"
	if token != "" { // which is not printed: what is printed may be kept in a log
		to += "?token=… with the token in place of …"
	}
	a.note("reading %s at %s (Ctrl-C to stop)", graph.Redacted(a.db), to)
	return site.Serve(ctx, l)
}
