package score

import (
	"slices"
	"strings"
)

// statements compares by pairs of claims of different articles.
func (s *scorer) statements() Part {
	p := Part{Name: "statements"}
	right := 0
	for i := range s.items {
		a := &s.items[i]
		if a.back {
			continue
		}
		p.Present.All++
		if len(a.claims) == 0 {
			continue
		}
		p.Present.Right++
		for k := range i {
			b := &s.items[k]
			if b.back || b.statement != a.statement || b.article == a.article || len(b.claims) == 0 {
				continue
			}
			p.Marked++
			if s.oneStatement(a.claims, b.claims) {
				right++
			} else {
				p.Missed = append(p.Missed, a.statement+": "+b.article+": "+b.words+" | "+a.article+": "+a.words)
			}
		}
	}
	p.Recall = Ratio{right, p.Marked}.Value()
	clusters := map[string][]string{}
	for claim, st := range s.found.Statements {
		if s.claims[claim] != nil {
			clusters[st] = append(clusters[st], claim)
		}
	}
	right = 0
	for _, claims := range clusters {
		slices.Sort(claims)
		for i, a := range claims {
			for _, b := range claims[:i] {
				if s.claims[a].article == s.claims[b].article {
					continue
				}
				if p.Found++; common(s.marked[a], s.marked[b]) {
					right++
				} else {
					p.Wrong = append(p.Wrong, s.label(b)+" | "+s.label(a))
				}
			}
		}
	}
	slices.Sort(p.Wrong)
	p.Precision = Ratio{right, p.Found}.Value()
	return p
}

// oneStatement says whether one of some claims says what one of others says.
func (s *scorer) oneStatement(a, b []string) bool {
	return slices.ContainsFunc(a, func(c string) bool {
		st := s.found.Statements[c]
		return st != "" && slices.ContainsFunc(b, func(d string) bool { return s.found.Statements[d] == st })
	})
}

func common(a, b []string) bool {
	return slices.ContainsFunc(a, func(x string) bool { return slices.Contains(b, x) })
}

// A sided is two sides that people marked, and whether finding it is asked for.
type sided struct {
	name     string
	sides    [2][]string
	optional bool
}

func (s *scorer) disputes() Part {
	var marked []sided
	for _, d := range s.gold.Disputes {
		marked = append(marked, sided{d.Reason, d.Sides, d.Optional})
	}
	return s.opposed("disputes", marked, s.found.Disputes)
}

func (s *scorer) shifts() Part {
	var marked []sided
	for _, d := range s.gold.Shifts {
		marked = append(marked, sided{d.Who, d.Sides, false})
	}
	return s.opposed("shifts", marked, s.found.Shifts)
}

// opposed compares pairs of claims with pairs of sides: a pair is right where its claims
// stand on the two sides of one; of those marked one pair is enough.
func (s *scorer) opposed(name string, marked []sided, pairs [][2]string) Part {
	p := Part{Name: name, Found: len(pairs)}
	met := make([]bool, len(marked))
	right := 0
	for _, pair := range pairs {
		ok := false
		for i, m := range marked {
			a, b := s.marked[pair[0]], s.marked[pair[1]]
			if common(a, m.sides[0]) && common(b, m.sides[1]) || common(a, m.sides[1]) && common(b, m.sides[0]) {
				ok, met[i] = true, true
			}
		}
		if ok {
			right++
		} else {
			p.Wrong = append(p.Wrong, s.label(pair[0])+" | "+s.label(pair[1]))
		}
	}
	found := 0
	for i, m := range marked {
		if m.optional {
			continue
		}
		p.Marked++
		if met[i] {
			found++
		} else {
			p.Missed = append(p.Missed, m.name+": "+strings.Join(m.sides[0], ", ")+" | "+strings.Join(m.sides[1], ", "))
		}
	}
	p.Precision, p.Recall = Ratio{right, p.Found}.Value(), Ratio{found, p.Marked}.Value()
	return p
}
