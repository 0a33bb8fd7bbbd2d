package extract

import (
	"context"
	"fmt"
	"iter"
	"runtime"
	"time"
	"unicode/utf8"

	"hearsay/extract/internal/token"
	"hearsay/extract/news"
	"hearsay/extract/read"
)

// DefaultWork is how much work an article may be: 1 MiB of prose, which takes 256 MiB
// of memory and a minute of one processor. An article of news is a three-hundredth.
const DefaultWork = 430_000

// Options say how [All] works. The zero Options are fit for news.
type Options struct {
	Workers int           // articles in work at a time; 0 is one a processor
	Work    int           // the tokens and word pieces of an article, beyond which it is skipped on every machine; 0 is DefaultWork
	Timeout time.Duration // how long an article may take, beyond which it is skipped on this machine; 0 is for ever
}

// A Result is what became of one input: its Value, or Item.Skip says why there is
// none. Err ends the results: the walk met it.
type Result[T any] struct {
	Item  read.Item
	Value T
	Err   error
}

// All extracts the articles that walk hands to its visitor, side by side, and gives
// the results in their order: one is [Extract] or the like. Items that are skipped,
// or have no text, come through as they are. The results end where the walk does,
// or at once when the context does, though the walk may wait for its input for ever
// and an article may be in work: what comes of that is thrown away. Whoever stops
// taking results ends the context.
func All[T any](
	ctx context.Context, m *Model, walk func(visit func(read.Item) error) error, o Options, one func(*Model, news.Article) T,
) <-chan Result[T] {
	if o.Workers == 0 {
		o.Workers = runtime.GOMAXPROCS(0)
	}
	working := make(chan struct{}, o.Workers)
	queue := make(chan chan Result[T], 4*o.Workers) // what is to come, in order
	put := func(work func() Result[T]) error {
		c := make(chan Result[T], 1)
		select {
		case working <- struct{}{}:
		case <-ctx.Done():
			return context.Cause(ctx)
		}
		go func() {
			c <- work()
			<-working
		}()
		select {
		case queue <- c:
			return nil
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
	go func() {
		defer close(queue)
		err := walk(func(i read.Item) error {
			return put(func() Result[T] { return within(m, i, o, one) })
		})
		if err != nil {
			_ = put(func() Result[T] { return Result[T]{Err: err} }) // or the context has ended
		}
	}()
	results := make(chan Result[T])
	go func() {
		defer close(results)
		for c := range until(ctx, queue) {
			select {
			case r := <-c:
				select {
				case results <- r:
				case <-ctx.Done():
				}
			case <-ctx.Done():
			}
		}
	}()
	return results
}

// until gives what comes through a channel until the context ends.
func until[T any](ctx context.Context, c <-chan T) iter.Seq[T] {
	return func(yield func(T) bool) {
		for {
			select {
			case v, more := <-c:
				if !more || !yield(v) {
					return
				}
			case <-ctx.Done():
				return
			}
		}
	}
}

// within does one with an article within the limits.
func within[T any](m *Model, i read.Item, o Options, one func(*Model, news.Article) T) Result[T] {
	most := o.Work
	if most == 0 {
		most = DefaultWork
	}
	switch {
	case i.Skip != "" || i.Article.Text == "":
		return Result[T]{Item: i}
	case exceeds(m, i.Article.Text, most):
		why := fmt.Sprintf("longer than any news article: more than %d tokens and word pieces (--article-work allows more)", most)
		return Result[T]{Item: read.Item{Path: i.Path, Line: i.Line, Skip: why, Reason: read.TooLarge}}
	case o.Timeout == 0:
		return Result[T]{Item: i, Value: one(m, i.Article)}
	}
	done := make(chan T, 1)
	go func() { done <- one(m, i.Article) }()
	select {
	case v := <-done:
		return Result[T]{Item: i, Value: v}
	case <-time.After(o.Timeout): // its work goes on to its end, which the limit of work sets
		return Result[T]{Item: read.Item{Path: i.Path, Line: i.Line, Skip: fmt.Sprintf("takes longer than %s (--article-timeout)", o.Timeout), Reason: read.TooLarge}}
	}
}

// exceeds reports whether a text has more than most tokens and word pieces, by
// reading 64 KiB at a time, and no more of it than needed.
func exceeds(m *Model, text string, most int) bool {
	const part = 64 << 10
	for work := 0; work+2*len(text) > most; { // neither a token nor a piece is less than a byte
		if work > most {
			return true
		}
		n := min(part, len(text))
		for n < len(text) && n > 0 && !utf8.RuneStart(text[n]) {
			n--
		}
		t := token.Split(text[:n])
		work += len(t.Tokens) + m.Input(t).Pieces()
		text = text[n:]
	}
	return false
}
