package queries

import (
	"errors"
	"strings"
	"testing"

	"hearsay/extract/news"
	"hearsay/graph"
)

// match is what a name can mean: "how id claims".
func match(how, id string, claims int) graph.Match {
	kind, slug, _ := strings.Cut(id, "/")
	return graph.Match{Entity: graph.EntityRef{ID: id, Name: slug, Type: news.Type(kind)}, Claims: claims, How: how}
}

func TestMeant(t *testing.T) {
	for _, c := range []struct {
		what, name string
		found      []graph.Match // as Lookup orders them
		want, note string
	}{
		{"the only one, by its name", "Ada Low", []graph.Match{match("name", "person/Ada Low", 3)}, "person/Ada Low", ""},
		{"the only one, by its last name", "low", []graph.Match{match("short", "person/ada-low", 3)}, "person/ada-low", "“low” is ada-low (<person/ada-low>, 3 claims)"},
		{
			"a bare last name loses to the one whose last name it is", "Low",
			[]graph.Match{match("name", "person/low", 18), match("alias", "person/ada-low", 672), match("short", "person/ira-low", 12)},
			"person/ada-low", "“Low” is ada-low (<person/ada-low>, 672 claims); also: low (<person/low>, 18), ira-low (<person/ira-low>, 12): an id names one",
		},
		{"an acronym before a name of few claims", "HB", []graph.Match{match("name", "person/hb", 2), match("short", "organization/harbour-board", 40)}, "organization/harbour-board", "also: hb"},
		{"few claims do not go before a better form", "Low", []graph.Match{match("name", "person/low", 1), match("short", "person/ada-low", 9)}, "person/low", "“Low” is low"},
		{"nor do those of not four times as many", "Low", []graph.Match{match("name", "person/low", 10), match("short", "person/ada-low", 39)}, "person/low", "also: ada-low"},
		{"a full name is nobody else's alias", "Ira Low", []graph.Match{match("name", "person/ira-low", 2), match("alias", "person/ada-low", 672)}, "person/ira-low", "also: ada-low"},
		{"of one name the one with far more claims", "Low", []graph.Match{match("short", "person/ada-low", 8), match("short", "person/ira-low", 2)}, "person/ada-low", "also: ira-low"},
		{
			"else both", "Low",
			[]graph.Match{match("short", "person/ada-low", 7), match("short", "person/ira-low", 2), match("words", "person/aide-to-low", 1)},
			"person/ada-low person/ira-low", "“Low” may be ada-low (<person/ada-low>, 7 claims), ira-low (<person/ira-low>, 2 claims): all are taken; an id names one",
		},
		{"a third one of many claims counts too", "Low", []graph.Match{match("name", "person/low", 40), match("name", "organization/low", 2), match("short", "person/ada-low", 100)}, "person/low organization/low", "all are taken"},
		{"without claims none is likelier", "Low", []graph.Match{match("short", "person/ada-low", 0), match("short", "person/ira-low", 0)}, "person/ada-low person/ira-low", "all are taken"},
		{"a given name", "ada", []graph.Match{match("words", "person/ada-low", 60), match("words", "organization/ada-low-fund", 3)}, "person/ada-low", "also: ada-low-fund"},
		{"a subject is many", "vaccine", []graph.Match{match("words", "law/vaccine-act", 60), match("words", "law/vaccine-rule", 3)}, "law/vaccine-act law/vaccine-rule", "all are taken"},
	} {
		ids, note := meant(c.name, c.found)
		if got := strings.Join(ids, " "); got != c.want || !strings.Contains(note, c.note) || c.note == "" && note != "" {
			t.Errorf("%s: %q is %s, %q; want %s, %q", c.what, c.name, got, note, c.want, c.note)
		}
	}
}

func TestResolveOutlet(t *testing.T) {
	s, _ := ofDocuments(
		t,
		compared("Day Post", "2031-05-02", "Dora Dp: the mill will close: Orrin Mill", "Dora Dp: nobody will lose a job: Orrin Mill"),
	)
	ids, _, err := ResolveOutlet(t.Context(), s, "DP")
	if len(ids) != 1 || ids[0] != "publication/day-post" || err != nil {
		t.Errorf("ResolveOutlet = %v, %v", ids, err)
	}
	ids, note, err := Resolve(t.Context(), s, "DP") // a person of this last name is talked about
	if len(ids) != 1 || ids[0] != "person/dora-dp" || !strings.HasSuffix(note, "; also: Day Post (<publication/day-post>, 0): an id names one") || err != nil {
		t.Errorf("Resolve = %v, %q, %v", ids, note, err)
	}
	_, _, err = ResolveOutlet(t.Context(), s, "Orrin Mill")
	var not *NotOutletError
	if !errors.As(err, &not) || !errors.Is(err, ErrNothing) {
		t.Errorf("ResolveOutlet of a person: %v", err)
	}
}
