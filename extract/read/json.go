package read

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// cutOff is what NewsAPI has at the end of a text of which it gives the beginning.
var cutOff = regexp.MustCompile(`\s*(?:…\s*)?\[\+\d+ chars\]\s*$`)

// envelopes are the keys under which an object has a list of articles.
var envelopes = []string{"articles", "items", "results", "data", "docs", "documents", "posts", "entries", "stories", "news", "hits", "response", "feed"}

// json reads JSON: objects, each an article or an envelope of articles, or arrays of
// them. Where the first line is an object and nothing else, or would be if it were not
// broken, every line is taken by itself.
func (s *source) json() error {
	first := s.firstLine()
	if isLine(first) {
		return s.lines(first)
	}
	s.lineNo = 0
	return s.values(bufio.NewReaderSize(io.MultiReader(bytes.NewReader(first), s.in), 1<<16))
}

// values reads JSON values one after the other, wherever lines end. It holds one
// article at a time. A value that is broken ends the file, for nobody knows where
// the next begins; what came before it is kept.
func (s *source) values(in *bufio.Reader) error {
	v := s.newValues(in)
	for {
		first, err := v.first()
		if errors.Is(err, io.EOF) {
			break
		}
		if err == nil {
			s.many = s.many || first == '['
			err = v.value(first, nil, 0, s.emit)
		}
		if err := s.failed(err); err != nil || v.broken {
			return err
		}
	}
	if s.number == 0 {
		return s.skip(Empty.because("empty"))
	}
	return nil
}

// failed names what cannot be read as JSON; an error of the one who visits is
// returned.
func (s *source) failed(err error) error {
	var f *jsonFault
	if errors.As(err, &f) {
		return s.skip(broken(f.cause))
	}
	return err
}

// tooLong ends the reading of a value that has more bytes than the limit.
func tooLong(limit int64) error {
	return &fault{TooLarge.because("a value is larger than %s; --max-line reads larger ones", size(limit))}
}

// A jsonFault is what is wrong with the JSON itself.
type jsonFault struct{ cause error }

func (e *jsonFault) Error() string { return broken(e.cause).text }

// broken says what is wrong with the JSON.
func broken(err error) why {
	if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) {
		return Damaged.because("not JSON: it ends within a value")
	}
	return kindOf(err, Damaged).because("not JSON: %s", strings.TrimPrefix(err.Error(), "json: "))
}

// Values are the JSON values of an input.
type values struct {
	*source
	in     *counter
	dec    *json.Decoder
	broken bool
}

func (s *source) newValues(in *bufio.Reader) *values {
	c := &counter{r: in, limit: s.limits.Line, budget: s.limits.Line}
	return &values{source: s, in: c, dec: json.NewDecoder(c)}
}

// A counter reads at most budget bytes before it fails.
type counter struct {
	r             *bufio.Reader
	limit, budget int64
}

func (c *counter) Read(p []byte) (int, error) {
	if c.budget <= 0 {
		return 0, tooLong(c.limit)
	}
	n, err := c.r.Read(p[:min(int64(len(p)), c.budget)])
	c.budget -= int64(n)
	return n, err
}

// first is the first byte of the next value, which stays unread.
func (v *values) first() (byte, error) {
	const between = " \t\r\n:,"
	for buffered := v.dec.Buffered(); ; {
		var one [1]byte
		n, err := buffered.Read(one[:])
		if n == 0 || err != nil {
			break
		}
		if strings.IndexByte(between, one[0]) < 0 {
			return one[0], nil
		}
	}
	for {
		b, err := v.in.r.ReadByte()
		if err != nil {
			return 0, err
		}
		if strings.IndexByte(" \t\r\n", b) < 0 { // others are left for the decoder to judge
			return b, v.in.r.UnreadByte()
		}
	}
}

// fault notes that the input is broken.
func (v *values) fault(err error) error {
	v.broken = true
	return &jsonFault{err}
}

// token reads a token: a bracket or a key.
func (v *values) token() (json.Token, error) {
	v.in.budget = v.in.limit
	t, err := v.dec.Token()
	if err != nil {
		return nil, v.fault(err)
	}
	return t, nil
}

// raw reads a value whole.
func (v *values) raw() (json.RawMessage, error) {
	v.in.budget = v.in.limit
	var raw json.RawMessage
	if err := v.dec.Decode(&raw); err != nil {
		return nil, v.fault(err)
	}
	return raw, nil
}

// value reads a value that begins with a byte: an article, or several of them.
// Around says what the envelope says of all of them. Depth is how many envelopes
// and lists it lies in.
func (v *values) value(first byte, around object, depth int, emit func(Item) error) error {
	switch {
	case first == '[' && depth <= 3:
		return v.list(around, depth, emit)
	case first == '{':
		return v.object(around, depth, emit)
	}
	if _, err := v.raw(); err != nil {
		return err
	}
	return emit(NoText.because("not an article: the JSON value is no object").item())
}

// list reads a list, each of its values by itself.
func (v *values) list(around object, depth int, emit func(Item) error) error {
	if _, err := v.token(); err != nil {
		return err
	}
	for v.dec.More() {
		first, err := v.first()
		if err != nil {
			return v.fault(err)
		}
		if err := v.value(first, around, depth+1, emit); err != nil {
			return err
		}
	}
	_, err := v.token()
	return err
}

// object reads an object, member by member, so that an envelope may be of any size.
func (v *values) object(around object, depth int, emit func(Item) error) error {
	if _, err := v.token(); err != nil {
		return err
	}
	o, opened, hasText := object{}, false, false
	for v.dec.More() {
		t, err := v.token()
		if err != nil {
			return err
		}
		key, _ := t.(string)
		first, err := v.first()
		if err != nil {
			return v.fault(err)
		}
		if depth <= 3 && !hasText && envelope(key, first) {
			opened = true
			if err := v.value(first, o.feed(), depth+1, emit); err != nil {
				return err
			}
			continue
		}
		raw, err := v.raw()
		if err != nil {
			return err
		}
		o[key] = raw
		if small := strings.ToLower(key); slices.Contains(textKeys, small) {
			hasText = hasText || (object{small: raw}).text(textKeys) != ""
		}
	}
	if _, err := v.token(); err != nil {
		return err
	}
	if opened {
		return nil
	}
	i := v.item(o, around)
	if i.Reason == NoText && v.Follow { // GDELT's lists have addresses alone
		if at := absolute(v.at, o.fold().field("url", urlKeys)); isAddress(at) {
			v.number++
			return v.fetch(at)
		}
	}
	return emit(i)
}

// envelope says whether the value of a key holds articles, which are not one: a
// list under one of the names for that.
func envelope(key string, first byte) bool {
	key = strings.ToLower(key)
	return slices.Contains(envelopes, key) && (first == '[' || first == '{' && (key == "response" || key == "feed" || key == "data" || key == "hits"))
}

// feed is what a JSON Feed says of all its articles: its own title is their
// publisher.
func (o object) feed() object {
	out := object{}
	if strings.Contains(name(o["version"], 0), "jsonfeed.org") { // which has small keys
		out["publisher"], out["language"] = o["title"], o["language"]
	}
	return out
}

// item makes an article of an object.
func (s *source) item(o, around object) Item {
	var notes []string
	for k, raw := range o {
		if !utf8.Valid(raw) {
			fixed, note, skip := toUTF8(raw)
			if skip != (why{}) {
				return skip.item()
			}
			o[k], notes = fixed, []string{note} // one note is enough
		}
	}
	// A document of hearsay itself has its article one level down.
	var inner object
	if err := json.Unmarshal(o["article"], &inner); err == nil && inner != nil {
		o = inner
	}
	o = o.fold()
	if hit := o["_source"]; len(hit) > 0 && hit[0] == '{' { // Elasticsearch
		o = members(hit).fold()
	}
	for k, raw := range around {
		if len(o[k]) == 0 {
			o[k] = raw
		}
	}
	a, author, more := o.article()
	notes = append(notes, more...)
	switch skip := s.fault([]byte(a.Text)); skip.reason {
	case "":
	case Empty:
		return NoText.because(`no text: none of its keys is "text", "body", "content", …`).item()
	default:
		return skip.item()
	}
	if end := cutOff.FindString(a.Text); end != "" {
		notes = append(notes, "only the beginning of the text is there: "+strings.TrimSpace(end))
		a.Text = strings.TrimSuffix(a.Text, end)
	}
	return s.finish(a, author, notes, inline(plain(a.Text)))
}
