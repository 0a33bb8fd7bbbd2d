package sqlstore

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"time"

	"hearsay/graph/internal/cksumvfs"
)

// A stamp says which store a file is, and of which of its commits. It is the one row
// of the table stamp, which every commit writes. SQLite takes up whatever log lies
// beside a file; by the stamps in both we know whether one belongs to the other.
type stamp struct {
	store   [16]byte // random; another one for each copy
	commits uint64
}

// newStamp is that of a new store.
func newStamp() (s stamp) {
	_, _ = rand.Read(s.store[:]) // it never fails
	return s
}

const stampBytes = 16 + 8

func (s stamp) bytes() []byte { return binary.BigEndian.AppendUint64(s.store[:], s.commits) }

// stampOf reads what bytes gives.
func stampOf(data []byte) (s stamp, err error) {
	if len(data) != stampBytes {
		return s, fmt.Errorf("read its stamp: %d bytes: %w", len(data), ErrDamaged)
	}
	copy(s.store[:], data)
	s.commits = binary.BigEndian.Uint64(data[len(s.store):])
	return s, nil
}

// stampTable is made first, so that its row lies in the file's second page.
const (
	stampTable = "CREATE TABLE stamp (data BLOB NOT NULL);\n"
	stampPage  = 2
)

// placeStamp sets the stamp of a new store, and makes sure that it is where it is
// looked for.
func placeStamp(ctx context.Context, db *sql.DB) error {
	var root int
	err := db.QueryRowContext(ctx, "SELECT rootpage FROM sqlite_schema WHERE name = 'stamp'").Scan(&root)
	if err == nil && root != stampPage {
		err = fmt.Errorf("the table stamp begins at page %d, not %d", root, stampPage)
	}
	if err == nil {
		_, err = db.ExecContext(ctx, "DELETE FROM stamp")
	}
	if err == nil {
		_, err = db.ExecContext(ctx, "INSERT INTO stamp (rowid, data) VALUES (1, ?)", newStamp().bytes())
	}
	return err
}

// stampIn is the stamp in a page of SQLite that holds the table's one row: a leaf
// with one cell (https://www.sqlite.org/fileformat2.html, section 1.6), whose sizes
// are all less than 128 and take a byte.
func stampIn(page []byte) (s stamp, ok bool) {
	const leaf, text = 0x0d, stampBytes*2 + 12 // a page's and a column's kind
	if page[0] != leaf || binary.BigEndian.Uint16(page[3:]) != 1 {
		return s, false
	}
	at := int(binary.BigEndian.Uint16(page[8:]))
	head := [...]byte{2 + stampBytes, 1, 2, text} // of the cell: its size, its row, the size of the record's head, the column
	if at+len(head)+stampBytes > len(page) || [len(head)]byte(page[at:]) != head {
		return s, false
	}
	s, err := stampOf(page[at+len(head):][:stampBytes])
	return s, err == nil
}

// fileStamp is the stamp in a file, whatever its log says.
func fileStamp(path string) (s stamp, ok bool) {
	page := make([]byte, cksumvfs.PageSize)
	err := beside(path, func(f *os.File) error {
		_, err := f.ReadAt(page, (stampPage-1)*cksumvfs.PageSize)
		return err
	})
	if err != nil || !cksumvfs.Valid(page, stampPage) {
		return s, false
	}
	return stampIn(page)
}

// logStamp is the stamp of the first commit in the log of a file; empty says that
// SQLite finds no commit in it (https://www.sqlite.org/fileformat2.html, section 4.1).
// A writer that is killed may leave the head of a frame without its page, or with that
// of an older log: what counts is a frame whose checksum is right.
func logStamp(path string) (s stamp, empty bool, err error) {
	f, err := os.Open(path + "-wal")
	if errors.Is(err, fs.ErrNotExist) {
		return s, true, nil
	}
	if err != nil {
		return s, false, err
	}
	defer f.Close()
	var head [walHead]byte
	if _, err := f.ReadAt(head[:], 0); errors.Is(err, io.EOF) {
		return s, true, nil
	} else if err != nil {
		return s, false, err
	}
	sum, ok := beginSum(head)
	if !ok {
		return s, true, nil
	}
	if binary.BigEndian.Uint32(head[8:]) != cksumvfs.PageSize {
		return s, false, ErrLog
	}
	found := false
	var page []byte
	for at := int64(walHead); ; at += walFrame + cksumvfs.PageSize {
		var frame [walFrame]byte
		_, err := f.ReadAt(frame[:], at)
		if errors.Is(err, io.EOF) || err == nil && [8]byte(frame[8:]) != [8]byte(head[16:]) { // their salts
			return s, true, nil // no frame ends a commit
		}
		if err != nil {
			return s, false, err
		}
		// The pages of other frames, of which there may be thousands, are not read.
		stamped := binary.BigEndian.Uint32(frame[:]) == stampPage
		commits := binary.BigEndian.Uint32(frame[4:]) != 0 // the size of the file after a commit
		if stamped || commits {
			if page == nil {
				page = make([]byte, cksumvfs.PageSize)
			}
			if _, err := f.ReadAt(page, at+walFrame); errors.Is(err, io.EOF) || err == nil && !sum.holds(frame, page) {
				return s, true, nil // the log ends before it
			} else if err != nil {
				return s, false, err
			}
		}
		if stamped {
			s, found = stampIn(page)
		}
		if commits && !found {
			return s, false, ErrLog
		}
		if commits {
			return s, false, nil
		}
		sum.of = [8]byte(frame[16:])
	}
}

// The sizes of the head of SQLite's log and of that of each of its frames.
const walHead, walFrame = 32, 24

// A logSum is the checksum of a log up to some frame, as it stands in its head.
type logSum struct {
	order binary.ByteOrder // of the words that are summed
	of    [8]byte
}

// beginSum is that of the head of a log; ok says that it is one.
func beginSum(head [walHead]byte) (sum logSum, ok bool) {
	switch binary.BigEndian.Uint32(head[:]) {
	case 0x377f0682:
		sum.order = binary.LittleEndian
	case 0x377f0683:
		sum.order = binary.BigEndian
	default:
		return sum, false
	}
	sum.add(head[:24])
	return sum, sum.of == [8]byte(head[24:])
}

// holds says whether a frame, with its page, is the one that was written after those
// that were summed.
func (sum logSum) holds(frame [walFrame]byte, page []byte) bool {
	sum.add(frame[:8])
	sum.add(page)
	return sum.of == [8]byte(frame[16:])
}

// add sums two words at a time, as SQLite does.
func (sum *logSum) add(data []byte) {
	a, b := binary.BigEndian.Uint32(sum.of[:]), binary.BigEndian.Uint32(sum.of[4:])
	for ; len(data) > 0; data = data[8:] {
		a += sum.order.Uint32(data) + b
		b += sum.order.Uint32(data[4:]) + a
	}
	binary.BigEndian.PutUint32(sum.of[:], a)
	binary.BigEndian.PutUint32(sum.of[4:], b)
}

// readStamp is the stamp that a statement reads: what the file holds with its log.
func readStamp(ctx context.Context, q querier) (s stamp, err error) {
	var data []byte
	if err = q.QueryRowContext(ctx, "SELECT data FROM stamp").Scan(&data); err == nil {
		s, err = stampOf(data)
	}
	return s, err
}

// How often what is beside a file is looked at, and how long one waits: a writer may
// be at work on both.
const (
	logLooks = 5
	logWait  = 20 * time.Millisecond
)

// ownLog says with ErrLog that the log beside a file is not its own: that of another
// one, or of another time of this one. It is asked before SQLite takes the log up.
func ownLog(path string) (err error) {
	if info, err := os.Stat(path + "-journal"); err == nil && info.Size() > 0 {
		return fmt.Errorf("%s-journal: %w", path, ErrLog) // stores have none
	}
	for look := range logLooks {
		// In this order: a log that is begun anew follows what the file holds by then.
		first, empty, err := logStamp(path)
		if err == nil && empty {
			return nil
		}
		file, ok := fileStamp(path)
		if err == nil && ok && file.store == first.store && first.commits <= file.commits+1 {
			return nil
		}
		if err == nil && !ok && look == logLooks-1 {
			return nil // half of the page was written when the power went: the log has it whole
		}
		time.Sleep(logWait)
	}
	return fmt.Errorf("%s-wal: %w", path, ErrLog)
}

// whole says with ErrLog that commits are missing which the file has, or which its
// writer has made: what is read with the log is older.
func (s *Store) whole(ctx context.Context, written stamp) (err error) {
	file, ok := fileStamp(s.file)
	read, err := readStamp(ctx, s)
	if err != nil {
		return s.wrap(err)
	}
	if ok && (file.store != read.store || file.commits > read.commits) {
		return fmt.Errorf("%s-wal: %w", s.file, ErrLog)
	}
	if written.store == read.store && written.commits > read.commits {
		return fmt.Errorf("its last %d commits are missing, for %s-wal was cut or removed: %w", written.commits-read.commits, s.file, ErrLog)
	}
	return nil
}

// stamped writes the stamp of the commit that is coming, where it changes anything.
func (t *Tx) stamped(ctx context.Context) error {
	w := t.store.writer
	var changes int64
	if err := t.QueryRowContext(ctx, "SELECT total_changes()").Scan(&changes); err != nil {
		return err
	}
	if changes == w.changes {
		return nil
	}
	s, err := readStamp(ctx, t)
	if err != nil {
		return err
	}
	s.commits++
	t.stamp = &s
	_, err = t.ExecContext(ctx, "UPDATE stamp SET data = ?", s.bytes())
	return err
}
