package news

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"testing"
)

func TestArticleID(t *testing.T) {
	a := Article{Publisher: "The Courier", URL: "https://courier.example/1", Published: "2031-03-04", Title: "Vote", Text: "Vote\n\nThey voted."}
	const want = 20
	id := ArticleID(a)
	if len(id) != want || strings.Trim(id, "0123456789abcdef") != "" {
		t.Fatalf("ArticleID = %q, want %d hex digits", id, want)
	}
	if again := ArticleID(a); again != id {
		t.Errorf("ArticleID again = %q, want %q", again, id)
	}
	// Language and ID say nothing of which article it is; each other field does.
	same := a
	same.ID, same.Language = "x", "en"
	if ArticleID(same) != id {
		t.Error("ArticleID depends on the language or the id")
	}
	moved := Article{Publisher: "The Courierh", URL: "ttps://courier.example/1", Published: a.Published, Title: a.Title, Text: a.Text}
	if ArticleID(moved) == id {
		t.Error("ArticleID is the same when a letter moves from one field to the next")
	}
}

func TestSameArticle(t *testing.T) {
	a := Article{Publisher: "The Courier", URL: "https://courier.example/1?id=7", Published: "2031-03-04", Title: "Vote", Text: "Vote\n\nThey voted.\n\nIt passed."}
	id := ArticleID(a)
	if FormerID(a) != id {
		t.Error("the id of an article in canonical form is not what it was")
	}
	for _, text := range []string{
		"Vote\r\n\r\nThey voted.\r\n\r\nIt passed.", "Vote\r\rThey voted.\r\rIt passed.\r", "Vote \n\t\nThey voted.  \n\nIt passed.\n\n \n", "\nVote\n\nThey voted.\n\nIt passed.",
	} {
		same := a
		same.Text = text
		if got := ArticleID(same) == id; got != !strings.HasPrefix(text, "\n") {
			t.Errorf("%q: the same is %v", text, got)
		}
	}
	for address, want := range map[string]bool{
		"http://courier.example/1?id=7":                        true,
		"https://www.courier.example/1/?id=7":                  true,
		"HTTPS://Courier.Example:443/1?id=7#top":               true,
		"https://courier.example/1?utm_source=x&id=7&fbclid=y": true,
		" https://courier.example/1?id=7 ":                     true,
		"https://courier.example/1?id=8":                       false,
		"https://courier.example/1":                            false,
		"https://courier.example/1?id=7#!page":                 false,
		"https://courier.example:8080/1?id=7":                  false,
		"https://news.courier.example/1?id=7":                  false,
		"ftp://courier.example/1?id=7":                         false,
		"":                                                     false,
	} {
		same := a
		same.URL = address
		if got := ArticleID(same) == id; got != want {
			t.Errorf("%q: the same is %v, want %v (%q)", address, got, want, CanonicalURL(address))
		}
	}
	for _, odd := range []string{"", "urn:isbn:1", "http://[::1", "about:blank", "https://x.example/%zz"} {
		if got := CanonicalURL(odd); got != odd {
			t.Errorf("CanonicalURL(%q) = %q, want it as it is", odd, got)
		}
	}
}

func FuzzCanonical(f *testing.F) {
	f.Add("a \r\n\r\n b\n", "http://www.x.example/a/?utm_source=b&c=d#e")
	f.Fuzz(func(t *testing.T, text, address string) {
		if c := Canonical(text); Canonical(c) != c {
			t.Errorf("Canonical(%q) = %q, of which it is %q", text, c, Canonical(c))
		}
		CanonicalURL(address)
	})
}

func TestJSON(t *testing.T) {
	d := Document{
		Article:  Article{ID: "0123", Title: "T", Text: "T\n\nBody"},
		Entities: []Entity{{ID: "person/a", Name: "A", Type: Person, Aliases: []string{"A"}, Roles: []string{}, Affiliations: []string{}, Spans: []Span{{1, 2}}}},
		Claims: []Claim{{
			ID: "claim/0123-3-7", Source: []string{"person/a"}, Cue: "said", Content: "Body", About: []string{}, Kind: Indirect, Stance: Asserts, Start: 3, End: 7,
			SourceSpans: []Span{{1, 2}}, CueSpans: []Span{}, ContentSpans: []Span{{3, 7}}, Sentence: "Body", Confidence: 0.5,
		}},
	}
	data, err := json.Marshal(d)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"within":null`, `"when":null`, `"date":null`, `"about":[]`, `"source_spans":[[1,2]]`, `"cue_spans":[]`} {
		if !strings.Contains(string(data), want) {
			t.Errorf("JSON has no %s:\n%s", want, data)
		}
	}
	var back Document
	if err := json.Unmarshal(data, &back); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(back, d) {
		t.Errorf("read back:\n got %+v\nwant %+v", back, d)
	}
	for _, bad := range []string{`[1]`, `[1,2,3]`, `{"start":1}`, `"x"`} {
		var s Span
		if json.Unmarshal([]byte(bad), &s) == nil {
			t.Errorf("span %s is read as %v, want an error", bad, s)
		}
	}
	empty, _ := json.Marshal(Document{})
	if !strings.Contains(string(empty), `"claims":[]`) || !strings.Contains(string(empty), `"entities":[]`) {
		t.Errorf("an empty document is %s, want empty lists", empty)
	}
}

// TestNamedJSON reads entities as they are written now, and as they were before they
// said whether they are named.
func TestNamedJSON(t *testing.T) {
	for data, want := range map[string]bool{
		`{"name":"Ann Roe"}`:                         true,
		`{"name":"3M"}`:                              true,
		`{"name":"“Ada” Low"}`:                       true,
		`{"name":"Łuk"}`:                             true,
		`{"name":"李"}`:                               true,
		`{"name":"a senior aide"}`:                   false,
		`{"name":"élite voters"}`:                    false,
		`{"name":""}`:                                false,
		`{"name":"a senior aide","named":true}`:      true,
		`{"name":"Critics of Roe","named":false}`:    false,
		`{"name":"e-Halden","type":"","named":true}`: true,
	} {
		var e Entity
		if err := json.Unmarshal([]byte(data), &e); err != nil {
			t.Fatal(err)
		}
		if e.Named != want {
			t.Errorf("%s is named: %v, want %v", data, e.Named, want)
		}
		again, err := json.Marshal(e)
		if err != nil || !strings.Contains(string(again), fmt.Sprintf(`"named":%v,`, want)) {
			t.Errorf("%s is written as %s, %v", data, again, err)
		}
	}
}
