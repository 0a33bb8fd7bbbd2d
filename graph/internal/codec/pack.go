package codec

import (
	"bytes"
	"compress/flate"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"io"
	"sync"

	"github.com/klauspost/compress/zstd"
)

// mostUnpacked is how many bytes a document may have, that one which is damaged does
// not fill the memory.
const mostUnpacked = 1 << 28

// zstdMagic begins every frame of Zstandard, and no block of DEFLATE (RFC 1951): as
// one it would be a stored block whose length is not that which it says.
var zstdMagic = []byte{0x28, 0xb5, 0x2f, 0xfd}

// packers and unpackers are kept for their tables, which are larger than most documents.
var (
	packers = sync.Pool{New: func() any {
		return must(zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1), zstd.WithEncoderCRC(false), zstd.WithWindowSize(1<<17), zstd.WithLowerEncoderMem(true)))
	}}
	unpackers = sync.Pool{New: func() any {
		return must(zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(mostUnpacked), zstd.WithDecoderLowmem(true)))
	}}
)

func must[T any](v T, err error) T {
	if err != nil {
		panic(err) // only an option that there is not
	}
	return v
}

// pack gives the CRC-32 of bytes, then the bytes packed.
func pack(plain []byte) []byte {
	w := packers.Get().(*zstd.Encoder)
	defer packers.Put(w)
	out := binary.BigEndian.AppendUint32(make([]byte, 0, 512+len(plain)/2), crc32.ChecksumIEEE(plain))
	return w.EncodeAll(plain, out)
}

// unpacked are where documents are unpacked, to be used again.
var unpacked = sync.Pool{New: func() any { return new([]byte) }}

// mostKept is how much memory for one document is kept for the next.
const mostKept = 1 << 20

// unpack reads what pack wrote, and what it wrote up to format 3: deflated bytes.
func unpack(data []byte) (plain string, err error) {
	if len(data) < 4 {
		return "", io.ErrUnexpectedEOF
	}
	room := unpacked.Get().(*[]byte)
	out := (*room)[:0]
	if packed := data[4:]; bytes.HasPrefix(packed, zstdMagic) {
		r := unpackers.Get().(*zstd.Decoder)
		defer unpackers.Put(r)
		out, err = r.DecodeAll(packed, out)
	} else {
		out, err = io.ReadAll(io.LimitReader(flate.NewReader(bytes.NewReader(packed)), mostUnpacked))
	}
	if cap(out) <= mostKept {
		*room = out
		defer unpacked.Put(room)
	}
	if err != nil {
		return "", err
	}
	if crc32.ChecksumIEEE(out) != binary.BigEndian.Uint32(data) {
		return "", errors.New("its checksum is another")
	}
	return string(out), nil
}
