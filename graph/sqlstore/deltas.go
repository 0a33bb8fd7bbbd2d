package sqlstore

import (
	"context"

	"github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/quad"
)

// ApplyDeltas adds and removes quads in one transaction, as Cayley asks it to.
// A quad that is there already, or that is not there to be removed, is an error
// unless the options say otherwise; nothing is changed then.
func (s *Store) ApplyDeltas(in []graph.Delta, opts graph.IgnoreOpts) error {
	ctx := context.Background()
	return s.Update(ctx, func(t *Tx) error {
		for _, d := range in {
			if err := t.apply(ctx, d, opts); err != nil {
				return &graph.DeltaError{Delta: d, Err: err}
			}
		}
		return nil
	})
}

func (t *Tx) apply(ctx context.Context, d graph.Delta, opts graph.IgnoreOpts) error {
	switch d.Action {
	case graph.Add:
		err := t.Add(ctx, []quad.Quad{d.Quad})
		if err != nil || opts.IgnoreDup {
			return err
		}
		if n, err := t.flush(ctx); err != nil || n > 0 {
			return err
		}
		return graph.ErrQuadExists
	case graph.Delete:
		n, err := t.Remove(ctx, []quad.Quad{d.Quad})
		if err != nil || n > 0 || opts.IgnoreMissing {
			return err
		}
		return graph.ErrQuadNotExist
	}
	return graph.ErrInvalidAction
}

// NewQuadWriter gives a writer that commits what it was given in batches, and
// the rest when it is closed.
func (s *Store) NewQuadWriter() (quad.WriteCloser, error) {
	return &writer{store: s}, nil
}

// writerBatch is the number of quads that a writer commits together.
const writerBatch = 10_000

type writer struct {
	store *Store
	quads []quad.Quad
}

func (w *writer) WriteQuad(q quad.Quad) error {
	_, err := w.WriteQuads([]quad.Quad{q})
	return err
}

func (w *writer) WriteQuads(quads []quad.Quad) (int, error) {
	w.quads = append(w.quads, quads...)
	if len(w.quads) >= writerBatch {
		return len(quads), w.flush()
	}
	return len(quads), nil
}

func (w *writer) flush() error {
	ctx := context.Background()
	err := w.store.Update(ctx, func(t *Tx) error { return t.Add(ctx, w.quads) })
	w.quads = w.quads[:0]
	return err
}

func (w *writer) Close() error { return w.flush() }
