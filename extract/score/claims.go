package score

import (
	"cmp"
	"fmt"
	"io"
	"math"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/text/cases"
)

// An Entity of a document to be scored: its name, and every other form.
type Entity struct {
	ID, Name string
	Aliases  []string
}

// A Claim of a document to be scored.
type Claim struct {
	ID, Content, Within, Stance, Kind string // Within is "" where the article itself reports it
	Source, About                     []string
}

// A Document is what an article says, as people marked it or as it was found.
type Document struct {
	Entities []Entity
	Claims   []Claim
}

// A Row is one figure of [Claims]: hits, gold items and predicted ones.
type Row struct {
	Name            string
	Hit, Gold, Pred int
	Accuracy        bool // Hit of Gold; else precision, recall and F1
}

// ClaimScore holds the figures of [Claims], in their order: claims, said,
// triples, chain, stance, kind.
type ClaimScore []Row

// Claims scores claims over whole articles. Claims are matched one to one, best
// first, where the Dice of their content words is at least .5. Entities are the
// same where one's name is among the other's names (case, leading "the", titles
// and punctuation aside). Figures are micro-averaged:
//
//	claims   a claim is found
//	said     … and all its sources are right (who said what)
//	triples  (source, content, about), one a pair (who said what about whom)
//	chain    of the gold claims within another, those found within the right one
//	stance, kind   accuracy on the claims found
func Claims(pairs [][2]Document) ClaimScore {
	s := ClaimScore{{Name: "claims"}, {Name: "said"}, {Name: "triples"}, {Name: "chain"}, {Name: "stance", Accuracy: true}, {Name: "kind", Accuracy: true}}
	for _, p := range pairs {
		s.add(&p[0], &p[1])
	}
	return s
}

func (s ClaimScore) add(gold, found *Document) {
	matched := matchClaims(gold.Claims, found.Claims)
	ge, fe := entities(gold), entities(found)
	ids := map[string]string{}
	for i, j := range matched {
		if j >= 0 {
			ids[gold.Claims[i].ID] = found.Claims[j].ID
		}
	}
	for i := range gold.Claims {
		g := &gold.Claims[i]
		s[0].Gold++
		s[1].Gold++
		s[2].Gold += len(g.Source) * len(g.About)
		s[3].Gold += toInt(g.Within != "")
	}
	for j := range found.Claims {
		f := &found.Claims[j]
		s[0].Pred++
		s[1].Pred++
		s[2].Pred += len(f.Source) * len(f.About)
		s[3].Pred += toInt(f.Within != "")
	}
	for i, j := range matched {
		if j < 0 {
			continue
		}
		g, f := &gold.Claims[i], &found.Claims[j]
		said, about := hits(ge, fe, g.Source, f.Source), hits(ge, fe, g.About, f.About)
		s[0].Hit++
		s[1].Hit += toInt(said == len(g.Source) && said == len(f.Source))
		s[2].Hit += min(said, len(f.Source)) * min(about, len(f.About))
		s[3].Hit += toInt(g.Within != "" && f.Within != "" && ids[g.Within] == f.Within)
		s[4].Gold++
		s[4].Hit += toInt(g.Stance == f.Stance)
		s[5].Gold++
		s[5].Hit += toInt(g.Kind == f.Kind)
	}
}

func toInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

// matchClaims pairs claims by their content words; ties go to the nearer place in
// the list, then to the later claim, as in the scorer that this one follows.
func matchClaims(gold, found []Claim) []int {
	type candidate struct {
		dice, near float64
		i, j       int
	}
	gw, fw := make([]map[string]int, len(gold)), make([]map[string]int, len(found))
	for i := range gold {
		gw[i] = contentWords(gold[i].Content)
	}
	for j := range found {
		fw[j] = contentWords(found[j].Content)
	}
	var all []candidate
	for i := range gold {
		for j := range found {
			if d := diceWords(gw[i], fw[j]); d >= 0.5 {
				near := -math.Abs(float64(i)/float64(max(1, len(gold))) - float64(j)/float64(max(1, len(found))))
				all = append(all, candidate{d, near, i, j})
			}
		}
	}
	slices.SortFunc(all, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(b.dice, a.dice), cmp.Compare(b.near, a.near), cmp.Compare(b.i, a.i), cmp.Compare(b.j, a.j))
	})
	partner, taken := make([]int, len(gold)), make([]bool, len(found))
	for i := range partner {
		partner[i] = -1
	}
	for _, c := range all {
		if partner[c.i] < 0 && !taken[c.j] {
			partner[c.i], taken[c.j] = c.j, true
		}
	}
	return partner
}

// contentWords counts the words of a text, case aside.
func contentWords(text string) map[string]int {
	words := map[string]int{}
	for _, w := range strings.FieldsFunc(cases.Fold().String(text), func(r rune) bool { return !isWord(r) }) {
		words[w]++
	}
	return words
}

func diceWords(a, b map[string]int) float64 {
	common, all := 0, 0
	for w, n := range a {
		common += min(n, b[w])
		all += n
	}
	for _, n := range b {
		all += n
	}
	return 2 * float64(common) / float64(max(1, all))
}

// known is an entity as its normalized name and all its normalized names.
type known struct {
	name  string
	names map[string]bool
}

func entities(d *Document) map[string]known {
	out := make(map[string]known, len(d.Entities))
	for _, e := range d.Entities {
		k := known{normalize(e.Name), map[string]bool{}}
		for _, n := range append([]string{e.Name}, e.Aliases...) {
			if n = normalize(n); n != "" {
				k.names[n] = true
			}
		}
		out[e.ID] = k
	}
	return out
}

var (
	titled      = regexp.MustCompile(`^(the|a|an|mr|mrs|ms|dr|sen|rep|gov|president|senator|prof|professor|gen|judge|secretary)\.? `)
	punctuation = regexp.MustCompile(`[^\p{L}\p{N}_ ]`)
)

// normalize gives a name as the names of entities are compared.
func normalize(name string) string {
	name = cases.Fold().String(strings.TrimSpace(name))
	name = strings.TrimSuffix(strings.TrimSuffix(name, "'s"), "’s")
	name = punctuation.ReplaceAllString(strings.ReplaceAll(name, "-", " "), "")
	for previous := ""; name != previous; {
		previous, name = name, titled.ReplaceAllString(name, "")
	}
	return strings.TrimSpace(name)
}

// hits counts the gold entities that one of the found ones is the same as.
func hits(ge, fe map[string]known, gold, found []string) int {
	n := 0
	for _, g := range gold {
		if slices.ContainsFunc(found, func(f string) bool { return fe[f].names[ge[g].name] || ge[g].names[fe[f].name] }) {
			n++
		}
	}
	return n
}

// Write prints the figures, one a line.
func (s ClaimScore) Write(w io.Writer) error {
	for _, r := range s {
		line := ""
		if r.Accuracy {
			line = fmt.Sprintf("%-8s accuracy %.3f  of %d", r.Name, round(ratio(r.Hit, r.Gold)), r.Gold)
		} else {
			line = fmt.Sprintf("%-8s p %.3f  r %.3f  f1 %.3f  gold %d  pred %d",
				r.Name, round(ratio(r.Hit, r.Pred)), round(ratio(r.Hit, r.Gold)), round(r.F1()), r.Gold, r.Pred)
		}
		if _, err := fmt.Fprintln(w, line); err != nil {
			return err
		}
	}
	return nil
}

// Recall is the share of the gold items that were hit, 0 where there are none.
func (r Row) Recall() float64 { return round(ratio(r.Hit, r.Gold)) }

// F1 is the harmonic mean of precision and recall, 0 where nothing was hit.
func (r Row) F1() float64 {
	if r.Hit == 0 {
		return 0
	}
	return 2 * float64(r.Hit) / float64(r.Gold+r.Pred)
}

// round is a ratio to four places, 0 where there was nothing to count.
func round(v float64) float64 { return max(0, math.RoundToEven(v*1e4)/1e4) }
