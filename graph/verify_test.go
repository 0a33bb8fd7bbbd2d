package graph

import (
	"database/sql"
	"path/filepath"
	"testing"

	"hearsay/graph/internal/cksumvfs"
)

// TestVerify changes one thing in a graph at a time: each is named.
func TestVerify(t *testing.T) {
	for _, spoil := range []string{
		"UPDATE claim SET day = day + 1 WHERE n = 1",
		"UPDATE claim SET stance = 'praises' WHERE n = 2",
		"DELETE FROM part WHERE claim = 3",
		"UPDATE part SET entity = 2 WHERE claim = 1 AND role = 0",
		"UPDATE entity SET said = said + 1 WHERE n = 1",
		"UPDATE entity SET name = 'Nobody' WHERE n = 2",
		"DELETE FROM mention WHERE entity = 1",
		"UPDATE form SET articles = 7 WHERE entity = 1",
		"DELETE FROM name WHERE rank = 2",
		"DELETE FROM word WHERE word = 'roe'",
		"INSERT INTO gram (gram, word) VALUES ('abc', 'abcd')",
		"UPDATE article SET title = 'Other'",
		"UPDATE article SET hash = x'00'",
		"DELETE FROM document",
		"UPDATE tally SET nested = 0",
		"DELETE FROM tally",
		"DELETE FROM said WHERE rowid = 1",
		"DELETE FROM quad WHERE s = (SELECT MAX(s) FROM quad)",
	} {
		path := filepath.Join(t.TempDir(), "g.db")
		s, err := Open(t.Context(), path, Write)
		if err != nil {
			t.Fatal(err)
		}
		mustPut(t, s, testDocument("a"))
		if faults, err := s.Verify(t.Context()); err != nil || len(faults) > 0 {
			t.Fatalf("before: %v, %v", faults, err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		db, err := sql.Open("sqlite", path+"?vfs="+cksumvfs.Name) // with checksums that are right
		if err != nil {
			t.Fatal(err)
		}
		r, err := db.Exec(spoil)
		if err != nil {
			t.Fatalf("%s: %v", spoil, err)
		}
		if n, err := r.RowsAffected(); err != nil || n == 0 {
			t.Fatalf("%s: %d rows, %v", spoil, n, err)
		}
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
		if s, err = Open(t.Context(), path, Read); err != nil {
			t.Fatal(err)
		}
		if faults, err := s.Verify(t.Context()); err != nil || len(faults) == 0 {
			t.Errorf("%s: verify says %v, %v", spoil, faults, err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
}
