package sqlstore

import (
	"sync"
	"time"

	"github.com/cayleygraph/quad"
)

// A cache keeps values that were read lately, up to a bound in bytes; when it is
// full it is emptied. It also knows which ids came in one page of answers: whoever
// asks for the value of one is likely to ask for those of all (see [Store.NameOf]).
// It is safe for several goroutines.
type cache struct {
	mu    sync.Mutex
	byID  map[int64]quad.Value
	ids   map[quad.Value]int64
	since time.Time // when ids was empty last
	size  int
	pages [][]int64     // the last pages of answers, the oldest first
	page  map[int64]int // where in pages an id is, counted from the first page there ever was
	gone  int           // pages that were dropped
}

// What a cache holds at most: bytes of text, and pages.
const (
	cacheBytes = 16 << 20
	cachePages = 16
)

func newCache() *cache {
	return &cache{byID: map[int64]quad.Value{}, ids: map[quad.Value]int64{}, page: map[int64]int{}}
}

func (c *cache) value(id int64) (quad.Value, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	v, ok := c.byID[id]
	return v, ok
}

// idAge is how long an id is remembered for its value: a writer may have removed
// the value since, and stored it again under another.
const idAge = time.Second

func (c *cache) id(v quad.Value) (int64, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if time.Since(c.since) > idAge {
		clear(c.ids)
		c.since = time.Now()
	}
	id, ok := c.ids[v]
	return id, ok
}

// put remembers a value of so many bytes; long ones are not worth it.
func (c *cache) put(id int64, v quad.Value, bytes int) {
	if bytes > 1<<12 {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.size += bytes + 64; c.size > cacheBytes {
		clear(c.byID)
		clear(c.ids)
		c.size = bytes + 64
	}
	c.byID[id] = v
	c.ids[v] = id
}

// answered notes the ids of a page of answers.
func (c *cache) answered(ids []int64) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.pages) == cachePages {
		for _, id := range c.pages[0] {
			if c.page[id] == c.gone {
				delete(c.page, id)
			}
		}
		c.pages = c.pages[1:]
		c.gone++
	}
	var fresh []int64
	for _, id := range ids {
		if _, known := c.byID[id]; known || id == 0 {
			continue
		}
		if n, listed := c.page[id]; !listed || n < c.gone+len(c.pages) {
			fresh = append(fresh, id)
			c.page[id] = c.gone + len(c.pages)
		}
	}
	c.pages = append(c.pages, fresh)
}

// beside gives the ids that came in one page with id, itself among them; nil
// where it came in none. They are forgotten: who asks fetches them all.
func (c *cache) beside(id int64) []int64 {
	c.mu.Lock()
	defer c.mu.Unlock()
	n, ok := c.page[id]
	if !ok {
		return nil
	}
	ids := c.pages[n-c.gone]
	c.pages[n-c.gone] = nil
	for _, id := range ids {
		delete(c.page, id)
	}
	return ids
}

// empty forgets all, as after a transaction that failed or removed values.
func (c *cache) empty() {
	c.mu.Lock()
	defer c.mu.Unlock()
	clear(c.byID)
	clear(c.ids)
	c.size = 0
}
