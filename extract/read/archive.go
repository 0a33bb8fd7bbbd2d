package read

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"path"
	"strings"
)

// zip reads a ZIP: a document of an office, or the files in it, in the order in which
// it has them. Nothing is written anywhere.
func (s *source) zip() error {
	z, skip := s.zipReader()
	if skip != (why{}) {
		return s.skip(skip)
	}
	crawl := false
	for _, f := range z.File {
		switch {
		case f.Name == "word/document.xml":
			return s.docx(z)
		case f.Name == "content.xml":
			return s.odt(z)
		case f.Name == "xl/workbook.xml" || f.Name == "ppt/presentation.xml":
			return s.skip(NotRead.because("a spreadsheet or slides, no article; save it as CSV"))
		case strings.HasPrefix(f.Name, "archive/") && strings.Contains(f.Name, ".warc"):
			crawl = true // WACZ: the rest are its indices
		}
	}
	names := map[string]bool{}
	for _, f := range z.File {
		names[f.Name] = true
	}
	pages := map[string]bool{} // folders of saved pages
	for _, f := range z.File {
		folder := path.Dir(f.Name)
		if _, ok := pages[folder]; !ok {
			pages[folder] = ofPage(folder, func(name string) bool { return names[name] })
		}
		if crawl && !strings.HasPrefix(f.Name, "archive/") || passed(f.Name) || pages[folder] {
			continue
		}
		if err := s.zipped(f); err != nil || s.fuse.blown() { // it has been named
			return err
		}
	}
	return nil
}

// inside is how a file of an archive is named, wherever the archive says that it lies.
func (s *source) inside(name string) string { return s.path + path.Clean("/"+name) }

// zipped reads a file of a ZIP.
func (s *source) zipped(f *zip.File) error {
	name := s.inside(f.Name)
	switch mode := f.Mode(); {
	case mode.IsDir():
		return nil
	case !mode.IsRegular():
		return s.refuse(name, NotRead.because("not a regular file"))
	}
	in, err := s.inflate(f, "ZIP")
	if err != nil {
		return s.refuse(name, kindOf(err, Damaged).because("cannot be read: %v", err))
	}
	defer in.Close()
	return s.part(name, in)
}

// inflate opens a file of a ZIP, within the proportion that is unpacked.
func (s *source) inflate(f *zip.File, what string) (io.ReadCloser, error) {
	in, err := f.Open()
	if err != nil {
		return nil, err
	}
	return struct {
		io.Reader
		io.Closer
	}{&unpacking{in, s.fuse, what}, in}, nil
}

// zipReader opens a ZIP: in its file, or else whole in memory.
func (s *source) zipReader() (*zip.Reader, why) {
	in, size, skip := s.seekable()
	if skip != (why{}) {
		return nil, skip
	}
	z, err := zip.NewReader(in, size)
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return nil, Damaged.because("a ZIP that is damaged: %s", strings.TrimPrefix(err.Error(), "zip: "))
	}
	return z, why{}
}

// seekable is the source to be read at any place: its file, or else all of it in memory.
func (s *source) seekable() (in io.ReaderAt, size int64, skip why) {
	if s.file != nil {
		if info, err := s.file.Stat(); err == nil && info.Mode().IsRegular() {
			s.fuse.read = max(s.fuse.read, info.Size())
			return s.file, info.Size(), why{}
		}
	}
	data, skip := s.all(s.limits.File)
	return bytes.NewReader(data), int64(len(data)), skip
}

// passed says whether a file of an archive is passed over silently, as in a folder.
func passed(name string) bool {
	for _, part := range strings.Split(name, "/") {
		if strings.HasPrefix(part, ".") && part != "." && part != ".." || part == "__MACOSX" {
			return true
		}
	}
	return strings.HasSuffix(name, ".gold.json") || strings.HasSuffix(name, "/")
}

// tar reads the files in a TAR, as they come.
func (s *source) tar() error {
	t := tar.NewReader(s.in)
	for n := 0; ; n++ {
		h, err := t.Next()
		switch {
		case errors.Is(err, io.EOF):
			if n == 0 {
				return s.skip(Empty.because("empty"))
			}
			return nil
		case err != nil && !errors.Is(err, tar.ErrInsecurePath):
			return s.skip(kindOf(err, Damaged).because("a TAR that is damaged, after %d files: %s", n, strings.TrimPrefix(err.Error(), "archive/tar: ")))
		case passed(h.Name) || h.Typeflag == tar.TypeDir || h.Typeflag == tar.TypeXGlobalHeader:
			continue
		}
		name := s.inside(h.Name)
		if h.Typeflag != tar.TypeReg {
			err = s.refuse(name, NotRead.because("not a regular file"))
		} else {
			err = s.part(name, t)
		}
		if err != nil {
			return err
		}
	}
}
