package web

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"hearsay/graph"
	"hearsay/graph/census"
	"hearsay/queries"
)

// compareClaims is how many claims each side shows.
const compareClaims = 15

// compareData is what two sources said on one subject, side by side.
type compareData struct {
	A, B, About string // what stands in the form
	Sides       []side
	Subject     []ref
	Shared      []choice // subjects that both speak about
}

// A side is one of the two.
type side struct {
	Names   []ref
	Total   int
	URL     string
	Stances []choice
	Months  *bars
	Claims  []claimView
}

// compare shows two sources side by side. It says what each said, not who is right.
func (g *reader) compare(r *http.Request) (*answer, error) {
	v := r.URL.Query()
	d := &compareData{A: v.Get("a"), B: v.Get("b"), About: v.Get("about")}
	a := &answer{page: "compare", title: "Two sources side by side", data: d, json: []any{}}
	taken := g.census
	var ids [3][]string
	for i, name := range [...]*string{&d.A, &d.B, &d.About} {
		if strings.TrimSpace(*name) == "" {
			continue
		}
		found, note, err := queries.Resolve(r.Context(), g.store, *name)
		if err != nil {
			return nil, err
		}
		if note != "" {
			a.notes = append(a.notes, note)
		}
		if ids[i] = found; len(found) == 1 {
			*name = nameOf(taken, found[0])
		}
	}
	if ids[0] == nil || ids[1] == nil {
		return a, nil
	}
	var both [2]*census.Found
	var sides []any
	for i, who := range ids[:2] {
		one, hit, claims, err := g.side(r.Context(), who, ids[2])
		if err != nil {
			return nil, err
		}
		both[i] = hit
		d.Sides = append(d.Sides, *one)
		sides = append(sides, map[string]any{"who": who, "about": orNone(ids[2]), "total": hit.Total, "stances": hit.Facets.Stances, "claims": orNone(claims)})
	}
	d.Subject = g.refs(ids[2])
	d.Shared = shared(both[0].Facets.About, both[1].Facets.About, ids)
	a.json, a.forms = sides, []string{"json"}
	a.title = namesOf(d.Sides[0].Names) + " and " + namesOf(d.Sides[1].Names)
	if len(d.Subject) > 0 {
		a.title += " on " + namesOf(d.Subject)
	}
	a.command = (queries.Ask{Who: append(slices.Clone(ids[0]), ids[1]...), About: ids[2]}).Command()
	return a, nil
}

// side finds what one of the two said.
func (g *reader) side(ctx context.Context, who, about []string) (*side, *census.Found, []graph.Claim, error) {
	hit, err := g.census.Find(ctx, graph.Filter{Who: who, About: about, Limit: compareClaims}, 0)
	if err != nil {
		return nil, nil, nil, err
	}
	claims, err := hit.Claims(ctx)
	if err != nil {
		return nil, nil, nil, err
	}
	q := question{values: url.Values{"who": who}}
	if len(about) > 0 {
		q.values["about"] = about
	}
	one := &side{Names: g.refs(who), Total: hit.Total, URL: withQuery("/claims", q.values), Claims: viewsOf(claims)}
	for _, t := range hit.Facets.Stances {
		one.Stances = append(one.Stances, choice{Label: t.Value, Claims: t.Claims, URL: q.with("/claims", "stance", t.Value)})
	}
	one.Months = newBars(hit.Facets.Months, q.values)
	return one, hit, claims, nil
}

// mostShared is how many common subjects are offered.
const mostShared = 12

// shared are the subjects that both speak about, by the smaller number of claims.
func shared(a, b []graph.Count, ids [3][]string) []choice {
	of := make(map[string]int, len(b))
	for _, c := range b {
		of[c.Entity.ID] = c.Claims
	}
	var out []choice
	for _, c := range a {
		n := min(c.Claims, of[c.Entity.ID])
		if n == 0 {
			continue
		}
		q := url.Values{"a": ids[0][:1], "b": ids[1][:1], "about": {c.Entity.ID}}
		r := refOf(c.Entity)
		out = append(out, choice{Label: r.Name, Type: r.Type, Claims: n, URL: withQuery("/compare", q), On: slices.Contains(ids[2], c.Entity.ID)})
	}
	slices.SortStableFunc(out, func(x, y choice) int { return y.Claims - x.Claims })
	return out[:min(mostShared, len(out))]
}

// refs are entities by their ids; unknown ids are left out.
func (g *reader) refs(ids []string) []ref {
	var out []ref
	for _, id := range ids {
		if e, ok := g.census.Entity(id); ok {
			out = append(out, refOf(e))
		}
	}
	return out
}

func namesOf(refs []ref) string {
	names := make([]string, len(refs))
	for i, r := range refs {
		names[i] = r.Name
	}
	return strings.Join(names, " or ")
}
