package sqlstore

import (
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"syscall"
)

// mostLinks is how many links lead to a file at most, as on Linux.
const mostLinks = 40

// Follow gives the path of the file that a path leads to, links followed, also
// where the last of them leads to nothing yet, or up to a path that stop, which may be
// nil, tells. The log and the lock of a store stand beside its file, by whatever name it
// was opened.
func Follow(path string, stop func(path string) bool) (string, error) {
	for range mostLinks {
		if stop != nil && stop(path) {
			return path, nil
		}
		info, err := os.Lstat(path)
		if errors.Is(err, fs.ErrNotExist) || err == nil && info.Mode()&fs.ModeSymlink == 0 {
			return path, nil
		}
		if err != nil {
			return "", err
		}
		to, err := os.Readlink(path)
		if err != nil {
			return "", err
		}
		if !filepath.IsAbs(to) {
			folder, err := filepath.EvalSymlinks(filepath.Dir(path)) // ".." is above where that leads
			if err != nil {
				return "", err
			}
			to = filepath.Join(folder, to)
		}
		path = to
	}
	return "", &fs.PathError{Op: "follow", Path: path, Err: syscall.ELOOP}
}

// regular looks at what stands at the path of a store. A pipe would be waited for,
// and a device read, for ever.
func regular(path string) (fs.FileInfo, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	kind := ""
	switch mode := info.Mode(); {
	case mode.IsRegular():
		return info, nil
	case mode.IsDir():
		kind = "a folder"
	case mode&fs.ModeNamedPipe != 0:
		kind = "a pipe"
	case mode&fs.ModeSocket != 0:
		kind = "a socket"
	default:
		kind = "a device"
	}
	return nil, fmt.Errorf("%s, not a file: %w", kind, ErrForeign)
}

// exists says whether something stands at a path.
func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

// logs are what SQLite keeps beside a file, by what is appended to its name: the
// log of what was committed, the index of the log, and the log of what is to be
// taken back.
var logs = [...]string{"-wal", "-shm", "-journal"}

// lockSuffix is what is appended to a file's name for the writer's lock on it.
const lockSuffix = "-lock"

// Files are the paths at which a store at path has files, or can have them: its
// own, the logs, the writer's lock.
func Files(path string) []string {
	files := []string{path, path + lockSuffix}
	for _, suffix := range logs {
		files = append(files, path+suffix)
	}
	return files
}

// IsDatabase says whether a file is one of SQLite, a store or another
// (https://www.sqlite.org/fileformat2.html, section 1.3).
func IsDatabase(path string) bool {
	head := make([]byte, len(magic))
	err := beside(path, func(f *os.File) error {
		_, err := f.ReadAt(head, 0)
		return err
	})
	return err == nil && string(head) == magic
}

// clearLogs removes logs beside a path where there is no file: they are of one that
// was removed, and SQLite would take them for those of the file that comes there.
func clearLogs(path string) error {
	for _, suffix := range logs {
		if err := os.Remove(path + suffix); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

// settle moves a new file, synced, to the path of a store where there is none.
func settle(fresh, path string) error {
	if err := persist(fresh); err != nil {
		return err
	}
	if err := clearLogs(path); err != nil {
		return err
	}
	if err := os.Rename(fresh, path); err != nil {
		return err
	}
	return persist(filepath.Dir(path))
}

// Moved is an error, an ErrMoved, where the file that was opened, or its log, does
// not stand at its path any more: what is written is lost then, and what is read is
// not what others see.
func (s *Store) Moved() error {
	if s.dialect != SQLite {
		return nil
	}
	err := moved(s.file, s.opened, "the file is gone", "another file stands there")
	if err == nil && s.log != nil {
		err = moved(s.file+"-wal", s.log, "its log is gone", "its log is another")
	}
	return err
}

// moved is an error, an ErrMoved in words for each case, where nothing stands at a
// path, or something else than did.
func moved(path string, was fs.FileInfo, gone, another string) error {
	is, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("%s: %w", gone, ErrMoved)
	case err != nil:
		return err
	case !os.SameFile(is, was):
		return fmt.Errorf("%s: %w", another, ErrMoved)
	}
	return nil
}

// Redacted is db as it may be shown: a server's URL without its password, a file's
// path as it is.
func Redacted(db string) string {
	if !IsURL(db) {
		return db
	}
	u, err := url.Parse(db)
	if err != nil { // then nobody knows what in it is a password
		scheme, _, _ := strings.Cut(db, "://")
		return scheme + "://…"
	}
	q, _ := url.ParseQuery(u.RawQuery) // what is none in it is left out
	for key := range q {
		if isPassword(key) {
			q.Set(key, "xxxxx")
		}
	}
	if u.RawQuery != "" {
		u.RawQuery = q.Encode()
	}
	return u.Redacted()
}

func isPassword(parameter string) bool {
	return strings.Contains(strings.ToLower(parameter), "password")
}

// misread is what is wrong with a server's URL, in the driver's words unless they
// might hold a password.
func misread(db string, err error) error {
	u, bad := url.Parse(db)
	if bad != nil {
		return errors.New("not a URL like postgres://user@host/database")
	}
	text := err.Error()
	if password, ok := u.User.Password(); ok && password != "" {
		text = strings.ReplaceAll(text, password, "xxxxx")
	}
	for key, values := range u.Query() {
		for _, v := range values {
			if isPassword(key) && v != "" {
				text = strings.ReplaceAll(text, v, "xxxxx")
			}
		}
	}
	return errors.New(text)
}
