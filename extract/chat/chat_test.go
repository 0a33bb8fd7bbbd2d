package chat

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"hearsay/extract/news"
)

// The article of these tests. Its one claim is taken to be Doe's, which is in doubt.
//
//	The board told Ann Roe and Jane Doe of the Mail that the quay is unsafe.
const text = "A title\n\nThe board told Ann Roe and Jane Doe of the Mail that the quay is unsafe. Bo Ek was away."

// document is what extract finds in it.
func document() *news.Document {
	span := func(words string) news.Span {
		at := strings.Index(text, words)
		return news.Span{Start: at, End: at + len(words)}
	}
	content := span("that the quay is unsafe")
	d := &news.Document{Article: news.Article{ID: "0123", Text: text}}
	for _, e := range [][2]string{
		{"organization/board", "The board"}, {"organization/quay", "the quay"}, {"person/ann-roe", "Ann Roe"}, {"person/bo-ek", "Bo Ek"}, {"person/jane-doe", "Jane Doe"},
	} {
		d.Entities = append(d.Entities, news.Entity{ID: e[0], Name: e[1], Spans: []news.Span{span(e[1])}})
	}
	d.Claims = []news.Claim{{
		Source: []string{"person/jane-doe"}, SourceSpans: []news.Span{span("Jane Doe")},
		Content: text[content.Start:content.End], Start: content.Start, End: content.End, ContentSpans: []news.Span{content},
		Sentence: "The board told Ann Roe and Jane Doe of the Mail that the quay is unsafe.", Confidence: 0.9, SourceConfidence: 0.4,
	}}
	return d
}

// A server answers each question with the same, and keeps the questions.
type server struct {
	*httptest.Server
	mu    sync.Mutex
	asked []string
}

func serve(t *testing.T, answer http.HandlerFunc) *server {
	t.Helper()
	s := &server{}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		s.mu.Lock()
		s.asked = append(s.asked, r.Method+" "+r.URL.Path+" "+r.Header.Get("Authorization")+" "+string(body))
		s.mu.Unlock()
		answer(w, r)
	}))
	t.Cleanup(s.Close)
	return s
}

// says is an answer in the protocol's words.
func says(content string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		data, _ := json.Marshal(content)
		fmt.Fprintf(w, `{"choices":[{"message":{"role":"assistant","content":%s}}]}`, data)
	}
}

// TestDecide has good and bad servers answer. Whoever names what was offered decides;
// else the claim stays as it is, with the reason.
func TestDecide(t *testing.T) {
	for name, c := range map[string]struct {
		answer http.HandlerFunc
		want   string // the claim's source
		reason string // "" where the answer is taken or names nobody
	}{
		"good":                   {says(`{"source": ["The board"]}`), "organization/board", ""},
		"as many models have it": {says("```json\n{\"source\": [\"The board\"]}\n```"), "organization/board", ""},
		"two, in any order":      {says(`{"source": ["Ann Roe", "The board"]}`), "organization/board person/ann-roe", ""},
		"who it was":             {says(`{"source": ["Jane Doe"]}`), "person/jane-doe", ""},
		"nobody":                 {says(`{"source": []}`), "", ""},
		"of another sentence":    {says(`{"source": ["Bo Ek"]}`), "", "names what it was not offered"},
		"in what is said":        {says(`{"source": ["the quay"]}`), "", "names what it was not offered"},
		"one that is not there":  {says(`{"source": ["The board", "person/ann-roe"]}`), "", "names what it was not offered"},
		"nearly":                 {says(`{"source": ["the board"]}`), "", "names what it was not offered"},
		"prose":                  {says(`The board, of course. {"source": ["The board"]}`), "", "not answer in the JSON"},
		"another kind":           {says(`{"source": "The board"}`), "", "not answer in the JSON"},
		"no choices":             {func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, `{"choices":[]}`) }, "", "no choices"},
		"a page":                 {func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, `<html>`) }, "", "not the JSON"},
		"an error": {func(w http.ResponseWriter, _ *http.Request) {
			http.Error(w, "\x1b[31m", http.StatusServiceUnavailable)
		}, "", "503 Service Unavailable"},
		"elsewhere": {func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "http://192.0.2.1/", http.StatusTemporaryRedirect)
		}, "", "sends elsewhere"},
		"huge": {func(w http.ResponseWriter, _ *http.Request) {
			for range 100 {
				fmt.Fprint(w, strings.Repeat(" ", 1<<20))
			}
		}, "", "longer than 65536 bytes"},
		"slow": {func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }, "", "Timeout"},
		"drop by drop": {func(w http.ResponseWriter, r *http.Request) {
			for r.Context().Err() == nil {
				fmt.Fprint(w, " ")
				w.(http.Flusher).Flush()
				time.Sleep(time.Millisecond)
			}
		}, "", "Timeout"},
	} {
		s := serve(t, c.answer)
		timeout := time.Minute
		if c.reason == "Timeout" {
			timeout = 100 * time.Millisecond
		}
		m, err := Open(t.Context(), Options{URL: s.URL + "/v1/", Name: "small-7b", Key: "k", Timeout: timeout})
		if err != nil {
			t.Fatal(err)
		}
		d, want, report := document(), document(), Report{Doubtful: 1}
		if err := m.Decide(t.Context(), d); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if c.want != "" {
			w := &want.Claims[0]
			w.Source, w.SourceSpans, w.DecidedBy = strings.Fields(c.want), nil, "small-7b"
			for _, id := range w.Source {
				for _, e := range want.Entities {
					if e.ID == id {
						w.SourceSpans = append(w.SourceSpans, e.Spans...)
					}
				}
			}
			report.Decided = 1
		}
		if diff := cmp.Diff(want, d); diff != "" {
			t.Errorf("%s: (-want +got)\n%s", name, diff)
		}
		got := m.Report()
		if c.reason != "" {
			report.Failed = 1
		}
		told := c.reason == "" || strings.Contains(fmt.Sprint(got.Err), c.reason)
		if got.Doubtful != 1 || got.Decided != report.Decided || got.Failed != report.Failed || !told {
			t.Errorf("%s: report %+v, want %+v and %q", name, got, report, c.reason)
		}
	}
}

// TestAsked holds what the server is shown: of the article that sentence alone, the same
// each time.
func TestAsked(t *testing.T) {
	s := serve(t, says(`{"source": []}`))
	m, err := Open(t.Context(), Options{URL: s.URL + "/v1/chat/completions", Name: "small-7b", Key: "secret"})
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		d := document()
		sure, long, alone := d.Claims[0], d.Claims[0], d.Claims[0]
		sure.SourceConfidence = Doubt
		long.Sentence = strings.Repeat("x", 10)    // which does not hold the content
		alone.Source, alone.SourceSpans = nil, nil // nobody was named: there is nothing to doubt
		d.Claims = append(d.Claims, sure, long, alone)
		if err := m.Decide(t.Context(), d); err != nil {
			t.Fatal(err)
		}
	}
	if len(s.asked) != 2 || s.asked[0] != s.asked[1] {
		t.Fatalf("%d questions, want 2 alike: %q", len(s.asked), s.asked)
	}
	for _, want := range []string{
		"POST /v1/chat/completions Bearer secret {", `"model":"small-7b"`, `"temperature":0`,
		`\"candidates\":[\"The board\",\"Ann Roe\",\"Jane Doe\"],\"said\":\"that the quay is unsafe\",\"sentence\":\"The board told`,
	} {
		if !strings.Contains(s.asked[0], want) {
			t.Errorf("no %s in %s", want, s.asked[0])
		}
	}
	for _, hidden := range []string{"A title", "Bo Ek", "0123"} {
		if strings.Contains(s.asked[0], hidden) {
			t.Errorf("%s is sent: %s", hidden, s.asked[0])
		}
	}
}

// TestStops asks a server that has failed three times in a row no more.
func TestStops(t *testing.T) {
	s := serve(t, func(w http.ResponseWriter, _ *http.Request) { http.Error(w, "", 500) })
	m, err := Open(t.Context(), Options{URL: s.URL, Name: "m"})
	if err != nil {
		t.Fatal(err)
	}
	for range 10 {
		if err := m.Decide(t.Context(), document()); err != nil {
			t.Fatal(err)
		}
	}
	if r := m.Report(); len(s.asked) != mostFailures || r.Doubtful != 10 || r.Failed != 10 {
		t.Errorf("asked %d times, %+v", len(s.asked), r)
	}
}

// TestOpen holds which servers may be asked, and what their model is called.
func TestOpen(t *testing.T) {
	s := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, `{"data":[{"id":"first-3b"},{"id":"second"}]}`)
	})
	m, err := Open(t.Context(), Options{URL: s.URL + "/v1"})
	if err != nil || m.Name() != "first-3b" || !strings.HasPrefix(s.asked[0], "GET /v1/models ") {
		t.Errorf("%v, %q", err, s.asked)
	}
	none := serve(t, func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, `{}`) })
	escapes := serve(t, func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, `{"data":[{"id":"a\u001bb"}]}`) })
	for url, want := range map[string]string{
		none.URL:                     "it lists none",
		escapes.URL:                  "no name of a model",
		"http://example.org/v1":      "asked over https alone",
		"http://127.0.0.1.nip.io/v1": "asked over https alone",
		"http://192.168.0.2:8080":    "asked over https alone",
		"ftp://127.0.0.1/":           "is no URL like",
		"127.0.0.1:8080":             "is no URL like",
		"http://a:b@127.0.0.1/v1":    "HEARSAY_ASK_KEY",
		"http://127.0.0.1/v1?key=k":  "ends with its path",
	} {
		_, err := Open(t.Context(), Options{URL: url, Timeout: time.Second})
		if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: %v, want %q", url, err, want)
		}
	}
	for _, url := range []string{"https://example.org/v1", "http://localhost:8080", "http://[::1]:8080/v1", "http://127.9.0.1"} {
		if _, err := Open(t.Context(), Options{URL: url, Name: "m"}); err != nil {
			t.Errorf("%s: %v", url, err)
		}
	}
}
