package queries

import (
	"io"

	"hearsay/graph/export/table"
)

// Write prints the claims in the style's format.
func (a *Answer) Write(w io.Writer, s table.Style) error { return table.Claims(w, a.Claims, s) }
