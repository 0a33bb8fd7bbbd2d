package copy

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"hearsay/graph/link/internal/words"
)

// outlets are the real articles of many outlets, where they lie beside the checkout.
const outlets = "../../../../shared/corpora/outlets"

// TestOutlets holds the links among real articles to the pairs that others sampled:
// those that have half of their runs in common, as counted here word by word, are linked,
// no other one is.
func TestOutlets(t *testing.T) {
	if os.Getenv("HEARSAY_LONG") == "" {
		t.Skip("a test of ten seconds, for HEARSAY_LONG=1")
	}
	articles, texts := readOutlets(t)
	begun := time.Now()
	for i := range articles {
		articles[i].Runs = Runs(texts[articles[i].ID])
	}
	hashing := time.Since(begun)
	links := Find(articles)
	t.Logf("%d links among %d articles; hashing took %v, finding %v", len(links), len(articles), hashing, time.Since(begun)-hashing)
	of := map[string]string{}
	for _, l := range links {
		t.Logf("%s repeats %s: %.3f", l.Copy, l.Of, l.Share)
		of[l.Copy] = l.Of
	}
	original := func(id string) string {
		for of[id] != "" {
			id = of[id]
		}
		return id
	}
	linked := 0
	for _, p := range readPairs(t) {
		share := counted(texts[p[0]], texts[p[1]])
		joined := original(p[0]) == original(p[1])
		if joined != (share >= Least) {
			t.Errorf("%s and %s have %.2f of their runs in common; linked: %t", p[0], p[1], share, joined)
		}
		if joined {
			linked++
		}
	}
	if linked != 10 {
		t.Errorf("%d of the pairs are linked, want 10", linked)
	}
}

// counted is the share of two texts by the runs themselves.
func counted(a, b string) float64 {
	runs := func(text string) map[string]bool {
		all, out := words.Folded(text), map[string]bool{}
		for i := range max(0, len(all)-run+1) {
			out[strings.Join(all[i:i+run], " ")] = true
		}
		return out
	}
	of, in, n := runs(a), runs(b), 0
	if len(of) > len(in) {
		of, in = in, of
	}
	for r := range of {
		if in[r] {
			n++
		}
	}
	return float64(n) / float64(max(1, len(of)))
}

func readPairs(t *testing.T) (pairs [][2]string) {
	data, err := os.ReadFile(filepath.Join(outlets, "copies.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range strings.Split(strings.TrimSpace(string(data)), "\n")[1:] {
		fields := strings.Split(line, "\t")
		if len(fields) != 3 {
			t.Fatalf("copies.tsv: %q", line)
		}
		pairs = append(pairs, [2]string{fields[1], fields[2]})
	}
	return pairs
}

func readOutlets(t *testing.T) (articles []Article, texts map[string]string) {
	f, err := os.Open(filepath.Join(outlets, "articles.jsonl.gz"))
	if err != nil {
		t.Skip("no articles of many outlets beside the checkout")
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	texts = map[string]string{}
	lines := bufio.NewScanner(z)
	lines.Buffer(nil, 1<<24)
	for lines.Scan() {
		var a struct{ ID, Published, Title, Text string }
		if err := json.Unmarshal(lines.Bytes(), &a); err != nil {
			t.Fatal(err)
		}
		articles = append(articles, Article{ID: a.ID, Published: a.Published})
		texts[a.ID] = a.Text
	}
	if lines.Err() != nil {
		t.Fatal(lines.Err())
	}
	return articles, texts
}
