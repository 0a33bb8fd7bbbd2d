package sqlstore

import (
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/gofrs/flock"
)

// How long a writer waits for another to finish, and how often it looks.
const (
	lockWait = 1500 * time.Millisecond
	lockStep = 50 * time.Millisecond
)

// A writerLock is the right to write to a store: an advisory lock of the system on a
// file beside it, which a process that dies gives back by itself. The file holds a
// lockNote.
type writerLock struct {
	lock *flock.Flock
	file *os.File // the same file
	note lockNote
}

// A lockNote is what the lock's file holds: the number of the process that has it, and
// the stamp of the last commit that is sure to be on the disk. It is taken away when
// the store is closed in order; what a writer that was killed leaves says what its
// log must hold.
type lockNote struct {
	process int
	written stamp
}

// noteOf reads the note in a lock's file; a zero one where there is none.
func noteOf(path string) (n lockNote) {
	data, err := os.ReadFile(path + lockSuffix)
	if err != nil {
		return n
	}
	var store string
	var commits uint64
	if count, _ := fmt.Sscanf(string(data), "%d %s %d", &n.process, &store, &commits); count == 3 {
		if id, err := hex.DecodeString(store); err == nil && len(id) == len(n.written.store) {
			n.written = stamp{[16]byte(id), commits}
		}
	}
	return n
}

// write writes the note. Its length is always the same, so that it replaces what was
// there.
func (l *writerLock) write() error {
	text := fmt.Sprintf("%-10d %x %-20d\n", l.note.process, l.note.written.store, l.note.written.commits)
	_, err := l.file.WriteAt([]byte(text), 0)
	return err
}

// committed notes a commit that is on the disk. It is as good without the note.
func (l *writerLock) committed(s stamp) {
	l.note.written = s
	_ = l.write()
}

// lock takes the writer's lock of the store at path.
func lock(path string) (*writerLock, error) {
	l := &writerLock{lock: flock.New(path+lockSuffix, flock.SetFlag(os.O_CREATE|os.O_RDWR), flock.SetPermissions(0o644))}
	for deadline := time.Now().Add(lockWait); ; time.Sleep(lockStep) {
		got, err := l.lock.TryLock()
		if err != nil {
			return nil, fmt.Errorf("lock %s: %w", path, err)
		}
		if got {
			break
		}
		if time.Now().After(deadline) {
			holder := ""
			if n := noteOf(path); n.process != 0 {
				holder = fmt.Sprintf(" (process %d)", n.process)
			}
			return nil, fmt.Errorf("open %s for writing: %w%s; wait until it is done", path, ErrLocked, holder)
		}
	}
	l.note = lockNote{os.Getpid(), noteOf(path).written}
	var err error
	if l.file, err = os.OpenFile(path+lockSuffix, os.O_RDWR, 0); err == nil {
		err = l.write()
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("lock %s: %w", path, err), l.release(false))
	}
	return l, nil
}

// release gives the lock back; where all is in order the note goes. The file stays:
// to remove it would let two writers lock two files of one name.
func (l *writerLock) release(inOrder bool) error {
	var err error
	if inOrder {
		err = l.file.Truncate(0)
	}
	if l.file != nil {
		err = errors.Join(err, l.file.Close())
	}
	return errors.Join(err, l.lock.Unlock())
}
