package gizmo

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

// oddArguments are what no method of a path expects.
var oddArguments = []string{
	"", "null", "undefined", "1", "-1", "1e99", "NaN", "true", `""`, `"<source>"`, `"\u0000"`, "[]", "[[]]", "[null]", "[1, [2, {}]]", "{}",
	"{a: 1}", "function () {}", "g", "g.V()", "g.M()", `regex("a")`, "new Date()", "Symbol()", `null, -1, {}, g.V()`, `"<about>", 1e9`,
}

// TestMatrix gives every method of a path, of the graph and of the environment
// arguments that it does not expect. The engine itself names its methods.
func TestMatrix(t *testing.T) {
	a := newAttack(t, Limits{Time: 2 * time.Second, Memory: 300 << 20})
	names := func(of string) []string {
		t.Helper()
		answer, err := a.runner.Run(t.Context(), a.db, Query{Script: "Object.getOwnPropertyNames(" + of + ").forEach(function (n) { emit({n: n}); })"}, Limits{})
		if err != nil {
			t.Fatal(err)
		}
		var all []string
		for _, r := range answer.Rows {
			all = append(all, r[0].(string))
		}
		slices.Sort(all)
		return all
	}
	var scripts []string
	for _, method := range names(`g.V("<a>")`) {
		for _, argument := range oddArguments {
			scripts = append(scripts, fmt.Sprintf("g.V().%s(%s).all()", method, argument))
		}
	}
	if len(scripts) < 1584 {
		t.Errorf("%d scripts for the methods of paths, want 1,584 or more", len(scripts))
	}
	for _, method := range names("g") {
		for _, argument := range oddArguments {
			scripts = append(scripts, fmt.Sprintf("g.%s(%s).all()", method, argument))
		}
	}
	for _, function := range strings.Fields("iri bnode raw str lang typed lt lte gt gte regex like") {
		for _, argument := range oddArguments {
			scripts = append(scripts, fmt.Sprintf("g.V().filter(%s(%s)).all()", function, argument))
		}
	}
	for _, function := range strings.Fields("entity said about via published chain claim names tally nodes") {
		for _, argument := range oddArguments {
			scripts = append(scripts, fmt.Sprintf("%s(%s)", function, argument))
		}
	}
	dead := 0
	for _, script := range sample(t, 67, scripts) {
		if strings.Contains(a.run(t, script), "Cayley cannot take it") {
			dead++
		}
	}
	t.Logf("%d of them ended their child", dead)
}
