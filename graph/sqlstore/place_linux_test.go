package sqlstore

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"
	"unsafe"

	"github.com/cayleygraph/quad"
	"golang.org/x/sys/unix"
)

// TestNoFile opens what is no file: it is refused at once, and by its kind.
func TestNoFile(t *testing.T) {
	pipe := filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	for path, kind := range map[string]string{pipe: "a pipe", "/dev/zero": "a device", t.TempDir(): "a folder"} {
		for _, mode := range []Mode{Read, Write} {
			done := make(chan error, 1)
			go func() {
				_, err := Open(context.Background(), path, mode, Schema{Version: 1})
				done <- err
			}()
			select {
			case err := <-done:
				if !errors.Is(err, ErrForeign) || !strings.Contains(err.Error(), kind) {
					t.Errorf("%s: %v, want ErrForeign and %q", path, err, kind)
				}
			case <-time.After(10 * time.Second):
				t.Fatalf("%s is waited for", path)
			}
		}
	}
}

// TestDiskFails lets the system say of a disk that it fails, not that it is full.
func TestDiskFails(t *testing.T) {
	if os.Getenv("HEARSAY_TEST_FAILING_DISK") == "" {
		self, err := os.Executable()
		if err != nil {
			t.Fatal(err)
		}
		cmd := exec.Command(self, "-test.run=^TestDiskFails$", "-test.v")
		cmd.Env = append(os.Environ(), "HEARSAY_TEST_FAILING_DISK="+filepath.Join(t.TempDir(), "g.db"))
		if out, err := cmd.CombinedOutput(); err != nil || !strings.Contains(string(out), "refused: ") {
			t.Errorf("%v: %s", err, out)
		}
		return
	}
	s := open(t, os.Getenv("HEARSAY_TEST_FAILING_DISK"))
	fill(t, s, 1)
	if err := refuse(unix.SYS_FSYNC, unix.SYS_FDATASYNC); err != nil {
		t.Log("refused: not tried: ", err)
		return
	}
	err := s.Update(t.Context(), func(tx *Tx) error {
		return tx.Add(t.Context(), []quad.Quad{quad.Make(quad.IRI("a"), quad.IRI("b"), quad.IRI("c"), nil)})
	})
	if !errors.Is(err, ErrDisk) || errors.Is(err, ErrFull) {
		t.Errorf("a disk that fails: %v, want ErrDisk", err)
	}
	t.Log("refused: ", err)
}

// refuse makes system calls of this process end with EIO from now on, by a filter
// of the system (seccomp).
func refuse(calls ...uint32) error {
	const number = 0 // where in what a filter is given the call's number stands
	filter := []unix.SockFilter{{Code: unix.BPF_LD | unix.BPF_W | unix.BPF_ABS, K: number}}
	for i, call := range calls {
		filter = append(filter, unix.SockFilter{Code: unix.BPF_JMP | unix.BPF_JEQ | unix.BPF_K, K: call, Jt: uint8(len(calls) - i)})
	}
	filter = append(
		filter,
		unix.SockFilter{Code: unix.BPF_RET | unix.BPF_K, K: unix.SECCOMP_RET_ALLOW},
		unix.SockFilter{Code: unix.BPF_RET | unix.BPF_K, K: unix.SECCOMP_RET_ERRNO | uint32(unix.EIO)},
	)
	program := unix.SockFprog{Len: uint16(len(filter)), Filter: &filter[0]}
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	if err := unix.Prctl(unix.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0); err != nil {
		return err
	}
	_, _, errno := unix.Syscall(unix.SYS_SECCOMP, unix.SECCOMP_SET_MODE_FILTER, unix.SECCOMP_FILTER_FLAG_TSYNC, uintptr(unsafe.Pointer(&program)))
	if errno != 0 {
		return fmt.Errorf("filter system calls: %w", errno)
	}
	return nil
}
