package coref

import (
	"fmt"
	"os"
	"sort"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hearsay/extract/encoder"
	"hearsay/extract/mention"
	"hearsay/extract/model"
	"hearsay/extract/news"
	"hearsay/extract/token"
)

// english is the model that the program comes with.
var english = sync.OnceValue(func() *encoder.Model {
	m, err := encoder.Read(model.English())
	if err != nil {
		panic(err)
	}
	return m
})

// resolve is who is who in a text.
func resolve(text string, sources ...news.Span) *Resolution {
	t := token.Split(text)
	out := english().Encode(t)
	return Resolve(t, mention.Find(t, out), out, []Saying{{Source: sources}})
}

// unmark takes the marks of a case away: "[a Ryan] said" → "Ryan said".
func unmark(marked string) string {
	var b strings.Builder
	for i := 0; i < len(marked); i++ {
		switch marked[i] {
		case '[':
			i += strings.IndexByte(marked[i:], ' ')
		case ']':
		default:
			b.WriteByte(marked[i])
		}
	}
	return b.String()
}

// mark writes into a text who its mentions stand for: a letter an entity, in the
// order in which the article names them; "a+b" for several.
func mark(text string) string {
	r := resolve(text)
	letters := map[int]string{}
	type edge struct {
		at, order, size int
		text            string
	}
	var edges []edge
	for i, m := range r.Mentions {
		if len(r.Of[i]) == 0 {
			continue
		}
		var of []string
		for _, e := range r.Of[i] {
			if letters[e] == "" {
				letters[e] = string(rune('a' + len(letters)))
			}
			of = append(of, letters[e])
		}
		start, end := r.text.Tokens[m.First].Start, r.text.Tokens[m.End-1].End
		edges = append(edges, edge{start, 1, start - end, "[" + strings.Join(of, "+") + " "}, edge{end, 0, end - start, "]"})
	}
	sort.SliceStable(edges, func(i, j int) bool {
		a, b := edges[i], edges[j]
		if a.at != b.at {
			return a.at < b.at
		}
		if a.order != b.order {
			return a.order < b.order
		}
		return a.size < b.size
	})
	var b strings.Builder
	at := 0
	for _, e := range edges {
		b.WriteString(text[at:e.at] + e.text)
		at = e.at
	}
	return b.String() + text[at:]
}

// facts is an entity in one line: id, name, aliases, roles, affiliations.
func facts(e news.Entity) string {
	return fmt.Sprintf("%s | %s | %s | %s | %s", e.ID, e.Name, strings.Join(e.Aliases, ", "), strings.Join(e.Roles, ", "), strings.Join(e.Affiliations, ", "))
}

// TestResolve reads testdata/cases.txt: each case is the answer. One that is known to
// fail and passes is an error too, so that the list stays true, and of ten two may fail.
func TestResolve(t *testing.T) {
	data, err := os.ReadFile("testdata/cases.txt")
	if err != nil {
		t.Fatal(err)
	}
	all, passed := 0, 0
	for line := range strings.Lines(string(data)) {
		want, failing := strings.CutPrefix(strings.TrimSpace(line), "- ")
		if want == "" || want[0] == '#' {
			continue
		}
		got := mark(unmark(want))
		all++
		if got == want {
			passed++
		}
		if (got == want) == failing {
			t.Errorf("known to fail: %v\n got %s\nwant %s", failing, got, want)
		}
	}
	if passed*10 < all*8 {
		t.Errorf("%d of %d cases pass, want 8 in 10", passed, all)
	}
}

func TestEntities(t *testing.T) {
	// Of each text: id | name | aliases | roles | affiliations.
	for _, c := range []struct {
		text string
		want []string
	}{
		{"Dr. Michael Ryan, director of the WHO Health Emergencies Program, warned. Ryan left.", []string{
			"organization/who-health-emergencies-program | WHO Health Emergencies Program | WHO Health Emergencies Program |  | ",
			"person/michael-ryan | Michael Ryan | Michael Ryan, Ryan | director of the WHO Health Emergencies Program | organization/who-health-emergencies-program",
		}},
		{"Treasury Secretary Jane Doe met Anna Schmidt, 54, a lawyer for the Justice Department.", []string{
			"organization/justice-department | Justice Department | Justice Department |  | ",
			"organization/treasury-department | Treasury | Treasury |  | ",
			"person/anna-schmidt | Anna Schmidt | Anna Schmidt, a lawyer for the Justice Department, lawyer for the Justice Department | lawyer for the Justice Department | organization/justice-department",
			"person/jane-doe | Jane Doe | Jane Doe | Treasury Secretary | organization/treasury-department",
		}},
		{"The World Health Organization met. The WHO and W.H.O. officials left.", []string{
			"group/who-officials | W.H.O. officials | W.H.O. officials |  | ",
			"organization/world-health-organization | World Health Organization | W.H.O., WHO, World Health Organization |  | ",
		}},
		{"Rep. Jason Chaffetz (R-Utah) and health experts spoke.", []string{
			"group/health-experts | health experts | health experts |  | ",
			"person/jason-chaffetz | Jason Chaffetz | Jason Chaffetz | Rep. | ",
			"place/utah | Utah | Utah |  | ",
		}},
		{"China's Global Times, a state-run newspaper, said so. The Times added more.", []string{
			"place/china | China | China |  | ",
			"publication/global-times | Global Times | Global Times, The Times, newspaper |  | ",
		}},
		{"José Díaz and José Diaz spoke.", []string{
			"person/jose-diaz | José Díaz | José Diaz, José Díaz |  | ",
		}},
		{"Steffen Seibert, Angela Merkel's spokesman, spoke.", []string{
			"person/angela-merkel | Angela Merkel | Angela Merkel |  | ",
			"person/steffen-seibert | Steffen Seibert | Angela Merkel's spokesman, Steffen Seibert | Angela Merkel's spokesman | ",
		}},
	} {
		var got []string
		for _, e := range resolve(c.text).Entities {
			got = append(got, facts(e))
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.text, diff)
		}
	}
}

func TestSource(t *testing.T) {
	// The source between brackets, and the ids of whom it stands for.
	for _, c := range []struct{ text, want string }{
		{"[Dr. Michael Ryan, director of the WHO Health Emergencies Program,] warned.", "person/michael-ryan"},
		{"Michael Ryan spoke. [He] warned.", "person/michael-ryan"},
		{"[Michael Ryan and Jane Doe] agreed.", "person/jane-doe person/michael-ryan"},
		{"[Michael Ryan, Jane Doe and the WHO] agreed.", "organization/world-health-organization person/jane-doe person/michael-ryan"},
		{"The Global Times is a paper. [The Times] reported it.", "publication/global-times"},
		{"[Health experts] warned.", "group/health-experts"},
		{"[Pagliano's lawyer] refused.", "person/paglianos-lawyer"},
		{"[An attorney for Pagliano, Mark MacDougall,] refused.", "person/mark-macdougall"},
		{"[Rep. Elijah Cummings of Maryland, the panel's ranking Democrat] refused.", "person/elijah-cummings"},
		{"[Those close to the talks] refused.", "group/those-close-to-the-talks"},
		{"[I] refuse.", ""},
	} {
		start, end := strings.Index(c.text, "["), strings.Index(c.text, "]")-1
		span := news.Span{Start: start, End: end}
		r := resolve(strings.NewReplacer("[", "", "]", "").Replace(c.text), span)
		var ids []string
		for _, e := range r.Source(span) {
			ids = append(ids, r.Entities[e].ID)
		}
		sort.Strings(ids)
		if got := strings.Join(ids, " "); got != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.text, got, c.want)
		}
	}
}

func TestWithin(t *testing.T) {
	text := "China has such a system. Ryan said it would ban the WHO's critics."
	r := resolve(text)
	var ids []string
	for _, e := range r.Within(news.Span{Start: strings.Index(text, "it would"), End: len(text)}) {
		ids = append(ids, r.Entities[e].ID)
	}
	if got, want := strings.Join(ids, " "), "place/china group/whos-critics organization/world-health-organization"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// Whatever the text, entities have names, ids of their own and spans in it.
func TestResolveAnything(t *testing.T) {
	for _, text := range []string{
		"", "\x00\xff", "He he he", "“““ he", strings.Repeat("Ann Bell and ", 3000), strings.Repeat("the court, the panel, ", 3000),
		strings.Repeat("Mr. Bell's lawyer, Ann Bell, ", 2000), "中国外交部发言人说。", strings.Repeat("he ", 9000), strings.Repeat("A B C D ", 4000),
	} {
		ids := map[string]bool{}
		split := token.Split(text)
		all := []Saying{{Source: []news.Span{{Start: 0, End: len(text)}}, Content: []news.Span{{Start: 0, End: len(text)}}}}
		for _, e := range Resolve(split, mention.Find(split, nil), nil, all).Entities {
			if ids[e.ID] || e.Name == "" || len(e.Spans) == 0 {
				t.Errorf("%.40q: entity %+v", text, e)
			}
			ids[e.ID] = true
			for _, s := range e.Spans {
				if s.Start < 0 || s.Start >= s.End || s.End > len(text) {
					t.Errorf("%.40q: span %v", text, s)
				}
			}
		}
	}
}

// TestMisprintTwice resolves a name that is misspelt in two ways: the second
// must not be held against the first, which is gone.
func TestMisprintTwice(t *testing.T) {
	r := resolve("Margaret Thornbury left. Margaret Thornburry left. Margaret Thornbery left. Margaret Thornbury stayed.")
	if len(r.Entities) != 1 {
		t.Errorf("%d entities, want one: %+v", len(r.Entities), r.Entities)
	}
}
