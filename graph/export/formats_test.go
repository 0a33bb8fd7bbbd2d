package export

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"image/png"
	"math"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"hearsay/graph/export/picture"
)

// TestSameMap reads the places of nodes in GEXF, Cytoscape JSON, the page's JSON
// and the picture: it is one map, up to where it lies and, in GEXF, its direction.
func TestSameMap(t *testing.T) {
	set := crowd(80)
	v := People(set).Place()
	var g struct {
		Nodes []struct {
			ID       string `xml:"id,attr"`
			Position struct {
				X float64 `xml:"x,attr"`
				Y float64 `xml:"y,attr"`
			} `xml:"position"`
		} `xml:"graph>nodes>node"`
	}
	if err := xml.Unmarshal(writeSet(t, set, "gexf", Options{}), &g); err != nil {
		t.Fatal(err)
	}
	var page viewJSON
	var b bytes.Buffer
	if err := v.WriteJSON(&b); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(b.Bytes(), &page); err != nil {
		t.Fatal(err)
	}
	for i := range v.Nodes {
		n := &v.Nodes[i]
		if p := g.Nodes[i].Position; g.Nodes[i].ID != n.ID || p.X != n.X || p.Y != -n.Y {
			t.Errorf("GEXF has %s at %v, want %v, %v", g.Nodes[i].ID, p, n.X, -n.Y)
		}
		if p := page.Nodes[i]; p.ID != n.ID || p.X != n.X || p.Y != n.Y || p.R != n.R {
			t.Errorf("the page has %s at %v, %v, want %v, %v", p.ID, p.X, p.Y, n.X, n.Y)
		}
	}
	svg := string(writeSet(t, set, "svg", Options{View: "people", Most: 80}))
	circles := regexp.MustCompile(`<g id="([^"]+)"><title>[^<]*</title><circle cx="([\d.]+)" cy="([\d.]+)"`).FindAllStringSubmatch(svg, -1)
	var dx, dy float64
	for i, c := range circles {
		k := slices.IndexFunc(v.Nodes, func(n Node) bool { return n.ID == c[1] })
		var x, y float64
		if _, err := fmt.Sscan(c[2], &x); err != nil {
			t.Fatal(err)
		}
		if _, err := fmt.Sscan(c[3], &y); err != nil {
			t.Fatal(err)
		}
		if i == 0 {
			dx, dy = x-v.Nodes[k].X, y-v.Nodes[k].Y
		}
		if math.Abs(x-v.Nodes[k].X-dx) > 0.02 || math.Abs(y-v.Nodes[k].Y-dy) > 0.02 {
			t.Errorf("the picture has %s at %v, %v, want %v, %v", c[1], x, y, v.Nodes[k].X+dx, v.Nodes[k].Y+dy)
		}
	}
	if want := len(v.linked().Nodes); len(circles) != want || want < 50 {
		t.Errorf("the picture has %d circles, want %d", len(circles), want)
	}
}

// TestLabels draws crowds of 30, 300 and 1,000: no name lies on another name or on a
// circle, as wide as they are drawn.
func TestLabels(t *testing.T) {
	for _, n := range []int{30, 300, 1000} {
		p := People(crowd(n)).Place().picture()
		text := picture.NewText()
		type area struct{ left, top, right, bottom float64 }
		var names, circles []area
		for _, s := range p.Shapes {
			g, ok := s.(picture.Group)
			if !ok || len(g.Shapes) != 2 {
				continue
			}
			c, ok := g.Shapes[0].(picture.Circle)
			if !ok {
				continue
			}
			l := g.Shapes[1].(picture.Label)
			half := text.Width(l.Text, l.Size, l.Bold) / 2
			names = append(names, area{l.X - half, l.Y - l.Size*0.75, l.X + half, l.Y + l.Size*0.22})
			circles = append(circles, area{c.X - c.R, c.Y - c.R, c.X + c.R, c.Y + c.R})
			if a := names[len(names)-1]; a.left < 0 || a.right > p.Width || a.bottom > p.Height {
				t.Errorf("n=%d: %q leaves the page", n, l.Text)
			}
		}
		if len(names) < n*8/10 {
			t.Fatalf("n=%d: %d names are drawn", n, len(names))
		}
		on := func(a, b area) bool {
			return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
		}
		for i := range names {
			for j := range names {
				if i < j && on(names[i], names[j]) || i != j && on(names[i], circles[j]) || i < j && on(circles[i], circles[j]) {
					t.Fatalf("n=%d: nodes %d and %d lie on each other: %.1f and %.1f, circles %.1f and %.1f", n, i, j, names[i], names[j], circles[i], circles[j])
				}
			}
		}
	}
}

// TestGEXF checks what Gephi's timeline needs: timestamps and no intervals, every
// attribute declared, every id once, every end of an edge a node.
func TestGEXF(t *testing.T) {
	data := writeSet(t, crowd(40), "gexf", Options{})
	var g gexfRead
	if err := xml.Unmarshal(data, &g); err != nil {
		t.Fatal(err)
	}
	if g.XMLName.Space != "http://gexf.net/1.3" || g.Version != "1.3" || g.Graph.Mode != "dynamic" || g.Graph.TimeFormat != "date" || g.Graph.Times != "timestamp" {
		t.Errorf("the head is %+v %s", g.XMLName, g.Graph.Mode)
	}
	if bytes.Contains(data, []byte(" start=")) || bytes.Contains(data, []byte(" end=")) {
		t.Error("intervals stand beside timestamps")
	}
	declared := map[string]bool{}
	for _, a := range g.Graph.Attributes {
		for _, c := range a.All {
			declared[a.Class+c.ID] = true
		}
	}
	ids := map[string]bool{}
	for _, n := range g.Graph.Nodes {
		if ids[n.ID] || n.Colour.XMLName.Space != "http://gexf.net/1.3/viz" || len(n.Spells) == 0 {
			t.Errorf("node %s is there twice, without its colour or without a time", n.ID)
		}
		ids[n.ID] = true
		for _, v := range n.Values {
			if !declared["node"+v.For] {
				t.Errorf("node %s has %s, which is not declared", n.ID, v.For)
			}
		}
	}
	for _, e := range g.Graph.Edges {
		if !ids[e.Source] || !ids[e.Target] || e.Weight < 1 || len(e.Spells) == 0 || !slices.IsSortedFunc(e.Spells, func(a, b gexfSpell) int { return strings.Compare(a.Timestamp, b.Timestamp) }) {
			t.Errorf("edge %+v", e)
		}
	}
}

type gexfRead struct {
	XMLName xml.Name `xml:"gexf"`
	Version string   `xml:"version,attr"`
	Graph   struct {
		Mode       string           `xml:"mode,attr"`
		TimeFormat string           `xml:"timeformat,attr"`
		Times      string           `xml:"timerepresentation,attr"`
		Attributes []gexfAttributes `xml:"attributes"`
		Nodes      []struct {
			ID     string      `xml:"id,attr"`
			Values []gexfCell  `xml:"attvalues>attvalue"`
			Spells []gexfSpell `xml:"spells>spell"`
			Colour struct {
				XMLName xml.Name
			} `xml:"color"`
		} `xml:"nodes>node"`
		Edges []struct {
			Source string      `xml:"source,attr"`
			Target string      `xml:"target,attr"`
			Weight int         `xml:"weight,attr"`
			Spells []gexfSpell `xml:"spells>spell"`
		} `xml:"edges>edge"`
	} `xml:"graph"`
}

// TestMermaid cuts a large view to Mermaid's limits, and says so in the file and to
// whoever asked.
func TestMermaid(t *testing.T) {
	for _, n := range []int{40, 1500} {
		var b bytes.Buffer
		notes, err := Write(&b, "mermaid", crowd(n), Options{View: "claims", Most: 5000})
		if err != nil {
			t.Fatal(err)
		}
		edges := len(regexp.MustCompile(`(?m)^  n\d+ -(-|\.-)>\|`).FindAllString(b.String(), -1))
		if runes := utf8.RuneCount(b.Bytes()); edges > mermaidEdges || runes > mermaidRunes || edges < 100 {
			t.Errorf("n=%d: %d edges, %d characters", n, edges, runes)
		}
		cut := strings.Contains(b.String(), "nodes with most claims of")
		if want := n > 100; cut != want || (len(notes) > 0) != want {
			t.Errorf("n=%d: a note that it was cut: %v %q, want %v", n, cut, notes, want)
		}
	}
	text := string(writeSet(t, testSet(), "mermaid", Options{}))
	_, body, _ := strings.Cut(text, "flowchart")
	if strings.Contains(body, "<") || !strings.Contains(text, "Harbour Board #38; #60;Sons#62;") {
		t.Errorf("a name is read as markup:\n%s", text)
	}
}

// TestAnnotations finds each annotation's words at its place, counted in code
// points.
func TestAnnotations(t *testing.T) {
	set := articleSet()
	doc, err := set.Document("")
	if err != nil {
		t.Fatal(err)
	}
	text := []rune(doc.Article.Text)
	var page struct{ Items []annotation }
	if err := json.Unmarshal(writeSet(t, set, "annotations", Options{}), &page); err != nil {
		t.Fatal(err)
	}
	if len(page.Items) != 6 {
		t.Fatalf("%d annotations, want content, cue and source of two claims", len(page.Items))
	}
	for _, a := range page.Items {
		quote, place := a.Target.Selector[0], a.Target.Selector[1]
		if got := string(text[*place.Start:*place.End]); got != quote.Exact || got == "" {
			t.Errorf("%s: at %d is %q, want %q", a.ID, *place.Start, got, quote.Exact)
		}
		if !strings.Contains(doc.Article.Text, quote.Prefix+quote.Exact+quote.Suffix) {
			t.Errorf("%s: what stands around it is not in the text: %+v", a.ID, quote)
		}
	}
}

// TestProgram finds the program in every format that has a place for it, once, and not
// where nobody names it; what reads them reads them still.
func TestProgram(t *testing.T) {
	const program = "hearsay v1.2.0, model 0123456789ab, data <&>"
	for format, as := range map[string]string{
		"gexf": "hearsay v1.2.0, model 0123456789ab, data &lt;&amp;&gt;", "graphml": "<desc>hearsay v1.2.0, model 0123456789ab, data &lt;&amp;&gt;</desc>",
		"svg": "<metadata>hearsay v1.2.0, model 0123456789ab, data &lt;&amp;&gt;</metadata>", "png": "tEXtSoftware\x00" + program,
		"dot": "// " + program + "\n", "mermaid": "%% " + program + "\n", "md": "<!-- hearsay v1.2.0, model 0123456789ab, data ",
	} {
		with := writeSet(t, articleSet(), format, Options{Program: program})
		if n := bytes.Count(with, []byte(as)); n != 1 {
			t.Errorf("%s: %q is there %d times", format, as, n)
		}
		if without := writeSet(t, articleSet(), format, Options{}); bytes.Contains(without, []byte("v1.2.0")) {
			t.Errorf("%s: it names a program that nobody named", format)
		}
		if format == "png" {
			if _, err := png.Decode(bytes.NewReader(with)); err != nil {
				t.Errorf("png: %v", err)
			}
		}
	}
}

// TestNeo4j reads the tables as the import does: typed headers, ids once, both ends
// of each relation.
func TestNeo4j(t *testing.T) {
	files := map[string][][]string{}
	for _, f := range Neo4j(articleSet(), false, "hearsay 1") {
		var b bytes.Buffer
		if err := f.Write(&b); err != nil {
			t.Fatal(err)
		}
		if !strings.HasSuffix(f.Name, ".csv") {
			if !strings.Contains(b.String(), " Made by hearsay 1.\n") || f.Name == "import.sh" && !strings.HasPrefix(b.String(), "#!/bin/sh\n") {
				t.Errorf("%s:\n%s", f.Name, b.String())
			}
			continue
		}
		all, err := csv.NewReader(&b).ReadAll()
		if err != nil {
			t.Fatalf("%s: %v", f.Name, err)
		}
		files[f.Name] = all
	}
	ids := map[string]bool{}
	for _, name := range []string{"entities.csv", "articles.csv", "claims.csv"} {
		if head := files[name][0]; head[0] != "id:ID" || head[len(head)-1] != ":LABEL" {
			t.Errorf("%s begins %q", name, head)
		}
		for _, row := range files[name][1:] {
			if ids[row[0]] {
				t.Errorf("%s is there twice", row[0])
			}
			ids[row[0]] = true
		}
	}
	kinds := map[string]int{}
	for _, row := range files["relations.csv"][1:] {
		if !ids[row[0]] || !ids[row[1]] {
			t.Errorf("an end of %q is not there", row)
		}
		kinds[row[2]]++
	}
	if want := "map[ABOUT:1 IN:2 PUBLISHED:1 REPORTS:1 SAID:2]"; fmt.Sprint(kinds) != want {
		t.Errorf("relations are %v, want %s", kinds, want)
	}
}

// TestFTM holds every end of a link, and every mentioned name, among the entities.
func TestFTM(t *testing.T) {
	ids, ends := map[string]bool{}, map[string]bool{}
	for dec := json.NewDecoder(bytes.NewReader(writeSet(t, farSet(t), "ftm", Options{}))); dec.More(); {
		var e ftmEntity
		if err := dec.Decode(&e); err != nil {
			t.Fatal(err)
		}
		if ids[e.ID] || !ftmIDs.MatchString(e.ID) || e.Schema == "" {
			t.Errorf("entity %+v", e)
		}
		ids[e.ID] = true
		for _, name := range []string{"subject", "object", "entity", "document", "proof", "resolved"} {
			for _, id := range e.Properties[name] {
				ends[id] = true
			}
		}
	}
	for id := range ends {
		if !ids[id] {
			t.Errorf("%s is named and not there", id)
		}
	}
	if !ids["person-.0006c8.0006cc"] || !ids["group-.00674e"] {
		t.Error("who is only mentioned, or has no Latin name, is not there")
	}
	if len(ends) < 3 {
		t.Errorf("only %d ends", len(ends))
	}
}

// ftmIDs are the ids that FollowTheMoney takes.
var ftmIDs = regexp.MustCompile(`^[0-9a-zA-Z]([0-9a-zA-Z.-]*[0-9a-zA-Z])?$`)

// TestHTML holds that the page loads nothing and that an article's text is never
// markup.
func TestHTML(t *testing.T) {
	set := testSet()
	set.Claims[0].Content = `</script><img src=x onerror=alert(1)>`
	set.Claims[0].Article.URL = "javascript:alert(1)"
	page := string(writeSet(t, set, "html", Options{}))
	for _, never := range []string{"<img", "javascript:alert", "src=\"http", "@import", "url("} {
		if strings.Contains(page, never) {
			t.Errorf("the page has %q", never)
		}
	}
	if n := strings.Count(page, "</script>"); n != 2 {
		t.Errorf("%d scripts end, want the graph and the script", n)
	}
}
