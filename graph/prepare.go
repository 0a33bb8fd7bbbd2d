package graph

import (
	"bytes"
	"context"
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"

	"hearsay/extract/news"
	"hearsay/graph/internal/codec"
	"hearsay/graph/internal/statement"
	"hearsay/graph/link"
	"hearsay/graph/link/entity"
)

// A prepared document is one with what follows from it alone, whatever is in the graph:
// a third of the work of putting it in, which one processor does beside another.
type prepared struct {
	doc        *news.Document
	data, hash []byte                                    // as it is stored
	alone      func() (map[string][]byte, []entity.Join) // its digests, and its entities that are one; found once
}

// prepare prepares documents, several at a time. Of those that are there already, which
// come to nothing, no more than the hash is made.
func (s *Store) prepare(ctx context.Context, docs []news.Document) ([]*prepared, error) {
	ready, errs := make([]*prepared, len(docs)), make([]error, len(docs))
	inParallel(len(docs), func(i int) {
		r := &prepared{doc: &docs[i]}
		r.alone = sync.OnceValues(func() (map[string][]byte, []entity.Join) { return s.linking.alone(r.doc) })
		r.data, r.hash, errs[i] = codec.Encode(r.doc)
		ready[i] = r
	})
	ids := make([]string, len(docs))
	for i, err := range errs {
		if ids[i] = docs[i].Article.ID; err != nil {
			return nil, fmt.Errorf("put article %s: %w", ids[i], err)
		}
	}
	known := map[string][]byte{}
	err := s.quads.Retry(ctx, func() error {
		return eachOf(ctx, s, "SELECT id, hash FROM article WHERE id", ids, func(scan statement.Scan) error {
			var id string
			var hash []byte
			err := scan(&id, &hash)
			known[id] = hash
			return err
		})
	})
	if err != nil {
		return nil, doing("look for articles", err)
	}
	inParallel(len(docs), func(i int) {
		if !bytes.Equal(ready[i].hash, known[ids[i]]) {
			ready[i].alone()
		}
	})
	return ready, nil
}

// alone is what [Store.Link] need not find of all articles: the digests of one, by their
// kinds, and which of its entities are one.
func (l *linking) alone(d *news.Document) (map[string][]byte, []entity.Join) {
	digests := l.digestsOf(d)
	return digests, l.joiner.find([]link.Article{{ID: d.Article.ID, Digest: digests[entityKind]}}, nil).Joins
}

// inParallel does something for each of n places, as many at a time as there are processors.
func inParallel(n int, do func(int)) {
	var next atomic.Int64
	var all sync.WaitGroup
	for range min(n, runtime.GOMAXPROCS(0)) {
		all.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				do(i)
			}
		})
	}
	all.Wait()
}
