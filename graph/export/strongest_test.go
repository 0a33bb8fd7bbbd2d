package export

import (
	"bytes"
	"fmt"
	"image/png"
	"slices"
	"strings"
	"testing"
)

// TestStrongest holds that a picture that shows a part of the names shows none that
// nothing ties to the others, begins with the heaviest, and says that it was cut.
func TestStrongest(t *testing.T) {
	for _, names := range []int{61, 300, 1500} {
		all := People(crowd(names))
		v := all.Strongest(mostMapped)
		if len(v.Nodes) != mostMapped || v.Cut != len(all.Nodes)-mostMapped || v.Nodes[0].ID != all.Nodes[0].ID {
			t.Fatalf("of %d: %d nodes, %d left out, the first %s", names, len(v.Nodes), v.Cut, v.Nodes[0].ID)
		}
		if linked := v.linked(); names > 100 && len(linked.Nodes) != mostMapped {
			t.Errorf("of %d: only %d of the strongest are tied", names, len(linked.Nodes))
		}
		for i := range v.Nodes {
			if i > 0 && v.Nodes[i].Weight > v.Nodes[i-1].Weight {
				t.Errorf("of %d: %s stands behind a lighter one", names, v.Nodes[i].ID)
			}
		}
	}
	few := People(crowd(20))
	for _, n := range []int{0, 20, 21, 1000} {
		if v := few.Strongest(n); len(v.Nodes) != len(few.Nodes) || v.Cut != 0 {
			t.Errorf("the strongest %d of %d are %d", n, len(few.Nodes), len(v.Nodes))
		}
	}
	alone := &View{Nodes: []Node{{ID: "a", Weight: 3}, {ID: "b", Weight: 2}, {ID: "c", Weight: 1}}, Edges: []Edge{{From: 1, To: 2}}}
	if v := alone.Strongest(2); v.Nodes[0].ID != "b" || v.Nodes[1].ID != "c" {
		t.Errorf("the strongest two are %v", v.Nodes)
	}
}

// TestThin holds that a map has no more edges than one can follow, the heaviest, that each
// node keeps one, and the centre all.
func TestThin(t *testing.T) {
	v := &View{Centre: []string{"n99"}}
	for i := range 100 {
		v.Nodes = append(v.Nodes, Node{ID: fmt.Sprintf("n%d", i), Weight: 100 - i, Claim: noClaim})
	}
	for i := range 100 {
		for j := range i {
			v.Edges = append(v.Edges, Edge{From: i, To: j, Kind: About, Weight: 200 - i - j})
		}
	}
	thin := v.thin()
	if len(thin.Edges) != 200 || thin.CutEdges != 4950-200 {
		t.Fatalf("%d edges, %d left out", len(thin.Edges), thin.CutEdges)
	}
	of := make([]int, 100)
	for _, e := range thin.Edges {
		of[e.From]++
		of[e.To]++
	}
	if of[99] != 99 || slices.Min(of) == 0 {
		t.Errorf("the centre has %d of 99 edges, another %d", of[99], slices.Min(of))
	}
	if few := (&View{Nodes: v.Nodes, Edges: v.Edges[:fewEdges]}).thin(); few.CutEdges != 0 || len(few.Edges) != fewEdges {
		t.Errorf("of %d edges %d are drawn", fewEdges, len(few.Edges))
	}
}

// TestCentre holds that a picture of somebody keeps him and those around him, however
// light they are, and that the page begins with him.
func TestCentre(t *testing.T) {
	v := &View{
		Nodes: []Node{{ID: "a", Weight: 9}, {ID: "b", Weight: 8}, {ID: "c", Weight: 7}, {ID: "d", Weight: 2}, {ID: "e", Weight: 1}},
		Edges: []Edge{{From: 0, To: 1}, {From: 3, To: 4}, {From: 2, To: 3}}, Centre: []string{"e"},
	}
	for n, want := range map[int]string{1: "e", 2: "de", 3: "cde", 4: "acde", 5: "abcde"} {
		for _, cut := range []*View{v.Top(n), v.Strongest(n)} {
			got := ""
			for _, node := range cut.Nodes {
				got += node.ID
			}
			if got != want {
				t.Errorf("%d nodes around e are %s, want %s", n, got, want)
			}
		}
	}
	set := crowd(40)
	people := People(set)
	last := people.Nodes[len(people.Nodes)-1].ID
	set.Centre = []string{last}
	if page := string(writeSet(t, set, "html", Options{View: "people", Most: 5})); !strings.Contains(page, `data-centre="`+last+`"`) {
		t.Errorf("the page does not begin with %s", last)
	}
}

// TestCaption holds the words around a picture, and its width.
func TestCaption(t *testing.T) {
	o := Options{Caption: Caption{"A <title>", "and below", "Source: us"}, Width: 500, Most: 5}
	svg := string(writeSet(t, crowd(40), "svg", o))
	for _, want := range []string{
		`<svg xmlns="http://www.w3.org/2000/svg" width="500" `, "A &lt;title&gt;", ">and below<", "Source: us", "Only the 5 strongest names",
	} {
		if !strings.Contains(svg, want) {
			t.Errorf("no %q in the picture", want)
		}
	}
	if page := string(writeSet(t, crowd(40), "html", o)); !strings.Contains(page, "A &lt;title&gt;") {
		t.Error("the page has not the title")
	}
	config, err := png.DecodeConfig(bytes.NewReader(writeSet(t, crowd(40), "png", o)))
	if err != nil || config.Width != 1000 {
		t.Errorf("the PNG is %d wide, %v, want 1000", config.Width, err)
	}
}
