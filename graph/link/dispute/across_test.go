package dispute

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"hearsay/extract/news"
)

// TestAcross holds that no pair of claims is passed over for its length, its words or its
// numbers that a comparison of all pairs would find, in a press that speaks of few things.
func TestAcross(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	words := strings.Fields("harbour wall sound mill overloaded budget gap pier sold school closed bridge ferry crowns fuel tax keeper engineer")
	line := func() string {
		all := make([]string, 2+r.IntN(5))
		for i := range all {
			all[i] = words[r.IntN(len(words))]
		}
		some := strings.Join(all, " ")
		return [...]string{
			"Ada said: the " + some, "Bo denies denied: that the " + some, "Cy said: the " + some + " is not so", fmt.Sprintf("Di said: %d of the %s", 20+r.IntN(3)*20, some),
		}[r.IntN(4)]
	}
	var docs []*news.Document
	for i := range 60 {
		docs = append(docs, document(fmt.Sprint(i), fmt.Sprintf("2031-05-%02d", 1+i%28), line(), line()))
	}
	f := gather(digested(docs...), &fitted)
	found := map[string]bool{}
	for i := range f.found {
		found[f.found[i].a.node()+f.found[i].b.node()] = true
	}
	all := 0
	for i, a := range f.claims {
		for _, b := range f.claims[i+1:] {
			n := len(f.found)
			if a.article == b.article || max(a.Day-b.Day, b.Day-a.Day) > Window {
				continue
			}
			if f.compare(a, b); len(f.found) == n {
				continue
			}
			p := &f.found[n]
			if all++; !mayDiffer(a, b) {
				t.Errorf("%s and %s differ, and are not compared", p.a.node(), p.b.node())
			}
			if words, names := f.rarest(a), f.rarest(b); !found[p.a.node()+p.b.node()] && inBoth(words, names) > 1 {
				t.Errorf("%s and %s have words in common, and were not found", p.a.node(), p.b.node())
			}
		}
	}
	if all < 20 {
		t.Errorf("only %d pairs differ", all)
	}
}

// inBoth is how many of some words are among others.
func inBoth(a, b []string) (n int) {
	for _, w := range a {
		if slices.Contains(b, w) {
			n++
		}
	}
	return n
}

// TestTwice holds that what came twice is known, and that hardly anything else is.
func TestTwice(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	seen := newTwice(1000)
	hashes := make([]uint64, 35_000)
	for i := range hashes {
		hashes[i] = r.Uint64()
		seen.add(hashes[i])
	}
	for _, h := range hashes[:100] {
		seen.add(h)
	}
	wrong := 0
	for i, h := range hashes {
		switch has := seen.has(h); {
		case i < 100 && !has:
			t.Fatalf("the hash with number %d came twice, and is not known", i)
		case i >= 100 && has:
			wrong++
		}
	}
	if wrong > len(hashes)/4 {
		t.Errorf("%d of %d hashes that came once are taken to have come twice", wrong, len(hashes))
	}
}
