package graph

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"hearsay/extract/news"
)

// The small test graph. Arrows run from a source over its claim to whom it is
// about; the second claim is within the first.
//
//	The Courier ← Jane Doe ──(c1)──> Harbour Board
//	                  └─ reports ─ Ann Roe ──(c2)──> Jane Doe
//	The Courier ← Harbour Board ──(c3)──> Ann Roe
func testDocument(text string) news.Document {
	a := news.Article{Title: "Vote", URL: "https://courier.example/" + text, Publisher: "The Courier", Published: "2031-03-04", Text: "Vote\n\n" + text}
	a.ID = news.ArticleID(a)
	id := func(n int) string { return fmt.Sprintf("claim/%s-%d-%d", a.ID, n, n+1) }
	return news.Document{
		Article: a,
		Entities: []news.Entity{
			{ID: "organization/harbour-board", Name: "Harbour Board", Type: news.Organization, Named: true, Aliases: []string{"Harbour Board", "the board"}},
			{ID: "person/ann-roe", Name: "Ann Roe", Type: news.Person, Named: true, Aliases: []string{"Ann Roe"}, Roles: []string{"chair of the Harbour Board"}, Affiliations: []string{"organization/harbour-board"}},
			{ID: "person/jane-doe", Name: "Jane Doe", Type: news.Person, Named: true, Aliases: []string{"Jane Doe", "Dr. Doe"}},
		},
		Claims: []news.Claim{
			{ID: id(0), Source: []string{"person/jane-doe"}, Cue: "said", Content: "the quays are safe, Ann Roe told her", About: []string{"organization/harbour-board"}, Kind: news.Indirect, Stance: news.Asserts, Start: 0, End: 1, Sentence: "Jane Doe said …", Confidence: 0.9},
			{ID: id(1), Source: []string{"person/ann-roe"}, Cue: "told", Content: "the quays are safe", About: []string{"person/jane-doe"}, Within: id(0), Kind: news.Direct, Stance: news.Warns, Start: 1, End: 2, Sentence: "Jane Doe said …", Confidence: 0.5},
			{ID: id(2), Source: []string{"organization/harbour-board"}, Cue: "denied", Content: "Café prices rise", About: []string{"person/ann-roe"}, Kind: news.Indirect, Stance: news.Denies, Start: 2, End: 3, Date: "2031-03-01", Sentence: "S", Confidence: 0.7},
		},
	}
}

func testStore(t *testing.T) *Store {
	t.Helper()
	s, err := Open(t.Context(), filepath.Join(t.TempDir(), "g.db"), Write)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func mustPut(t *testing.T, s *Store, docs ...news.Document) []Outcome {
	t.Helper()
	out, err := s.Put(t.Context(), docs...)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// quadsOf is the canonical export.
func quadsOf(t *testing.T, s *Store) string {
	t.Helper()
	var b bytes.Buffer
	if err := s.WriteQuads(t.Context(), &b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// cues are the cues of the claims that a filter picks.
func cues(t *testing.T, s *Store, f Filter) string {
	t.Helper()
	claims, total, err := s.Claims(t.Context(), f)
	if err != nil {
		t.Fatal(err)
	}
	if f.Limit == 0 && total != len(claims) {
		t.Errorf("%+v: total %d, %d claims", f, total, len(claims))
	}
	var out []string
	for _, c := range claims {
		out = append(out, c.Cue)
	}
	return strings.Join(out, " ")
}

func TestClaims(t *testing.T) {
	s := testStore(t)
	mustPut(t, s, testDocument("a"))
	for _, c := range []struct {
		filter Filter
		want   string
	}{
		{Filter{}, "said told denied"},
		{Filter{Who: []string{"person/ann-roe"}}, "told"},
		{Filter{Who: []string{"person/ann-roe", "person/jane-doe"}}, "said told"},
		{Filter{About: []string{"person/ann-roe"}}, "denied"},
		{Filter{Via: []string{"person/jane-doe"}}, "told"},
		{Filter{Via: []string{"publication/courier"}}, ""}, // whose articles they are: see Publisher
		{Filter{Publisher: []string{"publication/courier"}}, "said told denied"},
		{Filter{Publisher: []string{"publication/none"}}, ""},
		{Filter{Kinds: []news.Kind{news.Direct}}, "told"},
		{Filter{Stances: []news.Stance{news.Denies, news.Warns}}, "told denied"},
		{Filter{Since: "2031-03-02"}, "said told"},
		{Filter{Until: "2031-03-01"}, "denied"},
		{Filter{MinConfidence: 0.6}, "said denied"},
		{Filter{Said: "QUAYS"}, "said told"},
		{Filter{Said: `"safe quays"`}, ""},
		{Filter{Said: `cafe "prices rise"`}, "denied"},
		{Filter{Said: `quays NOT safe*) OR "`}, ""},
		{Filter{Said: "quay"}, "said told"},       // another form of the word
		{Filter{Said: `"quay"`}, ""},              // in quotes the word alone
		{Filter{Said: `pric*`}, "denied"},         // a beginning
		{Filter{Said: `"prices ris*"`}, ""},       // no sign within quotes
		{Filter{Said: `"prices ris"*`}, "denied"}, //
		{Filter{Said: `safe -told`}, "told"},
		{Filter{Said: `said -"ann roe"`}, "told"},
		{Filter{Said: `prices -roe`}, "denied"},
		{Filter{Said: `quays -boats`, Who: []string{"person/ann-roe"}}, "told"},
		{Filter{Limit: 1}, "said"},
		{Filter{Limit: 1, Offset: 2}, "denied"},
	} {
		if got := cues(t, s, c.filter); got != c.want {
			t.Errorf("%+v: got %q, want %q", c.filter, got, c.want)
		}
	}
	for _, said := range []string{"?!", "-quays", "*"} {
		if _, _, err := s.Claims(t.Context(), Filter{Said: said}); err == nil {
			t.Errorf("a search for %q, no word, gives no error", said)
		}
	}
	claims, _, err := s.Claims(t.Context(), Filter{Who: []string{"person/ann-roe"}})
	if err != nil {
		t.Fatal(err)
	}
	c := claims[0]
	if len(c.Chain) != 2 || c.Chain[0].Source[0].Name != "Jane Doe" || c.Chain[1].Claim != c.ID || c.Article.Publisher != "The Courier" {
		t.Errorf("chain and article of %s: %+v, %+v", c.ID, c.Chain, c.Article)
	}
}

func TestLookup(t *testing.T) {
	s := testStore(t)
	mustPut(t, s, testDocument("a"))
	for _, c := range []struct{ name, want, how string }{
		{"Jane Doe", "person/jane-doe", "name"},
		{"  jane DOÉ ", "person/jane-doe", "name"},
		{"Dr. Doe", "person/jane-doe", "alias"},
		{"roe", "person/ann-roe", "short"},
		{"Dr. Roe", "person/ann-roe", "short"},
		{"HB", "organization/harbour-board", "short"},
		{"H.B.", "organization/harbour-board", "short"},
		{"Jane", "person/jane-doe", "words"},
		{"the courier", "publication/courier", "name"},
		{"person/ann-roe", "person/ann-roe", "name"},
		{"nobody", "", ""},
		{"", "", ""},
		{"%", "", ""},
	} {
		got, err := s.Lookup(t.Context(), c.name)
		if err != nil {
			t.Fatal(err)
		}
		switch {
		case c.want == "" && len(got) > 0:
			t.Errorf("Lookup(%q) = %v, want none", c.name, got)
		case c.want != "" && (len(got) == 0 || got[0].Entity.ID != c.want || got[0].How != c.how):
			t.Errorf("Lookup(%q) = %v, want %s by %s", c.name, got, c.want, c.how)
		}
	}
	near, err := s.Nearest(t.Context(), "Harbor Bord", 2)
	if err != nil || len(near) == 0 || near[0].Entity.ID != "organization/harbour-board" {
		t.Errorf("Nearest = %v, %v", near, err)
	}
}

func TestPutIsWhole(t *testing.T) {
	s := testStore(t)
	empty := quadsOf(t, s)
	a, b := testDocument("a"), testDocument("b")
	if o := mustPut(t, s, a); o[0].Change != Added {
		t.Errorf("first Put: %+v", o)
	}
	one := quadsOf(t, s)
	if o := mustPut(t, s, a); o[0].Change != Unchanged || quadsOf(t, s) != one {
		t.Errorf("second Put: %+v", o)
	}
	mustPut(t, s, b)
	if err := s.Remove(t.Context(), b.Article.ID); err != nil {
		t.Fatal(err)
	}
	if got := quadsOf(t, s); got != one {
		t.Errorf("after Put and Remove of another the graph is not what it was:\n%s\nwant\n%s", got, one)
	}
	if faults, err := s.Verify(t.Context()); err != nil || len(faults) > 0 {
		t.Errorf("Verify: %v, %v", faults, err)
	}
	// A document with a circle of reports, and one without an id among good ones.
	if _, err := s.Put(t.Context(), b, news.Document{}); err == nil {
		t.Error("Put of a document without id gives no error")
	}
	if got := quadsOf(t, s); got != one {
		t.Error("a failed Put left something behind")
	}
	if err := s.Remove(t.Context(), a.Article.ID); err != nil {
		t.Fatal(err)
	}
	if got := quadsOf(t, s); got != empty {
		t.Errorf("after all is removed there remains:\n%s", got)
	}
	if err := s.Remove(t.Context(), a.Article.ID); !errors.Is(err, ErrNotFound) {
		t.Errorf("Remove of what is gone: %v, want ErrNotFound", err)
	}
	if st, err := s.quads.Stats(context.Background(), true); err != nil || st.Nodes.Size != 0 {
		t.Errorf("values that remain: %+v, %v", st, err)
	}
}

// version is a document of one url.
func version(text, published string) news.Document {
	d := testDocument(text)
	d.Article.URL, d.Article.Published = "https://courier.example/1", published
	d.Article.ID = news.ArticleID(d.Article)
	for i := range d.Claims {
		d.Claims[i].ID, d.Claims[i].Within = fmt.Sprintf("claim/%s-%d-%d", d.Article.ID, i, i+1), ""
	}
	return d
}

func TestVersions(t *testing.T) {
	early, late := version("early", "2031-03-01"), version("late", "2031-03-02")
	var exports []string
	for _, order := range [][]news.Document{{early, late}, {late, early}} {
		s := testStore(t)
		for _, d := range order {
			mustPut(t, s, d)
		}
		exports = append(exports, quadsOf(t, s))
		// The same build again changes nothing.
		if err := s.NewBuild(t.Context()); err != nil {
			t.Fatal(err)
		}
		for _, d := range order {
			if o := mustPut(t, s, d)[0]; o.Change != Unchanged && o.Change != Superseded {
				t.Errorf("again: %+v", o)
			}
		}
		exports = append(exports, quadsOf(t, s))
		if !strings.Contains(exports[0], "late") || strings.Contains(exports[0], "early") {
			t.Error("the later version did not stay")
		}
		// A later build replaces, also by an earlier date.
		if err := s.NewBuild(t.Context()); err != nil {
			t.Fatal(err)
		}
		other := version("other", "2031-02-01")
		if o := mustPut(t, s, other)[0]; o.Change != Replaced || o.Other != late.Article.ID {
			t.Errorf("a later build: %+v", o)
		}
	}
	if len(slices.Compact(exports)) != 1 {
		t.Error("the order of versions, or a second build, makes a difference")
	}
}

func TestConflict(t *testing.T) {
	s := testStore(t)
	a := testDocument("a")
	mustPut(t, s, a)
	b := a
	b.Article.Text += "!"
	if _, err := s.Put(t.Context(), b); !errors.Is(err, ErrConflict) {
		t.Errorf("another text under the same id: %v, want ErrConflict", err)
	}
	again := a
	again.Claims = a.Claims[:1]
	if o := mustPut(t, s, again)[0]; o.Change != Replaced {
		t.Errorf("the same article extracted otherwise: %+v", o)
	}
}

func TestOpen(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "g.db")
	if _, err := Open(t.Context(), path, Read); !errors.Is(err, ErrMissing) {
		t.Errorf("a missing file: %v, want ErrMissing", err)
	}
	s, err := Open(t.Context(), path, Write)
	if err != nil {
		t.Fatal(err)
	}
	mustPut(t, s, testDocument("a"))
	if _, err := Open(t.Context(), path, Write); !errors.Is(err, ErrLocked) || !strings.Contains(err.Error(), "process") {
		t.Errorf("a second writer: %v, want ErrLocked and who has it", err)
	}
	reader, err := Open(t.Context(), path, Read)
	if err != nil {
		t.Fatal(err)
	}
	if got := cues(t, reader, Filter{}); got != "said told denied" {
		t.Errorf("a reader beside the writer sees %q", got)
	}
	if _, err := reader.Put(t.Context(), testDocument("b")); err == nil {
		t.Error("a reader can write")
	}
	backup := filepath.Join(dir, "backup.db")
	if err := reader.Backup(t.Context(), backup); err != nil {
		t.Fatal(err)
	}
	want := quadsOf(t, s)
	if err := errors.Join(reader.Close(), s.Close()); err != nil {
		t.Fatal(err)
	}
	restored := filepath.Join(dir, "restored.db")
	if err := Restore(t.Context(), backup, restored); err != nil {
		t.Fatal(err)
	}
	r, err := Open(t.Context(), restored, Read)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if got := quadsOf(t, r); got != want {
		t.Error("the restored graph is another")
	}
}

// TestVersionsByInstant: of two versions in one build that stays which came out
// later, in whatever zone its date is told.
func TestVersionsByInstant(t *testing.T) {
	dated := func(text, published string) news.Document {
		a := news.Article{URL: "https://courier.example/zones", Published: published, Text: text}
		a.ID = news.ArticleID(a)
		return news.Document{Article: a}
	}
	early, late := dated("early", "2031-03-04T01:00:00+05:00"), dated("late", "2031-03-03T23:00:00Z")
	for _, order := range [...][]news.Document{{early, late}, {late, early}} {
		s := testStore(t)
		mustPut(t, s, order...)
		if d, err := s.Document(t.Context(), late.Article.ID); err != nil || d.Article.Text != "late" {
			t.Errorf("the later version is not there: %v", err)
		}
	}
}

// TestCopies: an article whose copy has other line ends or another spelling of its
// address is one, the same whatever came first; and so is one that an older program
// gave its id.
func TestCopies(t *testing.T) {
	copied := func(address, text string) news.Document {
		a := news.Article{URL: address, Title: "Vote", Text: text}
		a.ID = news.ArticleID(a)
		return news.Document{Article: a}
	}
	best := copied("https://courier.example/vote", "Vote\n\nIt passed.")
	all := []news.Document{best, copied("http://www.courier.example/vote/", "Vote\n\nIt passed."), copied("https://courier.example/vote?utm_source=x", "Vote\r\n\r\nIt passed.\r\n"), copied("https://courier.example/vote", "Vote\n\nIt passed.\n\n")}
	for first := range all {
		s := testStore(t)
		for i := range all {
			d := all[(first+i)%len(all)]
			mustPut(t, s, d)
			if has, err := s.HasCopy(t.Context(), d.Article); err != nil || !has {
				t.Errorf("%q put in: is there %v, %v", d.Article.URL, has, err)
			}
		}
		got, err := s.Document(t.Context(), best.Article.ID)
		if err != nil || got.Article != best.Article {
			t.Errorf("from copy %d on: %+v, %v; want %+v", first, got.Article, err, best.Article)
		}
		if i, err := s.Info(t.Context()); err != nil || i.Articles != 1 {
			t.Errorf("from copy %d on: %d articles, %v", first, i.Articles, err)
		}
	}
	// A graph of an older program.
	s := testStore(t)
	old := copied("", "Vote\r\n\r\nIt passed.\r\n")
	now := old
	old.Article.ID = news.FormerID(old.Article)
	mustPut(t, s, old)
	if has, err := s.HasCopy(t.Context(), now.Article); err != nil || !has || old.Article.ID == now.Article.ID {
		t.Errorf("an article under its former id %s (now %s): is there %v, %v", old.Article.ID, now.Article.ID, has, err)
	}
	if o := mustPut(t, s, now)[0]; o.Change != Replaced || o.Other != old.Article.ID {
		t.Errorf("the article anew: %+v", o)
	}
}
