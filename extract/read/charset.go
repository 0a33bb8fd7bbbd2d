package read

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	utf "golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

// mark is the byte order mark of UTF-8.
var mark = []byte("\xef\xbb\xbf")

// unmark takes a byte order mark off an input, and decodes what it says: UTF-16 and
// UTF-32 come out as UTF-8. Note says so; "" where nothing was decoded.
func unmark(r io.Reader) (in *bufio.Reader, note string) {
	in = bufio.NewReaderSize(r, 1<<16)
	head, _ := in.Peek(4)
	var e encoding.Encoding
	switch {
	case bytes.HasPrefix(head, mark):
		_, _ = in.Discard(len(mark)) // they were peeked
		return in, ""
	case bytes.Equal(head, []byte("\xff\xfe\x00\x00")), bytes.Equal(head, []byte("\x00\x00\xfe\xff")):
		e, note = utf32.UTF32(utf32.LittleEndian, utf32.ExpectBOM), "read as UTF-32"
	case bytes.HasPrefix(head, []byte("\xff\xfe")), bytes.HasPrefix(head, []byte("\xfe\xff")):
		e, note = utf.UTF16(utf.LittleEndian, utf.ExpectBOM), "read as UTF-16"
	default:
		return in, ""
	}
	return bufio.NewReaderSize(e.NewDecoder().Reader(in), 1<<16), note
}

// toUTF8 gives bytes as UTF-8. Bytes that are UTF-8 but for a few are kept, with
// U+FFFD for these; those that read as Windows-1252 are decoded. Note says what was
// done, and skip why the bytes are no text.
func toUTF8(data []byte) (text []byte, note string, skip why) {
	switch {
	case bytes.IndexByte(data, 0) >= 0:
		return nil, "", NotRead.because("binary, not text")
	case utf8.Valid(data):
		return data, "", why{}
	}
	good, bad, first := sequences(data)
	switch {
	case good > bad:
		return bytes.ToValidUTF8(data, []byte("\ufffd")), fmt.Sprintf("not UTF-8 at byte %d: what is not is read as U+FFFD", first), why{}
	case western(data):
		text, _ = charmap.Windows1252.NewDecoder().Bytes(data) // every byte is decoded
		return text, "read as Windows-1252", why{}
	}
	return nil, "", Damaged.because("not UTF-8 at byte %d; convert it first", first)
}

// sequences counts the characters of several bytes, and the bytes that are none; the
// first of these is at first.
func sequences(data []byte) (good, bad, first int) {
	for i := 0; i < len(data); {
		r, size := utf8.DecodeRune(data[i:])
		switch {
		case r == utf8.RuneError && size <= 1:
			if bad++; bad == 1 {
				first = i
			}
		case size > 1:
			good++
		}
		i += size
	}
	return good, bad, first
}

// western says whether bytes are prose in Windows-1252: the bytes beyond ASCII are
// letters or marks of prose, beside letters or blanks, and rarely two in a row.
func western(data []byte) bool {
	high, odd := 0, 0
	for i, b := range data {
		switch {
		case b < 0x20 && b != '\n' && b != '\r' && b != '\t' && b != '\f':
			odd++
		case b >= 0x80:
			high++
			r := charmap.Windows1252.DecodeByte(b)
			word := unicode.IsLetter(r)
			beside := i > 0 && data[i-1] < 0x80 || i+1 < len(data) && data[i+1] < 0x80
			if !word && !strings.ContainsRune("‘’“”‚„–—…•€£§°«»©®™·¡¿½¼¾´²³\u00a0\u00ad", r) || !beside {
				odd++
			}
		}
	}
	return high > 0 && odd*20 <= high
}
