package sqlstore

import (
	"fmt"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"
)

func TestObjects(t *testing.T) {
	for _, b := range backends {
		t.Run(b.name, func(t *testing.T) {
			s := open(t, b.fresh(t))
			defer s.Close()
			var quads []quad.Quad
			for i, o := range strings.Fields("c a b b d c b") {
				quads = append(quads, quad.Quad{Subject: quad.IRI(fmt.Sprint(i)), Predicate: quad.IRI("p"), Object: quad.IRI(o), Label: quad.IRI("l")})
			}
			quads = append(quads, quad.Quad{Subject: quad.IRI("0"), Predicate: quad.IRI("q"), Object: quad.IRI("a")})
			if err := s.Update(t.Context(), func(tx *Tx) error { return tx.Add(t.Context(), quads) }); err != nil {
				t.Fatal(err)
			}
			for _, c := range []struct {
				predicate string
				limit     int
				want      string
			}{
				{"p", 10, "b 3, c 2, a 1, d 1"},
				{"p", 3, "b 3, c 2, a 1"}, // of equal ones the first by its text
				{"p", 1, "b 3"},
				{"p", 0, ""},
				{"q", 10, "a 1"},
				{"l", 10, ""}, // a label, no predicate
				{"nowhere", 10, ""},
			} {
				found, err := s.Objects(t.Context(), quad.IRI(c.predicate), c.limit)
				if err != nil {
					t.Fatal(err)
				}
				var got []string
				for _, o := range found {
					got = append(got, fmt.Sprintf("%s %d", string(o.Value.(quad.IRI)), o.Times))
				}
				if got := strings.Join(got, ", "); got != c.want {
					t.Errorf("%d objects of %s are %q, want %q", c.limit, c.predicate, got, c.want)
				}
			}
		})
	}
}
