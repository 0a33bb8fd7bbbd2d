package score

import (
	"fmt"
	"io"
	"math"
	"strings"

	"hearsay/extract/news"
)

// Chains are, of one text, the mentions of each thing.
type Chains [][]news.Span

// Without gives the chains that have more than n mentions.
func (c Chains) Without(n int) Chains {
	var out Chains
	for _, chain := range c {
		if len(chain) > n {
			out = append(out, chain)
		}
	}
	return out
}

// A Measure is the sums of a figure of coreference: precision is PHit of POf,
// recall RHit of ROf.
type Measure struct {
	Name                 string
	PHit, POf, RHit, ROf float64
}

// Ratios of a measure, 0 where there was nothing to count.
func (m *Measure) Precision() float64 { return share(m.PHit, m.POf) }
func (m *Measure) Recall() float64    { return share(m.RHit, m.ROf) }
func (m *Measure) F1() float64 {
	p, r := m.Precision(), m.Recall()
	return share(2*p*r, p+r)
}

func share(a, b float64) float64 {
	if b == 0 {
		return 0
	}
	return a / b
}

// CoreferenceScore holds the figures of [Coreference]: mentions, MUC, B³, CEAFe.
type CoreferenceScore [4]Measure

// CoNLL is the mean of the F1 of MUC, B³ and CEAFe.
func (s *CoreferenceScore) CoNLL() float64 { return (s[1].F1() + s[2].F1() + s[3].F1()) / 3 }

// Coreference scores the chains of texts, each as those marked and those found,
// as the scorer of CoNLL 2012 does (Pradhan et al., ACL 2014), summed over the texts:
//
//	mentions  spans that stand in a chain
//	MUC       links of chains (Vilain et al., MUC-6, 1995)
//	B³        of each mention, how much of its chain is right (Bagga and Baldwin, 1998)
//	CEAFe     chains, aligned one to one by φ4 (Luo, HLT-EMNLP 2005)
//
// A span in two chains of one side counts in the first. Chains of one mention
// count, other than in that scorer's data; leave them out by [Chains.Without](1).
func Coreference(texts [][2]Chains) CoreferenceScore {
	s := CoreferenceScore{{Name: "mentions"}, {Name: "MUC"}, {Name: "B3"}, {Name: "CEAFe"}}
	for _, text := range texts {
		s.add(newPartition(text[0]), newPartition(text[1]))
	}
	return s
}

// A partition is chains without their doubles, and the chain of each span.
type partition struct {
	chains Chains
	of     map[news.Span]int
}

func newPartition(chains Chains) partition {
	p := partition{of: map[news.Span]int{}}
	for _, chain := range chains {
		var kept []news.Span
		for _, span := range chain {
			if _, taken := p.of[span]; !taken {
				p.of[span] = len(p.chains)
				kept = append(kept, span)
			}
		}
		if len(kept) > 0 {
			p.chains = append(p.chains, kept)
		}
	}
	return p
}

// common counts the mentions that a chain shares with each chain of another
// partition; missing is how many stand in none of its chains.
func (p *partition) common(chain []news.Span) (shared map[int]int, missing int) {
	shared = map[int]int{}
	for _, span := range chain {
		if k, ok := p.of[span]; ok {
			shared[k]++
		} else {
			missing++
		}
	}
	return shared, missing
}

func (s *CoreferenceScore) add(gold, found partition) {
	for span := range gold.of {
		if _, ok := found.of[span]; ok {
			s[0].RHit++
			s[0].PHit++
		}
	}
	s[0].ROf += float64(len(gold.of))
	s[0].POf += float64(len(found.of))
	for _, side := range [...]struct {
		of, by    *partition
		muc, muOf *float64
		b3, b3Of  *float64
	}{
		{&gold, &found, &s[1].RHit, &s[1].ROf, &s[2].RHit, &s[2].ROf},
		{&found, &gold, &s[1].PHit, &s[1].POf, &s[2].PHit, &s[2].POf},
	} {
		for _, chain := range side.of.chains {
			shared, missing := side.by.common(chain)
			n := len(chain)
			*side.muc += float64(n - len(shared) - missing)
			*side.muOf += float64(n - 1)
			right := 0
			for _, k := range shared {
				right += k * k
			}
			*side.b3 += float64(right) / float64(n)
			*side.b3Of += float64(n)
		}
	}
	phi := similarity(gold, found)
	s[3].PHit += phi
	s[3].RHit += phi
	s[3].POf += float64(len(found.chains))
	s[3].ROf += float64(len(gold.chains))
}

// similarity is the sum of φ4 (the Dice of two chains) in the one-to-one
// alignment of chains where it is greatest.
func similarity(gold, found partition) float64 {
	a, b := gold, found
	if len(a.chains) > len(b.chains) {
		a, b = b, a
	}
	if len(a.chains) == 0 {
		return 0
	}
	phi := make([][]float64, len(a.chains))
	for i, chain := range a.chains {
		phi[i] = make([]float64, len(b.chains))
		shared, _ := b.common(chain)
		for k, n := range shared {
			phi[i][k] = 2 * float64(n) / float64(len(chain)+len(b.chains[k]))
		}
	}
	sum := 0.0
	for i, k := range assign(phi) {
		sum += phi[i][k]
	}
	return sum
}

// assign gives each row a column of its own so that the sum of the values is the
// greatest, in cubic time (Kuhn, 1955, with potentials). There are no fewer
// columns than rows.
func assign(value [][]float64) []int {
	n, m := len(value), len(value[0])
	u, v := make([]float64, n+1), make([]float64, m+1)
	rowOf, way := make([]int, m+1), make([]int, m+1) // numbered from 1; 0 is free
	for i := 1; i <= n; i++ {
		rowOf[0] = i
		least, used := make([]float64, m+1), make([]bool, m+1)
		for j := range least {
			least[j] = math.Inf(1)
		}
		j0 := 0
		for rowOf[j0] != 0 {
			used[j0] = true
			row, delta, next := rowOf[j0], math.Inf(1), 0
			for j := 1; j <= m; j++ {
				if used[j] {
					continue
				}
				if cost := -value[row-1][j-1] - u[row] - v[j]; cost < least[j] {
					least[j], way[j] = cost, j0
				}
				if least[j] < delta {
					delta, next = least[j], j
				}
			}
			for j := range used {
				if used[j] {
					u[rowOf[j]] += delta
					v[j] -= delta
				} else {
					least[j] -= delta
				}
			}
			j0 = next
		}
		for j0 != 0 {
			rowOf[j0] = rowOf[way[j0]]
			j0 = way[j0]
		}
	}
	column := make([]int, n)
	for j := 1; j <= m; j++ {
		if rowOf[j] != 0 {
			column[rowOf[j]-1] = j - 1
		}
	}
	return column
}

// Write prints the figures as a table.
func (s *CoreferenceScore) Write(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%15s      P       R      F1\n", "")
	for i := range s {
		m := &s[i]
		fmt.Fprintf(&b, "%-15s %s %s %s\n", m.Name, cell(m.Precision()), cell(m.Recall()), cell(m.F1()))
	}
	fmt.Fprintf(&b, "%-15s %15s %s\n", "CoNLL", "", cell(s.CoNLL()))
	_, err := io.WriteString(w, b.String())
	return err
}
