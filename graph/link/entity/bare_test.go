package entity

import (
	"fmt"
	"strings"
	"testing"

	"hearsay/extract/news"
	"hearsay/graph/link"
)

// TestMeant asks who is meant by a bare name in a press of a minister whom all call by the
// last name, her rarer brother, and two others who share one.
func TestMeant(t *testing.T) {
	for _, c := range []struct{ here, want string }{
		{"person/Okoye|place/Halden|organization/Harbour Board", "person/maria-okoye"},
		{"person/Minister Okoye|place/Quist", "person/maria-okoye"}, // elsewhere, as there is hardly anybody else
		{"person/Fell|place/Halden|organization/Harbour Board", "person/ada-fell"},
		{"person/Fell|place/Vell|organization/Choir", "person/bo-fell"},
		{"person/Fell|place/Quist|organization/Rowing Club", "person/fell"}, // either
	} {
		var articles []link.Article
		add := func(entities ...string) {
			articles = append(articles, story(fmt.Sprintf("%020x", len(articles)+1), entities...))
		}
		for range 12 {
			add("person/Maria Okoye=Okoye,Minister Okoye", "place/Halden", "organization/Harbour Board")
		}
		add("person/Sam Okoye=Okoye", "place/Ostby", "organization/Guild")
		for range 4 {
			add("person/Ada Fell=Fell", "place/Halden", "organization/Harbour Board", "person/Tomas Lind")
			add("person/Bo Fell=Fell", "place/Vell", "organization/Choir", "person/Ivo Pell")
			add("place/Quist", "organization/Rowing Club")
		}
		here := strings.Split(c.here, "|")
		add(here...)
		form := news.EntityID(news.Person, here[0][len("person/"):])
		got := form
		for _, j := range Find(articles, nil).Joins {
			if j.Article == articles[len(articles)-1].ID && j.Form == form {
				got = j.Entity
			}
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.here, got, c.want)
		}
	}
}

// TestHide hides the full names of a press, and learns who is meant by what is left.
func TestHide(t *testing.T) {
	var articles []link.Article
	for i := range 64 {
		e := []string{"person/Maria Okoye=Okoye", "place/Halden", "organization/Harbour Board"}
		if i%2 == 1 {
			e = []string{"person/Sam Okoye=Okoye", "place/Ostby", "organization/Choir"}
		}
		articles = append(articles, story(fmt.Sprintf("%020x", i), e...))
	}
	text := FitBare(articles, "From a small press.")
	if want := "// 56 names taught; of 8 others 8 are of somebody whom other articles name in full. Joined\n// at 0.90 are 8, 8 of them right.\n"; !strings.Contains(text, want) {
		t.Errorf("got %s\nwant %s", text, want)
	}
}
