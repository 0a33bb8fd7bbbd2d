package score

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"hearsay/extract/news"
)

// world is the invented news world.
const world = "../../../testdata/world"

// texts are the articles of a folder by their names, title first.
func texts(t *testing.T) map[string]string {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(world, "*", "*.txt"))
	if err != nil || len(paths) < 60 {
		t.Fatalf("%d articles in %s (%v), want at least 60", len(paths), world, err)
	}
	out := map[string]string{}
	for _, p := range paths {
		data, err := os.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		_, rest, _ := strings.Cut(string(data), "title: ")
		title, rest, _ := strings.Cut(rest, "\n")
		_, body, _ := strings.Cut(rest, "---\n\n")
		out[strings.TrimSuffix(filepath.Base(p), ".txt")] = title + "\n\n" + body
	}
	return out
}

// TestWorld holds that what is marked in the invented world stands in it.
func TestWorld(t *testing.T) {
	all := texts(t)
	g, err := Read(world)
	if err != nil {
		t.Fatal(err)
	}
	entities, statements := map[string]bool{}, map[string]bool{}
	known := func(article string) {
		if all[article] == "" {
			t.Errorf("no article %s", article)
		}
	}
	for _, e := range g.Entities {
		entities[e.ID] = true
		for _, a := range e.Articles {
			known(a)
			if !slices.ContainsFunc(e.Forms, func(f string) bool { return len(occurrences(all[a], f)) > 0 }) {
				t.Errorf("%s: none of %q", a, e.Forms)
			}
		}
	}
	for _, s := range g.Statements {
		if statements[s.ID] {
			t.Errorf("statement %s is there twice", s.ID)
		}
		statements[s.ID] = true
		for _, c := range s.Claims {
			known(c.Article)
			if !strings.Contains(all[c.Article], c.Words) {
				t.Errorf("%s: no %q", c.Article, c.Words)
			}
		}
	}
	sides := func(pair [2][]string) {
		for _, s := range slices.Concat(pair[0], pair[1]) {
			if !statements[s] {
				t.Errorf("no statement %s", s)
			}
		}
	}
	for _, d := range g.Disputes {
		sides(d.Sides)
	}
	for _, s := range g.Shifts {
		sides(s.Sides)
	}
	for _, c := range g.Copies {
		known(c[0])
		known(c[1])
	}
	for _, c := range g.Credits {
		known(c.Article)
		for _, o := range c.Outlets {
			if !entities[o] {
				t.Errorf("no entity %s", o)
			}
		}
	}
}

// article makes a document of a text with marks: each entity's mentions and each claim's
// content are given as they stand in it.
func article(id, text string, entities map[string]string, claims ...string) *news.Document {
	d := &news.Document{Article: news.Article{ID: id, Text: text}}
	for _, form := range slices.Sorted(maps.Keys(entities)) {
		at := strings.Index(text, form)
		d.Entities = append(d.Entities, news.Entity{ID: entities[form], Spans: []news.Span{{Start: at, End: at + len(form)}}})
	}
	for _, c := range claims {
		at := strings.Index(text, c)
		d.Claims = append(d.Claims, news.Claim{ID: id + "/" + c, Start: at, End: at + len(c), Content: c})
	}
	return d
}

// TestOf scores a world of three articles, in which something of each kind is found,
// wrong and missed.
func TestOf(t *testing.T) {
	dir := t.TempDir()
	gold := `{
	"entities": [{"id": "low", "forms": ["Ada Low", "Low"], "articles": ["a", "b", "c"]}, {"id": "post", "forms": ["The Post"], "articles": ["c"]}],
	"statements": [
		{"id": "sound", "claims": [{"article": "a", "words": "the pier is sound"}, {"article": "b", "words": "the pier is safe"}, {"article": "c", "words": "the pier stands"}]},
		{"id": "cracked", "claims": [{"article": "b", "words": "it has cracked"}, {"article": "c", "words": "Low denied that", "back": true}]}],
	"disputes": [{"reason": "denial", "sides": [["sound"], ["cracked"]]}],
	"shifts": [{"who": "low", "sides": [["sound"], ["cracked"]]}],
	"copies": [["a", "b"]],
	"credits": [{"article": "c", "outlets": ["post"]}]}`
	if err := os.WriteFile(filepath.Join(dir, File), []byte(gold), 0o644); err != nil {
		t.Fatal(err)
	}
	g, err := Read(dir)
	if err != nil {
		t.Fatal(err)
	}
	f := &Found{
		Documents: map[string]*news.Document{
			"a": article("1", "Ada Low said the pier is sound.", map[string]string{"Ada Low": "person/ada-low"}, "the pier is sound"),
			"b": article("2", "Low said the pier is safe. Others say it has cracked.", map[string]string{"Low": "person/low"}, "the pier is safe", "it has cracked"),
			"c": article("3", "The Post says the pier stands. Low denied that.", map[string]string{"Low": "person/ada-low", "The Post": "publication/post"}, "the pier stands", "that"),
		},
		Statements: map[string]string{"1/the pier is sound": "s", "2/the pier is safe": "s", "2/it has cracked": "t", "3/the pier stands": "t"},
		Disputes:   [][2]string{{"3/that", "1/the pier is sound"}, {"1/the pier is sound", "2/the pier is safe"}},
		Copies:     [][2]string{{"2", "1"}, {"3", "1"}},
		Credits:    [][2]string{{"3", "publication/post"}},
	}
	var b strings.Builder
	if err := Write(&b, Of(g, f), true); err != nil {
		t.Fatal(err)
	}
	want := `LINKS               P       R      F1   FOUND  MARKED PRESENT
joins           1.000   0.667   0.800       4       4   1.000
statements      0.500   0.333   0.400       2       3   1.000
disputes        0.500   1.000   0.667       2       1
shifts          0.000   0.000   0.000       0       1
copies          0.500   1.000   0.667       2       1
credits         1.000   1.000   1.000       1       1
joins	missed	a: "Ada Low" (low) is person/ada-low, as not all are
joins	missed	b: "Low" (low) is person/low, as not all are
joins	missed	c: "Low" (low) is person/ada-low, as not all are
statements	wrong	b: it has cracked | c: the pier stands
statements	missed	sound: a: the pier is sound | c: the pier stands
statements	missed	sound: b: the pier is safe | c: the pier stands
disputes	wrong	a: the pier is sound | b: the pier is safe
shifts	missed	low: sound | cracked
copies	wrong	a | c
`
	if b.String() != want {
		t.Errorf("got\n%s\nwant\n%s", b.String(), want)
	}
}
