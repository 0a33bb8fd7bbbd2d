package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"

	"hearsay/extract/news"
)

// TestAskModel has a language model, which always chooses the first that it is offered,
// decide on what the program doubts in the example articles: documents and the graph say
// so, and the rest is as it is without.
func TestAskModel(t *testing.T) {
	var asked atomic.Int64
	first := regexp.MustCompile(`"candidates":(\["(?:[^"\\]|\\.)*")`)
	model := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodGet {
			fmt.Fprint(w, `{"data":[{"id":"tiny-1b"}]}`)
			return
		}
		asked.Add(1)
		var question struct {
			Messages []struct{ Content string }
		}
		if err := json.NewDecoder(r.Body).Decode(&question); err != nil || len(question.Messages) != 2 {
			http.Error(w, "", http.StatusBadRequest)
			return
		}
		m := first.FindStringSubmatch(question.Messages[1].Content)
		if m == nil {
			http.Error(w, "", http.StatusBadRequest)
			return
		}
		answer, _ := json.Marshal(`{"source":` + m[1] + `]}`)
		fmt.Fprintf(w, `{"choices":[{"message":{"content":%s}}]}`, answer)
	}))
	defer model.Close()
	articles, err := filepath.Abs("../../testdata/articles")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	extracted := func(args ...string) (lines []string, r result) {
		r = finish(t, command(t, dir, append([]string{"extract", "--format", "jsonl", articles}, args...)...))
		done(t, "extract", r)
		return strings.Split(strings.TrimSpace(r.out), "\n"), r
	}
	plain, _ := extracted()
	with, r := extracted("--ask-model", model.URL+"/v1", "--workers", "1")
	again, _ := extracted("--ask-model", model.URL+"/v1", "--workers", "4")
	decided := 0
	for i := range with {
		if with[i] != again[i] {
			t.Errorf("line %d is another when it is asked again", i)
		}
		var was, is news.Document
		if err := json.Unmarshal([]byte(plain[i]), &was); err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal([]byte(with[i]), &is); err != nil {
			t.Fatal(err)
		}
		for j := range is.Claims {
			switch c := &is.Claims[j]; c.DecidedBy {
			case "":
			case "tiny-1b":
				decided++
				c.DecidedBy, c.Source, c.SourceSpans = "", was.Claims[j].Source, was.Claims[j].SourceSpans
			default:
				t.Errorf("%s is decided by %q", c.ID, c.DecidedBy)
			}
		}
		if a, b := fmt.Sprint(was), fmt.Sprint(is); a != b {
			t.Errorf("line %d is another beside what was decided:\n%s\n%s", i, a, b)
		}
	}
	want := fmt.Sprintf("hearsay: tiny-1b named the source of %d of %d claims in doubt\n", decided, decided)
	if !strings.Contains(r.err, want) || int64(2*decided) != asked.Load() {
		t.Errorf("%d questions in two runs, and it says %q; want %q", asked.Load(), r.err, want)
	}
	if decided == 0 {
		t.Error("the program doubts no claim: nothing is tested")
	}
	done(t, "build", finish(t, command(t, dir, "build", articles, "--ask-model", model.URL+"/v1")))
	if r := finish(t, command(t, dir, "ask", "--format", "jsonl")); strings.Count(r.out, `"decided_by":"tiny-1b"`) != decided {
		t.Errorf("%d claims in the graph say who decided, want %d", strings.Count(r.out, `"decided_by":"tiny-1b"`), decided)
	}

	refused(t, "another machine", finish(t, command(t, dir, "extract", articles, "--ask-model", "http://192.0.2.1/v1")), "over https alone")
	refused(t, "a name without a model", finish(t, command(t, dir, "extract", articles, "--ask-name", "m")), "--ask-model")
	refused(t, "explain", finish(t, command(t, dir, "extract", articles, "--explain", "--ask-model", model.URL)), "--explain")
	model.Close()
	refused(t, "nobody there", finish(t, command(t, dir, "extract", articles, "--ask-model", model.URL+"/v1")), "connection refused")
	r = finish(t, command(t, dir, "extract", "--format", "jsonl", articles, "--ask-model", model.URL+"/v1", "--ask-name", "m"))
	if r.status != 3 || strings.TrimSpace(r.out) != strings.Join(plain, "\n") || !strings.Contains(r.err, "of them stay as they are: ask http://127.0.0.1:") {
		t.Errorf("a server that is gone: status %d, %q", r.status, r.err)
	}
}
