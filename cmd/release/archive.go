package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"io/fs"
	"path"
	"strings"
	"time"
)

// A file is one in an archive.
type file struct {
	name string // its path, with slashes
	data []byte
	mode fs.FileMode
}

// tarred packs files below a folder, with the folders that they lie in, all of one time
// and of the system's own user.
func tarred(at time.Time, below string, files []file) ([]byte, error) {
	var b bytes.Buffer
	z, err := gzip.NewWriterLevel(&b, gzip.BestCompression) // its header has no time and no name
	if err != nil {
		return nil, err
	}
	w := tar.NewWriter(z)
	made := map[string]bool{".": true, "./": true}
	add := func(h tar.Header, data []byte) error {
		h.ModTime, h.Format, h.Uname, h.Gname = at, tar.FormatUSTAR, "root", "root"
		if err := w.WriteHeader(&h); err != nil {
			return err
		}
		_, err := w.Write(data)
		return err
	}
	for _, f := range files {
		name := below + f.name
		for i, c := range name {
			if folder := name[:i]; c == '/' && folder != "" && !made[folder] {
				made[folder] = true
				if err := add(tar.Header{Typeflag: tar.TypeDir, Name: folder + "/", Mode: 0o755}, nil); err != nil {
					return nil, err
				}
			}
		}
		if err := add(tar.Header{Typeflag: tar.TypeReg, Name: name, Mode: int64(f.mode), Size: int64(len(f.data))}, f.data); err != nil {
			return nil, err
		}
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	err = z.Close()
	return b.Bytes(), err
}

// zipped packs files below a folder. Texts end their lines as Windows does.
func zipped(at time.Time, below string, files []file) ([]byte, error) {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, f := range files {
		data := f.data
		if ext := path.Ext(f.name); ext == ".txt" || ext == ".md" || ext == "" {
			data = []byte(strings.ReplaceAll(string(data), "\n", "\r\n"))
		}
		h := &zip.FileHeader{Name: path.Join(below, f.name), Method: zip.Deflate, Modified: at}
		h.SetMode(f.mode)
		to, err := w.CreateHeader(h)
		if err != nil {
			return nil, err
		}
		if _, err := to.Write(data); err != nil {
			return nil, err
		}
	}
	err := w.Close()
	return b.Bytes(), err
}
