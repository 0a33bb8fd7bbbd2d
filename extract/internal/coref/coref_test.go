package coref

import (
	"fmt"
	"sort"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hearsay/extract/extracttest"
	"hearsay/extract/internal/mention"
	"hearsay/extract/internal/token"
	"hearsay/extract/news"
)

// resolve is who is who in a text.
func resolve(t testing.TB, text string, sources ...news.Span) *Resolution {
	split := token.Split(text)
	out := extracttest.English(t).Encode(split)
	return Resolve(split, mention.Find(split, out), out, []Saying{{Source: sources}})
}

// mark writes into a text who its mentions stand for: a letter an entity, in the
// order in which the article names them; "a+b" for several.
func mark(t *testing.T, text string) string {
	r := resolve(t, text)
	letters := map[int]string{}
	var marks []extracttest.Mark
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
		marks = append(marks, extracttest.Mark{Start: r.text.Tokens[m.First].Start, End: r.text.Tokens[m.End-1].End, Label: strings.Join(of, "+")})
	}
	return extracttest.Marked(text, marks)
}

// facts is an entity in one line: id, name, aliases, roles, affiliations.
func facts(e news.Entity) string {
	return fmt.Sprintf("%s | %s | %s | %s | %s", e.ID, e.Name, strings.Join(e.Aliases, ", "), strings.Join(e.Roles, ", "), strings.Join(e.Affiliations, ", "))
}

// TestResolve reads testdata/cases.txt: each case is the answer.
func TestResolve(t *testing.T) {
	extracttest.Cases(t, "testdata/cases.txt", 80, func(line string) string { return mark(t, extracttest.Unmark(line)) })
}

func TestEntities(t *testing.T) {
	// Of each text: id | name | aliases | roles | affiliations.
	for _, c := range []struct {
		text string
		want []string
	}{
		{"Dr. Michael Ryan, director of the WHO Health Emergencies Program, warned. Ryan left.", []string{
			"organization/who | WHO | WHO |  | ",
			"organization/who-health-emergencies-program | WHO Health Emergencies Program | WHO Health Emergencies Program |  | ",
			"person/michael-ryan | Michael Ryan | Michael Ryan, Ryan, director of the WHO Health Emergencies Program | director of the WHO Health Emergencies Program | " +
				"organization/who, organization/who-health-emergencies-program",
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
			"publication/global-times | Global Times | Global Times, The Times, a state-run newspaper, state-run newspaper |  | ",
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
		for _, e := range resolve(t, c.text).Entities {
			got = append(got, facts(e))
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.text, diff)
		}
	}
}

// The adjective of a country is a name of it, and is told by the country's.
func TestCountries(t *testing.T) {
	var got []string
	for _, e := range resolve(t, "The mayor said that Canadian ships had left. Russian ships and Russian planes came from Russia.").Entities {
		if e.Type == news.Place {
			got = append(got, facts(e))
		}
	}
	if diff := cmp.Diff([]string{"place/canada | Canada | Canadian |  | ", "place/russia | Russia | Russia, Russian |  | "}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
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
		{"[Sens. Ada Low (R-AZ) and Bo Reed (D-NY)] agreed.", "person/ada-low person/bo-reed"},
		{"[Ada Low, Bo Reed and the Democratic-led Senate] agreed.", "organization/senate person/ada-low person/bo-reed"},
		{"[Ada Low, the clerk of the county, and Bo Reed] agreed.", "person/ada-low person/bo-reed"},
		{"[Teachers — and many parents —] agreed.", "group/many-parents group/teachers"},
		{"[Senators like Ada Low] agreed.", "group/senators-like-ada-low person/ada-low"},
		{"[Other lawmakers, such as the panel's chairman, Bo Reed (R-Me.),] agreed.", "group/other-lawmakers person/bo-reed"},
		{"[Ada Low and her fellow Democrats] agreed.", "group/her-fellow-democrats person/ada-low"},
		{"[Ada Low and Port Committee Chairman Bo Reed] agreed.", "person/ada-low person/bo-reed"},
		{"[Mayor Ada Low of the port and water board] agreed.", "person/ada-low"},
		{"[Health experts and even the American Civil Liberties Union] agreed.", "group/health-experts organization/american-civil-liberties-union"},
		{"[Friends of Ada Low and Bo Reed] agreed.", "group/friends-of-ada-low-and-bo-reed"},
		{"[Ada Low, a former clerk of the port and a friend of the mayor,] refused.", "person/ada-low"},
		{"[Ada Low, the port's clerk and the mother of two,] refused.", "person/ada-low"},
		{"[Ada Low, the mayor, Bo Reed and Jo Fox] agreed.", "person/ada-low person/bo-reed person/jo-fox"},
		{"[Ada Low (R-Me.), a former clerk and a friend of the mayor,] refused.", "person/ada-low"},
		{"[Bo Reed, Canada and Japan] agreed.", "person/bo-reed place/canada place/japan"},
		{"[Harbor Fund, a joint venture of Port Bank and Reed Partners,] agreed.", "organization/harbor-fund"},
		{"[Ada Low, Ohio, and Bo Reed, Maine,] agreed.", "person/ada-low person/bo-reed"},
		{"[I] refuse.", ""},
		{"[“] warned of the flood.", ""},
	} {
		start, end := strings.Index(c.text, "["), strings.Index(c.text, "]")-1
		span := news.Span{Start: start, End: end}
		r := resolve(t, strings.NewReplacer("[", "", "]", "").Replace(c.text), span)
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
	text := "China has such a system. Ryan said China would ban the WHO's critics."
	r := resolve(t, text)
	var ids []string
	for _, e := range r.Within(news.Span{Start: strings.Index(text, "China would"), End: len(text)}) {
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
		strings.Repeat("Ann Bell (", 3000), "Ann Bell" + strings.Repeat(", the clerk — and her ", 3000), strings.Repeat("Ann Bell such as , ", 3000),
	} {
		ids := map[string]bool{}
		split := token.Split(text)
		all := []Saying{{Source: []news.Span{{Start: 0, End: len(text)}}, Content: []news.Span{{Start: 0, End: len(text)}}}}
		r := Resolve(split, mention.Find(split, nil), nil, all)
		for _, e := range r.Source(news.Span{Start: 0, End: len(text)}) {
			if e < 0 || e >= len(r.Entities) {
				t.Errorf("%.40q: source %d of %d", text, e, len(r.Entities))
			}
		}
		for _, e := range r.Entities {
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
	r := resolve(t, "Margaret Thornbury left. Margaret Thornburry left. Margaret Thornbery left. Margaret Thornbury stayed.")
	if len(r.Entities) != 1 {
		t.Errorf("%d entities, want one: %+v", len(r.Entities), r.Entities)
	}
}
