package graphtest

import (
	"bytes"
	"context"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"hearsay/extract/news"
	"hearsay/graph"
	"hearsay/graph/synthetic"
)

func openAt(tb testing.TB, path string, mode graph.Mode) *graph.Store {
	tb.Helper()
	s, err := graph.Open(context.Background(), path, mode)
	if err != nil {
		tb.Fatal(err)
	}
	return s
}

func TestFile(t *testing.T) {
	TestStore(t, func(tb testing.TB) *graph.Store {
		return openAt(tb, filepath.Join(tb.TempDir(), "g.db"), graph.Write)
	})
}

// sample makes a closed store with a few articles, and gives its bytes.
func sample(t *testing.T, docs []news.Document) []byte {
	t.Helper()
	path := filepath.Join(t.TempDir(), "g.db")
	s := openAt(t, path, graph.Write)
	put(t, s, docs...)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// TestNoGraph opens what is no graph: one line says so, and nothing is changed.
func TestNoGraph(t *testing.T) {
	good := sample(t, slices.Collect(synthetic.Documents(1, 1)))
	newer := slices.Clone(good)
	newer[63] = 200 // the last byte of SQLite's user_version
	foreign := slices.Clone(good)
	foreign[68] = 0 // the first byte of its application_id
	for _, c := range []struct {
		name string
		data []byte
		want error
	}{
		{"empty", nil, graph.ErrForeign},
		{"text", []byte("Once upon a time.\n"), graph.ErrForeign},
		{"one byte", []byte("S"), graph.ErrForeign},
		{"another SQLite file", foreign, graph.ErrForeign},
		{"newer", newer, graph.ErrNewer},
		{"cut in its header", good[:50], graph.ErrDamaged},
	} {
		for _, mode := range []graph.Mode{graph.Read, graph.Write} {
			path := filepath.Join(t.TempDir(), "g.db")
			if err := os.WriteFile(path, c.data, 0o644); err != nil {
				t.Fatal(err)
			}
			_, err := graph.Open(t.Context(), path, mode)
			if !errors.Is(err, c.want) || strings.Contains(err.Error(), "\n") {
				t.Errorf("%s: Open: %v, want one line of %v", c.name, err, c.want)
			}
			if now, err := os.ReadFile(path); err != nil || !bytes.Equal(now, c.data) {
				t.Errorf("%s: the file was changed", c.name)
			}
		}
	}
}

// answers are what a user would see of a store: every list, and the whole graph.
func answers(ctx context.Context, s *graph.Store, docs []news.Document) (string, error) {
	var b bytes.Buffer
	if err := s.WriteQuads(ctx, &b); err != nil {
		return "", err
	}
	claims, _, err := s.Claims(ctx, graph.Filter{Said: "harbour"})
	if err != nil {
		return "", err
	}
	for _, c := range claims {
		data, err := c.MarshalJSON()
		if err != nil {
			return "", err
		}
		b.Write(data)
	}
	for _, d := range docs {
		got, err := s.Document(ctx, d.Article.ID)
		if err != nil {
			return "", err
		}
		b.WriteString(got.Article.Text)
	}
	return b.String(), nil
}

// TestDamage opens damaged copies of a store: whatever happens is an error or the
// right answer, or verify names it; never a panic, never a hang.
// HEARSAY_LONG=1 takes 250 copies, HEARSAY_LONG=2 1,000.
func TestDamage(t *testing.T) {
	copies := 60
	switch os.Getenv("HEARSAY_LONG") {
	case "1":
		copies = 250
	case "2":
		copies = 1000
	}
	docs := slices.Collect(synthetic.Documents(8, 3))
	good := sample(t, docs)
	path := filepath.Join(t.TempDir(), "g.db")
	if err := os.WriteFile(path, good, 0o644); err != nil {
		t.Fatal(err)
	}
	clean := openAt(t, path, graph.Read)
	want, err := answers(t.Context(), clean, docs)
	if err := errors.Join(err, clean.Close()); err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(4, 4))
	verdicts := map[string]int{}
	for i := range copies {
		kind, data := damage(random, i, good)
		verdict := judge(t, data, docs, want)
		verdicts[kind+": "+verdict]++
		if verdict == "wrong" {
			t.Errorf("copy %d (%s): a wrong answer, and verify finds nothing", i, kind)
		}
	}
	t.Log(verdicts)
}

// damage gives a damaged copy: cut, a bit turned, a page of zeros, two pages swapped.
func damage(random *rand.Rand, i int, good []byte) (string, []byte) {
	const page = 8192
	data := slices.Clone(good)
	pages := len(data) / page
	switch i % 4 {
	case 0:
		return "cut", data[:random.IntN(len(data))]
	case 1:
		data[random.IntN(len(data))] ^= 1 << random.IntN(8)
		return "bit", data
	case 2:
		clear(data[page*random.IntN(pages):][:page])
		return "zeros", data
	}
	a, b := data[page*random.IntN(pages):][:page], data[page*random.IntN(pages):][:page]
	kept := slices.Clone(a)
	copy(a, b)
	copy(b, kept)
	return "swap", data
}

// judge opens a damaged copy and compares its answers with the right ones.
func judge(t *testing.T, data []byte, docs []news.Document, want string) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	path := filepath.Join(t.TempDir(), "g.db")
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
	s, err := graph.Open(ctx, path, graph.Read)
	if err != nil {
		return "not opened"
	}
	defer s.Close()
	got, err := answers(ctx, s, docs)
	if errors.Is(err, context.DeadlineExceeded) {
		t.Error("a damaged copy keeps a question busy for 20 s")
	}
	if err == nil && got == want {
		return "right"
	}
	faults, verified := s.Verify(ctx)
	switch {
	case len(faults) > 0 || verified != nil:
		return "named by verify"
	case err != nil:
		return "an error, and verify finds nothing"
	}
	return "wrong"
}

// TestReaders reads beside a writer: never an error, and counts never fall.
// HEARSAY_LONG=1 writes ten times as many articles.
func TestReaders(t *testing.T) {
	articles := 15
	if os.Getenv("HEARSAY_LONG") == "1" {
		articles = 150
	}
	path := filepath.Join(t.TempDir(), "g.db")
	w := openAt(t, path, graph.Write)
	var readers sync.WaitGroup
	stop := make(chan struct{})
	for range 8 {
		readers.Go(func() { watch(t, path, stop) })
	}
	for d := range synthetic.Documents(articles, 2) {
		put(t, w, d)
	}
	close(stop)
	readers.Wait()
	if err := w.Close(); err != nil {
		t.Error(err)
	}
}

// watch opens the store again and again, and asks, until it is told to stop.
func watch(t *testing.T, path string, stop <-chan struct{}) {
	seen := 0
	for {
		select {
		case <-stop:
			return
		default:
		}
		s, err := graph.Open(context.Background(), path, graph.Read)
		if err != nil {
			t.Error(err)
			return
		}
		info, err := s.Info(context.Background())
		if err == nil {
			_, _, err = s.Claims(context.Background(), graph.Filter{Said: "harbour", Limit: 3})
		}
		if err := errors.Join(err, s.Close()); err != nil {
			t.Error(err)
			return
		}
		if info.Articles < seen || info.Claims != info.Articles*synthetic.Claims {
			t.Errorf("%d articles and %d claims after %d articles", info.Articles, info.Claims, seen)
		}
		seen = info.Articles
	}
}
