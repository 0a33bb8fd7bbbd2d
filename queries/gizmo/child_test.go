package gizmo

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"hearsay/extract/news"
	"hearsay/graph"
)

// childArgument makes this test binary a child that runs one query.
const childArgument = "run-one-query"

func TestMain(m *testing.M) {
	if len(os.Args) == 2 && os.Args[1] == greedyArgument {
		greedy()
		return
	}
	if len(os.Args) == 2 && os.Args[1] == childArgument {
		if err := Child(os.Stdin, os.Stdout); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(2)
		}
		return
	}
	os.Exit(m.Run())
}

// store makes a graph of one article in a file: Ada says that Bo is late.
func store(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "graph.db")
	s, err := graph.Open(t.Context(), path, graph.Write)
	if err != nil {
		t.Fatal(err)
	}
	a := news.Article{Title: "Late", Publisher: "The Courier", Published: "2031-03-04", Text: "Late\n\nAda Low said Bo Hill was late."}
	a.ID = news.ArticleID(a)
	d := news.Document{
		Article: a,
		Entities: []news.Entity{
			{ID: "person/ada-low", Name: "Ada Low", Type: news.Person, Spans: []news.Span{{Start: 6, End: 13}}},
			{ID: "person/bo-hill", Name: "Bo Hill", Type: news.Person, Spans: []news.Span{{Start: 19, End: 26}}},
		},
		Claims: []news.Claim{{
			ID: "claim/" + a.ID + "-19-35", Source: []string{"person/ada-low"}, Cue: "said", Content: a.Text[19:35], About: []string{"person/bo-hill"},
			Kind: news.Indirect, Stance: news.Asserts, Start: 19, End: 35, SourceSpans: []news.Span{{Start: 6, End: 13}},
			CueSpans: []news.Span{{Start: 14, End: 18}}, ContentSpans: []news.Span{{Start: 19, End: 35}}, Sentence: a.Text[6:], Confidence: 0.9,
		}},
	}
	if _, err := s.Put(t.Context(), d); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

// runner gives a runner whose children are this test binary.
func runner(t *testing.T) *Runner {
	t.Helper()
	if testing.Short() {
		t.Skip("the race detector, which runs with -short, takes more memory than a child may have")
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	return NewRunner(self, childArgument)
}

// hash is the SHA-256 of a file.
func hash(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprintf("%x", sha256.Sum256(data))
}

// TestChild runs scripts that would end, stall or fill the process that runs
// them: each is answered in time by rows or by one sentence about the query.
func TestChild(t *testing.T) {
	db, r := store(t), runner(t)
	before := hash(t, db)
	for _, c := range []struct{ script, want string }{
		{`said("Ada Low").Save("<content>", "what").All()`, "Bo Hill was late"},
		{`claim(about("Bo Hill")).All()`, "<person/ada-low>"},
		{`published("The Courier").Count()`, "[1]"},
		{`g.V().both({}).all()`, "query: Cayley cannot take it"},
		{`g.V().and([]).all()`, "query: "},
		{`g.V().out(function () {}).all()`, "query: Cayley cannot take it"},
		{`g.V().GetLimit(1); "last"`, "]"},
		{`while (true) {}`, "query: it took more than 500ms"},
		{`try { while (true) {} } catch (e) { while (true) {} } finally { while (true) {} }`, "query: it took more than 500ms"},
		{`/^(?=a)(a+)+$/.test("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!")`, "query: it took more than 500ms"},
		{`var o = {toString: function () { return "" + o; }}; "" + o`, "query: "},
		{`function f() { return f() + 1; } f()`, "query: "},
		{`var a = {}; a.a = a; g.Emit(a)`, "query: it "},
		{`new Uint8Array(4e9)`, "query: it "}, // which bound comes first depends on the machine; TestGuard holds that of memory
		{`"a".repeat(1 << 30).repeat(2)`, "query: "},
		{`new Array(1e9).join("xxxxxxxx")`, "query: "},
		{`var all = []; while (true) all.push(new Array(1000).join("x") + all.length)`, "query: it "},
		{`for (;;) emit({i: 1})`, "[1] [1] [1] more"},
		{strings.Repeat("(", 60000) + "1", "query: "},
		{strings.Repeat("/", MaxSource+1), "query: the script has 65537 bytes; at most 65536 are run"},
		{"\x00\xff", "query: "},
		{`throw 1`, "query: "},
		{`throw {toString: 7}`, "query: "},
		{`g.V("<a>").Tag({toString() { throw this; }}).All()`, "query: it throws a value that cannot be shown as a text"}, // in a goroutine of Cayley
	} {
		start := time.Now()
		a, err := r.Run(t.Context(), db, Query{Script: c.script}, Limits{Time: 500 * time.Millisecond, Rows: 3, Memory: 300 << 20})
		if took := time.Since(start); took > 1500*time.Millisecond { // half a second on a machine with nothing else to do
			t.Errorf("%.60s: answered after %v", c.script, took)
		}
		got := text(a, err)
		if err != nil && !errors.Is(err, ErrQuery) {
			t.Errorf("%.60s: %v, want an ErrQuery", c.script, err)
		}
		if !strings.Contains(got, c.want) || strings.Contains(got, "\n") {
			t.Errorf("%.60s:\n got %.300s\nwant %s", c.script, got, c.want)
		}
	}
	if after := hash(t, db); after != before {
		t.Error("the store's file has changed")
	}
}

// text is an answer's values, or its error.
func text(a *Answer, err error) string {
	if err != nil {
		return err.Error()
	}
	var b strings.Builder
	for _, row := range a.Rows {
		values := make([]any, len(row))
		for i, v := range row {
			if raw, ok := v.(json.RawMessage); ok {
				v = string(raw)
			}
			values[i] = v
		}
		fmt.Fprintf(&b, "%v ", values)
	}
	if a.More {
		b.WriteString("more")
	}
	return b.String()
}

func TestRunStops(t *testing.T) {
	db, r := store(t), runner(t)
	ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer cancel()
	start := time.Now()
	_, err := r.Run(ctx, db, Query{Script: `while (true) {}`}, Limits{})
	if err == nil || time.Since(start) > 2*time.Second {
		t.Errorf("a query whose caller is gone: %v after %v, want an error at once", err, time.Since(start))
	}
	if _, err := r.Run(t.Context(), filepath.Join(t.TempDir(), "none.db"), Query{Script: "1"}, Limits{}); err == nil || errors.Is(err, ErrQuery) {
		t.Errorf("a query on no graph: %v, want an error that is not the query's", err)
	}
}
