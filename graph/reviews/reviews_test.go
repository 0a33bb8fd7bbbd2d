package reviews

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"hearsay/extract/news"
	"hearsay/graph/file"
)

const article = "8a1f0c22d4b6e8f01357"

// TestParse names every line that cannot be taken.
func TestParse(t *testing.T) {
	good := `{"claim":"claim/` + article + `-3-9","verdict":"right"}`
	for text, want := range map[string]string{
		"":                                      "",
		"\ufeff" + good + "\r\n\n" + good:       "",
		good + "\nnull\n[1]\n{}\n" + good + "x": "2 3 4 5",
		`{"claim":"claim/x-1-2","verdict":"right"}` + "\n" + strings.Replace(good, "right", "rihgt", 1): "1 2",
		strings.Replace(good, "3-9", "9-3", 1) + "\n" + strings.Replace(good, `"verdict"`, `"article":"0000","verdict"`, 1) + "\n" +
			strings.Replace(good, `"verdict"`, `"span":[3,8],"verdict"`, 1): "1 2 3",
		strings.Replace(good, `"verdict"`, `"note":"\u0000","verdict"`, 1) + "\n" + strings.Replace(good, `"verdict"`, `"when":"today","verdict"`, 1) + "\n" +
			strings.Replace(good, `"verdict"`, `"who":"`+strings.Repeat("x", 20_000)+`","verdict"`, 1) + "\n\xff": "1 2 3 4",
		strings.Replace(good, `"verdict"`, `"vedrict":1,"verdict"`, 1): "1",
	} {
		_, err := Parse([]byte(text))
		var wrong *file.Error
		got := ""
		if errors.As(err, &wrong) {
			var lines []string
			for _, p := range wrong.Problems {
				lines = append(lines, fmt.Sprint(p.Line))
			}
			got = strings.Join(lines, " ")
		}
		if got != want || len(fmt.Sprint(err)) > 1000 {
			t.Errorf("%.80q: lines %q, want %q: %.300v", text, got, want, err)
		}
	}
}

// TestAdd puts lines behind those that are there, which stay as they are.
func TestAdd(t *testing.T) {
	path := filepath.Join(t.TempDir(), "g.reviews.jsonl")
	const first = `{"verdict":"none", "claim":"claim/` + article + `-3-9"}`
	if err := os.WriteFile(path, []byte(first), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := Add(path, Review{Claim: "claim/" + article + "-3-9", Words: "<a> & b", Source: []string{"Éva"}, Verdict: Undo}); err != nil {
		t.Fatal(err)
	}
	const second = `{"claim":"claim/` + article + `-3-9","article":"` + article + `","span":[3,9],"words":"<a> & b","source":["Éva"],"verdict":"undo","note":"","who":"","when":""}`
	if got, _ := os.ReadFile(path); string(got) != first+"\n"+second+"\n" {
		t.Errorf("written is %s", got)
	}
	all, err := Load(path)
	if err != nil || len(all) != 2 || all[1].Line != 2 || len(Last(all)) != 1 || Last(all)[0].Verdict != Undo {
		t.Errorf("read is %v, %v", all, err)
	}
	if err := Add(path, Review{Claim: "claim/x", Verdict: Right}); err == nil {
		t.Error("a review of no claim is written")
	}
	if err := os.WriteFile(path, []byte("mine"), 0o644); err != nil {
		t.Fatal(err)
	}
	var wrong *file.Error
	if err := Add(path, all[0]); !errors.As(err, &wrong) || wrong.File != path {
		t.Errorf("behind wrong lines: %v", err)
	}
	if got, _ := os.ReadFile(path); string(got) != "mine" {
		t.Errorf("the wrong file is changed: %s", got)
	}
	if all, err := Load(filepath.Join(t.TempDir(), "none")); err != nil || all != nil {
		t.Error(all, err)
	}
}

// TestFollow has a document of another model: each review goes on to the claim that it is
// of, or is lost.
func TestFollow(t *testing.T) {
	text := strings.Repeat("x", 400)
	doc := news.Document{Article: news.Article{ID: article, Text: text}, Entities: []news.Entity{
		{ID: "person/mara-rell", Name: "Mara Rell", Aliases: []string{"the mayor"}}, {ID: "person/jo-fisk", Name: "Jo Fisk"},
	}}
	claim := func(start, end int, number string, source ...string) {
		doc.Claims = append(doc.Claims, news.Claim{ID: fmt.Sprintf("claim/%s-%d-%d%s", article, start, end, number), Start: start, End: end, Source: source})
	}
	claim(0, 100, "", "person/jo-fisk")
	claim(0, 100, "-2", "person/mara-rell")
	claim(110, 200, "", "person/mara-rell")
	claim(210, 300, "")
	for _, c := range []struct {
		line string // start end number verdict source
		want string // the id's end of the claim that it goes on to, or what its reason holds
	}{
		{"0 100 none", "-0-100"},
		{"0 100 none Fisk", "-0-100"},
		{"0 100 right Rell", "-0-100-2"},       // of two, the one by its source
		{"0 100 source the_mayor", "-0-100-2"}, // by another of her names
		{"20 100 none", "-0-100"},              // four fifths
		{"20 100 none Ivo", "another source"},
		{"0 100 none Ivo", "-0-100"},
		{"40 100 none", "no claim is found"},        // three fifths
		{"110 200 right Jo_Fisk", "another source"}, // whom nobody found right
		{"110 200 source Jo_Fisk", "another source"},
		{"110 190 words Mara_Rell", "other words now"},
		{"110 190 right Mara_Rell", "-110-200"},
		{"210 300 source", "-210-300"},
		{"350 390 right", "no claim is found"},
		{"390 410 right", "other words there"},
	} {
		var r Review
		var source string
		if _, err := fmt.Sscan(c.line+" -", &r.Span.Start, &r.Span.End, &r.Verdict, &source); err != nil {
			t.Fatal(err)
		}
		if r.Claim = fmt.Sprintf("claim/%s-%d-%d", article, r.Span.Start, r.Span.End); source != "-" {
			r.Source = []string{strings.ReplaceAll(source, "_", " ")}
		}
		of, lost := Follow(&doc, []Review{r})
		got := ""
		for i := range of {
			got = strings.TrimPrefix(doc.Claims[i].ID, "claim/"+article)
		}
		if len(lost) == 1 {
			got = lost[0].Reason
		}
		if len(of)+len(lost) != 1 || got != c.want && (len(lost) == 0 || !strings.Contains(got, c.want)) {
			t.Errorf("%s: %q, want %q", c.line, got, c.want)
		}
	}
	line := func(n, end int, v Verdict) Review {
		return Review{Claim: fmt.Sprintf("claim/%s-110-%d", article, end), Span: news.Span{Start: 110, End: end}, Verdict: v, Line: n}
	}
	of, lost := Follow(&doc, []Review{line(1, 190, None), line(2, 200, Right)})
	if len(lost) != 1 || lost[0].Line != 1 || of[2].Line != 2 {
		t.Errorf("of two that come to one claim: %v, lost %v", of, lost)
	}
	if of, lost := Follow(&doc, []Review{line(1, 190, None), line(2, 200, Undo)}); len(of)+len(lost) != 0 {
		t.Errorf("undone: %v, lost %v", of, lost)
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(`{"claim":"claim/` + article + `-3-9","span":[3,9],"source":["A"],"verdict":"right","when":"2031-04-12"}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		all, err := Parse(data)
		if err != nil {
			return
		}
		for _, r := range all {
			if !slices.Contains(Verdicts[:], r.Verdict) || r.Span.Start >= r.Span.End {
				t.Errorf("%+v", r)
			}
		}
	})
}
