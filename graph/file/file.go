// Package file writes whole files: whoever reads one finds the old one or the new one,
// also where the writer is killed or the disk is full. [Replace] puts a file in the place
// of another; [Change] makes one from what stands there, one writer after the other.
package file

import (
	"bufio"
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"github.com/gofrs/flock"
)

// ErrBusy says that others write to a file for longer than one waits.
var ErrBusy = errors.New("somebody else is writing it")

// Replace writes a file by a temporary one beside it, synced, then renamed. A file that
// was there leaves its permissions to the new one; a link is replaced, not followed.
func Replace(path string, print func(io.Writer) error) (err error) {
	mode := os.FileMode(0o644)
	if info, err := os.Stat(path); err == nil {
		mode = info.Mode().Perm()
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".hearsay-*")
	if err != nil {
		return fmt.Errorf("write %s: %w", path, cause(err))
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, ignoreClosed(f.Close()), os.Remove(f.Name()))
		}
	}()
	out := bufio.NewWriter(f)
	if err := print(out); err != nil {
		if failed := out.Flush(); failed != nil { // the disk did: its error names a file that nobody knows
			err = fmt.Errorf("write %s: %w", path, cause(failed))
		}
		return err
	}
	if err := errors.Join(out.Flush(), f.Chmod(mode), f.Sync(), f.Close()); err != nil {
		return fmt.Errorf("write %s: %w", path, cause(err))
	}
	if err := os.Rename(f.Name(), path); err != nil {
		return fmt.Errorf("write %s: %w", path, cause(err))
	}
	return nil
}

// How long a writer waits for others, each of which writes one file, and how often it
// looks.
const (
	lockWait = 10 * time.Second
	lockStep = 10 * time.Millisecond
)

// lockSuffix is what the name of a file's lock has behind the file's.
const lockSuffix = ".lock"

// Change replaces a file by what change makes of it, nil for one that is not there. From
// the reading to the writing nobody else changes it by Change, in this process or
// another: a lock of the system on a file beside it, which goes with the process, is
// held meanwhile. An error of change leaves all as it is. A link is followed.
// Who waits for others for more than ten seconds is told [ErrBusy].
func Change(path string, change func(was []byte) (now []byte, err error)) (err error) {
	if real, err := filepath.EvalSymlinks(path); err == nil {
		path = real
	}
	unlock, err := lock(path + lockSuffix)
	if err != nil {
		return fmt.Errorf("write %s: %w", path, cause(err))
	}
	defer func() { err = errors.Join(err, unlock()) }()
	was, err := os.ReadFile(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		was = nil
	case err != nil:
		return fmt.Errorf("write %s: %w", path, cause(err))
	case was == nil:
		was = []byte{}
	}
	now, err := change(was)
	if err != nil || was != nil && bytes.Equal(was, now) {
		return err
	}
	return Replace(path, func(w io.Writer) error {
		_, err := w.Write(now)
		return err
	})
}

// lock takes a lock, which unlock gives back. Its file goes with it, so that nothing is
// left beside what people keep in git; who waited for a file that went takes the lock
// anew. Where the system does not remove what others have open, it stays.
func lock(path string) (unlock func() error, err error) {
	for deadline := time.Now().Add(lockWait); ; time.Sleep(lockStep) {
		l := flock.New(path, flock.SetFlag(os.O_CREATE|os.O_RDWR), flock.SetPermissions(0o644))
		got, err := l.TryLock()
		if err != nil && !(runtime.GOOS == "windows" && errors.Is(err, fs.ErrPermission)) { // of one that is being removed there
			return nil, errors.Join(err, l.Close())
		}
		if got && isAt(l, path) {
			return func() error {
				_ = os.Remove(path) // before it is free, so that nobody else's goes
				return l.Close()
			}, nil
		}
		if closed := l.Close(); closed != nil {
			return nil, closed
		}
		if time.Now().After(deadline) {
			if err == nil {
				err = ErrBusy
			}
			return nil, err
		}
	}
}

// isAt says whether the lock's file is the one that stands at its path.
func isAt(l *flock.Flock, path string) bool {
	held, err := l.Stat()
	at, gone := os.Stat(path)
	return err == nil && gone == nil && os.SameFile(held, at)
}

// cause is an error of the system without the name of a file that nobody asked for.
func cause(err error) error {
	var at *os.PathError
	if errors.As(err, &at) {
		return at.Err
	}
	return err
}

// ignoreClosed leaves out that a file was closed already.
func ignoreClosed(err error) error {
	if errors.Is(err, os.ErrClosed) {
		return nil
	}
	return err
}

// A Problem is what is wrong with a line of a file.
type Problem struct {
	Line int // from 1
	Text string
}

// An Error says everything that is wrong with a file, by line.
type Error struct {
	File     string // "" where it has no name
	Problems []Problem
}

func (e *Error) Error() string {
	var b strings.Builder
	for i, p := range e.Problems {
		if i > 0 {
			b.WriteString("; ")
		}
		fmt.Fprintf(&b, "line %d: %s", p.Line, p.Text)
	}
	return cmp.Or(e.File, "the file") + ": " + b.String()
}
