package graph

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"hearsay/extract/news"
	"hearsay/graph/sqlstore"
)

// How well a name stands for an entity; the index of its word in hows.
const (
	rankName = iota
	rankAlias
	rankShort
	rankWords
	rankNear
)

var hows = [...]string{"name", "alias", "short", "words", "near"}

// A folded is a name, as [Fold] gives it, by which an entity is found.
type folded struct {
	name string
	rank int
}

// names are those by which an entity is found: its name, its aliases, a person's
// last name, an acronym of its words.
func (e *Entity) names() []folded {
	var out []folded
	add := func(s string, rank int) {
		if s != "" && !slices.ContainsFunc(out, func(f folded) bool { return f.name == s }) {
			out = append(out, folded{s, rank})
		}
	}
	name := Fold(e.Name)
	add(name, rankName)
	for _, a := range e.Aliases {
		add(Fold(a), rankAlias)
	}
	words := strings.Fields(name)
	if len(words) > 1 {
		if e.Type == news.Person {
			add(words[len(words)-1], rankShort)
		} else {
			add(acronym(words), rankShort)
		}
	}
	return out
}

// wordsOf are the words of names, sorted, each once.
func wordsOf(names []folded) []string {
	var out []string
	for _, n := range names {
		out = append(out, strings.Fields(n.name)...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// acronym is made of the first letters of words, small words left out; "" where
// there would be one letter only.
func acronym(words []string) string {
	var b strings.Builder
	n := 0
	for _, w := range words {
		switch w {
		case "of", "the", "for", "and", "on", "in", "to":
			continue
		}
		r, _ := utf8.DecodeRuneInString(w)
		b.WriteRune(r)
		n++
	}
	if n < 2 {
		return ""
	}
	return b.String()
}

// trigrams are the three-rune pieces of a word, two blanks before and one behind
// it, so that beginnings count more; sorted, each once.
func trigrams(word string) []string {
	r := []rune("  " + word + " ")
	out := make([]string, 0, len(r))
	for i := 0; i+3 <= len(r); i++ {
		out = append(out, string(r[i:i+3]))
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// A likeness compares names with a wanted one by the trigrams of their words
// (Angell, Freund and Willett, Information Processing & Management, 1983).
type likeness struct {
	wanted map[string]bool
	words  map[string][2]int // of words met: trigrams that are wanted, and all
}

func newLikeness(name string) *likeness {
	l := &likeness{wanted: map[string]bool{}, words: map[string][2]int{}}
	for _, w := range strings.Fields(name) {
		for _, t := range trigrams(w) {
			l.wanted[t] = true
		}
	}
	return l
}

// word counts the trigrams of a word that are wanted, and all.
func (l *likeness) word(w string) (common, all int) {
	if n, ok := l.words[w]; ok {
		return n[0], n[1]
	}
	grams := trigrams(w)
	for _, t := range grams {
		if l.wanted[t] {
			common++
		}
	}
	l.words[w] = [2]int{common, len(grams)}
	return common, len(grams)
}

// of is the likeness of a name: twice the trigrams that it has in common with the
// wanted one by the trigrams of both (Dice's coefficient), those of each of its
// words counted; 0 to 1.
func (l *likeness) of(name string) float64 {
	common, all := 0, 0
	for _, w := range strings.Fields(name) {
		c, n := l.word(w)
		common, all = common+c, all+n
	}
	return 2 * float64(min(common, len(l.wanted))) / float64(len(l.wanted)+all)
}

// least is the likeness under which a name is not near.
const least = 0.2

// bound is the greatest likeness of a name in whose words not more than a share
// of the trigrams is wanted. With w wanted trigrams and n in the name it is at
// most 2·min(share·n, w)/(w+n), which is greatest at n = w/share.
func bound(share float64) float64 { return 2 * share / (1 + share) }

// Nearest gives the n entities whose names are most like a name, best first: by
// the share of three-letter pieces that they have in common. Names that have
// less than a fifth in common are left out. Of equally near ones the one with
// more claims stands first, then the first by id.
func (s *Store) Nearest(ctx context.Context, name string, n int) ([]Match, error) {
	return inView(ctx, s, func(s *Store) ([]Match, error) { return s.nearest(ctx, name, n) })
}

func (s *Store) nearest(ctx context.Context, name string, n int) ([]Match, error) {
	l := newLikeness(Fold(name))
	if len(l.wanted) == 0 || n <= 0 {
		return nil, nil
	}
	similar, err := s.similarWords(ctx, l)
	if err != nil {
		return nil, doing("find near names", err)
	}
	type scored struct {
		Match
		score float64
	}
	var best []scored
	seen := map[int64]bool{}
	for step := 8; len(similar) > 0; step = min(2*step, idsAtOnce) {
		const rounding = 1e-9
		if b := bound(similar[0].share) + rounding; b < least || len(best) == n && b < best[n-1].score {
			break
		}
		words := similar[:min(len(similar), step)]
		similar = similar[len(words):]
		found, err := s.withWords(ctx, words, seen)
		if err != nil {
			return nil, doing("find near names", err)
		}
		for i := range found {
			m := scored{Match: Match{Entity: found[i].EntityRef, Claims: found[i].Said + found[i].About, How: hows[rankNear]}}
			for _, f := range found[i].names() {
				m.score = max(m.score, l.of(f.name))
			}
			if m.score >= least {
				best = append(best, m)
			}
		}
		slices.SortFunc(best, func(a, b scored) int {
			return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(b.Claims, a.Claims), cmp.Compare(a.Entity.ID, b.Entity.ID))
		})
		best = best[:min(n, len(best))]
	}
	var out []Match
	for _, m := range best {
		out = append(out, m.Match)
	}
	return out, nil
}

// similar is a word of a name, and the share of its trigrams that is wanted.
type similar struct {
	word  string
	share float64
}

// similarWords are the words that have a wanted trigram, the most similar first.
func (s *Store) similarWords(ctx context.Context, l *likeness) ([]similar, error) {
	grams := sortedKeys(l.wanted)
	rows, err := s.query(ctx, "SELECT DISTINCT word FROM gram WHERE gram IN ("+marks(len(grams))+")", anys(grams)...)
	if err != nil {
		return nil, err
	}
	words, err := sqlstore.Column[string](rows)
	if err != nil {
		return nil, err
	}
	out := make([]similar, len(words))
	for i, w := range words {
		common, all := l.word(w)
		out[i] = similar{w, float64(common) / float64(all)}
	}
	slices.SortFunc(out, func(a, b similar) int { return cmp.Or(cmp.Compare(b.share, a.share), cmp.Compare(a.word, b.word)) })
	return out, nil
}

// withWords gives the entities that have one of the words in their names, those
// not yet seen.
func (s *Store) withWords(ctx context.Context, words []similar, seen map[int64]bool) ([]Entity, error) {
	arguments := make([]any, len(words))
	for i, w := range words {
		arguments[i] = w.word
	}
	rows, err := s.query(ctx, "SELECT DISTINCT entity FROM word WHERE word IN ("+marks(len(words))+")", arguments...)
	if err != nil {
		return nil, err
	}
	all, err := sqlstore.Column[int64](rows)
	if err != nil {
		return nil, err
	}
	fresh := slices.DeleteFunc(all, func(n int64) bool { return seen[n] })
	for _, n := range fresh {
		seen[n] = true
	}
	return s.called(ctx, fresh)
}
