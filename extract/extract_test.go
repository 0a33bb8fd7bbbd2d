package extract

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"hearsay/extract/extracttest"
	"hearsay/extract/internal/encoder"
	"hearsay/extract/news"
)

// articles are some of the invented articles, and texts that hurt.
func articles(t *testing.T) []news.Article {
	t.Helper()
	files, err := filepath.Glob("../testdata/articles/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no articles: %v", err)
	}
	var all []news.Article
	for _, f := range files[:min(len(files), 6)] {
		text, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, news.Article{Text: string(text), Published: "2031-03-10"})
	}
	for _, text := range []string{
		"", " \n", "“", strings.Repeat("“He said ", 300), "\xff said \xfe, “\x00”.", strings.Repeat("a", 10000),
		"قال: “نعم”, he said. 👩‍🚀 said “🚀”.", strings.Repeat("A: b\n", 500), "As as as said, said said.", "Said.",
	} {
		all = append(all, news.Article{Text: text})
	}
	return all
}

// TestExtract checks what holds of every document.
func TestExtract(t *testing.T) {
	m := extracttest.English(t)
	for _, a := range articles(t) {
		checkDocument(t, a.Text, Extract(m, a))
	}
}

// checkDocument checks what holds of every document of a text.
func checkDocument(t *testing.T, text string, doc news.Document) {
	t.Helper()
	byID := map[string]news.Claim{}
	known := map[string]bool{}
	for _, e := range doc.Entities {
		if known[e.ID] {
			t.Errorf("%.40q: two entities %s", text, e.ID)
		}
		known[e.ID] = true
	}
	for _, c := range doc.Claims {
		if _, twice := byID[c.ID]; twice {
			t.Errorf("%.40q: two claims %s", text, c.ID)
		}
		byID[c.ID] = c
	}
	runes := make([]bool, len(text)+1) // whether one begins at a byte, or the text ends
	for i := range text {
		runes[i] = true
	}
	runes[len(text)] = true
	for _, c := range doc.Claims {
		check(t, text, runes, c)
		for _, id := range append(c.Source, c.About...) {
			if !known[id] {
				t.Errorf("%s: unknown entity %s", c.ID, id)
			}
		}
		if c.Within == "" {
			continue
		}
		o, ok := byID[c.Within]
		if !ok || c.Start < o.Start || c.End > o.End || c.End-c.Start >= o.End-o.Start {
			t.Errorf("%s [%d,%d] is not within %s [%d,%d]", c.ID, c.Start, c.End, c.Within, o.Start, o.End)
		}
	}
}

// check is what holds of every claim by itself: its spans, too, begin and end where
// a rune does.
func check(t *testing.T, text string, runes []bool, c news.Claim) {
	t.Helper()
	if c.Content == "" || c.Content != text[c.Start:c.End] {
		t.Errorf("%s: content %q is not text[%d:%d]", c.ID, c.Content, c.Start, c.End)
	}
	for _, spans := range [][]news.Span{c.SourceSpans, c.CueSpans, c.ContentSpans, {{Start: c.Start, End: c.End}}} {
		for _, s := range spans {
			if s.Start < 0 || s.Start >= s.End || s.End > len(text) || !runes[s.Start] || !runes[s.End] {
				t.Errorf("%s: span %v in %d bytes", c.ID, s, len(text))
			}
		}
	}
	if c.Confidence < 0 || c.Confidence > 1 || c.Kind == "" || c.Stance == "" || !strings.Contains(c.Sentence, c.Content) {
		t.Errorf("%s: confidence %v, kind %q, stance %q, sentence %q", c.ID, c.Confidence, c.Kind, c.Stance, c.Sentence)
	}
}

// TestParallel extracts the same articles in several goroutines at once: the
// bytes are the same.
func TestParallel(t *testing.T) {
	m := extracttest.English(t)
	all := articles(t)[:4]
	alone := make([][]byte, len(all))
	for i, a := range all {
		alone[i] = document(t, m, a)
	}
	var wait sync.WaitGroup
	for range 3 {
		for i, a := range all {
			wait.Go(func() {
				if got := document(t, m, a); !bytes.Equal(got, alone[i]) {
					t.Errorf("article %d differs from one goroutine to the other", i)
				}
			})
		}
	}
	wait.Wait()
}

func document(t *testing.T, m *encoder.Model, a news.Article) []byte {
	data, err := json.Marshal(Extract(m, a))
	if err != nil {
		t.Error(err)
	}
	return data
}

// TestExplain checks that every word is explained, and its labels add up.
func TestExplain(t *testing.T) {
	m := extracttest.English(t)
	words := Explain(m, "Ryan warned that the virus may never leave.")
	if len(words) != 9 || words[1].Word != "warned" || words[1].Start != 5 || words[1].End != 11 {
		t.Fatalf("got %d words, the second %+v", len(words), words[1])
	}
	for _, w := range words {
		sum := 0.0
		for _, l := range w.Attribution {
			sum += l.Probability
		}
		if sum < 0.9 || sum > 1.01 {
			t.Errorf("%s: labels add up to %v", w.Word, sum)
		}
	}
	if words[1].Attribution.Of("B-cue") < 0.5 {
		t.Errorf("warned is a cue with %v", words[1].Attribution)
	}
}
