package read

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"hearsay/extract/news"
)

// keys are, for each field of an article, the JSON keys that hold it, the first
// that is there winning: ours, then those of newspaper, trafilatura, NewsAPI,
// articledata and common exports.
var keys = [...]struct {
	field string
	names []string
}{
	{"title", []string{"title", "headline", "name"}},
	{"text", []string{"text", "body", "content", "maintext", "article", "articlebody", "raw_text", "plain_text"}},
	{"url", []string{"url", "link", "canonical_url", "source_url", "href", "uri"}},
	{"publisher", []string{"publisher", "source", "outlet", "publication", "site", "sitename", "site_name", "hostname", "source_domain", "domain", "media_name"}},
	{"published", []string{"published", "date", "published_at", "publishedat", "publish_date", "date_published", "datepublished", "pubdate", "date_publish", "timestamp", "created"}},
	{"language", []string{"language", "lang"}},
}

// setField sets a field of an article by one of its names; others are ignored.
func setField(a *news.Article, name, value string) {
	for _, k := range keys {
		for _, n := range k.names {
			if n == name {
				set(a, k.field, value)
				return
			}
		}
	}
}

func set(a *news.Article, field, value string) {
	switch field {
	case "title":
		a.Title = value
	case "text":
		a.Text = value
	case "url":
		a.URL = value
	case "publisher":
		a.Publisher = value
	case "published":
		a.Published = value
	case "language":
		a.Language = value
	}
}

// readJSON reads JSON: objects, each an article, or arrays of them. Where the
// first line is an object and nothing else, or would be if it were not broken,
// every line is taken by itself.
func readJSON(path string, r io.Reader, visit func(Item) error) error {
	in := bufio.NewReaderSize(r, 1<<16)
	if head, _ := in.Peek(len(mark)); bytes.Equal(head, mark) {
		_, _ = in.Discard(len(mark)) // they were peeked
	}
	first := firstLine(in)
	if isLine(first) {
		return readLines(path, first, in, visit)
	}
	return readValues(path, bufio.NewReaderSize(io.MultiReader(bytes.NewReader(first), in), 1<<16), visit)
}

// readValues reads JSON values one after the other, wherever lines end. It holds
// one article at a time. A value that is broken ends the file, for nobody knows
// where the next begins; what came before it is kept.
func readValues(path string, in *bufio.Reader, visit func(Item) error) error {
	c := &counter{r: in}
	dec := json.NewDecoder(c)
	number, depth := 0, 0
	for {
		c.budget = valueLimit
		if depth > 0 && !dec.More() {
			if _, err := dec.Token(); err != nil {
				return visit(Item{Path: path, Skip: broken(err)})
			}
			depth--
			continue
		}
		if depth == 0 {
			first, err := c.first(dec)
			if errors.Is(err, io.EOF) {
				break
			}
			if err == nil && first == '[' {
				if _, err = dec.Token(); err == nil {
					depth++
					continue
				}
			}
			if err != nil {
				return visit(Item{Path: path, Skip: broken(err)})
			}
		}
		var raw json.RawMessage
		if err := dec.Decode(&raw); err != nil {
			return visit(Item{Path: numbered(path, number+1), Skip: broken(err)})
		}
		number++
		item := fromJSON(raw)
		item.Path = path
		if number > 1 || depth > 0 {
			item.Path = numbered(path, number)
		}
		if err := visit(item); err != nil {
			return err
		}
	}
	if number == 0 {
		return visit(Item{Path: path, Skip: "empty"})
	}
	return nil
}

func numbered(path string, n int) string { return fmt.Sprintf("%s#%d", path, n) }

// errLarge ends the reading of a value that is too large.
var errLarge = fmt.Errorf("a value is larger than %d MiB", valueLimit>>20)

// broken says what is wrong with the JSON.
func broken(err error) string {
	if errors.Is(err, io.ErrUnexpectedEOF) {
		return "not JSON: it ends within a value"
	}
	return "not JSON: " + strings.TrimPrefix(err.Error(), "json: ")
}

// A counter reads at most budget bytes before it fails with errLarge.
type counter struct {
	r      *bufio.Reader
	budget int
}

func (c *counter) Read(p []byte) (int, error) {
	if c.budget <= 0 {
		return 0, errLarge
	}
	n, err := c.r.Read(p[:min(len(p), c.budget)])
	c.budget -= n
	return n, err
}

// first is the first byte of the next value, which stays unread.
func (c *counter) first(dec *json.Decoder) (byte, error) {
	var one [1]byte
	for buffered := dec.Buffered(); ; {
		n, err := buffered.Read(one[:])
		if n == 0 || err != nil {
			break
		}
		if !strings.ContainsRune(" \t\r\n", rune(one[0])) {
			return one[0], nil
		}
	}
	for {
		b, err := c.r.ReadByte()
		if err != nil {
			return 0, err
		}
		if !strings.ContainsRune(" \t\r\n", rune(b)) {
			return b, c.r.UnreadByte()
		}
	}
}

// fromJSON makes an article of one object. Only what an article can need of it is
// decoded: a value of valueLimit bytes can be twenty times as large in memory.
func fromJSON(raw []byte) Item {
	var object map[string]json.RawMessage
	if err := json.Unmarshal(raw, &object); err != nil || object == nil {
		return Item{Skip: "not an article: the JSON value is no object"}
	}
	// A document of hearsay itself has its article one level down.
	var inner map[string]json.RawMessage
	if err := json.Unmarshal(object["article"], &inner); err == nil && inner != nil {
		object = inner
	}
	folded := make(map[string]json.RawMessage, len(object))
	for _, k := range slices.Backward(slices.Sorted(maps.Keys(object))) {
		folded[strings.ToLower(k)] = object[k] // of keys that differ in case the first in byte order wins
	}
	var a news.Article
	for _, k := range keys {
		for _, n := range k.names {
			if s := text(folded[n], 0); s != "" {
				set(&a, k.field, s)
				break
			}
		}
	}
	switch why := fault([]byte(a.Text)); {
	case why == "empty":
		return Item{Skip: `no text: none of its keys is "text", "body", "content", …`}
	case why != "":
		return Item{Skip: why}
	}
	if a.Title == "" {
		a.Title = firstParagraph(a.Text, false)
	} else {
		a.Text = withTitle(a.Title, a.Text)
	}
	return Item{Article: a}
}

// text is a JSON value as a text: a string, a number, the name of an object
// such as NewsAPI's source, or the first of a list. Depth is how many of these it
// lies in; what lies deeper than three is no name.
func text(raw json.RawMessage, depth int) string {
	if len(raw) == 0 || depth > 3 {
		return ""
	}
	switch raw[0] {
	case '"':
		var s string
		_ = json.Unmarshal(raw, &s) // it is part of valid JSON
		return s
	case '{':
		var object map[string]json.RawMessage
		_ = json.Unmarshal(raw, &object)
		if name := text(object["name"], depth+1); name != "" {
			return name
		}
		return text(object["title"], depth+1)
	case '[':
		dec := json.NewDecoder(bytes.NewReader(raw))
		var first json.RawMessage
		if _, err := dec.Token(); err == nil && dec.More() && dec.Decode(&first) == nil {
			return text(first, depth+1)
		}
		return ""
	case 't', 'f', 'n':
		return ""
	}
	return string(raw)
}
