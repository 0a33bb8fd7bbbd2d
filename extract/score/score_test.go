package score_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"hearsay/extract/extracttest"
	"hearsay/extract/internal/brat"
	"hearsay/extract/news"
	"hearsay/extract/score"
)

// shared is the folder of corpora and reference scorers beside the checkout; the
// test is skipped where it, or Python, is absent.
func shared(t *testing.T) string {
	t.Helper()
	dir := filepath.Dir(extracttest.Shared(t, "evaluation"))
	if _, err := exec.LookPath("python3"); err != nil {
		t.Skip("no python3 to run the reference scorers")
	}
	return dir
}

// spans finds each of the words in text, one after the other, as one span each.
func spans(text string, words ...string) []news.Span {
	var out []news.Span
	at := 0
	for _, w := range words {
		i := strings.Index(text[at:], w)
		if i < 0 {
			panic("no " + w + " in " + text)
		}
		out = append(out, news.Span{Start: at + i, End: at + i + len(w)})
		at += i + len(w)
	}
	return out
}

func TestAttributions(t *testing.T) {
	const text = "Ryan said the “plan is safe”. Doe, a nurse, denied it."
	gold := []score.Attribution{
		{Source: spans(text, "Ryan"), Cue: spans(text, "said"), Content: spans(text, "the “plan is safe”")},
		{Source: spans(text, "Doe"), Cue: spans(text, "denied"), Content: spans(text, "it.")},
	}
	for _, c := range []struct {
		what                string
		found               []score.Attribution
		p, r, said, content float64 // found P and R, said F1, exact content F1
	}{
		{"all", gold, 1, 1, 1, 1},
		{"none", nil, -1, 0, 0, 0},
		{"marks aside", []score.Attribution{{Source: spans(text, "Ryan"), Content: spans(text, "the “plan is safe”.")}}, 1, 0.5, 2. / 3, 2. / 3},
		{"the wrong source", []score.Attribution{{Source: spans(text, "Doe"), Content: spans(text, "plan is safe")}}, 1, 0.5, 0, 0},
	} {
		s := score.Attributions([]score.Marked{{Text: text, Gold: gold, Found: c.found}})
		f := s.Figure("found")
		if f.Precision() != c.p || f.Recall(score.All) != c.r || s.Figure("said").F1() != c.said || s.Figure("exact content").F1() != c.content {
			var b bytes.Buffer
			_ = s.Write(&b)
			t.Errorf("%s: want found P %g R %g, said %g, exact content %g; got\n%s", c.what, c.p, c.r, c.said, c.content, &b)
		}
	}
	wrong := score.Attribution{Content: spans(text, "a nurse")}
	if got := (&score.Marked{Text: text, Gold: gold, Found: []score.Attribution{gold[1], wrong, gold[0], gold[1]}}).Right(); !slices.Equal(got, []bool{true, false, true, false}) {
		t.Errorf("right: %v, want the first of each", got)
	}
	s := score.Attributions([]score.Marked{{Text: text, Gold: gold, Found: gold[:1]}})
	if f := s.Figure("found"); f.Recall(score.Direct) != 1 || f.Recall(score.Indirect) != 0 {
		t.Errorf("recall direct %g indirect %g, want 1 and 0", f.Recall(score.Direct), f.Recall(score.Indirect))
	}
}

// TestAttributionsAsReference compares with the reference scorer: the annotations
// of one annotator stand for what was found, those of another for the gold.
func TestAttributionsAsReference(t *testing.T) {
	dir := shared(t)
	gold, texts := filepath.Join(dir, "corpora", "polnear", "dev", "attributions"), filepath.Join(dir, "corpora", "polnear", "dev", "text")
	articles, err := brat.ReadFolder(gold, texts)
	if err != nil {
		t.Fatal(err)
	}
	var marked []score.Marked
	var lines bytes.Buffer
	for i, a := range articles {
		m := score.Marked{Text: a.Text, Gold: attributions(a.Attributions)}
		// Others marked a few of the articles; elsewhere a part of the gold, shifted.
		files, _ := filepath.Glob(filepath.Join(gold, strings.TrimSuffix(a.Name, ".txt")+"_*.ann"))
		other := a.Attributions
		if len(files) > 1 {
			data, err := os.ReadFile(files[len(files)-1])
			if err != nil {
				t.Fatal(err)
			}
			if other, err = brat.Parse(files[len(files)-1], string(data), a.Text); err != nil {
				t.Fatal(err)
			}
		} else {
			other = other[i%3*len(other)/5:]
		}
		m.Found = attributions(other)
		if len(m.Found) > 1 && len(files) < 2 {
			m.Found[0].Source, m.Found[1].Source = m.Found[1].Source, m.Found[0].Source
		}
		marked = append(marked, m)
		record := map[string]any{"article": a.Name, "attributions": points(a.Text, m.Found)}
		if err := json.NewEncoder(&lines).Encode(record); err != nil {
			t.Fatal(err)
		}
	}
	file := filepath.Join(t.TempDir(), "found.jsonl")
	if err := os.WriteFile(file, lines.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	want, err := exec.Command("python3", filepath.Join(dir, "evaluation", "score_attributions.py"), "--gold", gold, "--text", texts, "--predictions", file).Output()
	if err != nil {
		t.Fatalf("reference scorer: %v", err)
	}
	var got bytes.Buffer
	s := score.Attributions(marked)
	if err := s.Write(&got); err != nil {
		t.Fatal(err)
	}
	if got.String() != string(want) {
		t.Errorf("got\n%s\nwant\n%s", &got, want)
	}
}

func attributions(in []brat.Attribution) []score.Attribution {
	out := make([]score.Attribution, len(in))
	for i, a := range in {
		out[i] = score.Attribution(a)
	}
	return out
}

// points gives attributions with their spans in code points.
func points(text string, in []score.Attribution) []map[string][][2]int {
	convert := func(spans []news.Span) [][2]int {
		out := [][2]int{}
		for _, s := range spans {
			out = append(out, [2]int{utf8.RuneCountInString(text[:s.Start]), utf8.RuneCountInString(text[:s.End])})
		}
		return out
	}
	out := []map[string][][2]int{}
	for _, a := range in {
		out = append(out, map[string][][2]int{"source": convert(a.Source), "cue": convert(a.Cue), "content": convert(a.Content)})
	}
	return out
}

// TestClaimsAsReference compares with the reference scorer on damaged gold.
func TestClaimsAsReference(t *testing.T) {
	dir := shared(t)
	files, _ := filepath.Glob(filepath.Join(dir, "acceptance", "claims", "*.gold.json"))
	if len(files) == 0 {
		t.Fatal("no gold claims")
	}
	work := t.TempDir()
	var pairs [][2]score.Document
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		gold, err := score.ReadDocument(data)
		if err != nil {
			t.Fatal(err)
		}
		found := damaged(gold)
		out, err := json.Marshal(asJSON(found))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(work, strings.TrimSuffix(filepath.Base(file), ".gold.json")+".json"), out, 0o600); err != nil {
			t.Fatal(err)
		}
		pairs = append(pairs, [2]score.Document{gold, found})
	}
	want, err := exec.Command("python3", filepath.Join(dir, "evaluation", "score_claims.py"), filepath.Dir(files[0]), work).Output()
	if err != nil {
		t.Fatalf("reference scorer: %v", err)
	}
	var got bytes.Buffer
	if err := score.Claims(pairs).Write(&got); err != nil {
		t.Fatal(err)
	}
	if got.String() != string(want) {
		t.Errorf("got\n%s\nwant\n%s", &got, want)
	}
}

// damaged leaves out claims, sources and halves of contents by a fixed pattern.
func damaged(gold score.Document) score.Document {
	found := score.Document{Entities: gold.Entities}
	for i, c := range gold.Claims {
		switch i % 5 {
		case 1:
			c.Source = nil
		case 2:
			words := strings.Fields(c.Content)
			c.Content = strings.Join(words[len(words)/3:], " ")
		case 3:
			c.Within, c.Stance = "", "warns"
		case 4:
			continue
		}
		if i%2 == 1 && len(c.About) > 1 {
			c.About = c.About[1:]
		}
		found.Claims = append(found.Claims, c)
	}
	return found
}

func asJSON(d score.Document) map[string]any {
	var entities, claims []map[string]any
	kept := map[string]bool{}
	for _, c := range d.Claims {
		kept[c.ID] = true
	}
	for _, e := range d.Entities {
		entities = append(entities, map[string]any{"id": e.ID, "name": e.Name, "aliases": append([]string{}, e.Aliases...)})
	}
	for _, c := range d.Claims {
		var within any
		if c.Within != "" {
			within = c.Within
		}
		claims = append(claims, map[string]any{
			"id": c.ID, "content": c.Content, "source": append([]string{}, c.Source...), "about": append([]string{}, c.About...),
			"within": within, "stance": c.Stance, "kind": c.Kind,
		})
	}
	return map[string]any{"entities": entities, "claims": claims}
}

func TestNames(t *testing.T) {
	for _, c := range []struct {
		gold, found string
		same        bool
	}{
		{"Michael Ryan", "Dr. Michael Ryan", true},
		{"the Global Times", "Global Times’s", true},
		{"Jean-Luc Doe", "Jean Luc Doe", true},
		{"Ann Roe", "Anne Roe", false},
	} {
		document := func(name string) score.Document {
			return score.Document{
				Entities: []score.Entity{{ID: "e", Name: name}},
				Claims:   []score.Claim{{ID: "c", Content: "that it is so", Source: []string{"e"}}},
			}
		}
		s := score.Claims([][2]score.Document{{document(c.gold), document(c.found)}})
		if got := s[1].Hit == 1; got != c.same {
			t.Errorf("%q and %q: same %v, want %v", c.gold, c.found, got, c.same)
		}
	}
}

func Example() {
	gold := score.Document{
		Entities: []score.Entity{{ID: "r", Name: "Michael Ryan", Aliases: []string{"Ryan"}}},
		Claims:   []score.Claim{{ID: "1", Content: "the virus may stay", Source: []string{"r"}, Stance: "warns", Kind: "indirect"}},
	}
	found := score.Document{
		Entities: []score.Entity{{ID: "x", Name: "Ryan"}},
		Claims:   []score.Claim{{ID: "a", Content: "that the virus may stay", Source: []string{"x"}, Stance: "warns", Kind: "indirect"}},
	}
	s := score.Claims([][2]score.Document{{gold, found}})
	fmt.Printf("said %.1f\n", s[1].F1())
	// Output: said 1.0
}
