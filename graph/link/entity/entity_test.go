package entity

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"hearsay/extract/news"
	"hearsay/graph/link"
	"hearsay/graph/names"
)

func TestRelate(t *testing.T) {
	for _, c := range []struct {
		kind        news.Type
		short, long string
		want        relation
	}{
		{news.Person, "Okoye", "Amara Okoye", surname},
		{news.Person, "Amara", "Amara Okoye", given},
		{news.Person, "A. Okoye", "Amara Okoye", initial},
		{news.Person, "Amara Okoye", "Amara Grace Okoye", middle},
		{news.Person, "Amara J. Okoye", "Amara K. Okoye", none},
		{news.Person, "Amara Okoye", "W. Amara Okoye", middle},
		{news.Person, "Bill Harrow", "William Harrow", nickname},
		{news.Person, "Tom Harrow", "Ann Harrow", none},
		{news.Person, "Carl Harrow", "Carl Harrow Jr.", generation},
		{news.Person, "Carl Harrow Sr.", "Carl Harrow Jr.", none},
		{news.Person, "Dr. Carl Harrow", "Carl Harrow", kindred},
		{news.Person, "Karim Al-Hadid", "Karim al Hadid", kindred},
		{news.Person, "Duncan Rait", "Duncan Raite", spelling},
		{news.Person, "Ivana Stone", "Ivanka Stone", none},
		{news.Place, "North Halden", "South Halden", none},
		{news.Place, "Portland", "Portland, Maine", begins},
		{news.Place, "Portland, Oregon", "Portland, Maine", none},
		{news.Organization, "HHB", "Halden Harbour Board", acronym},
		{news.Organization, "Senate", "US Senate", country},
		{news.Organization, "Halden Motors Inc.", "Halden Motors", kindred},
		{news.Organization, "Rovers", "Halden Rovers", ends},
		{news.Organization, "Court", "Halden Court", none},
		{news.Organization, "Halden Treatment Centre", "Halden Treatment Center", spelling},
		{news.Organization, "Bank of Halden", "Bank of Halden Stadium", none},
		{news.Publication, "NBC News", "ABC News", none},
	} {
		short, long := parse(c.short, c.kind), parse(c.long, c.kind)
		got := none
		if c.kind == news.Person {
			got = relatePeople(&short, &long)
		} else {
			got = relateThings(&short, &long, c.kind, c.kind)
		}
		if got != c.want {
			t.Errorf("%s and %s: %q, want %q", c.short, c.long, got, c.want)
		}
	}
}

func TestNamed(t *testing.T) {
	lower := lowerWords("prosecutors and police said so")
	for name, want := range map[string]bool{
		"a senior aide": false, "Santa Monica prosecutor": false, "Prosecutors": false, "The Police": false, "Her husband": false, "President": false,
		"Amara Okoye": true, "University of Halden": true, "NASA": true, "Okoye": true, "二十一世纪": true,
	} {
		if got := named(&news.Entity{Name: name, Type: news.Person}, lower); got != want {
			t.Errorf("%q is named: %t, want %t", name, got, want)
		}
	}
	for name, want := range map[string]bool{
		"Republicans": true, "House Republicans": true, "the Okoye administration": true, "Okoye campaign": true,
		"the administration": false, "a new administration": false, "The Police": false, "Okoye officials": false,
	} {
		if got := named(&news.Entity{Name: name, Type: news.Organization}, lower); got != want {
			t.Errorf("%q, of many, is named: %t, want %t", name, got, want)
		}
	}
	if named(&news.Entity{Name: "Republicans", Type: news.Person}, lower) {
		t.Error("a Republican is named by that")
	}
}

// story makes an article of entities, each "type/Name", with further names behind "=".
func story(id string, entities ...string) link.Article {
	d := news.Document{Article: news.Article{ID: id, Published: "2031-03-04", Text: "a text"}}
	for _, e := range entities {
		whole, also, _ := strings.Cut(e, "=")
		kind, name, _ := strings.Cut(whole, "/")
		d.Entities = append(d.Entities, news.Entity{ID: news.EntityID(news.Type(kind), name), Name: name, Type: news.Type(kind), Aliases: strings.Split(also, ",")})
	}
	return link.Article{ID: id, Digest: Digest(&d)}
}

// TestJoins joins a small press: a president who is called by her last name, her son, a
// namesake in another town, two women, a club and its short name.
func TestJoins(t *testing.T) {
	var articles []link.Article
	add := func(entities ...string) {
		articles = append(articles, story(fmt.Sprintf("%020x", len(articles)+1), entities...))
	}
	for range 6 {
		add("person/Maria Okoye=Okoye", "place/Halden", "organization/Harbour Board", "person/Tomas Lind", "person/a woman")
	}
	add("person/Okoye", "place/Halden", "organization/Harbour Board", "person/Tomas Lind", "person/a woman")
	add("organization/Okoye", "place/Halden", "organization/Harbour Board", "person/Tomas Lind")
	add("person/Maria Okoye Jr.", "person/Maria Okoye", "place/Halden", "person/Tomas Lind")
	add("person/Maria Okoye Jr.", "place/Vell", "organization/Rowing Club")
	add("person/Sam Okoye=Okoye", "place/Ostby", "organization/Choir", "person/Eda Fell")
	add("person/Okoye", "place/Ostby", "organization/Choir", "person/Eda Fell")
	add("person/Okoye", "place/Nowhere", "organization/Guild")
	joined := map[string]string{}
	for _, j := range Joins(articles) {
		joined[j.Article[18:]+" "+j.Form] = j.Entity
	}
	for form, want := range map[string]string{
		"07 person/okoye":          "person/maria-okoye",
		"09 person/maria-okoye-jr": "",
		"0a person/maria-okoye-jr": "",
		"0c person/okoye":          "person/sam-okoye",
		"0d person/okoye":          "",
		"01 person/a-woman":        "person/a-woman-000000000000",
	} {
		if joined[form] != want {
			t.Errorf("%s is %q, want %q", form, joined[form], want)
		}
	}
	// The order in which the articles are given is nothing: they are sorted by id before.
	again := slices.Clone(articles)
	slices.Reverse(again)
	slices.SortFunc(again, func(a, b link.Article) int { return strings.Compare(a.ID, b.ID) })
	if !slices.Equal(Joins(again), Joins(articles)) {
		t.Error("the joins are others the second time")
	}
}

// TestFull calls somebody by the full name whom most articles call by the last one, as
// most of those write it that have it.
func TestFull(t *testing.T) {
	var articles []link.Article
	for i, name := range [...]string{"Maria Okoye=Okoye", "MARIA OKOYE=Okoye", "Maria Okoye=Okoye", "Okoye", "Okoye", "Okoye", "Okoye", "Okoye"} {
		articles = append(articles, story(fmt.Sprintf("%020x", i+1), "person/"+name, "place/Halden", "organization/Harbour Board", "person/Tomas Lind", "person/a woman"))
	}
	found := Find(articles, nil)
	if want := map[string]string{"person/maria-okoye": "Maria Okoye"}; !maps.Equal(found.Full, want) {
		t.Errorf("full names are %v, want %v", found.Full, want)
	}
	decided := Find(articles, []names.Decision{{Line: 2, Form: "person/maria-okoye", Action: names.Rename, Name: "The Chair"}})
	if got := decided.Called()["person/maria-okoye"]; got != "The Chair" {
		t.Errorf("she is called %q, not as people want", got)
	}
}

func TestDigest(t *testing.T) {
	a := story("1", "person/Maria Okoye=Okoye", "place/Halden")
	for n := range a.Digest {
		if _, err := read(a.Digest[:n]); err == nil {
			t.Errorf("%d of %d bytes are read", n, len(a.Digest))
		}
	}
	d, err := read(a.Digest)
	if err != nil || len(d.entities) != 2 || d.entities[0].name != "Maria Okoye" || d.entities[0].aliases[0] != "Okoye" {
		t.Errorf("read: %+v, %v", d, err)
	}
}
