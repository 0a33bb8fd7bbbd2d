package fetch

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"hearsay/extract/extracttest"
)

// site is a server on this machine, which counts what it is asked.
func site(t *testing.T, asked *atomic.Int64) *httptest.Server {
	t.Helper()
	mux := http.NewServeMux()
	mux.HandleFunc("/robots.txt", func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, "User-agent: *\nDisallow: /secret\n")
	})
	mux.HandleFunc("/page", func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		if r.UserAgent() != Agent {
			t.Errorf("user agent %q", r.UserAgent())
		}
		w.Header().Set("ETag", `"1"`)
		if r.Header.Get("If-None-Match") == `"1"` {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprint(w, "<p>The bridge is shut.")
	})
	mux.HandleFunc("/moved", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/page", http.StatusFound) })
	mux.HandleFunc("/round", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/round", http.StatusFound) })
	mux.HandleFunc("/to-secret", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/secret", http.StatusFound) })
	mux.HandleFunc("/to-file", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "file:///etc/passwd", http.StatusFound)
	})
	mux.HandleFunc("/large", func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(make([]byte, 2<<20)) })
	s := httptest.NewServer(mux)
	t.Cleanup(s.Close)
	return s
}

func TestGet(t *testing.T) {
	var asked atomic.Int64
	s := site(t, &asked)
	c := &Client{Local: true, MaxBytes: 1 << 20, Cache: filepath.Join(t.TempDir(), "cache")}
	for _, path := range []string{"/page", "/moved", "/page"} {
		a, err := c.Get(t.Context(), s.URL+path)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(a.Body)
		if err != nil || string(body) != "<p>The bridge is shut." || a.URL != s.URL+"/page" || a.Type != "text/html" {
			t.Errorf("%s: %q at %s, %s, %v", path, body, a.URL, a.Type, err)
		}
	}
	if asked.Load() != 3 {
		t.Errorf("asked %d times, want 3: what is kept is asked about", asked.Load())
	}
	for path, want := range map[string]string{
		"/none":      "the server says 404 Not Found",
		"/secret":    "refused by the robots.txt of",
		"/to-secret": "refused by the robots.txt of",
		"/round":     "more than 5 redirects",
		"/to-file":   "file is no scheme of the web",
		"/large":     "larger than 1 MiB",
	} {
		if _, err := c.Get(t.Context(), s.URL+path); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %s", path, err, want)
		}
	}
}

// TestLocal: addresses that are not public are refused before a connection is made,
// by whatever spelling, and at a redirect.
func TestLocal(t *testing.T) {
	var asked atomic.Int64
	s := site(t, &asked)
	port := s.URL[strings.LastIndex(s.URL, ":"):]
	c := &Client{MaxBytes: 1 << 20}
	for _, address := range []string{s.URL + "/page", "http://localhost" + port, "http://[::1]" + port, "http://[::ffff:127.0.0.1]" + port, "http://0.0.0.0" + port, "http://169.254.169.254/", "http://10.0.0.1/", "http://[fd00::1]/", "http://[64:ff9b::7f00:1]/", "http://100.64.0.1/"} {
		if _, err := c.Get(t.Context(), address); !errors.Is(err, ErrRefused) {
			t.Errorf("%s: %v, want it refused", address, err)
		}
	}
	for _, address := range []string{"file:///etc/passwd", "gopher://x.example/", "ftp://x.example/", "http://", "http://user:secret@x.example/", "javascript:alert(1)", "//x.example/", "http://[::1"} {
		if _, err := c.Get(t.Context(), address); err == nil || strings.Contains(err.Error(), "secret") {
			t.Errorf("%s: %v, want it refused", address, err)
		}
	}
	if asked.Load() != 0 {
		t.Errorf("%d requests were made", asked.Load())
	}
	for a, want := range map[string]bool{"8.8.8.8": true, "2606:4700::1111": true, "127.0.0.1": false, "192.168.1.1": false, "172.16.0.1": false, "224.0.0.1": false, "255.255.255.255": false, "fe80::1": false, "2001:db8::1": false, "::": false, "198.18.0.1": false} {
		if got := public(netip.MustParseAddr(a)); got != want {
			t.Errorf("public(%s) = %v, want %v", a, got, want)
		}
	}
}

// TestHostile: none of the spellings of local addresses beside the checkout is asked.
func TestHostile(t *testing.T) {
	lists, err := filepath.Glob(filepath.Join(extracttest.Shared(t, "hostile/ssrf"), "*", "*.txt"))
	if err != nil || len(lists) == 0 {
		t.Fatalf("no lists of addresses: %v", err)
	}
	c := &Client{MaxBytes: 1 << 20}
	n := 0
	for _, list := range lists {
		f, err := os.Open(list)
		if err != nil {
			t.Fatal(err)
		}
		for lines := bufio.NewScanner(f); lines.Scan(); n++ {
			if u, err := check(lines.Text()); err == nil {
				if host := u.Hostname(); strings.Trim(host, "0123456789.xabcdefABCDEF:") != "" {
					continue // a name, which is looked up: there is no net in a test
				}
			}
			if a, err := c.Get(t.Context(), lines.Text()); err == nil {
				t.Errorf("%s: %q was got from %s", list, lines.Text(), a.URL)
			}
		}
		f.Close()
	}
	if n < 50 {
		t.Errorf("%d addresses", n)
	}
}

func TestRobots(t *testing.T) {
	r := parse("User-agent: other\nDisallow: /\n\nUser-agent: *\nDisallow: /a\nAllow: /a/b$\nDisallow: /*.pdf\nDisallow: /q?\nCrawl-delay: 2\nSitemap: x\n")
	for path, want := range map[string]bool{"": true, "/": true, "/a": false, "/a/b": true, "/a/b/c": false, "/x/y.pdf": false, "/x.pdfs": false, "/q": true, "/q?x": false} {
		path, query, _ := strings.Cut(path, "?")
		if got := r.allow(path, query); got != want {
			t.Errorf("%s?%s: %v, want %v", path, query, got, want)
		}
	}
	if r.delay != 2*time.Second {
		t.Errorf("delay %v", r.delay)
	}
	if r := parse("User-agent: *\nDisallow: /\n\nUser-agent: x\nUser-agent: Hearsay\nDisallow: /b\n"); !r.allow("/a", "") || r.allow("/b", "") {
		t.Error("the group with our name does not count")
	}
}

func FuzzRobots(f *testing.F) {
	f.Add("User-agent: *\nDisallow: /*a$\n", "/a")
	f.Fuzz(func(_ *testing.T, text, path string) { parse(text).allow(path, "") })
}
