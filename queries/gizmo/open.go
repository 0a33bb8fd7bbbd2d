package gizmo

import (
	"context"

	"hearsay/graph"
	"hearsay/graph/sqlstore"
)

// open opens the graph for reading, as Cayley's engine takes it.
func open(ctx context.Context, db string) (*sqlstore.Store, error) {
	return sqlstore.Open(ctx, db, sqlstore.Read, sqlstore.Schema{Version: graph.Format})
}
