package web

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"hearsay/graph"
	"hearsay/graph/export/table"
	"hearsay/queries"
)

// compareRows is how many entries each list of a comparison has, and how many claims
// each side shows.
const compareRows = 12

// compareData is two outlets, or two others, side by side.
type compareData struct {
	A, B, About string // what stands in the form
	Names       [2]string
	Outlets     bool
	Sides       []side
	Subject     []ref
	Same        []sameView
	Lists       []sidesList
}

// A side is one of the two.
type side struct {
	Names  []ref
	Total  int
	URL    string
	Months *bars
	Claims []claimView
}

// sameView is a claim that stands in both.
type sameView struct {
	Sources      []ref
	A, B         []queries.Stretch
	PathA, PathB string
	DayA, DayB   string
}

// sidesList counts the claims of both by one thing: what both have, and what one has
// and the other has not.
type sidesList struct {
	Title string
	Plain bool // values, not entities
	Both  []sidesRow
	Alone [2][]sidesRow
}

// sidesRow is an entity, or a value, with what each of the two has of it, and the
// widths of its bars in hundredths.
type sidesRow struct {
	ref
	Claims, Width [2]int
	URL           [2]string
	Compare       string // the two on this subject
}

// listTitles say what a list of a comparison counts, for outlets and for others.
var listTitles = map[string][2]string{
	"source": {"Whom they quote", ""}, "target": {"On what", "On what they speak"}, "stance": {"With which stance", "With which stance"},
	"second hand": {"Whose words came at second hand", "Whose words they pass on"},
}

// compare shows two outlets or two others side by side. It says what each has, not who
// is right.
func (g *reader) compare(r *http.Request) (*answer, error) {
	v := r.URL.Query()
	d := &compareData{A: v.Get("a"), B: v.Get("b"), About: v.Get("about")}
	a := &answer{page: "compare", title: "Two side by side", data: d, write: (&table.Table{}).Write}
	if strings.TrimSpace(d.A) == "" || strings.TrimSpace(d.B) == "" {
		for _, name := range [...]*string{&d.A, &d.B, &d.About} {
			*name = nameOf(g.census, *name)
		}
		return a, nil
	}
	q := queries.Compare{A: d.A, B: d.B, Since: v.Get("since"), Until: v.Get("until"), Most: compareRows}
	if strings.TrimSpace(d.About) != "" {
		q.About = []string{d.About}
	}
	both, err := q.Find(r.Context(), g.store, g.census)
	if err != nil && !(errors.Is(err, queries.ErrNothing) && both != nil) {
		if errorsOfGraph(err) {
			return nil, err
		}
		return nil, bad("%s.", upper(err.Error()))
	}
	names := both.Names()
	d.Outlets, d.Subject, d.Names = both.Outlets, refsOf(both.About), names
	for i, typed := range [...]*string{&d.A, &d.B} {
		if len(both.Sides[i].Of) == 1 { // else the text is what is understood again
			*typed = names[i]
		}
	}
	for i := range both.Sides {
		s := &both.Sides[i]
		address := addressOf(s.Filter)
		one := side{Names: refsOf(s.Of), Total: s.Total, URL: withQuery("/claims", address), Claims: viewsOf(s.Claims), Months: newBars(&s.Facets, address)}
		d.Sides = append(d.Sides, one)
	}
	for i := range both.Same {
		s := &both.Same[i]
		d.Same = append(d.Same, sameView{refsOf(s.A.Sources), s.InA, s.InB, claimPath(s.A.ID), claimPath(s.B.ID), s.A.Day(), s.B.Day()})
	}
	for _, l := range both.Lists {
		d.Lists = append(d.Lists, d.list(l, both, v))
	}
	a.title = names[0] + " and " + names[1]
	if len(d.Subject) > 0 {
		a.title += " on " + namesOf(d.Subject)
	}
	if len(d.Subject) == 1 {
		d.About = d.Subject[0].Name
	}
	a.notes, a.command, a.forms = both.Notes, q.Command(), []string{"json", "csv"}
	a.write = both.Write
	return a, nil
}

// list makes a list of a comparison ready for the page.
func (d *compareData) list(l queries.List, both *queries.Comparison, v url.Values) sidesList {
	out := sidesList{Title: listTitles[l.What][0], Plain: l.What == "stance"}
	if !d.Outlets {
		out.Title = listTitles[l.What][1]
	}
	most := [2]int{1, 1}
	for _, rows := range [...][]queries.Row{l.Both, l.Alone[0], l.Alone[1]} {
		for _, row := range rows {
			most[0], most[1] = max(most[0], row.Claims[0]), max(most[1], row.Claims[1])
		}
	}
	views := func(rows []queries.Row) (all []sidesRow) {
		for _, row := range rows {
			one := sidesRow{ref: refOf(row.Entity), Claims: row.Claims}
			for i := range row.Claims {
				one.Width[i] = (row.Claims[i]*100 + most[i] - 1) / most[i]
				one.URL[i] = rowAddress(l.What, row.Entity, both.Outlets, addressOf(both.Sides[i].Filter))
			}
			if l.What == "target" {
				one.Compare = link("/compare", v, "about", row.Entity.ID)
			}
			all = append(all, one)
		}
		return all
	}
	out.Both, out.Alone[0], out.Alone[1] = views(l.Both), views(l.Alone[0]), views(l.Alone[1])
	return out
}

// rowAddress is the address of the claims that a row counts.
func rowAddress(what string, e graph.EntityRef, outlets bool, of url.Values) string {
	switch what {
	case "stance":
		of.Add("stance", e.Name)
	case "target":
		of["about"] = []string{e.ID}
	case "source":
		of.Set("who", e.ID)
	case "second hand":
		if outlets {
			of["chain"] = slices.Clone(laterChains)
		} else {
			of["via"] = of["who"]
		}
		of.Set("who", e.ID)
	}
	return withQuery("/claims", of)
}

// laterChains are the lengths of chains of what came at second hand.
var laterChains = []string{"2", "3", "4", "5", "6", "7", "8"}

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
