package web

import (
	"bufio"
	"context"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"runtime"
	"strings"
	"testing"
	"time"
)

// raw sends a request as it is written, which http.Client would not, and gives the status.
func raw(t *testing.T, address, request string) (int, http.Header) {
	t.Helper()
	c, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if err := c.SetDeadline(time.Now().Add(30 * time.Second)); err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(c, request); err != nil {
		t.Fatal(err)
	}
	r, err := http.ReadResponse(bufio.NewReader(c), nil)
	if err != nil {
		t.Fatalf("%q: %v", request, err)
	}
	defer r.Body.Close()
	return r.StatusCode, r.Header
}

// TestHosts holds that the server answers to the loopback's names with its own
// port, and to those it was told, and to no other: a name that was bent to the
// loopback (DNS rebinding) is none of them.
func TestHosts(t *testing.T) {
	site := openSite(t, Options{Hosts: []string{"news.example"}}, smallDocument())
	server := httptest.NewServer(site)
	t.Cleanup(server.Close)
	address := strings.TrimPrefix(server.URL, "http://")
	_, port, err := net.SplitHostPort(address)
	if err != nil {
		t.Fatal(err)
	}
	const ok, refused = http.StatusOK, http.StatusForbidden
	for _, method := range []string{"GET", "HEAD"} {
		for host, want := range map[string]int{
			"127.0.0.1:" + port: ok, "localhost:" + port: ok, "[::1]:" + port: ok, "news.example": ok, "news.example:443": ok,
			"127.0.0.1": refused, "localhost": refused, "127.0.0.1:1": refused, "localhost:80": refused, "localhost:" + port + "0": refused,
			"evil.com": refused, "evil.com:" + port: refused, "localhost.evil.com:" + port: refused, "127.0.0.1.nip.io:" + port: refused,
			"localhost.:" + port: refused, "127.0.0.1.:" + port: refused, "LOCALHOST:" + port: refused, "Localhost:" + port: refused,
			"0.0.0.0:" + port: refused, "127.0.0.2:" + port: refused, "192.168.0.1:" + port: refused, "[::]:" + port: refused, "[fe80::1]:" + port: refused,
			"2130706433:" + port: refused, "0x7f000001:" + port: refused, "127.1:" + port: refused, "017700000001:" + port: refused,
			"news.example.evil.com": refused, "evil.news.example": refused, "xn--localhost-.com:" + port: refused, "ⅼocalhost:" + port: refused,
		} {
			got, _ := raw(t, address, method+" /healthz HTTP/1.1\r\nHost: "+host+"\r\nConnection: close\r\n\r\n")
			if got != want && (want != refused || got != http.StatusBadRequest) { // 400: the server itself found it no host
				t.Errorf("%s with Host %q: %d, want %d", method, host, got, want)
			}
		}
	}
	for _, request := range []string{
		"GET /healthz HTTP/1.0\r\n\r\n",
		"GET /healthz HTTP/1.1\r\nHost: \r\nConnection: close\r\n\r\n",
		"GET http://evil.com/healthz HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\nConnection: close\r\n\r\n",
		"GET http://127.0.0.1:" + port + "/healthz HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\nConnection: close\r\n\r\n",
		"GET http://evil.com/healthz HTTP/1.0\r\n\r\n",
	} {
		if got, _ := raw(t, address, request); got != refused && got != http.StatusBadRequest {
			t.Errorf("%q: %d, want %d", request, got, refused)
		}
	}
}

// TestOrigins holds that no other site can send the form, nor embed a page.
func TestOrigins(t *testing.T) {
	site := smallSite(t)
	server := httptest.NewServer(site)
	t.Cleanup(server.Close)
	own := server.URL
	const ok, refused = http.StatusOK, http.StatusForbidden
	for _, c := range []struct {
		method, headers string
		want            int
	}{
		{"POST", "", ok}, // not a browser
		{"POST", "Origin: " + own, ok},
		{"POST", "Origin: " + own + "\nSec-Fetch-Site: same-origin", ok},
		{"POST", "Sec-Fetch-Site: none", ok},
		{"POST", "Origin: null", refused},
		{"POST", "Origin: http://evil.com", refused},
		{"POST", "Origin: https" + strings.TrimPrefix(own, "http"), ok}, // Go compares hosts: behind a proxy TLS ends elsewhere
		{"POST", "Origin: " + own + "0", refused},
		{"POST", "Sec-Fetch-Site: cross-site", refused},
		{"POST", "Sec-Fetch-Site: same-site", refused},
		{"POST", "Origin: " + own + "\nSec-Fetch-Site: cross-site", refused},
		{"GET", "Sec-Fetch-Site: cross-site\nSec-Fetch-Mode: navigate", ok}, // a link to a page
		{"GET", "Sec-Fetch-Site: cross-site\nSec-Fetch-Mode: no-cors", refused},
		{"GET", "Sec-Fetch-Site: cross-site\nSec-Fetch-Mode: cors", refused},
		{"GET", "Origin: http://evil.com", ok}, // nothing lets that site read it
		{"OPTIONS", "Origin: http://evil.com\nAccess-Control-Request-Method: POST", http.StatusMethodNotAllowed},
		{"PUT", "", http.StatusMethodNotAllowed},
		{"DELETE", "", http.StatusMethodNotAllowed},
		{"PATCH", "", http.StatusMethodNotAllowed},
		{"TRACE", "", http.StatusMethodNotAllowed},
	} {
		body := url.Values{"script": {`g.Emit("x")`}}.Encode()
		r, err := http.NewRequestWithContext(t.Context(), c.method, own+"/query", strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		for line := range strings.Lines(c.headers) {
			name, value, _ := strings.Cut(strings.TrimSpace(line), ": ")
			r.Header.Set(name, value)
		}
		w, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		_ = w.Body.Close()
		if w.StatusCode != c.want {
			t.Errorf("%s %q: %d, want %d", c.method, c.headers, w.StatusCode, c.want)
		}
	}
}

// TestHeaders holds that every answer, whatever its status, has the headers that
// keep a page to itself, and none that would let another site read it.
func TestHeaders(t *testing.T) {
	site := smallSite(t)
	server := httptest.NewServer(site)
	t.Cleanup(server.Close)
	paths := append(everyPage(t, site), "/claims.json", "/claims.csv", "/graph.json?of=person/jane-doe", "/static/style.css", "/static/nosuch", "/healthz", "/favicon.ico", "/claims?stance=x", "/query.json")
	for _, path := range paths {
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, server.URL+strings.ReplaceAll(path, " ", "+"), nil)
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Origin", "http://evil.com")
		w, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		_ = w.Body.Close()
		for name, want := range headers {
			if got := w.Header.Get(name); got != want && (name != "Cache-Control" || !strings.HasPrefix(path, "/static/") && path != "/favicon.ico") {
				t.Errorf("%s: %s is %q, want %q", path, name, got, want)
			}
		}
		for name := range w.Header {
			if strings.HasPrefix(name, "Access-Control-") {
				t.Errorf("%s has a header %s", path, name)
			}
		}
	}
}

// TestToken holds that nothing is read without the token, and that the cookie it
// is changed for is no token.
func TestToken(t *testing.T) {
	const token = "a token of more than 16 letters"
	server := httptest.NewServer(openSite(t, Options{Token: token}, smallDocument()))
	t.Cleanup(server.Close)
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	ask := func(path string, set func(*http.Request)) *http.Response {
		t.Helper()
		r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, server.URL+path, nil)
		if err != nil {
			t.Fatal(err)
		}
		set(r)
		w, err := client.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		_ = w.Body.Close()
		return w
	}
	nothing := func(*http.Request) {}
	for _, path := range []string{"/", "/claims.json", "/static/style.css", "/healthz", "/?token=wrong", "/?token="} {
		if w := ask(path, nothing); w.StatusCode != http.StatusUnauthorized {
			t.Errorf("%s without the token: %d", path, w.StatusCode)
		}
	}
	if w := ask("/", func(r *http.Request) { r.Header.Set("Authorization", "Bearer "+token) }); w.StatusCode != http.StatusOK {
		t.Errorf("with the token as a bearer: %d", w.StatusCode)
	}
	w := ask("/claims?who=Jane+Doe&token="+url.QueryEscape(token), nothing)
	if w.StatusCode != http.StatusSeeOther || w.Header.Get("Location") != "/claims?who=Jane+Doe" || len(w.Cookies()) != 1 {
		t.Fatalf("with the token in the address: %d to %q with %v", w.StatusCode, w.Header.Get("Location"), w.Cookies())
	}
	c := w.Cookies()[0]
	if !c.HttpOnly || c.SameSite != http.SameSiteStrictMode || strings.Contains(c.Value, token) {
		t.Errorf("the cookie is %v", c)
	}
	if w := ask("/claims", func(r *http.Request) { r.AddCookie(c) }); w.StatusCode != http.StatusOK {
		t.Errorf("with the cookie: %d", w.StatusCode)
	}
	if w := ask("/claims", func(r *http.Request) { r.AddCookie(&http.Cookie{Name: cookie, Value: token}) }); w.StatusCode != http.StatusUnauthorized {
		t.Errorf("with the token as the cookie: %d", w.StatusCode)
	}
}

// TestLimits holds the limits on bodies, headers and pages at once.
func TestLimits(t *testing.T) {
	site := openSite(t, Options{AtOnce: 1}, smallDocument())
	server := httptest.NewServer(site)
	t.Cleanup(server.Close)
	post := func(size int, chunked bool) int {
		t.Helper()
		body := io.Reader(strings.NewReader("script=" + strings.Repeat("x", size)))
		if chunked {
			body = io.MultiReader(body) // of unknown length
		}
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, server.URL+"/query", body)
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		w, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		_ = w.Body.Close()
		return w.StatusCode
	}
	for _, chunked := range []bool{false, true} {
		if got := post(maxBody+1, chunked); got != http.StatusRequestEntityTooLarge {
			t.Errorf("a body above the limit (chunked: %v): %d", chunked, got)
		}
	}
	if got := post(100<<10, false); got != http.StatusOK { // more than a script may have: said on the page
		t.Errorf("a script above its limit: %d", got)
	}
	site.pageSlots.taken <- struct{}{} // the only place is taken
	w, err := http.Get(server.URL + "/claims")
	if err != nil {
		t.Fatal(err)
	}
	_ = w.Body.Close()
	if w.StatusCode != http.StatusTooManyRequests || w.Header.Get("Retry-After") == "" {
		t.Errorf("beside a page in work: %d, Retry-After %q", w.StatusCode, w.Header.Get("Retry-After"))
	}
	<-site.pageSlots.taken
}

// TestServe holds that a stopped server lets the page in work end, that half-open
// connections keep nobody out, and that nothing is left behind.
func TestServe(t *testing.T) {
	site := smallSite(t)
	l, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	before := runtime.NumGoroutine()
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- site.Serve(ctx, l) }()
	var half []net.Conn
	for range 200 {
		c, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", l.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(c, "GET / HTTP/1.1\r\nHost: "); err != nil {
			t.Fatal(err)
		}
		half = append(half, c)
	}
	client := &http.Client{Transport: &http.Transport{}, Timeout: 20 * time.Second}
	w, err := client.Get("http://" + l.Addr().String() + "/claims")
	if err != nil {
		t.Fatalf("beside 200 half-open connections: %v", err)
	}
	body, err := io.ReadAll(w.Body)
	_ = w.Body.Close()
	if err != nil || w.StatusCode != http.StatusOK || !strings.Contains(string(body), "3 claims") {
		t.Errorf("beside 200 half-open connections: %d, %v", w.StatusCode, err)
	}
	client.CloseIdleConnections()
	begun := time.Now()
	stop()
	if err := <-ended; err != nil {
		t.Errorf("the server ended with %v", err)
	}
	if took := time.Since(begun); took > drainTime+5*time.Second {
		t.Errorf("it took %v to end", took)
	}
	for _, c := range half {
		_ = c.Close()
	}
	left := 0
	for range 100 {
		if left = runtime.NumGoroutine() - before; left <= 5 {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Errorf("%d goroutines are left", left)
}

// TestReadOnly holds that GET runs nothing and changes nothing: a script in the
// address of the console is only written into its form.
func TestReadOnly(t *testing.T) {
	site := smallSite(t)
	for _, path := range []string{"/query?script=g.Emit(1)", "/query?saved=top-sources&script=g.Emit(1)"} {
		w := get(t, site, path)
		if w.Code != http.StatusOK || strings.Contains(w.Body.String(), " row") && strings.Contains(w.Body.String(), "<tbody>") {
			t.Errorf("%s: %d, with rows", path, w.Code)
		}
	}
	if w := get(t, site, "/query.json?script=g.Emit(1)"); w.Code != http.StatusNotFound && w.Code != http.StatusMethodNotAllowed {
		t.Errorf("GET /query.json: %d", w.Code)
	}
}
