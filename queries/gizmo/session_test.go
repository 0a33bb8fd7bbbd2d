package gizmo

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/cayleygraph/cayley/graph/memstore"
	"github.com/cayleygraph/quad"
)

// The small graph of these tests: the Courier reports that Ada says Bo is late,
// and within that, that Bo says Ada is early.
//
//	Courier ─ 1: "Bo is late" (Ada, about Bo)
//	              └ 2: "Ada is early" (Bo, about Ada, within 1)
func small() []quad.Quad {
	iri := func(s string) quad.IRI { return quad.IRI(s) }
	q := func(s, p string, o quad.Value) quad.Quad {
		return quad.Quad{Subject: iri(s), Predicate: iri(p), Object: o}
	}
	return []quad.Quad{
		q("article/1", "type", iri("article")), q("article/1", "publisher", iri("publication/courier")),
		q("publication/courier", "name", quad.String("The Courier")),
		q("person/ada", "name", quad.String("Ada Low")), q("person/ada", "alias", quad.String("Ada")),
		q("person/bo", "name", quad.String("Bo Hill")),
		q("claim/1", "type", iri("claim")), q("claim/1", "article", iri("article/1")), q("claim/1", "source", iri("person/ada")),
		q("claim/1", "about", iri("person/bo")), q("claim/1", "content", quad.String("Bo is late")), q("claim/1", "confidence", quad.Float(0.5)),
		q("claim/2", "type", iri("claim")), q("claim/2", "article", iri("article/1")), q("claim/2", "source", iri("person/bo")),
		q("claim/2", "about", iri("person/ada")), q("claim/2", "content", quad.String("Ada is early")), q("claim/2", "within", iri("claim/1")),
		q("claim/2", "start", quad.Int(7)), q("claim/2", "date", quad.String("2031-03-04")),
	}
}

// show runs a script on the small graph and prints its rows, or its error.
func show(t *testing.T, script string, limit int, args ...string) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	var out bytes.Buffer
	limits := Limits{Rows: limit}.orDefault()
	w := newWriter(&out, limits)
	more, err := run(ctx, memstore.New(small()...), request{Query: Query{Script: script, Args: args}, Limits: limits}, w)
	_ = w.out.Flush()
	var b strings.Builder
	for _, row := range readRows(t, &out) {
		b.WriteString(row + "; ")
	}
	if more {
		b.WriteString("more ")
	}
	if errors.Is(err, ErrQuery) {
		fmt.Fprintf(&b, "error: %v", err)
	} else if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(b.String())
}

// readRows gives the rows that a child wrote, each as its columns and values.
func readRows(t *testing.T, out *bytes.Buffer) (all []string) {
	t.Helper()
	answer, _, err := rows(out, 1<<40)
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range answer.Rows {
		var b strings.Builder
		for i, v := range row {
			if raw, ok := v.(json.RawMessage); ok {
				v = string(raw)
			}
			if v != nil {
				fmt.Fprintf(&b, "%s=%v ", answer.Columns[i], v)
			}
		}
		all = append(all, b.String())
	}
	return all
}

func TestRun(t *testing.T) {
	for _, c := range []struct{ script, want string }{
		{`g.V("<claim/1>").Save("<content>", "what").All()`, "id=<claim/1> what=Bo is late ;"},
		{`g.V("<claim/1>").Save("<confidence>", "p").Tag("b").Tag("a").All()`, "id=<claim/1> a=<claim/1> b=<claim/1> p=0.5 ;"},
		{`said("Ada").All()`, "id=<claim/1> ;"},
		{`said("<person/bo>").All()`, "id=<claim/2> ;"},
		{`about(["Ada Low", "<person/bo>"]).Count()`, "value=2 ;"},
		{`about("nobody").All()`, ""},
		{`via("Ada").All()`, "id=<claim/2> ;"},
		{`published("The Courier").Count()`, "value=2 ;"},
		{`chain("<claim/2>").All()`, "id=<claim/1> ;"},
		{`claim(said("Bo Hill")).All()`, "id=<claim/2> content=Ada is early date=2031-03-04 source=<person/bo> ;"},
		{`claims().Count()`, "value=2 ;"},
		{`articles().All()`, "id=<article/1> ;"},
		{`emit({z: 1, a: [true, null, "x"]})`, `z=1 a=[true,null,"x"] ;`},
		{`g.Emit({z: 1, a: 2}); g.Emit("x")`, "a=2 z=1 ; value=x ;"},
		{`args.forEach(function (a) { emit({arg: a}) })`, "arg=one ; arg=two ;"},
		{`tally(["b", "a", "b", "c"]).forEach(function (t) { emit({v: t[0], n: t[1]}) })`, "v=b n=2 ; v=a n=1 ; v=c n=1 ;"},
		{`for (var i = 0; i < 9; i++) emit({i: i})`, "i=0 ; i=1 ; i=2 ; more"},
		{`for (var i = 0; i < 3; i++) emit({i: i})`, "i=0 ; i=1 ; i=2 ;"},
		{`for (;;) emit({i: 0})`, "i=0 ; i=0 ; i=0 ; more"},
		{`g.V().All()`, "more"},
		{`g.V("<claim/1>"`, "error: query: SyntaxError: line 1:16 Unexpected end of input"},
		{"\n\nnothing()", "error: query: line 3:8: ReferenceError: nothing is not defined"},
		{`entity([])`, "error: query: Error: entity needs a name or an id"},
		{`g.Emit(function () {})`, "error: query: a row cannot be written as JSON: it holds a function or another thing of the script"},
		{`g.Emit({n: [NaN]})`, "error: query: a row cannot be written as JSON: unsupported value: NaN"},
		{`throw {toString() { throw this; }}`, "error: query: it throws a value that cannot be shown as a text"},
		{`throw {toString() { return {}; }}`, "error: query: it throws a value that cannot be shown as a text"},
		{`class Odd extends Error { get message() { throw this; } toString() { throw this; } } throw new Odd()`, "error: query: it throws a value that cannot be shown as a text"},
		{`emit({get a() { throw {toString() { throw 7; }}; }})`, "error: query: it throws a value that cannot be shown as a text"},
		{`throw {toString() { return "of use"; }}`, "error: query: line 1:1: of use"},
		{`var deep = 7; for (var i = 0; i < 20000; i++) deep = i % 2 ? [deep] : {d: deep}; g.Emit(deep)`, "error: query: it answers lists or objects more than 100 deep within each other"},
		{`var deep = 7; for (var i = 0; i < 20000; i++) deep = new Map([[1, deep]]); g.Emit({deep: deep})`, "error: query: it answers lists or objects more than 100 deep within each other"},
		{`var deep = 7; for (var i = 0; i < 3; i++) deep = [deep, {d: g.V("<claim/1>").ToValue()}]; emit({deep: deep})`, `deep=[[[7,{"d":"<claim/1>"}],{"d":"<claim/1>"}],{"d":"<claim/1>"}] ;`},
		{`"text"`, "value=text ;"},
		{`null`, ""},
		{``, ""},
	} {
		got := show(t, c.script, 3, "one", "two")
		if c.script == `g.V().All()` { // which three comes first is the store's affair
			got = got[len(got)-4:]
		}
		if got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.script, got, c.want)
		}
	}
}
