//go:build unix

package graph

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	cayley "github.com/cayleygraph/cayley/graph"
	_ "github.com/cayleygraph/cayley/graph/kv/bolt" // the stock back end "bolt"
	"github.com/cayleygraph/cayley/graph/path"
	"github.com/cayleygraph/quad"

	"hearsay/extract/news"
	"hearsay/graph/synthetic"
)

// TestBesideStock fills a graph and a stock Cayley on bolt with the same generated
// articles, as many as HEARSAY_STOCK says, asks both the same, and reports the
// CPU time of each: user and system, of this process, in which nothing else runs.
//
//	HEARSAY_STOCK=10000 go test ./graph -run TestBesideStock -v -timeout 2h
//
// Bolt is loaded as suits it best, ten articles a transaction and not synced; ours
// a hundred, synced, with documents and the index of words. Each question is asked
// of a store just opened, bolt without its Bloom filters, which take seconds to
// read; the mean of five times is given, without the first.
func TestBesideStock(t *testing.T) {
	articles, err := strconv.Atoi(os.Getenv("HEARSAY_STOCK"))
	if err != nil || articles < 100 {
		t.Skip("HEARSAY_STOCK is not a number of articles, 100 or more")
	}
	b := &beside{T: t, articles: articles, ours: filepath.Join(t.TempDir(), "g.db"), stock: filepath.Join(t.TempDir(), "bolt")}
	b.loadStock()
	b.loadOurs()
	b.ask()
}

type beside struct {
	*testing.T
	articles    int
	ours, stock string
}

// cpu is the CPU time that this process has used.
func cpu() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// load puts all articles in by batches and reports how it went; documents are
// made before the time is taken.
func (b *beside) load(name string, batch int, put func([]news.Document)) {
	var docs []news.Document
	var tenths [10]time.Duration
	done := 0
	flush := func() {
		begun := cpu()
		put(docs)
		tenths[min(9, done*10/b.articles)] += cpu() - begun
		done += len(docs)
		docs = docs[:0]
	}
	for d := range synthetic.Documents(b.articles, 1) {
		if docs = append(docs, d); len(docs) == batch {
			flush()
		}
	}
	if len(docs) > 0 {
		flush()
	}
	var sum time.Duration
	for _, d := range tenths {
		sum += d
	}
	var memory runtime.MemStats
	runtime.ReadMemStats(&memory)
	b.Logf("%-6s load %7.1f s CPU, %6.0f articles/s; last tenth %.2f times the first; heap from the system %d MB",
		name, sum.Seconds(), float64(b.articles)/sum.Seconds(), tenths[9].Seconds()/tenths[0].Seconds(), memory.HeapSys>>20)
}

func (b *beside) loadStock() {
	if err := cayley.InitQuadStore("bolt", b.stock, nil); err != nil {
		b.Fatal(err)
	}
	qs := b.openStock(cayley.Options{"nosync": true})
	b.load("stock", 10, func(docs []news.Document) {
		var deltas []cayley.Delta
		for i := range docs {
			for _, q := range quadsWithFacts(&docs[i]) {
				deltas = append(deltas, cayley.Delta{Quad: q, Action: cayley.Add})
			}
		}
		if err := qs.ApplyDeltas(deltas, cayley.IgnoreOpts{IgnoreDup: true}); err != nil {
			b.Fatal(err)
		}
	})
	if err := qs.Close(); err != nil {
		b.Fatal(err)
	}
	b.Logf("stock  size %7.1f MB", float64(size(b.T, b.stock))/1e6)
}

// quadsWithFacts are an article's quads and what it alone says of its entities.
func quadsWithFacts(d *news.Document) []quad.Quad {
	quads := articleQuads(d)
	says := factsOf(d)
	for _, id := range sortedKeys(says) {
		e := says[id].entity(id)
		quads = append(quads, entityQuads(&e)...)
	}
	return quads
}

func (b *beside) loadOurs() {
	s, err := Open(b.Context(), b.ours, Write)
	if err != nil {
		b.Fatal(err)
	}
	b.load("ours", 100, func(docs []news.Document) {
		if _, err := s.Put(b.Context(), docs...); err != nil {
			b.Fatal(err)
		}
	})
	info, err := s.Info(b.Context())
	if err := errors.Join(err, s.Close()); err != nil {
		b.Fatal(err)
	}
	b.Logf("ours   size %7.1f MB; %d articles, %d quads, %d claims, %d entities", float64(size(b.T, b.ours))/1e6, info.Articles, info.Quads, info.Claims, info.Entities)
}

// size is the size of a file, or of the files in a folder.
func size(t *testing.T, place string) (bytes int64) {
	err := filepath.WalkDir(place, func(_ string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := e.Info()
		if err == nil && !e.IsDir() {
			bytes += info.Size()
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return bytes
}

func (b *beside) openStock(options cayley.Options) cayley.QuadStore {
	qs, err := cayley.NewQuadStore("bolt", b.stock, options)
	if err != nil {
		b.Fatal(err)
	}
	return qs
}

// A question is asked in three ways: of the stock store by Cayley's paths, of
// ours by the same paths, and of ours by its statements. Each gives the number
// of answers; nil where there is no such way.
type question struct {
	name       string
	path       func(cayley.QuadStore) int
	statements func(*Store) int
}

// ask asks all questions and reports a line for each.
func (b *beside) ask() {
	s, err := Open(b.Context(), b.ours, Read)
	if err != nil {
		b.Fatal(err)
	}
	quoted, err := s.Quoted(b.Context(), 11)
	newest, _, failed := s.Claims(b.Context(), Filter{Limit: 1})
	if err := errors.Join(err, failed, s.Close()); err != nil {
		b.Fatal(err)
	}
	b.Logf("%-32s %12s %12s %9s %12s %9s", "question, ms CPU", "stock", "our paths", "ratio", "statements", "ratio")
	for _, q := range b.questions(quoted[0].Entity.ID, quoted[10].Entity.ID, newest[0].Article.ID) {
		stock, n := b.time(func() int {
			qs := b.openStock(cayley.Options{"no_bloom": true})
			defer qs.Close()
			return q.path(qs)
		})
		paths, m := b.time(func() int { return b.openOurs(func(s *Store) int { return q.path(s.quads) }) })
		asked, k := b.time(func() int { return b.openOurs(q.statements) })
		b.Logf("%-32s %12.2f %12.2f %9.1f %12.2f %9.1f", q.name, ms(stock), ms(paths), ms(stock)/ms(paths), ms(asked), ms(stock)/ms(asked))
		if n != m || n != k {
			b.Errorf("%s: stock %d answers, our paths %d, our statements %d", q.name, n, m, k)
		}
	}
}

func (b *beside) openOurs(ask func(*Store) int) int {
	s, err := Open(b.Context(), b.ours, Read)
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	return ask(s)
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// time asks five times, or once if that takes seconds, and gives the mean without
// the first.
func (b *beside) time(ask func() int) (mean time.Duration, answers int) {
	begun := cpu()
	answers = ask()
	first := cpu() - begun
	if first > 2*time.Second {
		return first, answers
	}
	begun = cpu()
	for range 4 {
		ask()
	}
	return (cpu() - begun) / 4, answers
}

// questions are asked about the entities x and y, and of an article.
func (b *beside) questions(x, y, article string) []question {
	iri := func(s string) quad.Value { return quad.IRI(s) }
	start := func(qs cayley.QuadStore, id string) *path.Path { return path.StartPath(qs, iri(id)) }
	count := func(qs cayley.QuadStore, p *path.Path) int {
		n, err := p.Count().Iterate(b.Context()).FirstValue(qs)
		if err != nil {
			b.Fatal(err)
		}
		return int(n.(quad.Int))
	}
	texts := func(p *path.Path) int {
		values, err := p.Iterate(b.Context()).Paths(false).AllValues(nil)
		if err != nil {
			b.Fatal(err)
		}
		return len(values)
	}
	claims := func(f Filter) func(*Store) int {
		return func(s *Store) int {
			list, total, err := s.Claims(b.Context(), f)
			if err != nil {
				b.Fatal(err)
			}
			if f.Limit > 0 {
				return len(list)
			}
			return total
		}
	}
	return []question{
		{"what X said about Y", func(qs cayley.QuadStore) int {
			return texts(start(qs, x).In(iri("source")).And(start(qs, y).In(iri("about"))).Out(iri("content")))
		}, claims(Filter{Who: []string{x}, About: []string{y}})},
		{"50 claims of X", func(qs cayley.QuadStore) int {
			return texts(start(qs, x).In(iri("source")).Limit(50).Out(iri("content")))
		}, claims(Filter{Who: []string{x}, Limit: 50})},
		{"claims of the 20 top sources", b.topSources, func(s *Store) (n int) {
			counts, err := s.Quoted(b.Context(), 20)
			if err != nil {
				b.Fatal(err)
			}
			for _, c := range counts {
				n += c.Claims
			}
			return n
		}},
		// No claim of a generated article is within one that is within another, so
		// that what came through X is what stands in a claim of X.
		{"number of claims through X", func(qs cayley.QuadStore) int {
			return count(qs, start(qs, x).In(iri("source")).In(iri("within")).Unique())
		}, func(s *Store) int {
			_, n, err := s.Claims(b.Context(), Filter{Via: []string{x}, Limit: 1})
			if err != nil {
				b.Fatal(err)
			}
			return n
		}},
		{"quads of an article", func(qs cayley.QuadStore) int { return b.labelled(qs, article) }, func(s *Store) int {
			d, err := s.Document(b.Context(), article)
			if err != nil {
				b.Fatal(err)
			}
			return len(articleQuads(&d))
		}},
		{"number of claims", func(qs cayley.QuadStore) int {
			return count(qs, start(qs, "claim").In(iri("type")))
		}, func(s *Store) int {
			info, err := s.Info(b.Context())
			if err != nil {
				b.Fatal(err)
			}
			return info.Claims
		}},
	}
}

// topSources counts the claims of each source, as the saved query does, and gives
// the sum of the 20 greatest numbers.
func (b *beside) topSources(qs cayley.QuadStore) (n int) {
	said := map[quad.Value]int{}
	err := path.StartPath(qs, quad.IRI("claim")).In(quad.IRI("type")).Out(quad.IRI("source")).Iterate(b.Context()).EachValue(qs, func(v quad.Value) { said[v]++ })
	if err != nil {
		b.Fatal(err)
	}
	counts := slices.Sorted(maps.Values(said))
	for _, c := range counts[max(0, len(counts)-20):] {
		n += c
	}
	return n
}

// labelled reads the quads of an article.
func (b *beside) labelled(qs cayley.QuadStore, article string) (n int) {
	it := qs.QuadIterator(quad.Label, qs.ValueOf(quad.IRI(articleNode(article))))
	defer it.Close()
	for it.Next(context.Background()) {
		if q := qs.Quad(it.Result()); strings.HasSuffix(fmt.Sprint(q.Label), article+">") {
			n++
		}
	}
	return n
}
