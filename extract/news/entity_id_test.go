package news

import (
	"strings"
	"testing"
)

func TestEntityID(t *testing.T) {
	for _, c := range []struct {
		kind       Type
		name, want string
	}{
		{Person, "Michael Ryan", "person/michael-ryan"},
		{Organization, "W.H.O.", "organization/who"},
		{Person, "José Díaz-Łuk", "person/jose-diaz-luk"},
		{Publication, "Süddeutsche Zeitung", "publication/suddeutsche-zeitung"},
		{Group, "“experts”", "group/experts"},
		{System, "…", "system/unnamed"},
	} {
		if got := EntityID(c.kind, c.name); got != c.want {
			t.Errorf("EntityID(%s, %q) = %q, want %q", c.kind, c.name, got, c.want)
		}
	}
}

// TestOutlet holds that an outlet is one whether an article is from it or names it.
func TestOutlet(t *testing.T) {
	for _, c := range []struct{ publisher, want string }{
		{"", ""},
		{" – ", ""},
		{"The People’s Daily", "publication/peoples-daily"},
		{"people's daily", "publication/peoples-daily"},
		{"WSJ", "publication/wall-street-journal"},
		{"The", "publication/the"},
		{"The " + strings.Repeat("ø", 200), "publication/" + strings.Repeat("o", 119)},
	} {
		d := Document{Article: Article{Publisher: c.publisher}, Entities: []Entity{
			{ID: "person/wsj", Name: "WSJ", Type: Person},
			{ID: "publication/wall-street-journal", Name: "The Wall Street Journal", Type: Publication, Aliases: []string{"Journal", "WSJ"}},
		}}
		if got := d.Outlet(); got != c.want {
			t.Errorf("the outlet of %q is %q, want %q", c.publisher, got, c.want)
		}
	}
}
