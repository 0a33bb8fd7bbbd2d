package coref

import (
	"fmt"
	"sort"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hearsay/extract/mention"
	"hearsay/extract/news"
	"hearsay/extract/token"
)

// resolve is who is who in a text, by rules alone.
func resolve(text string, sources ...news.Span) *Resolution {
	t := token.Split(text)
	return Resolve(t, mention.Find(t, nil), nil, sources...)
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

func TestResolve(t *testing.T) {
	// Each case is the answer: a letter for each entity.
	for _, want := range []string{
		"[a Dr. Michael Ryan], director of [b the WHO Health Emergencies Program], warned. [a Ryan] said [a he] was tired.",
		"[a The World Health Organization] met. [a The WHO] said [b [a [a its] W.H.O.] experts] agreed.",
		"[a Rep. Jason Chaffetz] said no. [a The congressman] left. [a Chaffetz] was angry.",
		"[a An attorney for [b Pagliano]], [a Mark MacDougall], said [c [a his] client] was ready. [a MacDougall] left.",
		"[a Hillary Clinton] met [b Bill Clinton]. [a Mrs. Clinton] said [a she] won.",
		"[a The Global Times], [a a newspaper], said so. [a The Times] reported more. [a The paper] closed.",
		"[a The Chinese Communist Party] rules. [a The Party] decides. [a The Communist Party] won.",
		"[a China] launched [b a “vaccine passport” system]. [c Officials] urged countries not to adopt [b such a system].",
		"[a Jane Doe] and [b John Smith] said [a+b they] were ready.",
		"[a Health experts] warned. [a They] said it was bad.",
		"[a The American Civil Liberties Union] sued. [a The American Civil Liberties Organization] and [a UCLU] won.",
		"[a Vladimir Putin] spoke. [a Vladimir Puttin] denied it.",
		"[a Australia] won. [a The country] cheered.",
		"[a Anna Schmidt], 54, [a a lawyer] [a who] lives in [b Berlin], denied it. [a She] said [c [a her] lawyer] agreed.",
		"[a A federal appeals court] ruled Friday. [a The appeals court] said so. [a The court] adjourned.",
		"[a The Federal Bureau of Investigation] ([a FBI]) opened [b an inquiry]. [c [a FBI] agents] came.",
		"[a Mike Pence] spoke. [a Michael Pence] was there.",
		"[a [b Angela Merkel]'s spokesman], [a Steffen Seibert], said [b she] would resign.",
		"[a Officials in [b Beijing]] met. [a The officials] declined.",
		"[a The company], [a Acme Corp.], said [a it] would close. [a Acme] denied [a it].",
		"[a Sen. John McCain] and [b Sen. Jeff Flake] said [a+b they] would vote no. [a McCain] was firm.",
		"[a Critics] say [b Trump] lied. [c Some critics] left.",
	} {
		if got := mark(unmark(want)); got != want {
			t.Errorf("\n got %s\nwant %s", got, want)
		}
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
		{"Rep. Jason Chaffetz (R-Utah) and Health experts spoke.", []string{
			"group/health-experts | Health experts | Health experts |  | ",
			"person/jason-chaffetz | Jason Chaffetz | Jason Chaffetz | Rep. | ",
		}},
		{"China's Global Times, a state-run newspaper, said so. The Times added more.", []string{
			"place/china | China | China |  | ",
			"publication/global-times | Global Times | Global Times, The Times |  | ",
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
		for _, e := range resolve(text, news.Span{Start: 0, End: len(text)}).Entities {
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
