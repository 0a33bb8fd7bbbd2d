package web

import (
	"context"
	"sync"
	"time"

	"hearsay/graph"
)

// glance is how often the keeper looks whether the graph has changed.
const glance = 2 * time.Second

// A keeper keeps a census of the graph, and takes another one when a build has
// changed it; until that is there, pages show the old one.
type keeper struct {
	store  *graph.Store
	mu     sync.Mutex
	census *graph.Census
	looked time.Time
	taking bool
}

func newKeeper(ctx context.Context, store *graph.Store) (*keeper, error) {
	c, err := store.Census(ctx)
	return &keeper{store: store, census: c, looked: time.Now()}, err
}

// now gives the census; it begins to take a new one where that is due.
func (k *keeper) now() *graph.Census {
	k.mu.Lock()
	defer k.mu.Unlock()
	if !k.taking && time.Since(k.looked) > glance {
		k.taking = true
		go k.look(k.census)
	}
	return k.census
}

// look takes a new census if the graph has changed since the old one. An error is
// left to the next look: the old census still answers.
func (k *keeper) look(old *graph.Census) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	fresh := old
	if current, err := old.Current(ctx); err == nil && !current {
		if c, err := k.store.Census(ctx); err == nil {
			fresh = c
		}
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.census == old { // else renew has put a newer one there
		k.census = fresh
	}
	k.looked, k.taking = time.Now(), false
}

// renew takes a new census at once, for a page that found something gone.
func (k *keeper) renew(ctx context.Context) (*graph.Census, error) {
	c, err := k.store.Census(ctx)
	if err != nil {
		return nil, err
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	k.census, k.looked = c, time.Now()
	return c, nil
}
