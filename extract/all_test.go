package extract

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"hearsay/extract/internal/encoder"
	"hearsay/extract/news"
	"hearsay/extract/read"
)

// walkOf walks over texts; one that begins with "skip " is no article.
func walkOf(texts ...string) func(func(read.Item) error) error {
	return func(visit func(read.Item) error) error {
		for i, text := range texts {
			item := read.Item{Path: fmt.Sprint(i), Article: news.Article{Text: text}}
			if why, ok := strings.CutPrefix(text, "skip "); ok {
				item = read.Item{Path: fmt.Sprint(i), Skip: why}
			}
			if err := visit(item); err != nil {
				return err
			}
		}
		return nil
	}
}

// length is what stands for an extraction: the later articles are done first.
func length(_ *encoder.Model, a news.Article) int {
	time.Sleep(time.Millisecond * time.Duration(20-min(20, len(a.Text))))
	return len(a.Text)
}

// told is what a reader of results sees.
func told(results <-chan Result[int]) string {
	var b strings.Builder
	for r := range results {
		switch {
		case r.Err != nil:
			fmt.Fprintf(&b, "error: %v\n", r.Err)
		case r.Item.Skip != "":
			fmt.Fprintf(&b, "%s: %s\n", r.Item.Path, r.Item.Skip)
		default:
			fmt.Fprintf(&b, "%s: %d\n", r.Item.Path, r.Value)
		}
	}
	return b.String()
}

// TestAll compares one worker with many: the results are in the order of the
// articles, what is skipped and what is too much work are named in theirs.
func TestAll(t *testing.T) {
	m := tiny(t)
	texts := []string{"a", "", "skip no text", "ab cd", strings.Repeat("a b ", 3000), strings.Repeat("ab", 5999), "abc"}
	const want = "0: 1\n1: 0\n2: no text\n3: 5\n4: longer than any news article: more than 8000 tokens and word pieces (--article-work allows more)\n5: 11998\n6: 3\n"
	for _, workers := range []int{1, 2, 8} {
		if got := told(All(t.Context(), m, walkOf(texts...), Options{Workers: workers, Work: 8000}, length)); got != want {
			t.Errorf("%d workers:\n got %s\nwant %s", workers, got, want)
		}
	}
	failing := func(visit func(read.Item) error) error {
		return errors.Join(walkOf("a")(visit), errors.New("no such file"))
	}
	if got, want := told(All(t.Context(), m, failing, Options{}, length)), "0: 1\nerror: no such file\n"; got != want {
		t.Errorf("a walk that fails: got %q, want %q", got, want)
	}
}

// TestAllStops ends the context while the walk waits for ever and an article is
// never done.
func TestAllStops(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	never := make(chan int)
	waiting := func(visit func(read.Item) error) error {
		err := walkOf("a", "b", "c")(visit)
		cancel()
		<-never
		return err
	}
	one := func(_ *encoder.Model, a news.Article) int {
		if a.Text == "b" {
			<-never
		}
		return 1
	}
	if got := told(All(ctx, tiny(t), waiting, Options{Workers: 4}, one)); strings.Contains(got, "1:") {
		t.Errorf("got %q, though the second article is never done", got)
	}
	slow := func(*encoder.Model, news.Article) int { return <-never }
	if got, want := told(All(t.Context(), tiny(t), walkOf("a"), Options{Timeout: time.Millisecond}, slow)), "0: takes longer than 1ms (--article-timeout)\n"; got != want {
		t.Errorf("an article without an end: got %q, want %q", got, want)
	}
}

// TestWork counts the same whatever is cut where, and stops early.
func TestWork(t *testing.T) {
	m := tiny(t)
	for _, c := range []struct {
		text string
		most int
		want bool
	}{
		{"", 0, false},
		{"a b c", 6, false},
		{"a b c", 5, true},
		{strings.Repeat("a ", 100_000), 200_000, false},
		{strings.Repeat("a ", 100_000), 199_999, true},
		{strings.Repeat(`"`, 16<<20), 600_000, true},
		{strings.Repeat("\n", 16<<20), 600_000, false},
		{strings.Repeat("ü ", 100_000), 1000, true},
	} {
		if got := exceeds(m, c.text, c.most); got != c.want {
			t.Errorf("%.10q, %d bytes: more than %d is %v, want %v", c.text, len(c.text), c.most, got, c.want)
		}
	}
}
