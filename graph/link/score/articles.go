package score

import (
	"maps"
	"slices"
	"strings"
)

// copies compares pairs of articles, whichever is the copy.
func (s *scorer) copies() Part {
	marked, found := map[string]bool{}, map[string]bool{}
	for _, c := range s.gold.Copies {
		marked[pairOf(c[0], c[1])] = true
	}
	for _, c := range s.found.Copies {
		found[pairOf(s.name[c[0]], s.name[c[1]])] = true
	}
	return sets("copies", marked, found)
}

func pairOf(a, b string) string {
	if a > b {
		a, b = b, a
	}
	return a + " | " + b
}

// credits compares outlets by article.
func (s *scorer) credits() Part {
	entity := s.markedEntities()
	marked, found := map[string]bool{}, map[string]bool{}
	for _, c := range s.gold.Credits {
		for _, o := range c.Outlets {
			marked[c.Article+": "+o] = true
		}
	}
	for _, c := range s.found.Credits {
		id := entity[c[1]]
		if id == "" {
			id = c[1]
		}
		found[s.name[c[0]]+": "+id] = true
	}
	return sets("credits", marked, found)
}

// markedEntities gives the marked entity that most mentions of one of the graph are; of
// one that no mention is, that by whose form its id is made.
func (s *scorer) markedEntities() map[string]string {
	votes := map[string]map[string]int{}
	vote := func(found, marked string, n int) {
		if votes[found] == nil {
			votes[found] = map[string]int{}
		}
		votes[found][marked] += n
	}
	for _, n := range s.namings() {
		if n.found != "" {
			vote(n.found, n.entity, 2)
		}
	}
	for _, e := range s.gold.Entities {
		for _, f := range e.Forms {
			vote("publication/"+strings.ReplaceAll(strings.TrimPrefix(strings.ToLower(f), "the "), " ", "-"), e.ID, 1)
		}
	}
	out := map[string]string{}
	for id, counts := range votes {
		out[id] = mostFrequent(counts)
	}
	return out
}

// sets compares what was found with what was marked, each thing by its name.
func sets(name string, marked, found map[string]bool) Part {
	p := Part{Name: name, Found: len(found), Marked: len(marked)}
	right := 0
	for _, f := range sorted(found) {
		if marked[f] {
			right++
		} else {
			p.Wrong = append(p.Wrong, f)
		}
	}
	for _, m := range sorted(marked) {
		if !found[m] {
			p.Missed = append(p.Missed, m)
		}
	}
	p.Precision, p.Recall = Ratio{right, p.Found}.Value(), Ratio{right, p.Marked}.Value()
	return p
}

func sorted(set map[string]bool) []string { return slices.Sorted(maps.Keys(set)) }
