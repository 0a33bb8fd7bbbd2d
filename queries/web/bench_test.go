package web

import (
	"context"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"hearsay/graph"
)

// generatedSize is the number of articles of the benchmarks.
func generatedSize() int {
	if os.Getenv("HEARSAY_LONG") != "" {
		return 10_000
	}
	return 1000
}

// kinds are an address of every kind of page, for the entities and articles that
// have most.
func (s *Site) kinds(tb testing.TB) [][2]string {
	tb.Helper()
	ctx := context.Background()
	d := s.anything(tb)
	claims, _, err := reading(tb, s).store.Claims(ctx, graph.Filter{Limit: 1})
	if err != nil || len(claims) == 0 {
		tb.Fatal(err)
	}
	words := strings.Fields(claims[0].Content)
	phrase := url.QueryEscape(`"` + strings.Join(words[:2], " ") + `"`)
	name, _ := reading(tb, s).census.Entity(d.entity)
	outlets := []string{d.entity, d.other}
	if found, err := reading(tb, s).census.Find(ctx, graph.Filter{Limit: 1}, 2); err == nil && len(found.Facets.Publisher) == 2 {
		outlets = []string{found.Facets.Publisher[0].Entity.ID, found.Facets.Publisher[1].Entity.ID}
	}
	last := name.Name[strings.LastIndexByte(name.Name, ' ')+1:]
	return [][2]string{
		{"start", "/"},
		{"claims", "/claims"},
		{"claims page 40", "/claims?page=40"},
		{"claims of", "/claims?who=" + d.entity},
		{"claims with words", "/claims?said=" + phrase},
		{"claims narrowed", "/claims?about=" + d.entity + "&stance=warns&stance=denies&sort=longest"},
		{"claims json", "/claims.json?size=50"},
		{"names", "/names"},
		{"articles", "/articles?page=3"},
		{"search name", "/search?q=" + url.QueryEscape(last)},
		{"search words", "/search?q=" + phrase},
		{"search pair", "/search?q=" + url.QueryEscape(name.Name+" about "+last)},
		{"search miss", "/search?q=Zzyzx+Qwghlm"},
		{"entity", "/entity/" + d.entity},
		{"claim", "/claim/" + d.claim},
		{"article", "/article/" + d.article},
		{"search all", "/search?q=harbour+sai*+-boat"},
		{"suggest", "/suggest.json?q=har"},
		{"count", "/count?by=source&by=stance"},
		{"count by day", "/count?by=day&by=target"},
		{"outlets", "/compare?a=" + outlets[0] + "&b=" + outlets[1]},
		{"claims surest", "/claims?sort=surest"},
		{"whole graph", "/graph"},
		{"whole drawing", "/graph.json?n=1000"},
		{"path", "/graph?of=" + d.entity + "&to=" + d.other},
		{"compare", "/compare?a=" + d.entity + "&b=" + d.other},
		{"graph", "/graph?of=" + d.entity},
		{"graph 2 rings", "/graph?rings=2&of=" + d.entity},
		{"drawing", "/graph.json?of=" + d.entity},
		{"drawing of claims", "/graph.json?view=claims&of=" + d.entity},
		{"console", "/query"},
		{"help", "/help"},
	}
}

// BenchmarkPages renders every kind of page of 1,000 generated articles, with
// HEARSAY_LONG=1 of 10,000. Each is rendered once before, so that the ties of the
// graph are counted. HEARSAY_GRAPH names another graph. The time on processors is
// reported beside that on the clock, for machines that have other work.
func BenchmarkPages(b *testing.B) {
	var site *Site
	if path := os.Getenv("HEARSAY_GRAPH"); path != "" {
		site = readSite(b, path, Options{})
	} else {
		site = generatedSite(b, generatedSize())
	}
	for _, k := range site.kinds(b) {
		b.Run(strings.ReplaceAll(k[0], " ", "-"), func(b *testing.B) {
			if w := get(b, site, k[1]); w.Code != http.StatusOK {
				b.Fatalf("%s: %d", k[1], w.Code)
			}
			begun := cpuSeconds()
			for b.Loop() {
				get(b, site, k[1])
			}
			b.ReportMetric(1000*(cpuSeconds()-begun)/float64(b.N), "cpu-ms/op")
		})
	}
}

// TestLoad lets many clients ask for pages of all kinds at once, for a while: each
// gets an answer, a page or "try again", and pages come soon. With HEARSAY_LONG=1
// 1,000 clients ask for 60 seconds, else 50 for a second.
func TestLoad(t *testing.T) {
	clients, long := 50, time.Second
	if os.Getenv("HEARSAY_LONG") != "" {
		clients, long = 1000, time.Minute
	} else {
		t.Log("50 clients for a second; HEARSAY_LONG=1 lets 1,000 ask for a minute")
	}
	site := generatedSite(t, 300)
	l, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- site.Serve(ctx, l) }()
	var paths []string
	for _, k := range site.kinds(t) {
		paths = append(paths, "http://"+l.Addr().String()+k[1])
	}
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: clients}, Timeout: time.Minute}
	var wait sync.WaitGroup
	var pages, again, failed atomic.Int64
	var mu sync.Mutex
	var times []time.Duration
	var first atomic.Value
	until := time.Now().Add(long)
	for i := range clients {
		wait.Add(1)
		go func() {
			defer wait.Done()
			for k := i; time.Now().Before(until); k++ {
				begun := time.Now()
				switch status, err := fetch(client, paths[k%len(paths)]); {
				case err != nil:
					failed.Add(1)
					first.CompareAndSwap(nil, err.Error())
				case status == http.StatusOK:
					pages.Add(1)
					mu.Lock()
					times = append(times, time.Since(begun))
					mu.Unlock()
				case status == http.StatusTooManyRequests:
					again.Add(1)
					time.Sleep(time.Second) // what Retry-After asks for
				default:
					failed.Add(1)
					first.CompareAndSwap(nil, http.StatusText(status)+" "+paths[k%len(paths)])
				}
			}
		}()
	}
	wait.Wait()
	stop()
	if err := <-ended; err != nil {
		t.Errorf("the server ended with %v", err)
	}
	slices.Sort(times)
	if len(times) == 0 {
		t.Fatal("no page came")
	}
	t.Logf("%d pages, %d times try again; half of the pages within %v, 99 of 100 within %v", pages.Load(), again.Load(), times[len(times)/2], times[len(times)*99/100])
	if failed.Load() > 0 {
		t.Errorf("%d requests failed, the first: %v", failed.Load(), first.Load())
	}
}

// fetch asks for a page and reads it.
func fetch(client *http.Client, path string) (int, error) {
	w, err := client.Get(path)
	if err != nil {
		return 0, err
	}
	defer w.Body.Close()
	_, err = io.Copy(io.Discard, w.Body)
	return w.StatusCode, err
}
