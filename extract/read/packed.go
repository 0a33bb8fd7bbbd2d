package read

import (
	"bytes"
	"errors"
	"fmt"
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
		counted := &countingReader{r: s.in}
		z, err := gzip.NewReader(counted)
		if err != nil {
			return true, s.skip("gzip that is damaged: " + err.Error())
		}
		return true, s.unpack(&fused{r: z, packed: counted, limits: s.limits, what: "gzip"}, ".gz")
	case bytes.HasPrefix(head, []byte("\x28\xb5\x2f\xfd")):
		counted := &countingReader{r: s.in}
		z, err := zstd.NewReader(counted, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(uint64(s.limits.File)))
		if err != nil {
			return true, s.skip("zstd that is damaged: " + err.Error())
		}
		defer z.Close()
		return true, s.unpack(&fused{r: z, packed: counted, limits: s.limits, what: "zstd"}, ".zst")
	case bytes.HasPrefix(head, []byte("PK\x03\x04")), bytes.HasPrefix(head, []byte("PK\x05\x06")):
		return true, s.zip()
	case bytes.HasPrefix(head, []byte("PAR1")) && bytes.IndexByte(head, 0) > 0:
		return true, s.skip("Parquet, which is not read; save it as CSV or JSON Lines")
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
		return s.skip(fmt.Sprintf("packed more than %d times", deepest))
	}
	name := s.path
	if strings.EqualFold(path.Ext(name), ending) {
		name = name[:len(name)-len(ending)]
	}
	inner := &source{Reader: s.Reader, limits: s.limits, path: name, depth: s.depth + 1, visit: func(i Item) error {
		if rest, ok := strings.CutPrefix(i.Path, name); ok {
			i.Path = s.path + rest // named as it lies there
		}
		return s.visit(i)
	}}
	return inner.read(in)
}

// A countingReader counts what it reads.
type countingReader struct {
	r io.Reader
	n int64
}

func (c *countingReader) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}

// A fused reader stops where what is unpacked is out of proportion to what was packed,
// and says what is damaged.
type fused struct {
	r      io.Reader
	packed *countingReader
	limits Limits
	what   string
	n      int64
}

// fusedAfter is how much is unpacked before the proportion counts.
const fusedAfter = 10 << 20

func (f *fused) Read(p []byte) (int, error) {
	n, err := f.r.Read(p)
	if f.n += int64(n); f.n > fusedAfter && f.n/f.limits.Ratio > f.packed.n {
		return 0, fmt.Errorf("unpacks to more than %d times its size; --max-ratio reads it", f.limits.Ratio)
	}
	if err != nil && !errors.Is(err, io.EOF) {
		err = fmt.Errorf("%s that is damaged: %w", f.what, err)
	}
	return n, err
}
