// Package read turns files into articles: a file of this package an input
// format. It keeps the bytes of a plain text as they are, since every offset counts
// in them; only what is no prose (a byte order mark, tags, the signs of Markdown) is
// taken off.
//
// Begin with [Reader.Walk].
package read

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"hearsay/extract/news"
)

// Limit is the size in bytes above which a text is no news article: what is found
// in one takes memory and time by its length.
const Limit = 1 << 20

// An Item is one article, or one input that is none: then Skip says why.
type Item struct {
	Path    string // of the file, with "#3" behind it for the third article in it; "-" is standard input
	Article news.Article
	Author  string   // who wrote it, as the input says; "" where it does not
	Notes   []string // what was not taken as it stands: a date that cannot be told, an encoding
	Skip    string   // "" for an article
}

// A Reader says how articles are read. The zero Reader reads those in English.
type Reader struct {
	Stdin    io.Reader // what "-" stands for
	Language string    // "any" for articles in every language
}

// Walk reads the articles in the files and folders of paths, in their order, and
// hands each to visit. Folders are walked by name; files whose name begins with a
// dot, *.gold.json and links to folders are passed over silently. "-" is stdin.
// What cannot be read as an article is handed on with its reason; a path that
// does not exist is an error, found before anything is read. An error of visit
// ends the walk and is returned as it is.
func (r *Reader) Walk(paths []string, visit func(Item) error) error {
	if err := Exist(paths); err != nil {
		return err
	}
	if r.Language != "any" {
		visit = english(visit)
	}
	for _, p := range paths {
		if p == "-" {
			if err := stream("-", r.Stdin, visit); err != nil {
				return err
			}
			continue
		}
		err := filepath.WalkDir(p, func(path string, d fs.DirEntry, err error) error {
			return entry(p, path, d, err, visit)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// english passes over articles in other languages.
func english(visit func(Item) error) func(Item) error {
	return func(i Item) error {
		if i.Skip == "" {
			if why := notEnglish(i.Article.Language, i.Article.Text); why != "" {
				i = Item{Path: i.Path, Skip: why}
			}
		}
		return visit(i)
	}
}

// Exist says which of the paths is missing; nil where all are there. "-" always is.
func Exist(paths []string) error {
	for _, p := range paths {
		if p == "-" {
			continue
		}
		if _, err := os.Stat(p); err != nil {
			return fmt.Errorf("read %s: %w", p, cause(err))
		}
	}
	return nil
}

// entry reads one file that the walk came to, or says why not.
func entry(root, path string, d fs.DirEntry, err error, visit func(Item) error) error {
	name := filepath.Base(path)
	hidden := path != root && strings.HasPrefix(name, ".")
	switch {
	case err != nil:
		return visit(Item{Path: path, Skip: "cannot be read: " + cause(err).Error()})
	case d.IsDir() && hidden:
		return fs.SkipDir
	case d.IsDir() || hidden || path != root && strings.HasSuffix(name, ".gold.json"):
		return nil
	}
	info, err := os.Stat(path) // follows a link
	switch {
	case err != nil:
		return visit(Item{Path: path, Skip: "cannot be read: " + cause(err).Error()})
	case info.IsDir():
		if path != root {
			return nil
		}
		return filepath.WalkDir(path+string(filepath.Separator), func(p string, d fs.DirEntry, err error) error {
			return entry(path+string(filepath.Separator), p, d, err, visit)
		})
	case !info.Mode().IsRegular() && path != root:
		return visit(Item{Path: path, Skip: "not a regular file"})
	}
	f, err := os.Open(path)
	if err != nil {
		return visit(Item{Path: path, Skip: "cannot be read: " + cause(err).Error()})
	}
	defer f.Close()
	return stream(path, f, visit)
}

// stream reads what a file or standard input holds, by the name's ending; where
// that says nothing, by the first byte.
func stream(path string, r io.Reader, visit func(Item) error) error {
	in, note := unmark(r)
	if note != "" {
		given := visit
		visit = func(i Item) error {
			i.Notes, note = append(i.Notes, note), ""
			if i.Notes[len(i.Notes)-1] == "" { // it was said with the first article
				i.Notes = i.Notes[:len(i.Notes)-1]
			}
			return given(i)
		}
	}
	switch ext := strings.ToLower(filepath.Ext(path)); {
	case ext == ".jsonl" || ext == ".ndjson" || ext == ".json":
		return readJSON(path, in, visit)
	case ext == ".txt" || ext == ".md" || ext == ".markdown" || ext == ".text":
		return readText(path, in, ext, visit)
	case path != "-" && ext != "":
		return visit(Item{Path: path, Skip: fmt.Sprintf("%s files are not read; .txt, .md, .json and .jsonl are", ext)})
	}
	head, err := in.Peek(512)
	if err != nil && !errors.Is(err, io.EOF) {
		return visit(Item{Path: path, Skip: "cannot be read: " + cause(err).Error()})
	}
	if start := bytes.TrimLeft(head, " \t\r\n"); len(start) > 0 && (start[0] == '{' || start[0] == '[' && looksLikeArray(start)) {
		return readJSON(path, in, visit)
	}
	return readText(path, in, ".txt", visit)
}

// looksLikeArray tells a JSON array of objects from a text that begins with a bracket.
func looksLikeArray(start []byte) bool {
	rest := bytes.TrimLeft(start[1:], " \t\r\n")
	return len(rest) > 0 && (rest[0] == '{' || rest[0] == ']')
}

// tooLarge is why a text of more than Limit bytes is passed over.
var tooLarge = fmt.Sprintf("larger than %d MiB, which no news article is", Limit>>20)

// fault says why UTF-8 is no text; "" where it is.
func fault(data []byte) string {
	switch {
	case len(bytes.TrimSpace(data)) == 0:
		return "empty"
	case len(data) > Limit:
		return tooLarge
	case bytes.IndexByte(data, 0) >= 0:
		return "binary, not text"
	}
	return ""
}

// cause is what went wrong without the path, which the message has already.
func cause(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}
