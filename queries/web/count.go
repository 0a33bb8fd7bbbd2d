package web

import (
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"hearsay/graph"
	"hearsay/graph/census"
	"hearsay/graph/export"
	"hearsay/graph/export/table"
	"hearsay/queries"
)

// Numbers of rows and columns that a pivot shows; the rest of the columns are one.
const (
	pivotRows    = 25
	foldedRows   = 75 // below them, folded
	pivotColumns = 8
)

// countData is claims counted by one or two things.
type countData struct {
	By      []choiceField // the two fields of the form
	Share   bool
	Kept    url.Values // the question, for the form
	Chosen  []choice
	Total   int
	Columns []countHead
	Rows    []countRow // the first ones
	More    []countRow // those that are folded
	Left    int        // rows that are not shown
	Most    int
	Charts  []choice // the same as pictures
	Few     bool     // only one thing is counted by
}

// countHead is the head of a column.
type countHead struct {
	Text   string
	Claims int
	URL    string
}

// countRow is a row with its cells.
type countRow struct {
	ref
	Text   string
	Claims int
	Width  int // of its bar, in hundredths
	URL    string
	Cells  []countCell
}

// countCell is how many claims a row has in a column, and how dark that is shown.
type countCell struct {
	Claims int
	Share  int // in hundredths of the row
	Shade  int // 0 to 4
	URL    string
}

// count shows claims counted by one or two things, as a pivot with bars.
func (g *reader) count(r *http.Request) (*answer, error) {
	v := r.URL.Query()
	by := slices.DeleteFunc(slices.Clone(v["by"]), func(s string) bool { return s == "" })
	if len(by) == 0 {
		by = []string{"outlet", "stance"}
		if _, _, _, outlets := g.census.Sizes(); outlets < 2 {
			by = []string{"source", "stance"}
		}
	}
	if len(by) == 2 && by[0] == by[1] {
		by = by[:1]
	}
	q, err := g.asked(r.Context(), v)
	if err != nil {
		return nil, err
	}
	rows, columns := pivotRows+foldedRows, pivotColumns
	if formOf(r.URL.Path) != "" {
		rows, columns = 0, 0
	}
	p, err := g.census.Pivot(r.Context(), q.filter, by, rows, columns)
	if err != nil {
		if errorsOfGraph(err) {
			return nil, err
		}
		return nil, bad("%s.", upper(err.Error()))
	}
	share := v.Get("share") != ""
	if format := strings.TrimPrefix(formOf(r.URL.Path), "."); format == "svg" || format == "png" {
		return countChart(pivotTable(p, by, share), by, share, q.words(g.census), format)
	}
	d := &countData{Share: share, Total: p.Total, Kept: q.values, Few: len(by) == 1}
	for _, c := range q.chosen(g.census) {
		c.URL = strings.Replace(c.URL, "/claims", "/count", 1)
		d.Chosen = append(d.Chosen, c)
	}
	d.fields(by)
	d.fill(p, by, q.values)
	address := url.Values{"by": by}
	for key, values := range q.values {
		address[key] = values
	}
	if share {
		address.Set("share", "1")
	}
	for _, format := range export.ChartFormats {
		d.Charts = append(d.Charts, choice{Label: strings.ToUpper(format), URL: withQuery("/count."+format, address)})
	}
	tally := queries.Tally{Ask: q.ask, By: by, Share: share, Copies: true}
	return &answer{
		page: "count", title: "Claims by " + strings.Join(by, " and "), notes: q.notes, command: tally.Command(), forms: []string{"json", "csv"}, data: d,
		write: func(w io.Writer, style table.Style) error { return pivotTable(p, by, share).Write(w, style) },
	}, nil
}

// fields are the two fields of the form.
func (d *countData) fields(by []string) {
	for k, label := range [...]string{"Rows by", "Columns by"} {
		f := choiceField{Label: label, Key: "by"}
		if k == 1 {
			f.Options = append(f.Options, choice{Label: "nothing", On: len(by) < 2})
		}
		for _, name := range census.Dimensions {
			f.Options = append(f.Options, choice{Label: name, Value: name, On: k < len(by) && by[k] == name})
		}
		d.By = append(d.By, f)
	}
}

// fill makes the rows and columns.
func (d *countData) fill(p *census.Pivot, by []string, of url.Values) {
	columns := p.Columns[:min(len(p.Columns), pivotColumns)]
	for _, c := range columns {
		d.Columns = append(d.Columns, countHead{table.OneLine(c.Text), c.Claims, valueAddress(of, by[1], c)})
	}
	rest := len(p.Columns) > len(columns)
	if rest {
		d.Columns = append(d.Columns, countHead{Text: "others"})
	}
	for _, l := range p.Rows {
		d.Most = max(d.Most, l.Claims)
	}
	d.Left = max(0, len(p.Rows)-pivotRows-foldedRows)
	for k, l := range p.Rows[:min(len(p.Rows), pivotRows+foldedRows)] {
		row := countRow{Text: table.OneLine(l.Text), Claims: l.Claims, Width: (l.Claims*100 + d.Most - 1) / d.Most, URL: valueAddress(of, by[0], l)}
		if len(l.IDs) > 0 {
			row.ref = refOf(graph.EntityRef{ID: l.IDs[0], Name: l.Text, Type: graph.TypeOf(l.IDs[0])})
		}
		others := p.Sum(k)
		for m := range columns {
			n := p.At(k, m)
			others -= n
			address := ""
			if row.URL != "" {
				address = valueAddress(narrowedBy(of, by[0], l), by[1], columns[m])
			}
			row.Cells = append(row.Cells, pivotCell(n, l.Claims, address))
		}
		if rest {
			row.Cells = append(row.Cells, pivotCell(others, l.Claims, ""))
		}
		if len(d.Rows) < pivotRows || len(p.Rows) <= pivotRows+5 {
			d.Rows = append(d.Rows, row)
		} else {
			d.More = append(d.More, row)
		}
	}
}

func pivotCell(n, of int, address string) countCell {
	c := countCell{Claims: n, Share: (100*n + of/2) / max(1, of), URL: address}
	c.Shade = min(4, (c.Share+19)/20)
	return c
}

// valueKeys are the parameters that pick the claims of a value.
var valueKeys = map[string]string{"outlet": "publisher", "source": "who", "target": "about", "stance": "stance", "kind": "kind", "chain": "chain"}

// narrowedBy is a question with a value of a dimension beside its conditions.
func narrowedBy(of url.Values, by string, l census.Label) url.Values {
	out := url.Values{}
	for key, values := range of {
		out[key] = values
	}
	switch key := valueKeys[by]; {
	case len(l.IDs) > 0:
		out[key] = l.IDs
	case key != "":
		out[key] = []string{l.Text}
	default:
		out["since"], out["until"] = []string{l.Text}, []string{l.Text}
	}
	return out
}

// valueAddress is the address of the claims of a value; "" where no question picks them.
func valueAddress(of url.Values, by string, l census.Label) string {
	entity := by == "outlet" || by == "source" || by == "target"
	day := by == "year" || by == "month" || by == "day"
	if of == nil || by == "type" || by == "named" || by == "confidence" || entity && len(l.IDs) == 0 || day && l.Text == "not known" {
		return ""
	}
	return withQuery("/claims", narrowedBy(of, by, l))
}

// pivotTable is a pivot as queries.Tally prints it: a row a cell.
func pivotTable(p *census.Pivot, by []string, share bool) *table.Table {
	t := &table.Table{Columns: append(slices.Clone(by), "claims")}
	if share {
		t.Columns = append(t.Columns, "share")
	}
	all := 0
	for k := range p.Rows {
		all += p.Sum(k)
	}
	for k, l := range p.Rows {
		sum := p.Sum(k)
		if len(by) == 1 {
			sum = all
		}
		for m := range max(1, len(p.Columns)) {
			n := p.At(k, m)
			if n == 0 {
				continue
			}
			cells := []any{l.Text}
			if len(by) == 2 {
				cells = append(cells, p.Columns[m].Text)
			}
			cells = append(cells, n)
			if share {
				cells = append(cells, table.Round(float64(n)/float64(sum)))
			}
			t.Rows = append(t.Rows, cells)
		}
	}
	return t
}

// countChart is the counts as a chart.
func countChart(t *table.Table, by []string, share bool, words, format string) (*answer, error) {
	c, err := export.NewChart(t, len(by), 0)
	if err != nil {
		return nil, err
	}
	c.Share = share
	c.Caption = export.Caption{Title: "Claims by " + strings.Join(by, " and "), Subtitle: "Counted: " + words + ". Claims are counted as made, not as true."}
	return &answer{
		kind: graphKinds[format], file: "hearsay-count." + format,
		raw: func(w io.Writer) error { return c.Write(w, format, "") },
	}, nil
}
