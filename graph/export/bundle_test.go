package export

import (
	"fmt"
	"math"
	"testing"

	"hearsay/graph/export/picture"
)

// TestBundle has two communities beside each other, every edge from the left to the right:
// on a large map the edges run closer together half way than their ends lie, on a small
// one each goes its own way.
func TestBundle(t *testing.T) {
	for _, c := range []struct {
		nodes   int
		bundled bool
	}{{fewBundled, false}, {fewBundled + 2, true}} {
		v := &View{Name: "people"}
		for i := range c.nodes {
			v.Nodes = append(v.Nodes, Node{ID: fmt.Sprint(i), X: float64(600 * (i % 2)), Y: float64(40 * (i / 2)), R: 5, Community: 1 + i%2, Claim: noClaim})
		}
		s := sheet{view: v}
		s.bundle()
		var top, bottom picture.Point // half way
		for i, at := range [...]*picture.Point{&top, &bottom} {
			from := i * (c.nodes - 2)
			a, b := &v.Nodes[from], &v.Nodes[from+1]
			first, last := s.bends(a, b)
			*at = picture.Point{X: (a.X + 3*first.X + 3*last.X + b.X) / 8, Y: (a.Y + 3*first.Y + 3*last.Y + b.Y) / 8}
			if (first == last) == c.bundled {
				t.Errorf("%d nodes: the edge from %s bends at %v and %v", c.nodes, a.ID, first, last)
			}
		}
		ends := v.Nodes[c.nodes-1].Y - v.Nodes[0].Y
		if apart := math.Abs(bottom.Y - top.Y); (apart < 0.8*ends) != c.bundled {
			t.Errorf("%d nodes: half way the edges are %.0f apart, their ends %.0f", c.nodes, apart, ends)
		}
		for _, b := range [...]*Node{&v.Nodes[1], &v.Nodes[2]} { // of the other community, of the same
			first, last := s.bends(&v.Nodes[0], b)
			if back, again := s.bends(b, &v.Nodes[0]); first == again || last == back {
				t.Errorf("%d nodes: one there and one back to %s are one line", c.nodes, b.ID)
			}
		}
	}
}
