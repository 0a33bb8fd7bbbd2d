package statement

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"hearsay/extract/news"
	"hearsay/graph/link"
)

// article makes an article of claims: "source stance: content" each; a source with a
// capital is named. The first word of the stance may be left out.
func article(id, published, outlet string, claims ...string) link.Article {
	d := news.Document{Article: news.Article{ID: id, Published: published, Publisher: outlet}}
	for i, line := range claims {
		head, said, _ := strings.Cut(line, ": ")
		name, stance, ok := strings.Cut(head, "/")
		if !ok {
			stance = string(news.Asserts)
		}
		c := news.Claim{ID: fmt.Sprintf("claim/%s-%d", id, i), Content: strings.Trim(said, "“”"), Stance: news.Stance(stance), Kind: news.Indirect}
		if c.Content != said {
			c.Kind = news.Direct
		}
		if name != "" {
			e := news.Entity{ID: news.EntityID(news.Person, name), Name: name, Type: news.Person}
			if !slices.ContainsFunc(d.Entities, func(o news.Entity) bool { return o.ID == e.ID }) {
				d.Entities = append(d.Entities, e)
			}
			c.Source = []string{e.ID}
		}
		d.Claims = append(d.Claims, c)
	}
	return link.Article{ID: id, Digest: Digest(&d)}
}

// TestFind holds what states the same, and what does not: each case is two claims, of
// two articles, and how they are found to state the same.
func TestFind(t *testing.T) {
	for _, c := range []struct{ a, b, want string }{
		{"Mara Kolb: “The harbour will never be closed to ferries.”", "Mara Kolb: “the harbor will never be closed to ferries”", "nearly the same words"},
		{"Mara Kolb: “The harbour will never be closed to ferries.”", "Mara Kolb: The harbour will never be closed to ‘ferries’", "the same words"},
		{"Mara Kolb: “The harbour will never be closed to ferries.”", ": the harbour will never be closed to ferries", "the same words"},
		{"Mara Kolb: “The harbour will never be closed to ferries, and whoever has read the plan of the port knows it.”", "Mara Kolb: “never be closed to ferries … read the plan of the port”", "nearly the same words"},
		{"Mara Kolb: “The harbour will be closed to ferries.”", "Mara Kolb: “The harbour will not be closed to ferries.”", ""},
		{"Mara Kolb: the harbour would be closed to ferries", "Mara Kolb/denies: the harbour would be closed to ferries", ""},
		{"Mara Kolb: no ferries were turned away from the harbour", "Mara Kolb/denies: ferries were turned away from the harbour", "nearly the same words"},
		{"Mara Kolb: the storm destroyed 40 boats in the harbour", "Mara Kolb: the storm destroyed 60 boats in the harbour", ""},
		{"Mara Kolb: the storm destroyed seven boats in the harbour", "Mara Kolb: the storm destroyed 7 boats in the harbour", "the same words"},
		{"Mara Kolb: the port would spend 1,200,000 crowns on a new breakwater next spring", "Mara Kolb: next spring a new breakwater would cost the port 1,200,000 crowns", "in other words"},
		{"Mara Kolb: the port would build a new breakwater of granite next spring", "Mara Kolb: a granite breakwater would be built at the port in the spring", "in other words"},
		{"Mara Kolb: the port would raise the fees for ferries next spring", "Mara Kolb: the port would cut the fees for ferries next spring", ""},
		{"Mara Kolb: the port would spend much on a new breakwater next spring", "Otto Brandt: the old breakwater had cost the town too much", ""},
		{"Mara Kolb: he was never near the harbour", "Otto Brandt: he was never near the harbour", ""},
		{"Mara Kolb: that he had told nobody about the fire at the harbour", "Otto Brandt: that he had told nobody about the fire at the harbour", ""},
		{"Mara Kolb/questions: whether the port would spend much on a new breakwater next spring", "Mara Kolb: the port would spend much on a new breakwater this spring", ""},
		{"Mara Kolb: yes", "Mara Kolb: yes", ""},
	} {
		found := Find([]link.Article{article("a", "2031-03-04", "The Courier", c.a), article("b", "2031-03-05", "The Herald", c.b)})
		got := ""
		if len(found) > 0 {
			got = found[0].Claims[1].Reason
		}
		if got != c.want {
			t.Errorf("%s\n%s\n%q, want %q", c.a, c.b, got, c.want)
		}
	}
}

// world is a story in four outlets, with others beside it.
func world() []link.Article {
	return []link.Article{
		article("d", "2031-03-06", "The Post", "Mara Kolb: “The harbour will never be closed to ferries.”", "Ida Rask: the council votes on Monday about the bridge"),
		article("b", "2031-03-04T12:00:00Z", "The Herald", "Mara Kolb: “The harbour will never be closed to ferries, whatever they write.”", "Otto Brandt: the fire began in a shed behind the mill"),
		article("a", "2031-03-04T08:00:00Z", "The Courier", "Mara Kolb: “The harbour will never be closed to ferries, whatever they write.”"),
		article("c", "2031-03-05", "The Courier", "Mara Kolb: the harbour will never be closed to ferries", "officials: the harbour will never be closed to ferries"),
	}
}

func TestStatement(t *testing.T) {
	articles := world()
	found := Find(articles)
	if len(found) != 1 {
		t.Fatalf("%d statements, want 1: %+v", len(found), found)
	}
	s := found[0]
	var claims []string
	for _, m := range s.Claims {
		claims = append(claims, m.Claim)
	}
	if got, want := strings.Join(claims, " "), "claim/a-0 claim/b-0 claim/c-0 claim/c-1 claim/d-0"; got != want || s.First != "claim/a-0" || s.Outlets != 3 {
		t.Errorf("claims %s, first %s, outlets %d; want %s, claim/a-0, 3", got, s.First, s.Outlets, want)
	}
	want := fmt.Sprint(Links(articles))
	for range 10 {
		rand.Shuffle(len(articles), func(i, k int) { articles[i], articles[k] = articles[k], articles[i] })
		if got := fmt.Sprint(Links(articles)); got != want {
			t.Fatalf("in another order:\n got %s\nwant %s", got, want)
		}
	}
}

// TestOneArticle holds that what one article says twice is no statement of several.
func TestOneArticle(t *testing.T) {
	if found := Find([]link.Article{article("a", "", "", "Mara Kolb: the harbour will never be closed", "Mara Kolb: the harbour will never be closed")}); len(found) > 0 {
		t.Errorf("found %+v", found)
	}
}

// TestNoChains holds that a long content does not join two that have nothing in common
// but that each is a part of it.
func TestNoChains(t *testing.T) {
	found := Find([]link.Article{
		article("a", "2031-03-04", "The Courier", "Mara Kolb: “The harbour will never be closed to ferries”"),
		article("b", "2031-03-05", "The Herald", "Mara Kolb: “The harbour will never be closed to ferries, and the mill shall be sold to the town before winter”"),
		article("c", "2031-03-06", "The Post", "Mara Kolb: “the mill shall be sold to the town before winter”"),
	})
	if len(found) != 1 || len(found[0].Claims) != 2 {
		t.Errorf("found %+v, want one statement of two claims", found)
	}
}

// TestSameEntity holds that claims of two forms of one entity have one source.
func TestSameEntity(t *testing.T) {
	a := article("a", "2031-03-04", "The Courier", "Mara Kolb: that she had told nobody about the fire at the harbour")
	b := article("b", "2031-03-05", "The Herald", "Kolb: that she had told nobody about the fire at the harbour")
	if found := Find([]link.Article{a, b}); len(found) != 0 {
		t.Errorf("of two people: %+v", found)
	}
	b.Joined = map[string]string{"person/kolb": "person/mara-kolb"}
	if found := Find([]link.Article{a, b}); len(found) != 1 {
		t.Error("of one person: not found")
	}
}

func TestDamagedDigest(t *testing.T) {
	articles := world()
	for i := range articles {
		articles[i].Digest = articles[i].Digest[:len(articles[i].Digest)/2]
	}
	if found := Find(articles); len(found) > 0 {
		t.Errorf("found %+v", found)
	}
}

func TestCompare(t *testing.T) {
	for _, c := range []struct{ a, b, want string }{
		{"The harbour will never be closed.", "the harbour will never be closed", "The harbour will never be closed"},
		{"The harbour will never be closed", "The harbour will soon be closed to ferries", "The harbour will [-never-] {+soon+} be closed {+to ferries+}"},
		{"“We don’t, ever, give up!”", "We don't give up", "We don’t [-ever-] give up"},
		{"one two", "three", "[-one two-] {+three+}"},
		{"", "new", "{+new+}"},
		{"", "", ""},
	} {
		var got []string
		for _, e := range Compare(c.a, c.b) {
			got = append(got, map[Op]string{Kept: "%s", Cut: "[-%s-]", Added: "{+%s+}"}[e.Op])
			got[len(got)-1] = fmt.Sprintf(got[len(got)-1], e.Text)
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("Compare(%q, %q) = %s, want %s", c.a, c.b, s, c.want)
		}
	}
}
