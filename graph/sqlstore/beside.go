package sqlstore

import (
	"os"
	"slices"
	"sync"
)

// SQLite's locks belong to the process, and the system gives up all that a process has on
// a file as soon as it closes any descriptor of that file
// (https://www.sqlite.org/howtocorrupt.html, section 2.2). A reader without its lock is
// not seen by a writer that ends, which then takes away the log beneath it. So what this
// package opens of a store's file beside SQLite stays open while a store of the process
// has that file, and is used again.

// heldFiles are the files of the stores that the process has open.
var heldFiles struct {
	sync.Mutex
	all []*heldFile
}

type heldFile struct {
	info   os.FileInfo
	stores int
	spare  []*os.File // open, and used by nobody now
}

// findHeld is the file of info among those that stores have open; nil where it is none.
func findHeld(info os.FileInfo) *heldFile {
	i := slices.IndexFunc(heldFiles.all, func(h *heldFile) bool { return os.SameFile(h.info, info) })
	if i < 0 {
		return nil
	}
	return heldFiles.all[i]
}

// hold says that a store has the file of info open, until release is called.
func hold(info os.FileInfo) (release func()) {
	heldFiles.Lock()
	defer heldFiles.Unlock()
	h := findHeld(info)
	if h == nil {
		h = &heldFile{info: info}
		heldFiles.all = append(heldFiles.all, h)
	}
	h.stores++
	return sync.OnceFunc(func() {
		heldFiles.Lock()
		defer heldFiles.Unlock()
		if h.stores--; h.stores > 0 {
			return
		}
		for _, f := range h.spare {
			f.Close()
		}
		heldFiles.all = slices.DeleteFunc(heldFiles.all, func(other *heldFile) bool { return other == h })
	})
}

// beside hands use a file that SQLite may have open in this process as well. It must be
// read by place alone.
func beside(path string, use func(f *os.File) error) error {
	f, err := openBeside(path)
	if err != nil {
		return err
	}
	defer closeBeside(f)
	return use(f)
}

func openBeside(path string) (*os.File, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if f := spareOf(info); f != nil {
		return f, nil
	}
	return os.Open(path)
}

// spareOf takes a descriptor of the file of info that is open and not in use; nil where
// there is none.
func spareOf(info os.FileInfo) *os.File {
	heldFiles.Lock()
	defer heldFiles.Unlock()
	h := findHeld(info)
	if h == nil || len(h.spare) == 0 {
		return nil
	}
	f := h.spare[len(h.spare)-1]
	h.spare = h.spare[:len(h.spare)-1]
	return f
}

func closeBeside(f *os.File) {
	info, err := f.Stat()
	heldFiles.Lock()
	defer heldFiles.Unlock()
	if err == nil {
		if h := findHeld(info); h != nil {
			h.spare = append(h.spare, f)
			return
		}
	}
	f.Close()
}
