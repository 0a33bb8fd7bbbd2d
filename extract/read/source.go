package read

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync/atomic"
)

// A source is a file, or a part of one, that is being read.
type source struct {
	*Reader
	limits Limits
	fuse   *fuse         // of all that is unpacked of the input
	path   string        // as it is named
	file   *os.File      // nil where it comes through a pipe or out of an archive
	in     *bufio.Reader // what has not been read
	depth  int           // in how many archives it lies
	number int           // of the articles handed on, and of what was skipped
	lineNo int           // that is being read, of JSON Lines
	many   bool          // the file holds several: its first article has a number too
	kind   string        // its Content-Type, where it came with one
	at     string        // its address, where it came from the web
	noted  string        // what is to be said with its first article
	visit  func(Item) error
}

// deepest is in how many archives an archive is still opened.
const deepest = 4

// stream reads what a file or standard input holds.
func (r *Reader) stream(path string, in io.Reader, visit func(Item) error) error {
	if in == nil {
		in = strings.NewReader("")
	}
	s := &source{Reader: r, limits: r.Limits.OrUsual(), path: path, visit: visit}
	s.fuse = &fuse{ratio: s.limits.Ratio}
	if s.file, _ = in.(*os.File); s.file != nil {
		in = &progress{in, &r.done}
	}
	return s.read(s.fuse.counted(in))
}

// A progress counts what is read.
type progress struct {
	r    io.Reader
	done *atomic.Int64
}

func (p *progress) Read(b []byte) (int, error) {
	n, err := p.r.Read(b)
	p.done.Add(int64(n))
	return n, err
}

// fetch gets what an address holds, and reads it.
func (s *source) fetch(address string) error {
	if s.Fetch == nil {
		return s.refuse(address, NotGot.because("an address, which is not read here"))
	}
	at, kind, body, err := s.Fetch(address)
	if err != nil {
		return s.refuse(address, NotGot.because("cannot be got: %v", err))
	}
	defer body.Close()
	p := &source{Reader: s.Reader, limits: s.limits, fuse: &fuse{ratio: s.limits.Ratio}, path: address, at: at, kind: kind, depth: s.depth, visit: s.visit}
	return p.read(p.fuse.counted(body))
}

// part reads a part of a source, as a file of its own.
func (s *source) part(name string, in io.Reader) error {
	if s.depth >= deepest {
		return s.refuse(name, TooLarge.because("lies in more than %d archives", deepest))
	}
	p := &source{Reader: s.Reader, limits: s.limits, fuse: s.fuse, path: name, depth: s.depth + 1, visit: s.visit}
	return p.read(in)
}

// emit hands an article on, with its number where the file has several.
func (s *source) emit(i Item) error {
	s.number++
	i.Path, i.Line = s.path, s.lineNo
	if s.number > 1 || s.many {
		i.Path = fmt.Sprintf("%s#%d", s.path, s.number)
	}
	if s.noted != "" && i.Skip == "" {
		i.Notes = append([]string{s.noted}, i.Notes...)
		s.noted = ""
	}
	return s.visit(i)
}

// skip hands on why there is no article.
func (s *source) skip(w why) error { return s.emit(w.item()) }

// refuse hands on why a part of a source, or what it leads to, is not read.
func (s *source) refuse(name string, w why) error {
	i := w.item()
	i.Path = name
	return s.visit(i)
}

// all reads a whole input of at most limit bytes; skip says why it cannot be.
func (s *source) all(limit int64) (data []byte, skip why) {
	var b bytes.Buffer
	if s.file != nil { // as much room as it takes, at once
		if info, err := s.file.Stat(); err == nil {
			b.Grow(int(min(info.Size(), limit) + bytes.MinRead + 1))
		}
	}
	_, err := b.ReadFrom(io.LimitReader(s.in, limit+1))
	data = b.Bytes()
	switch {
	case err != nil:
		return nil, unread(err)
	case int64(len(data)) > limit:
		return nil, s.tooLarge(limit)
	}
	return data, why{}
}

// tooLarge is why something beyond a limit is passed over.
func (s *source) tooLarge(limit int64) why {
	if limit == s.limits.Article {
		return TooLarge.because("larger than %s, which no news article is; --max-article reads it", size(limit))
	}
	return TooLarge.because("larger than %s; --max-file reads it", size(limit))
}

// size is a number of bytes in words.
func size(n int64) string {
	if n >= 1<<20 {
		return fmt.Sprintf("%d MiB", n>>20)
	}
	return fmt.Sprintf("%d bytes", n)
}

// fault says why UTF-8 is no text.
func (s *source) fault(data []byte) why {
	switch {
	case len(bytes.TrimSpace(data)) == 0:
		return Empty.because("empty")
	case int64(len(data)) > s.limits.Article:
		return s.tooLarge(s.limits.Article)
	case bytes.IndexByte(data, 0) >= 0:
		return NotRead.because("binary, not text")
	}
	return why{}
}

// read reads a source as what its first bytes show it to be; where these show nothing,
// its name tells JSON and Markdown from plain text.
func (s *source) read(in io.Reader) error {
	s.in = bufio.NewReaderSize(in, 1<<16)
	if s.path == "-" && s.Lines {
		return s.lines(nil)
	}
	// Who writes lines may wait for the answer to the first before the next.
	if head, err := s.in.Peek(2); err == nil && s.path == "-" && string(head) == `{"` {
		return s.json()
	}
	head, err := s.in.Peek(4096)
	if err != nil && !errors.Is(err, io.EOF) {
		return s.skip(unread(err))
	}
	if done, err := s.packed(head); done {
		return err
	}
	raw := head
	s.in, s.noted = unmark(s.in)
	if head, err = s.in.Peek(4096); err != nil && !errors.Is(err, io.EOF) {
		return s.skip(unread(err))
	}
	ext := strings.ToLower(path.Ext(filepath.ToSlash(s.path)))
	isTable, isMarkdown := ext == ".csv" || ext == ".tsv", ext == ".md" || ext == ".markdown"
	start := bytes.TrimLeft(head, " \t\r\n")
	switch {
	case len(head) == 0:
		return s.skip(Empty.because("empty"))
	case isPage(start) || strings.HasPrefix(s.kind, "text/html") || bytes.HasPrefix(start, []byte("<")) && slices.Contains(pageEndings, ext):
		return s.page()
	case isFeed(start):
		return s.feed()
	case bytes.HasPrefix(head, []byte("WARC/")):
		return s.warc()
	case bytes.HasPrefix(head, []byte("filedesc://")):
		return s.arc()
	case bytes.HasPrefix(start, []byte("<?xml")) || ext == ".xml" || ext == ".rss" || ext == ".atom":
		return s.skip(NotRead.because("XML that is neither a feed nor a page"))
	case ext == ".jsonl" || ext == ".ndjson" || ext == ".json":
		return s.json()
	case len(start) > 0 && (start[0] == '{' || start[0] == '[' && looksLikeArray(start)):
		return s.json()
	case s.path == "-" && hasLine(head):
		return s.lines(nil)
	case bytes.HasPrefix(head, []byte("From ")) && isMail(afterLine(head)):
		return s.mbox()
	case ext == ".eml" || ext == ".mbox" || !isMarkdown && isMail(start):
		return s.mail()
	case len(start) > 0 && tableMark(head, isTable) != 0:
		return s.table(tableMark(head, isTable))
	case isMarkdown:
		return s.text(true)
	case s.path == "-" || s.at != "" || ext == "" || ext == ".txt" || ext == ".text" || s.depth > 0 && len(ext) > 5:
		return s.text(false)
	case bytes.IndexByte(raw, 0) >= 0 && s.noted == "":
		return s.skip(NotRead.because("%s files are not read", ext))
	}
	return s.skip(NotRead.because("%s files are not read as text; .txt, .md, .json, .html and others are: see hearsay build --help", ext))
}

// afterLine is what comes behind the first line.
func afterLine(head []byte) []byte {
	_, rest, _ := bytes.Cut(head, []byte("\n"))
	return rest
}

// isFeed says whether a source is a feed or a sitemap, by its first element.
func isFeed(start []byte) bool {
	if len(start) == 0 || start[0] != '<' {
		return false
	}
	switch strings.ToLower(root(start)) {
	case "rss", "feed", "rdf", "channel", "urlset", "sitemapindex":
		return true
	}
	return false
}

// looksLikeArray tells a JSON array of objects from a text that begins with a bracket.
func looksLikeArray(start []byte) bool {
	rest := bytes.TrimLeft(start[1:], " \t\r\n")
	return len(rest) > 0 && (rest[0] == '{' || rest[0] == ']')
}

// pageEndings are the endings of names by which what begins with a tag is a page.
var pageEndings = []string{".html", ".htm", ".xhtml", ".shtml", ".php", ".asp", ".aspx"}

// pageStart is how pages of the web begin, comments and a declaration aside.
var pageStart = regexp.MustCompile(`(?is)^(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)[\s>]`)

// isPage says whether a source is a page of the web.
func isPage(start []byte) bool {
	return len(start) > 0 && start[0] == '<' && pageStart.Match(start)
}
