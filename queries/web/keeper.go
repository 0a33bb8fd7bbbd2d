package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"sync"
	"time"

	"hearsay/graph"
	"hearsay/graph/census"
	"hearsay/graph/export/table"
	"hearsay/graph/reviews"
)

// A reader is what one answer is made from: the graph, and a census of it.
type reader struct {
	store    *graph.Store // as people reviewed it
	census   *census.Census
	drawings *drawings // of this census
	reviewed *reviewedAs
}

// reviewedAs is what people found of claims, and the readers that show others than the
// usual ones of them.
type reviewedAs struct {
	all  []reviews.Review
	file fileStamp

	mu     sync.Mutex
	others map[graph.Show]*reader
}

// A fileStamp tells one state of a file from another; the zero one is that of none.
type fileStamp struct{ size, time int64 }

func stampOf(path string) fileStamp {
	info, err := os.Stat(path)
	if err != nil {
		return fileStamp{}
	}
	return fileStamp{info.Size(), info.ModTime().UnixNano()}
}

// showing is the reader that shows claims by what people found of them; its census is the
// same one.
func (g *reader) showing(ctx context.Context, show graph.Show) (*reader, error) {
	switch show {
	case graph.ShowUsual:
		return g, nil
	case graph.ShowAll, graph.ShowChecked:
	default:
		return nil, bad("reviewed=%s: there are all and checked.", string(show))
	}
	g.reviewed.mu.Lock()
	defer g.reviewed.mu.Unlock()
	if other := g.reviewed.others[show]; other != nil {
		return other, nil
	}
	store, err := g.store.Reviewed(ctx, g.reviewed.all, show)
	if err != nil {
		return nil, err
	}
	other := &reader{store, g.census.Of(store), &drawings{}, g.reviewed}
	g.reviewed.others[show] = other
	return other, nil
}

// read makes a reader of a graph, with what people found of claims; old is the one before,
// nil for none, whose reviews stay where the file cannot be taken, and whose census serves
// as long as the graph has not changed.
func (k *keeper) read(ctx context.Context, store *graph.Store, old *reader) (*reader, error) {
	as := &reviewedAs{file: stampOf(k.reviews), others: map[graph.Show]*reader{}}
	if k.reviews != "" {
		all, err := reviews.Load(k.reviews)
		switch {
		case err == nil:
			as.all = all
		case old == nil:
			return nil, err
		default:
			as.all = old.reviewed.all
		}
	}
	if len(as.all) > 0 || old != nil {
		var err error
		if store, err = store.Reviewed(ctx, as.all, graph.ShowUsual); err != nil {
			return nil, err
		}
	}
	if old != nil {
		current, err := old.census.Current(ctx)
		if err != nil {
			return nil, err
		}
		if current {
			return &reader{store, old.census.Of(store), &drawings{}, as}, nil
		}
	}
	c, err := census.Take(ctx, store)
	if err != nil {
		return nil, err
	}
	return &reader{store, c, &drawings{}, as}, nil
}

// checkEvery is how often the keeper looks whether the graph has changed.
const checkEvery = 2 * time.Second

// A keeper keeps the graph open, with a census of it. It takes another census when
// a build has changed the graph, until which pages show the old one; and it opens
// the file anew when that was replaced.
type keeper struct {
	db      string
	reviews string // the file of what people found of claims; "" for none

	mu      sync.Mutex
	reader  reader
	readers *sync.WaitGroup // of reader's store, which is closed behind the last
	looked  time.Time
	taking  bool
}

// openKeeper opens the graph at db.
func openKeeper(ctx context.Context, db, reviews string) (*keeper, error) {
	k := &keeper{db: db, reviews: reviews}
	return k, k.open(ctx)
}

// open opens the graph at its path, in place of the one that was open.
func (k *keeper) open(ctx context.Context) error {
	store, err := graph.Open(ctx, k.db, graph.Read)
	if err != nil {
		return err
	}
	fresh, err := k.read(ctx, store, nil)
	if err != nil {
		return errors.Join(err, store.Close())
	}
	if k.reader.store != nil {
		go func(old *graph.Store, readers *sync.WaitGroup) {
			readers.Wait()
			_ = old.Close() // it was only read
		}(k.reader.store, k.readers)
	}
	k.reader, k.readers, k.looked = *fresh, &sync.WaitGroup{}, time.Now()
	return nil
}

// close closes the graph.
func (k *keeper) close() error {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.reader.store.Close()
}

// mostOpening is how long it may take to open a graph and to take a census of it.
const mostOpening = time.Minute

// now gives what an answer is made from now, until done is called. It opens the
// file that stands at the graph's path where that is another one, and begins to
// take a new census where that is due.
func (k *keeper) now(ctx context.Context) (g *reader, done func(), err error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.reader.store.Moved() != nil {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), mostOpening)
		defer cancel()
		if err := k.open(ctx); err != nil {
			return nil, nil, gone(k.db, err)
		}
	}
	if !k.taking && time.Since(k.looked) > checkEvery {
		k.taking = true
		k.readers.Add(1)
		go k.look(k.reader, k.readers)
	}
	k.readers.Add(1)
	g = new(reader)
	*g = k.reader
	return g, k.readers.Done, nil
}

// gone says that the graph's file was removed or replaced, and cannot be read.
func gone(db string, err error) error {
	what := "was replaced by one that cannot be read. hearsay verify looks at it."
	switch {
	case errors.Is(err, graph.ErrMissing):
		what = "was removed while it was shown here. These pages come back when there is a graph at its place again."
	case errors.Is(err, graph.ErrForeign):
		what = "was replaced by one that is no graph of hearsay."
	}
	return &statusError{http.StatusServiceUnavailable, fmt.Sprintf("The graph’s file (%s) %s", table.OneLine(filepath.Base(db)), what)}
}

// look takes a new census if the graph has changed since the old one. An error is
// left to the next look: the old census still answers.
func (k *keeper) look(old reader, readers *sync.WaitGroup) {
	defer readers.Done()
	ctx, cancel := context.WithTimeout(context.Background(), mostOpening)
	defer cancel()
	if current, err := old.census.Current(ctx); err == nil && (!current || stampOf(k.reviews) != old.reviewed.file) {
		_, _ = k.renew(ctx, &old)
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	k.looked, k.taking = time.Now(), false
}

// renew takes a new census in place of an old one, and gives it to who made use of
// the old.
func (k *keeper) renew(ctx context.Context, old *reader) (*reader, error) {
	fresh, err := k.read(ctx, old.store, old)
	if err != nil {
		return nil, err
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.reader == *old { // else another has put a newer one there
		k.reader = *fresh
	}
	return fresh, nil
}

// again makes the reader anew after a change that was made here, so that the next page
// shows it.
func (k *keeper) again(ctx context.Context) error {
	k.mu.Lock()
	old, opened := k.reader, k.readers
	k.mu.Unlock()
	fresh, err := k.read(ctx, old.store, &old)
	if err != nil {
		return err
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.readers == opened { // else another file was opened since, and read after the change
		k.reader = *fresh
	}
	return nil
}
