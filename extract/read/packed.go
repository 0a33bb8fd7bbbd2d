package read

import (
	"bytes"
	"errors"
	"io"
	"path"
	"strings"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// packed reads what is packed, and what holds several files; done is false for what is
// neither.
func (s *source) packed(head []byte) (done bool, err error) {
	switch {
	case bytes.HasPrefix(head, []byte("\x1f\x8b")):
		z, err := gzip.NewReader(s.in)
		if err != nil {
			return true, s.skip(Damaged.because("gzip that is damaged: %v", err))
		}
		return true, s.unpack(&unpacking{z, s.fuse, "gzip"}, ".gz")
	case bytes.HasPrefix(head, []byte("\x28\xb5\x2f\xfd")):
		z, err := zstd.NewReader(s.in, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(uint64(s.limits.File)))
		if err != nil {
			return true, s.skip(Damaged.because("zstd that is damaged: %v", err))
		}
		defer z.Close()
		return true, s.unpack(&unpacking{z, s.fuse, "zstd"}, ".zst")
	case bytes.HasPrefix(head, []byte("PK\x03\x04")), bytes.HasPrefix(head, []byte("PK\x05\x06")):
		return true, s.zip()
	case bytes.HasPrefix(head, []byte("PAR1")) && bytes.IndexByte(head, 0) > 0:
		return true, s.parquet()
	case bytes.Contains(head[:min(len(head), 1024)], []byte("%PDF-")):
		return true, s.pdf()
	case len(head) > 262 && string(head[257:262]) == "ustar":
		return true, s.tar()
	}
	return false, nil
}

// unpack reads what was packed under the name that it had.
func (s *source) unpack(in io.Reader, ending string) error {
	if s.depth >= deepest {
		return s.skip(TooLarge.because("packed more than %d times", deepest))
	}
	name := s.path
	if strings.EqualFold(path.Ext(name), ending) {
		name = name[:len(name)-len(ending)]
	}
	inner := &source{Reader: s.Reader, limits: s.limits, fuse: s.fuse, path: name, depth: s.depth + 1, visit: func(i Item) error {
		if rest, ok := strings.CutPrefix(i.Path, name); ok {
			i.Path = s.path + rest // named as it lies there
		}
		return s.visit(i)
	}}
	return inner.read(in)
}

// A fuse ends the unpacking of an input whose bytes are out of all proportion to what
// they unpack to, in however many archives that lies: what is unpacked anywhere in it
// is summed up, or files that share their bytes, or lie in each other, would multiply.
type fuse struct {
	ratio          int64
	read, unpacked int64 // bytes
}

// fusedAfter is how much is unpacked before the proportion counts.
const fusedAfter = 10 << 20

// blown says whether more was unpacked than may be.
func (f *fuse) blown() bool { return f.unpacked > fusedAfter && f.unpacked/f.ratio > f.read }

// counted gives the bytes of an input, which are counted.
func (f *fuse) counted(in io.Reader) io.Reader {
	return readerFunc(func(p []byte) (int, error) {
		n, err := in.Read(p)
		f.read += int64(n)
		return n, err
	})
}

// A readerFunc is a function that reads.
type readerFunc func(p []byte) (int, error)

func (f readerFunc) Read(p []byte) (int, error) { return f(p) }

// An unpacking reader gives what is unpacked until the fuse blows, and says what is
// damaged.
type unpacking struct {
	r    io.Reader
	fuse *fuse
	what string
}

func (u *unpacking) Read(p []byte) (int, error) {
	n, err := u.r.Read(p)
	if u.fuse.unpacked += int64(n); u.fuse.blown() {
		return 0, &fault{TooLarge.because("unpacks to more than %d times its size; --max-ratio reads it", u.fuse.ratio)}
	}
	if err != nil && !errors.Is(err, io.EOF) && kindOf(err, "") == "" {
		err = &fault{Damaged.because("%s that is damaged: %v", u.what, err)}
	}
	return n, err
}
