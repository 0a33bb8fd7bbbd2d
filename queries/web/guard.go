package web

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"errors"
	"net"
	"net/http"
	"net/netip"
	"os"
	"slices"
	"strings"
	"time"
)

// policy is what a page may load and do: what we embed, and nothing else.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

// headers are set on every response.
var headers = map[string]string{
	"Content-Security-Policy":      policy,
	"X-Content-Type-Options":       "nosniff",
	"Referrer-Policy":              "no-referrer",
	"Cross-Origin-Opener-Policy":   "same-origin",
	"Cross-Origin-Resource-Policy": "same-origin",
	"Cache-Control":                "no-store",
	"X-Robots-Tag":                 "noindex",
}

// maxBody is the size in bytes of the largest body that is read: of a script and
// its names, each byte of which may take three in a form.
const maxBody = 512 << 10

// guard stands before all pages: it sets the headers, and refuses who does not
// speak to this server by its name (DNS rebinding), who comes from another site,
// who writes too much, and who does not show the token.
func (s *Site) guard(next http.Handler) http.Handler {
	origin := http.NewCrossOriginProtection()
	origin.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.refuse(w, r, http.StatusForbidden, "This form was sent by another site.")
	}))
	checked := origin.Handler(next)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for name, value := range headers {
			w.Header().Set(name, value)
		}
		switch {
		case !s.knownHost(r):
			s.refuse(w, r, http.StatusForbidden, "This server does not answer to that name; start it with --host NAME if it should.")
		case r.Header.Get("Sec-Fetch-Site") == "cross-site" && r.Header.Get("Sec-Fetch-Mode") != "navigate":
			s.refuse(w, r, http.StatusForbidden, "Other sites cannot load this page.")
		case r.Method != http.MethodGet && r.Method != http.MethodHead && r.Method != http.MethodPost:
			w.Header().Set("Allow", "GET, HEAD, POST")
			s.refuse(w, r, http.StatusMethodNotAllowed, "The graph is only read by GET, and changed by forms.")
		case r.ContentLength > maxBody:
			s.refuse(w, r, http.StatusRequestEntityTooLarge, "That is more than is read here.")
		case s.options.Token != "" && !s.admitted(w, r):
		default:
			r.Body = http.MaxBytesReader(w, r.Body, maxBody)
			checked.ServeHTTP(w, r)
		}
	})
}

// knownHost says whether a request is meant for this server: a loopback name or an
// address as its Host, with the port that it came to; or one of Options.Hosts.
func (s *Site) knownHost(r *http.Request) bool {
	if r.URL.Host != "" { // an absolute URI in the request line, as to a proxy
		return false
	}
	host, port := r.Host, ""
	if h, p, err := net.SplitHostPort(r.Host); err == nil {
		host, port = h, p
	} else if strings.HasPrefix(host, "[") {
		host = strings.TrimSuffix(strings.TrimPrefix(host, "["), "]")
	}
	if slices.Contains(s.options.Hosts, host) {
		return true
	}
	local, ok := r.Context().Value(http.LocalAddrContextKey).(net.Addr)
	if !ok {
		return false
	}
	at, err := netip.ParseAddrPort(local.String())
	if err != nil || port == "" && at.Port() != 80 || port != "" && port != portOf(at) {
		return false
	}
	switch host {
	case "localhost", "127.0.0.1", "::1":
		return at.Addr().Unmap().IsLoopback()
	}
	address, err := netip.ParseAddr(host) // no name stands behind it that could be bent to us
	return err == nil && address.Unmap() == at.Addr().Unmap()
}

func portOf(a netip.AddrPort) string {
	s := a.String()
	return s[strings.LastIndexByte(s, ':')+1:]
}

// cookie holds who has shown the token.
const cookie = "hearsay"

// pass is what the cookie holds: nothing from which the token follows.
func (s *Site) pass() string {
	sum := sha256.Sum256([]byte("hearsay: " + s.options.Token))
	return hex.EncodeToString(sum[:])
}

// admitted says whether a request shows the token, as a bearer (RFC 6750) or by
// the cookie. One with ?token= gets the cookie, and is sent on without it.
func (s *Site) admitted(w http.ResponseWriter, r *http.Request) bool {
	if c, err := r.Cookie(cookie); err == nil && same(c.Value, s.pass()) {
		return true
	}
	if bearer, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer "); ok && same(bearer, s.options.Token) {
		return true
	}
	q := r.URL.Query()
	if r.Method == http.MethodGet && same(q.Get("token"), s.options.Token) {
		http.SetCookie(w, &http.Cookie{Name: cookie, Value: s.pass(), Path: "/", HttpOnly: true, SameSite: http.SameSiteStrictMode, Secure: r.TLS != nil})
		q.Del("token")
		to := *r.URL
		to.RawQuery = q.Encode()
		http.Redirect(w, r, "/"+strings.TrimLeft(to.RequestURI(), "/"), http.StatusSeeOther)
		return false
	}
	w.Header().Set("WWW-Authenticate", `Bearer realm="hearsay"`)
	s.refuse(w, r, http.StatusUnauthorized, "This graph is read with a token: open its address with ?token= and the token behind it once.")
	return false
}

func same(a, b string) bool { return subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1 }

// refuse answers with one line of text.
func (s *Site) refuse(w http.ResponseWriter, _ *http.Request, status int, why string) {
	http.Error(w, why, status)
}

// bodyTime is how long a form may take to come in.
const bodyTime = 5 * time.Second

// withForm reads the form of a request before the request takes a slot.
func (s *Site) withForm(next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		connection := http.NewResponseController(w)
		_ = connection.SetReadDeadline(time.Now().Add(bodyTime)) // not of a page without a server
		err := r.ParseForm()
		var large *http.MaxBytesError
		switch {
		case errors.As(err, &large):
			err = &statusError{http.StatusRequestEntityTooLarge, "That is more than is read here."}
		case errors.Is(err, os.ErrDeadlineExceeded):
			w.Header().Set("Connection", "close")
			err = &statusError{http.StatusRequestTimeout, "The form took too long to come in."}
		case err != nil:
			err = bad("The form cannot be read.")
		}
		if err != nil {
			s.failure(r, err).write(w, r)
			return
		}
		_ = connection.SetReadDeadline(time.Time{}) // the server sets another for the next request
		next(w, r)
	}
}

// slots are what requests of one sort are answered in: a few at a time, while the
// others wait for a moment.
type slots struct {
	taken    chan struct{}
	patience time.Duration // how long a request waits for a slot
	time     time.Duration // how long an answer may take, the waiting included
}

// enter takes a slot; it gives false where none becomes free.
func (s *slots) enter(ctx context.Context) bool {
	timer := time.NewTimer(s.patience)
	defer timer.Stop()
	select {
	case s.taken <- struct{}{}:
		return true
	case <-timer.C:
	case <-ctx.Done():
	}
	return false
}

func (s *slots) leave() { <-s.taken }
