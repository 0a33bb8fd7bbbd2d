package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"hearsay/graph/file"
	"hearsay/graph/reviews"
	"hearsay/graph/sqlstore"
)

// A target is what -o names: an open stream; a device, pipe or socket, which is
// written into; or a file, which is replaced when the new one is whole.
type target struct {
	name   string
	path   string    // of a file, where its links lead
	stream io.Writer // nil for a path
	kind   fs.FileMode
}

// target finds what a name of the command line is, and refuses what must not be
// written over. "" and "-" are standard output.
func (a *app) target(name string, inputs []string) (*target, error) {
	if name == "" || name == "-" {
		return &target{name: "standard output", stream: a.stdout}, nil
	}
	path, err := sqlstore.Follow(name, streams.MatchString) // whose links may lead nowhere
	if err != nil {
		return nil, fmt.Errorf("write %s: %w", name, cause(err))
	}
	if err := a.refuse(name, path, inputs); err != nil {
		return nil, err
	}
	t := &target{name: name, path: path}
	if t.stream = a.descriptor(path); t.stream != nil {
		return t, nil
	}
	info, err := os.Stat(path)
	switch {
	case err == nil:
		t.kind = info.Mode().Type()
	case !errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("write %s: %w", name, cause(err))
	}
	return t, nil
}

// streams are the names under which Unix has what a process has open.
var streams = regexp.MustCompile(`^/dev/(stdout|stderr)$|^/(?:dev|proc/self)/fd/(\d+)$`)

// descriptor is the open stream that a path names, nil for another path.
func (a *app) descriptor(path string) io.Writer {
	m := streams.FindStringSubmatch(path)
	switch {
	case m == nil:
		return nil
	case m[1] == "stdout" || m[2] == "1":
		return a.stdout
	case m[1] == "stderr" || m[2] == "2":
		return a.err
	}
	n, err := strconv.Atoi(m[2])
	if err != nil {
		return nil
	}
	return os.NewFile(uintptr(n), path)
}

// terminal says whether the target is a terminal, and how wide.
func (t *target) terminal() (width int, ok bool) {
	switch {
	case t.stream != nil:
		return terminal(t.stream)
	case t.kind&fs.ModeCharDevice == 0:
		return 0, false
	}
	f, err := os.OpenFile(t.path, os.O_WRONLY, 0)
	if err != nil {
		return 0, false // write says why
	}
	defer f.Close()
	return terminal(f)
}

// write hands print the target.
func (t *target) write(ctx context.Context, print func(io.Writer) error) error {
	switch {
	case t.stream != nil:
		return print(t.stream)
	case t.kind == 0:
		return file.Replace(t.path, print)
	case t.kind&fs.ModeDir != 0:
		return fmt.Errorf("write %s: it is a folder", t.name)
	}
	w, err := t.open(ctx)
	if err != nil {
		return fmt.Errorf("write %s: %w", t.name, cause(err))
	}
	return errors.Join(print(w), w.Close())
}

// open opens what is no file. A named pipe waits for who reads it, but not longer
// than the context.
func (t *target) open(ctx context.Context) (io.WriteCloser, error) {
	if t.kind&fs.ModeSocket != 0 {
		return (&net.Dialer{}).DialContext(ctx, "unix", t.path)
	}
	type opened struct {
		f   *os.File
		err error
	}
	done := make(chan opened, 1)
	go func() {
		f, err := os.OpenFile(t.path, os.O_WRONLY, 0)
		done <- opened{f, err}
	}()
	select {
	case o := <-done:
		return o.f, o.err
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
}

// refuse says why a path, to which a name leads, must not be written over.
func (a *app) refuse(name, path string, inputs []string) error {
	if !sqlstore.IsURL(a.db) {
		for _, file := range sqlstore.Files(a.db) {
			if samePlace(path, file) {
				return fmt.Errorf("write %s: it belongs to the graph; name another file", name)
			}
		}
	}
	info, err := os.Stat(path)
	if err != nil || !info.Mode().IsRegular() {
		return nil // there is nothing to write over
	}
	if at := a.namesPath(); at != "" && samePlace(path, at) {
		return fmt.Errorf("write %s: what people decided stands there; name another file", name)
	}
	for _, at := range [...]string{a.reviewsPath(), a.db + reviews.Suffix} {
		if at != "" && samePlace(path, at) {
			return fmt.Errorf("write %s: what people found of claims stands there; name another file", name)
		}
	}
	if sqlstore.IsDatabase(path) {
		return fmt.Errorf("write %s: it is a database; name another file", name)
	}
	for _, in := range inputs {
		if in != "" && holds(in, a.in, info) {
			return fmt.Errorf("write %s: it is read too; name another file", name)
		}
	}
	return nil
}

// samePlace says whether two paths are one file, or would be: the same name, in
// whatever case, in one folder.
func samePlace(a, b string) bool {
	atA, errA := os.Stat(a)
	atB, errB := os.Stat(b)
	if errA == nil || errB == nil {
		return errA == nil && errB == nil && os.SameFile(atA, atB)
	}
	if !strings.EqualFold(filepath.Base(a), filepath.Base(b)) {
		return false
	}
	atA, errA = os.Stat(filepath.Dir(a))
	atB, errB = os.Stat(filepath.Dir(b))
	return errA == nil && errB == nil && os.SameFile(atA, atB)
}

// holds says whether a file is an input, or in an input that is a folder. "-" is
// standard input.
func holds(input string, stdin io.Reader, file fs.FileInfo) (found bool) {
	if input == "-" {
		f, ok := stdin.(*os.File)
		if !ok {
			return false
		}
		info, err := f.Stat()
		return err == nil && info.Mode().IsRegular() && os.SameFile(info, file)
	}
	_ = filepath.WalkDir(input+string(filepath.Separator), func(path string, _ fs.DirEntry, err error) error {
		if info, bad := os.Stat(path); err == nil && bad == nil && !info.IsDir() && os.SameFile(info, file) {
			found = true
			return fs.SkipAll
		}
		return nil // what cannot be read is named when it is read
	})
	info, err := os.Stat(input)
	return found || err == nil && os.SameFile(info, file)
}
