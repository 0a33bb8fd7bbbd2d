package copy

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// prose is n words of text that repeats nothing, another for each seed.
func prose(seed uint64, n int) string {
	random := rand.New(rand.NewPCG(seed, 1))
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "w%d", random.IntN(5000))
		if i%12 == 11 {
			b.WriteString(". ")
		} else {
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// find finds the copies among texts, which are published in their order: "copy<of" each.
func find(t *testing.T, texts ...string) []string {
	t.Helper()
	var articles []Article
	for i, text := range texts {
		id := string(rune('a' + i))
		articles = append(articles, Article{ID: id, Published: fmt.Sprintf("2031-03-%02d", i+1), Runs: Runs(text)})
	}
	first := links(articles)
	for range 5 {
		rand.Shuffle(len(articles), func(i, k int) { articles[i], articles[k] = articles[k], articles[i] })
		if again := links(articles); !slices.Equal(first, again) {
			t.Errorf("in another order: %v, not %v", again, first)
		}
	}
	return first
}

func links(articles []Article) (out []string) {
	for _, l := range Find(articles) {
		out = append(out, fmt.Sprintf("%s<%s %.2f", l.Copy, l.Of, l.Share))
	}
	return out
}

func TestFind(t *testing.T) {
	story, other := prose(1, 400), prose(2, 400)
	boilerplate := prose(3, 40)
	typeset := strings.ToUpper(strings.ReplaceAll(story, ". ", "’. — "))
	for _, c := range []struct {
		name  string
		texts []string
		want  string
	}{
		{"two stories", []string{story, other}, ""},
		{"the same words, set otherwise", []string{story, typeset}, "b<a 1.00"},
		{"a passage in a longer story", []string{other + story, story[:len(story)*2/3]}, "b<a 1.00"},
		{"of a longer one that came later", []string{story[:len(story)*2/3], other + story}, "b<a 1.00"},
		{"two fifths taken over", []string{story, story[:len(story)*2/5] + prose(4, 240)}, ""},
		{"three fifths taken over", []string{story, story[:len(story)*3/5] + prose(4, 160)}, "b<a 0.59"},
		{"the earliest is the original", []string{story, story + prose(5, 90), story}, "b<a 1.00 c<a 1.00"},
		{"a copy of a copy", []string{story, story[:len(story)*3/5] + other[:len(other)*2/5], other[:len(other)*2/5] + story[len(story)/4:len(story)*3/5] + prose(6, 20)}, "b<a 0.59 c<b 0.91"},
		{"one note under every story", []string{boilerplate + prose(7, 300), boilerplate + prose(8, 300), prose(9, 300) + boilerplate}, ""},
		{"next to nothing", []string{"One two three.", "One two three.", ""}, ""},
	} {
		if got := strings.Join(find(t, c.texts...), " "); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// TestOriginal holds that of copies the one with the earliest date is the original, of
// one date that with the first id, and that one without a date is none.
func TestOriginal(t *testing.T) {
	story := prose(1, 200)
	articles := []Article{{ID: "a"}, {ID: "b", Published: "2031-03-04T10:00:00Z"}, {ID: "c", Published: "2031-03-04T10:30:00+01:00"}, {ID: "d", Published: "2031-03-04T09:30:00Z"}}
	for i := range articles {
		articles[i].Runs = Runs(story)
	}
	if got, want := fmt.Sprint(links(articles)), "[a<c 1.00 b<c 1.00 d<c 1.00]"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// TestManyCopies holds that a story in hundreds of outlets, each with the same note
// under it as hundreds of other stories, is found in all of them.
func TestManyCopies(t *testing.T) {
	story, note := prose(1, 200), prose(2, 60)
	var articles []Article
	for i := range 600 {
		id, text := fmt.Sprintf("%03d", i), prose(uint64(100+i), 300)+note
		if i%2 == 1 {
			text = story + note
		}
		articles = append(articles, Article{ID: id, Published: "2031-03-04", Runs: Runs(text)})
	}
	found := links(articles)
	if len(found) != 299 {
		t.Errorf("%d copies, want 299", len(found))
	}
	for _, l := range found {
		if !strings.Contains(l, "<001 ") {
			t.Errorf("%s: not of the first", l)
		}
	}
}
