// Package fetch gets pages of the web, politely and safely: it does what robots.txt
// (RFC 9309) asks, waits between two requests to a host, says who it is, asks again
// only for what has changed, and connects to no address that is not public, whatever
// name or redirect leads there.
//
// Begin with [Client.Get].
package fetch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"sync"
	"syscall"
	"time"
)

// Agent is what the client says that it is.
const Agent = "hearsay (reads news articles for their readers; robots.txt token: hearsay)"

// Bounds of a request.
const (
	patience  = 30 * time.Second // for an answer with all of its body
	redirects = 5
)

// A Client gets pages. It is used by one goroutine at a time.
type Client struct {
	Delay    time.Duration // between two requests to a host
	Local    bool          // connects to addresses that are not public too
	Cache    string        // the folder of what was got before; "" for none
	MaxBytes int64         // of a body

	http   *http.Client
	robots map[string]*rules    // by scheme and host
	last   map[string]time.Time // when a host was last asked
}

// An Answer is a page that was got.
type Answer struct {
	URL  string // where it was found, behind redirects
	Type string // its Content-Type
	Body io.ReadCloser
}

// ErrRefused says that an address is not asked at all.
var ErrRefused = errors.New("refused")

// Get gets what an address of the web holds.
func (c *Client) Get(ctx context.Context, address string) (*Answer, error) {
	u, err := check(address)
	if err != nil {
		return nil, err
	}
	c.start()
	if allowed, err := c.allowed(ctx, u); err != nil {
		return nil, err
	} else if !allowed {
		return nil, fmt.Errorf("%w by the robots.txt of %s", ErrRefused, u.Host)
	}
	known := c.load(address)
	req, err := request(ctx, u)
	if err != nil {
		return nil, err
	}
	if known != nil {
		known.ask(req)
	}
	resp, err := c.do(req)
	if err != nil {
		return nil, err
	}
	if resp.StatusCode == http.StatusNotModified && known != nil {
		resp.Body.Close()
		return known.answer(), nil
	}
	if resp.StatusCode != http.StatusOK {
		resp.Body.Close()
		return nil, fmt.Errorf("the server says %s", resp.Status)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(io.LimitReader(resp.Body, c.MaxBytes+1))
	switch {
	case err != nil:
		return nil, plainly(err)
	case int64(len(body)) > c.MaxBytes:
		return nil, fmt.Errorf("larger than %d MiB; --max-file reads it", c.MaxBytes>>20)
	}
	h := resp.Header
	kept := &kept{URL: resp.Request.URL.String(), Type: h.Get("Content-Type"), ETag: h.Get("ETag"), Modified: h.Get("Last-Modified"), Body: body}
	c.store(address, kept, h)
	return kept.answer(), nil
}

// check parses an address, and refuses what is none of the web.
func check(address string) (*url.URL, error) {
	u, err := url.Parse(address)
	switch {
	case err != nil:
		return nil, fmt.Errorf("no address: %w", errors.Unwrap(err))
	case u.Scheme != "http" && u.Scheme != "https":
		return nil, fmt.Errorf("%w: %s is no scheme of the web", ErrRefused, u.Scheme)
	case u.Hostname() == "":
		return nil, fmt.Errorf("%w: it names no host", ErrRefused)
	case u.User != nil:
		return nil, fmt.Errorf("%w: it holds a name or a password", ErrRefused)
	}
	return u, nil
}

func request(ctx context.Context, u *url.URL) (*http.Request, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, err
	}
	req.Header.Set("User-Agent", Agent)
	req.Header.Set("Accept", "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/json,text/plain;q=0.8,*/*;q=0.5")
	req.Header.Set("Accept-Language", "en")
	return req, nil
}

// start makes the client that asks: without a proxy, which would connect in its place,
// and with a look at each address that a name has before it connects.
func (c *Client) start() {
	if c.http != nil {
		return
	}
	dialer := &net.Dialer{Timeout: 10 * time.Second, Control: func(_, address string, _ syscall.RawConn) error {
		return c.reachable(address)
	}}
	c.http = &http.Client{
		Timeout: patience,
		Transport: &http.Transport{
			DialContext: dialer.DialContext, TLSHandshakeTimeout: 10 * time.Second, ResponseHeaderTimeout: patience,
			MaxResponseHeaderBytes: 1 << 20, ForceAttemptHTTP2: true,
		},
		CheckRedirect: func(req *http.Request, via []*http.Request) error {
			if len(via) > redirects {
				return fmt.Errorf("more than %d redirects", redirects)
			}
			if _, err := check(req.URL.String()); err != nil {
				return err
			}
			if allowed, err := c.allowed(req.Context(), req.URL); err != nil || !allowed {
				return errors.Join(err, fmt.Errorf("%w by the robots.txt of %s", ErrRefused, req.URL.Host))
			}
			return nil
		},
	}
	c.robots, c.last = map[string]*rules{}, map[string]time.Time{}
}

// do asks, when the host has had its rest.
func (c *Client) do(req *http.Request) (*http.Response, error) {
	host := req.URL.Host
	delay := c.Delay
	if r := c.robots[origin(req.URL)]; r != nil {
		delay = max(delay, r.delay)
	}
	if wait := time.Until(c.last[host].Add(delay)); wait > 0 && !c.last[host].IsZero() {
		select {
		case <-time.After(wait):
		case <-req.Context().Done():
			return nil, req.Context().Err()
		}
	}
	resp, err := c.http.Do(req)
	c.last[host] = time.Now()
	if err != nil {
		return nil, plainly(err)
	}
	return resp, nil
}

// plainly is an error without the address, which the message has already.
func plainly(err error) error {
	var u *url.Error
	if errors.As(err, &u) {
		if u.Timeout() {
			return fmt.Errorf("no answer within %v", patience)
		}
		err = u.Err
	}
	var op *net.OpError
	if errors.As(err, &op) && errors.Is(err, ErrRefused) {
		return op.Err
	}
	return err
}

// reachable refuses addresses that are not public.
func (c *Client) reachable(address string) error {
	at, err := netip.ParseAddrPort(address)
	if err != nil {
		return fmt.Errorf("%w: %s is no address", ErrRefused, address)
	}
	if !c.Local && !public(at.Addr()) {
		return fmt.Errorf("%w: %s is not public; --allow-local reads it", ErrRefused, at.Addr())
	}
	return nil
}

// private are the blocks of addresses that are not of the public net (IANA's registries
// of special purposes), beside those that netip tells.
var private = sync.OnceValue(func() []netip.Prefix {
	var out []netip.Prefix
	for _, block := range strings.Fields(`
		0.0.0.0/8 100.64.0.0/10 192.0.0.0/24 192.0.2.0/24 192.88.99.0/24 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 240.0.0.0/4
		::/96 64:ff9b::/96 64:ff9b:1::/48 100::/64 2001::/23 2001:db8::/32 2002::/16 3fff::/20 5f00::/16 fec0::/10`) {
		out = append(out, netip.MustParsePrefix(block))
	}
	return out
})

// public says whether an address is one of the public net.
func public(a netip.Addr) bool {
	a = a.Unmap().WithZone("")
	if !a.IsGlobalUnicast() || a.IsPrivate() || a.IsLoopback() || a.IsLinkLocalUnicast() {
		return false
	}
	for _, block := range private() {
		if block.Contains(a) {
			return false
		}
	}
	return true
}
