// Package read turns files into articles: a file of this package an input
// format. It keeps the bytes of a plain text as they are, since every offset counts
// in them; only what is no prose (a byte order mark, tags, the signs of Markdown) is
// taken off.
//
// Begin with [Reader.Walk].
package read

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"

	"hearsay/extract/news"
)

// An Item is one article, or one input that is none: then Skip says why.
type Item struct {
	Path    string // of the file, with "#3" behind it for the third article in it; "-" is standard input
	Line    int    // of JSON Lines, the first is 1; 0 where the input is none
	Article news.Article
	Author  string   // who wrote it, as the input says; "" where it does not
	Notes   []string // what was not taken as it stands: a date that cannot be told, an encoding
	Skip    string   // "" for an article
	Reason  Reason   // the kind of that
}

// A Reader says how articles are read. The zero Reader reads those in English, from
// files alone, within the usual limits.
type Reader struct {
	Stdin      io.Reader // what "-" stands for
	Lines      bool      // "-" is JSON Lines, whatever its first lines look like; without a line it is no article and no fault
	Language   string    // "any" for articles in every language
	TextColumn string    // the column of a table that holds the text; "" for the usual names
	Summaries  bool      // items of feeds that have no more than a summary are articles too
	Follow     bool      // pages that feeds and sitemaps lead to are articles
	Fetch      Fetch     // gets what an address of the web holds; nil where none is read
	Apart      Apart     // as Values, which is called where there is none, but in a process of its own
	Limits     Limits

	done atomic.Int64 // bytes of files that have been read
}

// Done is how many bytes of the files that Walk was given have been read so far. It may
// be asked while Walk runs.
func (r *Reader) Done() int64 { return r.done.Load() }

// Apart hands on what a document holds, as [Values] does.
type Apart func(d Document, value func([]byte) error) error

// Fetch gets what an address of the web holds: the address behind redirects, its
// Content-Type, and its bytes.
type Fetch func(address string) (at, contentType string, body io.ReadCloser, err error)

// Limits bound what is read; beyond one an input is passed over by name. A zero stands
// for the usual limit.
type Limits struct {
	Article int64 // bytes of an article's text
	File    int64 // bytes of a file that has to be held whole: a page, a document, an archive that comes through a pipe
	Line    int64 // bytes of a line of JSON, of a value, of a record
	Ratio   int64 // bytes unpacked for a packed one, after 10 MiB
}

// usual are the limits that a Reader has by itself.
var usual = Limits{Article: 16 << 20, File: 128 << 20, Line: 64 << 20, Ratio: 200}

// OrUsual gives the limits, the usual ones where none is set.
func (l Limits) OrUsual() Limits {
	l.Ratio = max(l.Ratio, 0)
	return Limits{cmp.Or(l.Article, usual.Article), cmp.Or(l.File, usual.File), cmp.Or(l.Line, usual.Line), cmp.Or(l.Ratio, usual.Ratio)}
}

// Walk reads the articles in the files and folders of paths, in their order, and
// hands each to visit. Folders are walked by name; files whose name begins with a
// dot, *.gold.json and links to folders are passed over silently. "-" is stdin.
// What cannot be read as an article is handed on with its reason; a path that
// does not exist is an error, found before anything is read. An error of visit
// ends the walk and is returned as it is.
func (r *Reader) Walk(paths []string, visit func(Item) error) error {
	if r.Language != "" && r.Language != "en" && r.Language != "any" {
		return fmt.Errorf("language %q: articles are read in English (en) or in any language (any)", r.Language)
	}
	if err := Exist(paths); err != nil {
		return err
	}
	if r.Language != "any" {
		visit = english(visit)
	}
	w := walker{Reader: r, visit: visit}
	for _, p := range paths {
		var err error
		switch {
		case p == "-":
			err = r.stream("-", r.Stdin, visit)
		case isAddress(p):
			err = (&source{Reader: r, limits: r.Limits.OrUsual(), visit: visit}).fetch(p)
		default:
			err = filepath.WalkDir(p, func(path string, d fs.DirEntry, err error) error { return w.entry(p, path, d, err) })
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// A walker walks folders.
type walker struct {
	*Reader
	visit func(Item) error
}

// english passes over articles in other languages.
func english(visit func(Item) error) func(Item) error {
	return func(i Item) error {
		if i.Skip == "" {
			if other := notEnglish(i.Article.Language, i.Article.Text); other != "" {
				i = Item{Path: i.Path, Line: i.Line, Skip: other, Reason: OtherLanguage}
			}
		}
		return visit(i)
	}
}

// isAddress says whether a path is an address, which only the web has.
func isAddress(path string) bool {
	scheme, _, ok := strings.Cut(path, "://")
	return ok && scheme != "" && !strings.ContainsAny(scheme, "/\\ .")
}

// Exist says which of the paths is missing; nil where all are there. "-" always is, and
// an address is not looked at.
func Exist(paths []string) error {
	for _, p := range paths {
		if p == "-" || isAddress(p) {
			continue
		}
		if _, err := os.Stat(p); err != nil {
			return fmt.Errorf("read %s: %w", p, cause(err))
		}
	}
	return nil
}

// entry reads one file that the walk came to, or says why not.
func (w *walker) entry(root, path string, d fs.DirEntry, err error) error {
	refuse := func(skip why) error {
		i := skip.item()
		i.Path = path
		return w.visit(i)
	}
	name := filepath.Base(path)
	hidden := path != root && strings.HasPrefix(name, ".")
	switch {
	case err != nil:
		return refuse(unread(err))
	case d.IsDir() && (hidden || path != root && ofPage(path, exists)):
		return fs.SkipDir
	case d.IsDir() || hidden || path != root && strings.HasSuffix(name, ".gold.json"):
		return nil
	}
	info, err := os.Stat(path) // follows a link
	switch {
	case err != nil:
		return refuse(unread(err))
	case info.IsDir():
		if path != root {
			return nil
		}
		return filepath.WalkDir(path+string(filepath.Separator), func(p string, d fs.DirEntry, err error) error {
			return w.entry(path+string(filepath.Separator), p, d, err)
		})
	case !info.Mode().IsRegular() && path != root:
		return refuse(NotRead.because("not a regular file"))
	}
	f, err := os.Open(path)
	if err != nil {
		return refuse(unread(err))
	}
	defer f.Close()
	begun := w.done.Load()
	err = w.stream(path, f, w.visit)
	w.done.Store(begun + info.Size())
	return err
}

// ofPage says whether a folder holds what a browser keeps beside a page that it has
// saved: styles, scripts, pictures, frames. Its name is the page's with an ending, in
// the browser's language.
func ofPage(folder string, exists func(name string) bool) bool {
	for _, end := range [...]string{"_files", ".files", "-Dateien", "_fichiers", "_archivos", "_bestanden", "_arquivos"} {
		if page, ok := strings.CutSuffix(folder, end); ok && (exists(page+".html") || exists(page+".htm")) {
			return true
		}
	}
	return false
}

func exists(name string) bool {
	_, err := os.Stat(name)
	return err == nil
}

// cause is what went wrong without the path, which the message has already.
func cause(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}
