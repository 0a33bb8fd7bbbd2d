package gizmo

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	cayley "github.com/cayleygraph/cayley/graph"
	_ "github.com/cayleygraph/cayley/graph/kv/bolt" // the stock back end "bolt"
	"github.com/cayleygraph/cayley/graph/memstore"
	"github.com/cayleygraph/quad"
	"github.com/cayleygraph/quad/nquads"

	"hearsay/extract/news"
	"hearsay/graph"
	"hearsay/graph/synthetic"
)

// odd is a text in which every sign means something to N-Quads, to Gizmo or to JSON.
const odd = "Odd\n\n\"Quotes\" \\ back\\slash\ttab\r\n<iri> _:node @en ^^<type> . # “curly” é e\u0301 日本 \U0001f600 \u0001 \u2028 \ufeff ${x} &amp; end."

// oddDocument is an article of that text, in which its every entity is called by
// a piece of it.
func oddDocument() news.Document {
	a := news.Article{Title: "Odd", URL: "https://odd.example/?a=<b>&c=\"d\"", Publisher: "The “Odd” <Post>", Published: "2031-03-04T05:06:07Z", Text: odd}
	a.ID = news.ArticleID(a)
	d := news.Document{Article: a}
	for i, name := range []string{"<iri>", "_:node", "\"Quotes\"", "日本", "\U0001f600", "back\\slash", "${x}"} {
		id := fmt.Sprintf("work/odd-%d", i)
		d.Entities = append(d.Entities, news.Entity{ID: id, Name: name, Type: news.Work, Aliases: []string{name}})
		start := strings.Index(odd, name)
		d.Claims = append(d.Claims, news.Claim{
			ID: fmt.Sprintf("claim/%s-%d-%d", a.ID, start, len(odd)), Source: []string{id}, Cue: name, Content: odd[start:], About: []string{id}, Kind: news.Direct,
			Stance: news.Denies, When: "now\n", Date: "2031-03-04", Start: start, End: len(odd), Sentence: odd, Confidence: float64(i) / 7,
		})
	}
	slices.SortFunc(d.Claims, func(a, b news.Claim) int { return a.Start - b.Start })
	return d
}

// questions are asked of every store. Their answers do not follow from an order
// that a store is free in.
var questions = []string{
	everything,
	`g.V("<claim>").In("<type>").Count()`,
	`claims().Save("<content>", "content").Save("<start>", "start").Save("<end>", "end").Save("<confidence>", "p").All()`,
	`claims().SaveOpt("<within>", "within").SaveOpt("<date>", "date").SaveOpt("<when>", "when").SaveOpt("<source>", "who").All()`,
	`articles().Save("<title>", "title").Save("<text>", "text").Save("<url>", "url").Save("<published>", "day").SaveOpt("<language>", "language").All()`,
	`g.V().Has("<type>", "<person>").Save("<name>", "name").SaveOpt("<role>", "role").SaveOpt("<affiliation>", "of").All()`,
	`g.V("<claim>").In("<type>").Out("<about>").Unique().Out("<name>").All()`,
	`g.V("<claim>").In("<type>").In("<within>").Out("<within>").Out("<source>").All()`,
	`g.V("<claim>").In("<type>").FollowRecursive(g.M().Out("<within>")).All()`,
	`claims().Has("<stance>", "warns").Save("<cue>", "cue").All()`,
	`claims().Has("<start>", lt(400)).Save("<start>", "start").All()`,
	`claims().Has("<confidence>", gte(0.9)).Count()`,
	`claims().Out("<cue>").Filter(regex("^w")).All()`,
	`g.V().Has("<name>", "<iri>").All()`,
	`g.V(str("<iri>"), str("_:node"), str("日本")).In("<name>").All()`,
	`claims().Except(g.M().Out("<within>").In("<within>")).Count()`,
	`claims().Difference(claims().Has("<kind>", "direct")).Count()`,
	`claims().LabelContext("<none>").Out("<source>").Count()`,
	`g.V("<claim>").In("<type>").Labels().Unique().All()`,
	`g.V("<claim>").In("<type>").OutPredicates().Unique().All()`,
	`g.V("<article>").In("<type>").InPredicates().Unique().All()`,
	`g.V("<claim>").In("<type>").Both("<within>").Unique().Count()`,
	`g.V().Tag("a").Out("<affiliation>").Tag("b").Back("a").All()`,
	`claims().Out("<source>").And(claims().Out("<about>")).Unique().All()`,
	`claims().Out("<source>").Or(articles().Out("<publisher>")).Unique().All()`,
	`tally(claims().Out(["<source>", "<about>"]).ToArray()).forEach(function (t) { emit({who: t[0], n: t[1]}); })`,
	`counted("<source>").forEach(function (t) { emit({who: t[0], n: t[1]}); })`,
	`counted("<cue>").forEach(function (t) { emit({cue: t[0], n: t[1]}); })`,
	`counted("<start>").forEach(function (t) { emit({start: t[0], n: t[1]}); })`,
	`counted("<nothing>").forEach(function (t) { emit({who: t[0], n: t[1]}); })`,
	`g.V("<nobody>").Out().All()`,
	`g.V().Out("<nothing>").All()`,
}

// everything is a question that Cayley's memstore answers wrongly: it takes its
// quads for nodes.
const everything = `g.V().Count()`

// answersOf runs a script in this process, and gives its rows sorted.
func answersOf(t *testing.T, qs cayley.QuadStore, script string, args ...string) []string {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	var out bytes.Buffer
	limits := Limits{Rows: 1 << 20}.orDefault()
	w := newWriter(&out, limits)
	if _, err := run(ctx, qs, request{Query: Query{Script: script, Args: args}, Limits: limits}, w); err != nil {
		t.Errorf("%s: %v", script, err)
	}
	if err := w.out.Flush(); err != nil {
		t.Fatal(err)
	}
	all := readRows(t, &out)
	for i, row := range all { // which columns come first depends on which row does
		values := strings.Fields(row)
		slices.Sort(values)
		all[i] = strings.Join(values, " ")
	}
	slices.Sort(all)
	return all
}

// TestStock loads the N-Quads of a graph into stock Cayley, in memory and on bolt,
// and asks it and the graph itself the same.
func TestStock(t *testing.T) {
	db := filepath.Join(t.TempDir(), "graph.db")
	s, err := graph.Open(t.Context(), db, graph.Write)
	if err != nil {
		t.Fatal(err)
	}
	docs := append(slices.Collect(synthetic.Documents(5, 2)), oddDocument())
	if _, err := s.Put(t.Context(), docs...); err != nil {
		t.Fatal(err)
	}
	var exported bytes.Buffer
	if err := s.WriteQuads(t.Context(), &exported); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	quads, err := quad.ReadAll(nquads.NewReader(&exported, false))
	if err != nil {
		t.Fatal(err)
	}
	ours, err := open(t.Context(), db)
	if err != nil {
		t.Fatal(err)
	}
	defer ours.Close()
	all := slices.Clone(questions)
	saved, err := filepath.Glob("../*.js")
	if err != nil || len(saved) < 3 {
		t.Fatalf("%d saved queries, %v", len(saved), err)
	}
	for _, name := range saved {
		script, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, string(script))
	}
	who := `<` + docs[0].Claims[0].Source[0] + `>`
	stores := map[string]cayley.QuadStore{"memstore": memstore.New(quads...)}
	if testing.Short() {
		t.Log("bolt is left out: it converts pointers in a way that the race detector, which runs with -short, ends the process for")
	} else {
		stores["bolt"] = bolt(t, quads)
	}
	for name, stock := range stores {
		for _, script := range all {
			if script == everything && name == "memstore" {
				continue
			}
			got, want := answersOf(t, ours, script, who), answersOf(t, stock, script, who)
			if !slices.Equal(got, want) {
				t.Errorf("%.200s\n%d rows of ours, %d of %s; ours %.300q, theirs %.300q", script, len(got), len(want), name, differ(got, want), differ(want, got))
			}
		}
	}
}

// differ is the rows that are in the first and not in the second.
func differ(a, b []string) (rows []string) {
	for _, r := range a {
		if _, found := slices.BinarySearch(b, r); !found {
			rows = append(rows, r)
		}
	}
	return rows
}

// bolt makes a stock store on bolt.
func bolt(t *testing.T, quads []quad.Quad) cayley.QuadStore {
	t.Helper()
	dir := t.TempDir()
	if err := cayley.InitQuadStore("bolt", dir, nil); err != nil {
		t.Fatal(err)
	}
	qs, err := cayley.NewQuadStore("bolt", dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := qs.Close(); err != nil {
			t.Error(err)
		}
	})
	var deltas []cayley.Delta
	for _, q := range quads {
		deltas = append(deltas, cayley.Delta{Quad: q, Action: cayley.Add})
	}
	if err := qs.ApplyDeltas(deltas, cayley.IgnoreOpts{}); err != nil {
		t.Fatal(err)
	}
	return qs
}
