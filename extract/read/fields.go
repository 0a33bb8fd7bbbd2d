package read

import (
	"bytes"
	"encoding/json"
	"maps"
	"regexp"
	"slices"
	"strings"

	"hearsay/extract/news"
	"hearsay/extract/read/page"
)

// Keys are, for each field of an article, the keys that hold it in JSON and in
// front matter, in any case of letters; the first in the list that is there wins.
// They are ours, then those of newspaper, news-please, trafilatura, NewsAPI, JSON
// Feed, WordPress, Web Clipper and common exports.
var Keys = [...]struct {
	Field string
	Names []string
}{
	{"title", []string{"title", "headline", "name"}},
	{"text", []string{"text", "body", "content", "maintext", "article", "articlebody", "raw_text", "plain_text", "cleaned_text", "full_text", "fulltext", "content_text", "content_html", "story", "article_text", "story_text", "story_sentences"}},
	{"url", []string{"url", "link", "canonical_url", "canonicalurl", "canonical_link", "responded_url", "requested_url", "source_url", "sourceurl", "permalink", "href", "uri", "source", "guid", "id"}},
	{"publisher", []string{"publisher", "source", "outlet", "publication", "site", "sitename", "site_name", "source-hostname", "source_name", "sourcename", "hostname", "source_domain", "domain", "media_name", "meta_site_name", "outletname", "newspaper"}},
	{"published", []string{"published", "date", "published_at", "publishedat", "publish_date", "publishdate", "published_date", "publication_date", "date_published", "datepublished", "pubdate", "date_publish", "date_gmt", "timestamp", "seendate", "created", "created_at"}},
	{"language", []string{"language", "lang", "inlanguage", "meta_lang"}},
	{"author", []string{"author", "authors", "byline", "creator"}},
}

// The keys of a text and of an address.
var (
	textKeys = Keys[1].Names
	urlKeys  = Keys[2].Names
)

// An object is what JSON or front matter says of one thing, by its keys.
type object map[string]json.RawMessage

// fold makes all keys small. Of keys that differ in case alone, the first in byte
// order wins.
func (o object) fold() object {
	folded := make(object, len(o))
	for _, k := range slices.Backward(slices.Sorted(maps.Keys(o))) {
		folded[strings.ToLower(k)] = o[k]
	}
	return folded
}

// article makes an article of an object with small keys. Its text is as it stands
// there, without the title.
func (o object) article() (a news.Article, author string, notes []string) {
	for _, k := range Keys {
		switch k.Field {
		case "title":
			a.Title = o.field(k.Field, k.Names)
		case "text":
			a.Text = o.text(k.Names)
		case "url":
			a.URL = o.field(k.Field, k.Names)
		case "publisher":
			a.Publisher = o.field(k.Field, k.Names)
		case "published":
			a.Published, notes = o.date(k.Names)
		case "language":
			a.Language = o.field(k.Field, k.Names)
		case "author":
			author = o.field(k.Field, k.Names)
		}
	}
	return a, author, notes
}

// field is the first value of the keys that can be one of a field.
func (o object) field(field string, keys []string) string {
	for _, k := range keys {
		if s := o.name(field, k); s != "" {
			return s
		}
	}
	return ""
}

// address is what an address begins with.
var address = regexp.MustCompile(`(?i)^(?:[a-z][a-z0-9+.-]*://|www\.)\S+$`)

// name is the value of a key as the value of a field; "" where it cannot be one.
func (o object) name(field, key string) string {
	s := strings.TrimSpace(name(o[key], 0))
	switch {
	case field == "publisher" && address.MatchString(s): // an address is no publisher
		return ""
	case field == "url" && (key == "source" || key == "guid" || key == "id") && !address.MatchString(s):
		return ""
	case field == "title":
		return strings.Join(strings.Fields(plain(s)), " ")
	}
	return s
}

// date is the first date of the keys that can be told; where none can, a note says so.
func (o object) date(keys []string) (iso string, notes []string) {
	for _, k := range keys {
		iso, why := dated(strings.TrimSpace(name(o[k], 0)))
		if iso != "" {
			return iso, nil
		}
		if notes == nil {
			notes = why
		}
	}
	return "", notes
}

// cut is the beginning of a text, for a message.
func cut(s string, runes int) string {
	if r := []rune(s); len(r) > runes {
		return string(r[:runes]) + "…"
	}
	return s
}

// text is the text of the first key that has one.
func (o object) text(keys []string) string {
	for _, k := range keys {
		s := body(o[k], 0)
		switch k {
		case "content_html":
			s = page.Text(s)
		case "story_sentences": // of Media Cloud, which does not tell paragraphs
			s = strings.Join(strings.Fields(s), " ")
		}
		if strings.TrimSpace(s) != "" {
			return s
		}
	}
	return ""
}

// name is a JSON value as a name: a string, a number, the name of an object such
// as NewsAPI's source or WordPress' title, or the first of a list. Depth is how many
// of these it lies in; what lies deeper than three is no name.
func name(raw json.RawMessage, depth int) string {
	if len(raw) == 0 || depth > 3 {
		return ""
	}
	switch raw[0] {
	case '"':
		return decoded(raw)
	case '{':
		o := members(raw)
		for _, k := range [...]string{"rendered", "name", "title"} {
			if s := name(o[k], depth+1); s != "" {
				return s
			}
		}
		return ""
	case '[':
		for _, each := range elements(raw, 1) {
			return name(each, depth+1)
		}
		return ""
	case 't', 'f', 'n':
		return ""
	}
	return string(raw)
}

// body is a JSON value as a text: a string, what WordPress renders, the text of an
// object, or a list of these, each a paragraph.
func body(raw json.RawMessage, depth int) string {
	if len(raw) == 0 || depth > 3 {
		return ""
	}
	switch raw[0] {
	case '"':
		return decoded(raw)
	case '{':
		o := members(raw)
		if s := body(o["rendered"], depth+1); s != "" {
			return page.Text(s)
		}
		for _, k := range [...]string{"text", "content", "value", "body", "sentence"} {
			if s := body(o[k], depth+1); s != "" {
				return s
			}
		}
	case '[':
		var out []string
		for _, each := range elements(raw, -1) {
			if s := strings.Trim(body(each, depth+1), "\r\n"); strings.TrimSpace(s) != "" {
				out = append(out, s)
			}
		}
		return strings.Join(out, "\n\n")
	}
	return ""
}

// decoded is the text of a JSON string.
func decoded(raw json.RawMessage) string {
	var s string
	_ = json.Unmarshal(raw, &s) // it is part of valid JSON
	return s
}

// members are the values of a JSON object by their keys.
func members(raw json.RawMessage) object {
	var o object
	_ = json.Unmarshal(raw, &o) // it is part of valid JSON
	return o
}

// elements are the first values of a list, all of them where limit is negative.
func elements(raw json.RawMessage, limit int) []json.RawMessage {
	dec := json.NewDecoder(bytes.NewReader(raw))
	var out []json.RawMessage
	if _, err := dec.Token(); err != nil {
		return nil
	}
	for dec.More() && len(out) != limit {
		var one json.RawMessage
		if err := dec.Decode(&one); err != nil {
			break
		}
		out = append(out, one)
	}
	return out
}
