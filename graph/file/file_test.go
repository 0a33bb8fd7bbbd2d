package file

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// add puts a line behind what stands in a file.
func add(path, line string) error {
	return Change(path, func(was []byte) ([]byte, error) { return append(bytes.Clone(was), line+"\n"...), nil })
}

// TestMain is a writer in a process of its own where the environment asks for one.
func TestMain(m *testing.M) {
	path := os.Getenv("WRITE_LINES_TO")
	if path == "" {
		os.Exit(m.Run())
	}
	for i := range 6 {
		if err := add(path, fmt.Sprintf("%s-%d", os.Getenv("WRITER"), i)); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
}

// TestNoLineIsLost lets several processes, and several parts of one, add lines to one file
// at the same time: all of them stand in it, and nothing beside it.
func TestNoLineIsLost(t *testing.T) {
	path := filepath.Join(t.TempDir(), "lines")
	var all sync.WaitGroup
	for i := range 2 {
		all.Go(func() {
			cmd := exec.Command(os.Args[0])
			cmd.Env = append(os.Environ(), "WRITE_LINES_TO="+path, fmt.Sprintf("WRITER=process%d", i))
			if out, err := cmd.CombinedOutput(); err != nil {
				t.Errorf("%v: %s", err, out)
			}
		})
		all.Go(func() {
			for k := range 6 {
				if err := add(path, fmt.Sprintf("routine%d-%d", i, k)); err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	got, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for i := range 2 {
		for k := range 6 {
			for _, who := range []string{"process", "routine"} {
				if line := fmt.Sprintf("%s%d-%d\n", who, i, k); !strings.Contains(string(got), line) {
					t.Errorf("the line %q is lost", line)
				}
			}
		}
	}
	if beside, _ := os.ReadDir(filepath.Dir(path)); len(beside) != 1 {
		t.Errorf("left beside the file: %v", beside)
	}
}

// TestChange leaves all as it is where nothing comes of it, and follows links.
func TestChange(t *testing.T) {
	dir := t.TempDir()
	path, link := filepath.Join(dir, "real"), filepath.Join(dir, "link")
	if err := os.WriteFile(path, []byte("one\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(path, link); err != nil {
		t.Fatal(err)
	}
	if err := add(link, "two"); err != nil {
		t.Fatal(err)
	}
	wrong := errors.New("wrong")
	if err := Change(path, func([]byte) ([]byte, error) { return nil, wrong }); !errors.Is(err, wrong) {
		t.Errorf("the error of the change is %v", err)
	}
	full := errors.New("no space left")
	if err := Replace(path, func(w io.Writer) error { return full }); !errors.Is(err, full) {
		t.Errorf("the error of the writing is %v", err)
	}
	got, err := os.ReadFile(path)
	if err != nil || string(got) != "one\ntwo\n" {
		t.Errorf("the file holds %q, %v", got, err)
	}
	if info, err := os.Lstat(link); err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Error("the link is none any more", err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Error("the permissions are others", err)
	}
	if beside, _ := os.ReadDir(dir); len(beside) != 2 {
		t.Errorf("left beside the file: %v", beside)
	}
	if err := add(filepath.Join(dir, "none", "file"), "x"); err == nil || strings.Contains(err.Error(), ".lock") {
		t.Errorf("in a folder that is not there: %v", err)
	}
}

// TestKilled kills writers at any moment: the file holds whole lines, and who comes next
// finds no lock.
func TestKilled(t *testing.T) {
	path := filepath.Join(t.TempDir(), "lines")
	for i := range 12 {
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), "WRITE_LINES_TO="+path, fmt.Sprintf("WRITER=process%d", i))
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(i) * 3 * time.Millisecond)
		_ = cmd.Process.Kill() // it may have ended
		_ = cmd.Wait()
		if err := add(path, fmt.Sprintf("after%d-0", i)); err != nil {
			t.Fatal(err)
		}
		got, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(strings.TrimSuffix(string(got), "\n"), "\n")
		for _, line := range lines {
			if !strings.HasPrefix(line, "process") && !strings.HasPrefix(line, "after") || !strings.Contains(line, "-") {
				t.Fatalf("after %d kills there is the line %q", i+1, line)
			}
		}
		if last := lines[len(lines)-1]; last != fmt.Sprintf("after%d-0", i) {
			t.Fatalf("the last line is %q", last)
		}
	}
}
