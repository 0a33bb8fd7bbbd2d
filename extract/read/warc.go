package read

import (
	"bufio"
	"bytes"
	"cmp"
	"errors"
	"io"
	"mime"
	"net/http"
	"strconv"
	"strings"

	"github.com/klauspost/compress/gzip"
)

// headBytes bounds the header of a record of a web archive.
const headBytes = 64 << 10

// warc reads a web archive (WARC 0.17 to 1.1, ISO 28500): a page that was answered is
// an article. Requests, revisits, metadata, pictures and what the archive has twice are
// passed over. A record that is damaged is named with its place, and the next is read.
func (s *source) warc() error {
	s.many = true
	w := &warc{source: s, seen: map[string]bool{}}
	for {
		err := w.record()
		switch {
		case errors.Is(err, io.EOF):
			if s.number == 0 {
				return s.skip(Empty.because("a web archive without pages"))
			}
			return nil
		case err != nil:
			return err
		}
	}
}

// A warc is a web archive that is being read.
type warc struct {
	*source
	at   int64           // where its next record begins
	seen map[string]bool // digests of what was answered
}

// fault names a damaged record, and goes on where the next one may begin.
func (w *warc) fault(at int64, problem string) error {
	if err := w.skip(Damaged.because("record at byte %d: %s", at, problem)); err != nil {
		return err
	}
	for {
		head, err := w.in.Peek(5)
		if err != nil {
			return w.end(err) // too little is left for a record
		}
		if string(head) == "WARC/" {
			return nil
		}
		line, err := w.in.ReadSlice('\n')
		w.at += int64(len(line))
		if err != nil && !errors.Is(err, bufio.ErrBufferFull) {
			return nil // its end comes up again
		}
	}
}

// record reads a record.
func (w *warc) record() error {
	for { // blank lines lie between records
		b, err := w.in.Peek(1)
		if err != nil {
			return w.end(err)
		}
		if b[0] != '\r' && b[0] != '\n' {
			break
		}
		_, _ = w.in.Discard(1) // it was peeked
		w.at++
	}
	at := w.at
	if head, _ := w.in.Peek(5); string(head) != "WARC/" {
		return w.fault(at, "it does not begin with WARC/")
	}
	header, problem, err := w.header()
	switch {
	case err != nil:
		if e := w.skip(Damaged.because("record at byte %d: cut off in its header", at)); e != nil {
			return e
		}
		return w.end(err)
	case problem != "":
		return w.fault(at, problem)
	}
	size, err := strconv.ParseInt(header["content-length"], 10, 64)
	if err != nil || size < 0 {
		return w.fault(at, "no Content-Length")
	}
	block := &io.LimitedReader{R: w.in, N: size}
	visited := w.block(header, block)
	_, err = io.Copy(io.Discard, block)
	w.at += size - block.N
	switch {
	case visited != nil:
		return visited
	case err != nil:
		return w.last(kindOf(err, Damaged).because("record at byte %d: %v", at, err))
	case block.N > 0:
		return w.last(Damaged.because("record at byte %d: cut off, %d bytes are missing", at, block.N))
	}
	if next, err := w.in.Peek(1); err == nil && next[0] != '\r' && next[0] != '\n' && next[0] != 'W' {
		return w.fault(at, "longer than its Content-Length says")
	}
	return nil
}

// end is the end of the input, which is named where it is none.
func (w *warc) end(err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return io.EOF
	}
	return w.last(kindOf(err, Damaged).because("at byte %d: %v", w.at, cause(err)))
}

// last names what is damaged, behind which nothing more is read.
func (w *warc) last(problem why) error {
	if err := w.skip(problem); err != nil {
		return err
	}
	return io.EOF
}

// header reads the header of a record; problem is what is wrong with it.
func (w *warc) header() (fields map[string]string, problem string, err error) {
	fields = map[string]string{}
	size, last := 0, ""
	for first := true; ; first = false {
		line, err := w.in.ReadSlice('\n')
		w.at += int64(len(line))
		if size += len(line); errors.Is(err, bufio.ErrBufferFull) || size > headBytes {
			return nil, "its header is too long", nil
		}
		if err != nil {
			return nil, "", err
		}
		text := strings.TrimRight(string(line), "\r\n")
		switch {
		case text == "":
			return fields, "", nil
		case first:
		case text[0] == ' ' || text[0] == '\t': // the line before goes on
			if last != "" {
				fields[last] = strings.TrimSpace(fields[last] + " " + strings.TrimSpace(text))
			}
		default:
			key, value, ok := strings.Cut(text, ":")
			if key = strings.ToLower(strings.TrimSpace(key)); !ok || fields[key] != "" {
				last = "" // the first of several counts
				continue
			}
			fields[key], last = strings.TrimSpace(value), key
		}
	}
}

// isText says whether what has a media type may be an article.
func isText(kind string) bool {
	return kind == "text/html" || kind == "application/xhtml+xml" || kind == "text/plain"
}

// block reads what a record holds, if that is a page.
func (w *warc) block(header map[string]string, block *io.LimitedReader) error {
	digest := header["warc-payload-digest"]
	address := strings.Trim(header["warc-target-uri"], "<>")
	kind, _, _ := mime.ParseMediaType(header["content-type"])
	switch header["warc-type"] {
	case "response":
		if kind != "application/http" && kind != "" {
			return nil
		}
	case "resource", "conversion":
		if isText(kind) {
			return w.body(block, kind, header["content-type"], address)
		}
		return nil
	default:
		return nil
	}
	return w.answer(address, digest, block)
}

// answer reads what a server answered, if that is a page which the archive has not had.
func (w *warc) answer(address, digest string, block io.Reader) error {
	answer, err := http.ReadResponse(bufio.NewReader(block), nil)
	if err != nil {
		return w.skip(Damaged.because("%s: its answer cannot be read: %s", address, strings.TrimPrefix(err.Error(), "malformed ")))
	}
	defer answer.Body.Close()
	contentType := answer.Header.Get("Content-Type")
	kind, _, _ := mime.ParseMediaType(contentType)
	if answer.StatusCode != http.StatusOK || !isText(kind) {
		return nil
	}
	if digest != "" {
		if w.seen[digest] {
			return nil
		}
		w.seen[digest] = true
	}
	var body io.Reader = answer.Body
	if strings.EqualFold(answer.Header.Get("Content-Encoding"), "gzip") {
		z, err := gzip.NewReader(answer.Body)
		if err != nil {
			return w.skip(Damaged.because("%s: gzip that is damaged: %v", address, err))
		}
		body = &unpacking{z, w.fuse, "gzip"}
	}
	return w.body(body, kind, contentType, address)
}

// body reads a page or a text of a record.
func (w *warc) body(in io.Reader, kind, contentType, address string) error {
	data, err := io.ReadAll(io.LimitReader(in, w.limits.File+1))
	switch {
	case int64(len(data)) > w.limits.File:
		return w.skip(w.tooLarge(w.limits.File).of(address))
	case err != nil && len(data) == 0:
		return w.skip(kindOf(err, Damaged).because("%s: %v", address, err))
	}
	var item Item
	if kind == "text/plain" && !isPage(bytes.TrimLeft(data, " \t\r\n")) {
		text, note, skip := toUTF8(data)
		if skip == (why{}) {
			skip = w.source.fault(text)
		}
		if skip != (why{}) {
			return w.skip(skip.of(address))
		}
		if item = w.fromText(string(text), false); note != "" {
			item.Notes = append(item.Notes, note)
		}
		item.Article.URL = cmp.Or(item.Article.URL, address)
	} else {
		item = w.fromPage(data, contentType, address)
	}
	switch {
	case item.Skip != "":
		item.Skip = address + ": " + item.Skip
	case err != nil:
		item.Notes = append(item.Notes, "cut off: "+err.Error())
	}
	return w.emit(item)
}
