package web

import (
	"cmp"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"hearsay/graph"
	"hearsay/graph/census"
	"hearsay/graph/export/table"
	"hearsay/queries"
)

// Numbers of choices that a facet lists.
const (
	fewChoices  = 8
	manyChoices = 100
)

// claimsData is what the list of claims shows.
type claimsData struct {
	Total    int
	From, To int // the claims shown, from 1
	Claims   []claimView
	Chosen   []choice // conditions in force; the address of each takes it out
	Facets   []facet
	Months   *bars
	Orders   []choice
	Pages    []choice
	Prev     string
	Next     string
	All      string // address without any condition
	Graph    string // the same claims as a graph
	Count    string // the same counted
	Form     url.Values

	LeftOut   int    // claims that people found wrong
	WithWrong string // address with these
}

// claims lists the claims of a question, page by page.
func (g *reader) claims(r *http.Request) (*answer, error) {
	q, err := g.asked(r.Context(), r.URL.Query())
	if err != nil {
		return nil, err
	}
	all := r.URL.Query().Get("all")
	top := fewChoices
	if all != "" {
		top = manyChoices
	}
	census := g.census
	found, err := census.Find(r.Context(), q.filter, top)
	if err != nil {
		return nil, err
	}
	claims, err := found.Claims(r.Context())
	if err != nil {
		return nil, err
	}
	a := &answer{page: "claims", title: upper(q.words(census)), notes: q.notes, command: q.ask.Command(), forms: []string{"json", "csv"}}
	a.write = func(w io.Writer, style table.Style) error {
		return (&queries.Answer{Claims: claims, Total: found.Total}).Write(w, style)
	}
	d := &claimsData{Total: found.Total, Claims: viewsOf(claims, q.filter.Said), All: "/claims", Form: q.values}
	if len(claims) > 0 {
		d.From, d.To = q.filter.Offset+1, q.filter.Offset+len(claims)
	}
	d.Chosen = q.chosen(census)
	d.Facets = q.facets(&found.Facets, all)
	d.Months = newBars(&found.Facets, q.values)
	for _, o := range [...][2]string{{"", "newest"}, {"oldest", "oldest"}, {"longest", "longest chain"}, {"surest", "surest"}} {
		d.Orders = append(d.Orders, choice{Label: o[1], On: string(q.filter.Sort) == o[0], URL: link("/claims", q.values, "sort", o[0])})
	}
	d.pages(q)
	if d.LeftOut, err = g.store.LeftOut(r.Context(), q.filter); err != nil {
		return nil, err
	}
	d.WithWrong = link("/claims", q.values, "reviewed", string(graph.ShowAll))
	switch g.store.Shows() {
	case graph.ShowAll:
		a.command += " --with-wrong"
	case graph.ShowChecked:
		a.command += " --checked"
	}
	d.Graph = link("/graph", q.values, "sort", "", "view", "claims")
	d.Count = link("/count", q.values, "sort", "")
	a.data = d
	return a, nil
}

// words is the question in words, entities by their names.
func (q *question) words(c *census.Census) string {
	named := q.ask
	for _, list := range []*[]string{&named.Who, &named.About, &named.Via, &named.Publisher} {
		names := make([]string, len(*list))
		for i, name := range *list {
			names[i] = nameOf(c, name)
		}
		*list = names
	}
	return named.String()
}

// nameOf is the name of an entity by its id; what is none stays as it is.
func nameOf(c *census.Census, id string) string {
	if e, ok := c.Entity(strings.Trim(id, "<>")); ok {
		return e.Name
	}
	return id
}

// upper is a text with its first letter in upper case.
func upper(s string) string {
	for i, r := range s {
		return strings.ToUpper(string(r)) + s[i+len(string(r)):]
	}
	return s
}

// pages links the pages around the one shown.
func (d *claimsData) pages(q *question) {
	d.Pages, d.Prev, d.Next = pagesOf(d.Total, q.size, q.number, func(n int) string {
		return link("/claims", q.values, "page", pageParam(n), "size", sizeParam(q.size, pageClaims))
	})
}

func pageParam(n int) string {
	if n <= 1 {
		return ""
	}
	return fmt.Sprint(n)
}

func sizeParam(n, usual int) string {
	if n == usual {
		return ""
	}
	return fmt.Sprint(n)
}

// pagesOf lists the first, the last and the pages around one of them; a gap has
// no address.
func pagesOf(total, size, number int, address func(int) string) (pages []choice, prev, next string) {
	last := max(1, (total+size-1)/size)
	if last == 1 && number == 1 {
		return nil, "", ""
	}
	before := 0
	for n := 1; n <= last; n++ {
		if n != 1 && n != last && (n < number-2 || n > number+2) {
			continue
		}
		if n != before+1 {
			pages = append(pages, choice{Label: "…"})
		}
		pages = append(pages, choice{Label: fmt.Sprint(n), On: n == number, URL: address(n)})
		before = n
	}
	if number > 1 {
		prev = address(min(number-1, last))
	}
	if number < last {
		next = address(number + 1)
	}
	return pages, prev, next
}

// chosen lists the conditions in force.
func (q *question) chosen(c *census.Census) []choice {
	var out []choice
	for _, k := range [...]struct{ key, label string }{
		{"who", "said by"},
		{"about", "about"},
		{"via", "through"},
		{"publisher", "in"},
		{"article", "in the article"},
		{"stance", "stance"},
		{"kind", "kind"},
		{"chain", "sources on the chain:"},
		{"named", "with a named source:"},
		{"said", "with the words"},
		{"like", "in words like"},
		{"since", "since"},
		{"until", "until"},
		{"sure", "at least as sure as"},
		{"reviewed", "with what people found:"},
	} {
		for _, v := range q.values[k.key] {
			out = append(out, choice{Label: k.label, Value: nameOf(c, v), URL: q.with("/claims", k.key, v)})
		}
	}
	return out
}

// A facet is one way to narrow a list down.
type facet struct {
	Label, Key string
	Choices    []choice
	More       string // address of a longer list; "" where this is all
}

// A choice is a link that switches a condition.
type choice struct {
	Label, Value string
	Type         string // of an entity
	Claims       int
	On           bool
	URL          string
}

// facets are the ways to narrow the question down, each with how many claims it
// leaves. The facet that all names is shown at length.
func (q *question) facets(f *census.Facets, all string) []facet {
	out := []facet{
		q.entityFacet("Who says it", "who", f.Who, all), q.entityFacet("About", "about", f.About, all), q.entityFacet("Outlet", "publisher", f.Publisher, all),
		q.entityFacet("Heard through", "via", f.Via, all), q.valueFacet("Stance", "stance", f.Stances), q.valueFacet("Kind", "kind", f.Kinds),
		q.valueFacet("Sources on the chain", "chain", f.Chains), q.oneFacet("Sure at least", "sure", f.Sure, nil),
		q.oneFacet("Source", "named", f.Named, map[string]string{graph.Yes: "called by a name", graph.No: "unnamed"}),
		q.oneFacet("What people found", "reviewed", checked(f), map[string]string{string(graph.ShowChecked): "checked: right"}),
	}
	return slices.DeleteFunc(out, func(f facet) bool { return len(f.Choices) == 0 })
}

func (q *question) entityFacet(label, key string, counts []graph.Count, all string) facet {
	f := facet{Label: label, Key: key}
	if all != key {
		if len(counts) >= fewChoices {
			f.More = link("/claims", q.values, "all", key) + "#facet-" + key
		}
		counts = counts[:min(fewChoices, len(counts))]
	}
	for _, c := range counts {
		f.Choices = append(f.Choices, choice{
			Label: c.Entity.Name, Type: refOf(c.Entity).Type, Claims: c.Claims,
			On: slices.Contains(q.values[key], c.Entity.ID), URL: q.with("/claims", key, c.Entity.ID),
		})
	}
	return f
}

// checked is how many claims people found right, where they found any so.
func checked(f *census.Facets) []census.Tally {
	if f.Checked == 0 {
		return nil
	}
	return []census.Tally{{Value: string(graph.ShowChecked), Claims: f.Checked}}
}

// oneFacet has values of which one is chosen at a time; words say what they mean, where
// that is not the value itself.
func (q *question) oneFacet(label, key string, counts []census.Tally, words map[string]string) facet {
	f := facet{Label: label, Key: key}
	for _, c := range counts {
		one := choice{Label: cmp.Or(words[c.Value], c.Value), Claims: c.Claims, On: slices.Contains(q.values[key], c.Value), URL: link("/claims", q.values, key, c.Value)}
		if one.On {
			one.URL = link("/claims", q.values, key, "")
		}
		f.Choices = append(f.Choices, one)
	}
	return f
}

func (q *question) valueFacet(label, key string, counts []census.Tally) facet {
	f := facet{Label: label, Key: key}
	for _, c := range counts {
		f.Choices = append(f.Choices, choice{Label: c.Value, Claims: c.Claims, On: slices.Contains(q.values[key], c.Value), URL: q.with("/claims", key, c.Value)})
	}
	return f
}
