package sqlstore

import (
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/gofrs/flock"
)

// How long a writer waits for another to finish, and how often it looks.
const (
	lockWait = 1500 * time.Millisecond
	lockStep = 50 * time.Millisecond
)

// lock takes the writer's lock of the store at path: an advisory lock of the
// system on a file beside it, which a process that dies gives back by itself.
// The file holds the number of the process that has it.
func lock(path string) (release func() error, err error) {
	name := path + "-lock"
	l := flock.New(name, flock.SetFlag(os.O_CREATE|os.O_RDWR), flock.SetPermissions(0o644))
	for deadline := time.Now().Add(lockWait); ; time.Sleep(lockStep) {
		got, err := l.TryLock()
		if err != nil {
			return nil, fmt.Errorf("lock %s: %w", path, err)
		}
		if got {
			break
		}
		if time.Now().After(deadline) {
			return nil, fmt.Errorf("open %s for writing: %w%s; wait until it is done", path, ErrLocked, holder(name))
		}
	}
	if err := os.WriteFile(name, []byte(strconv.Itoa(os.Getpid())+"\n"), 0o644); err != nil {
		return nil, errors.Join(fmt.Errorf("lock %s: %w", path, err), l.Unlock())
	}
	return func() error {
		// The file stays: to remove it would let two writers lock two files of one name.
		return errors.Join(os.Truncate(name, 0), l.Unlock())
	}, nil
}

// holder names the process that the lock's file names.
func holder(name string) string {
	data, err := os.ReadFile(name)
	pid, bad := strconv.Atoi(strings.TrimSpace(string(data)))
	if err != nil || bad != nil {
		return ""
	}
	return fmt.Sprintf(" (process %d)", pid)
}
