// Package codec is how documents are stored: their fields one after the other,
// packed by Zstandard (RFC 8878), behind the CRC-32 of what was packed. Numbers are varints, a
// list stands behind its length. Nearly every text of a document stands in the
// article's own text and is stored as its place there; an entity or a claim that the
// document holds is stored as its place in the list of them. That is half the bytes of
// deflated JSON, and a fiftieth of the time to read it. See [Encode] and [Decode].
package codec

import (
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"

	"hearsay/extract/news"
)

// Encode gives a document as it is stored, and its hash: the SHA-256 of its fields.
// Documents with equal JSON have equal hashes, others have not.
func Encode(d *news.Document) (data, hash []byte, err error) {
	if d.Article.ID == "" {
		return nil, nil, errors.New("the article has no id")
	}
	fields := encoder{text: d.Article.Text, out: make([]byte, 0, 2*len(d.Article.Text)+2048)}
	fields.document(d)
	sum := sha256.Sum256(fields.out)
	return pack(fields.out), sum[:], nil
}

// Decode reads what Encode wrote. The texts of the document share one memory, and so do
// its lists.
func Decode(data []byte) (news.Document, error) { return decode(data, false) }

// DecodeFormer reads what Encode wrote up to the store's format 3, in which entities
// did not say whether they are named (see [news.LooksNamed]), and claims had one confidence.
func DecodeFormer(data []byte) (news.Document, error) { return decode(data, true) }

func decode(data []byte, former bool) (d news.Document, err error) {
	in, err := unpack(data)
	if err != nil {
		return d, err
	}
	fields := decoder{in: in, former: former}
	fields.document(&d)
	if fields.err == nil && len(fields.in) > 0 {
		fields.err = fmt.Errorf("%d bytes too many", len(fields.in))
	}
	return d, fields.err
}

// encoder appends fields to out.
type encoder struct {
	out      []byte
	text     string         // of the article
	entities map[string]int // places by id
	claims   map[string]int
}

func (w *encoder) document(d *news.Document) {
	a := &d.Article
	for _, s := range [...]string{a.Text, a.ID, a.URL, a.Publisher, a.Published, a.Language} {
		w.literal(s)
	}
	w.stringAt(a.Title, 0)
	w.entities, w.claims = make(map[string]int, len(d.Entities)), make(map[string]int, len(d.Claims))
	for i := range d.Entities {
		w.entities[d.Entities[i].ID] = i
	}
	for i := range d.Claims {
		w.claims[d.Claims[i].ID] = i
	}
	w.number(len(d.Entities))
	for i := range d.Entities {
		w.literal(d.Entities[i].ID)
	}
	for i := range d.Entities {
		w.entity(&d.Entities[i])
	}
	w.number(len(d.Claims))
	for i := range d.Claims {
		w.id(&d.Claims[i], a.ID)
	}
	for i := range d.Claims {
		w.claim(&d.Claims[i])
	}
	w.decided(d.Claims)
}

// decided writes which claims a language model decided on, each with its name, and
// nothing where there are none, as nearly everywhere.
func (w *encoder) decided(claims []news.Claim) {
	for i := range claims {
		if by := claims[i].DecidedBy; by != "" {
			w.number(i)
			w.literal(by)
		}
	}
}

func (w *encoder) entity(e *news.Entity) {
	w.string(e.Name)
	w.literal(string(e.Type))
	w.bool(e.Named)
	w.strings(e.Aliases)
	w.strings(e.Roles)
	w.places(w.entities, e.Affiliations)
	w.spans(e.Spans)
}

// id writes a claim's place, then what its id has beside the article's and the place.
func (w *encoder) id(c *news.Claim, article string) {
	w.number(c.Start)
	w.number(c.End - c.Start)
	rest, usual := strings.CutPrefix(c.ID, claimID(article, c.Start, c.End))
	w.bool(usual)
	w.literal(rest)
}

// claimID is the usual id of a claim, before what tells those of one place apart.
func claimID(article string, start, end int) string {
	return "claim/" + article + "-" + strconv.Itoa(start) + "-" + strconv.Itoa(end)
}

func (w *encoder) claim(c *news.Claim) {
	w.places(w.entities, c.Source)
	cue := 0
	if len(c.CueSpans) > 0 {
		cue = c.CueSpans[0].Start
	}
	w.stringAt(c.Cue, cue)
	w.stringAt(c.Content, c.Start)
	w.places(w.entities, c.About)
	w.place(w.claims, c.Within)
	w.literal(string(c.Kind))
	w.literal(string(c.Stance))
	w.string(c.When)
	w.literal(c.Date)
	w.spans(c.SourceSpans)
	w.spans(c.CueSpans)
	w.spans(c.ContentSpans)
	w.stringAt(c.Sentence, c.Start-strings.Index(c.Sentence, c.Content))
	for _, p := range [...]float64{c.Confidence, c.SourceConfidence, c.AboutConfidence} {
		w.out = binary.BigEndian.AppendUint64(w.out, math.Float64bits(p))
	}
}

func (w *encoder) number(n int) { w.out = binary.AppendVarint(w.out, int64(n)) }

func (w *encoder) bool(b bool) {
	n := 0
	if b {
		n = 1
	}
	w.number(n)
}

// literal writes a text itself.
func (w *encoder) literal(s string) {
	w.number(len(s))
	w.out = append(w.out, s...)
}

// stringAt writes a text that should stand at a place in the article's text.
func (w *encoder) stringAt(s string, at int) {
	if at < 0 || at > len(w.text) || !strings.HasPrefix(w.text[at:], s) {
		w.string(s)
		return
	}
	w.number(at)
	w.number(len(s))
}

// string writes a text: its place in the article's text and its length, or -1
// and the text itself where it is short or does not stand there.
func (w *encoder) string(s string) {
	at := -1
	if len(s) > 4 {
		at = strings.Index(w.text, s)
	}
	w.number(at)
	if at < 0 {
		w.literal(s)
		return
	}
	w.number(len(s))
}

func (w *encoder) strings(list []string) {
	w.number(len(list))
	for _, s := range list {
		w.string(s)
	}
}

// place writes an id: its place in a list, or -1 and the id where it is not in it.
func (w *encoder) place(list map[string]int, id string) {
	if i, ok := list[id]; ok {
		w.number(i)
		return
	}
	w.number(-1)
	w.literal(id)
}

func (w *encoder) places(list map[string]int, ids []string) {
	w.number(len(ids))
	for _, id := range ids {
		w.place(list, id)
	}
}

// spans writes each as the distance from the end of the one before, and its length.
func (w *encoder) spans(list []news.Span) {
	w.number(len(list))
	at := 0
	for _, s := range list {
		w.number(s.Start - at)
		w.number(s.End - s.Start)
		at = s.End
	}
}

// decoder takes fields from in, as an encoder appended them. After an error all
// fields are zero.
type decoder struct {
	in       string
	text     string
	entities []string
	claims   []string
	texts    slab[string]
	places   slab[news.Span]
	former   bool // of format 2 or 3
	err      error
}

// A slab is memory for many short lists, which is taken from the system at once.
type slab[T any] []T

// slabItems is how many items a slab has; a document has some hundreds.
const slabItems = 256

// list is one of n items, whose memory nobody else has.
func (s *slab[T]) list(n int) []T {
	if n > len(*s) {
		*s = make([]T, max(n, slabItems))
	}
	list := (*s)[:n:n]
	*s = (*s)[n:]
	return list
}

func (r *decoder) document(d *news.Document) {
	a := &d.Article
	for _, s := range [...]*string{&a.Text, &a.ID, &a.URL, &a.Publisher, &a.Published, &a.Language} {
		*s = r.literal()
	}
	r.text = a.Text
	a.Title = r.string()
	d.Entities = make([]news.Entity, r.length())
	r.entities = make([]string, len(d.Entities))
	for i := range d.Entities {
		r.entities[i] = r.literal()
		d.Entities[i].ID = r.entities[i]
	}
	for i := range d.Entities {
		r.entity(&d.Entities[i])
	}
	d.Claims = make([]news.Claim, r.length())
	r.claims = make([]string, len(d.Claims))
	for i := range d.Claims {
		r.id(&d.Claims[i], a.ID)
		r.claims[i] = d.Claims[i].ID
	}
	for i := range d.Claims {
		r.claim(&d.Claims[i])
	}
	for before := -1; len(r.in) > 0 && r.err == nil && !r.former; {
		i, by := r.number(), r.literal()
		if r.err == nil && (i <= before || i >= len(d.Claims) || by == "") {
			r.err = fmt.Errorf("claim %d cannot be decided on", i)
			return
		}
		if r.err == nil {
			d.Claims[i].DecidedBy, before = by, i
		}
	}
}

func (r *decoder) entity(e *news.Entity) {
	e.Name = r.string()
	e.Type = news.Type(r.literal())
	if e.Named = news.LooksNamed(e.Name); !r.former {
		e.Named = r.number() == 1
	}
	e.Aliases = r.strings()
	e.Roles = r.strings()
	e.Affiliations = r.ids()
	e.Spans = r.spans()
}

func (r *decoder) id(c *news.Claim, article string) {
	c.Start = r.number()
	c.End = c.Start + r.number()
	if r.number() == 1 {
		c.ID = claimID(article, c.Start, c.End)
	}
	c.ID += r.literal()
}

func (r *decoder) claim(c *news.Claim) {
	c.Source = r.ids()
	c.Cue = r.string()
	c.Content = r.string()
	c.About = r.ids()
	c.Within = r.place(r.claims)
	c.Kind = news.Kind(r.literal())
	c.Stance = news.Stance(r.literal())
	c.When = r.string()
	c.Date = r.literal()
	c.SourceSpans = r.spans()
	c.CueSpans = r.spans()
	c.ContentSpans = r.spans()
	c.Sentence = r.string()
	c.Confidence = r.probability()
	if !r.former {
		c.SourceConfidence, c.AboutConfidence = r.probability(), r.probability()
	}
}

func (r *decoder) probability() float64 {
	var bits uint64
	for _, b := range []byte(r.bytes(8)) {
		bits = bits<<8 | uint64(b)
	}
	return math.Float64frombits(bits)
}

// bytes takes n bytes; none after an error, or where there are not so many.
func (r *decoder) bytes(n int) string {
	if r.err == nil && (n < 0 || n > len(r.in)) {
		r.err = io.ErrUnexpectedEOF
	}
	if r.err != nil {
		return ""
	}
	b := r.in[:n]
	r.in = r.in[n:]
	return b
}

// number takes a number as [binary.AppendVarint] writes it.
func (r *decoder) number() int {
	if r.err != nil {
		return 0
	}
	var n uint64
	for i := range min(len(r.in), binary.MaxVarintLen64) {
		b := r.in[i]
		n |= uint64(b&0x7f) << (7 * i)
		if b < 0x80 {
			r.in = r.in[i+1:]
			return int(n>>1) ^ -int(n&1)
		}
	}
	r.err = io.ErrUnexpectedEOF
	return 0
}

// length takes the length of a list, each item of which has a byte at least.
func (r *decoder) length() int {
	n := r.number()
	if r.err == nil && (n < 0 || n > len(r.in)) {
		r.err = fmt.Errorf("a list of %d in %d bytes", n, len(r.in))
	}
	if r.err != nil {
		return 0
	}
	return n
}

func (r *decoder) literal() string { return r.bytes(r.number()) }

func (r *decoder) string() string {
	at := r.number()
	if at < 0 {
		return r.literal()
	}
	n := r.number()
	if r.err == nil && (n < 0 || at > len(r.text) || n > len(r.text)-at) {
		r.err = fmt.Errorf("%d bytes at %d of a text of %d", n, at, len(r.text))
	}
	if r.err != nil {
		return ""
	}
	return r.text[at : at+n]
}

func (r *decoder) strings() []string {
	list := r.texts.list(r.length())
	for i := range list {
		list[i] = r.string()
	}
	return list
}

func (r *decoder) place(list []string) string {
	i := r.number()
	if i < 0 {
		return r.literal()
	}
	if r.err == nil && i >= len(list) {
		r.err = fmt.Errorf("place %d in a list of %d", i, len(list))
	}
	if r.err != nil {
		return ""
	}
	return list[i]
}

// ids takes a list of ids of entities.
func (r *decoder) ids() []string {
	list := r.texts.list(r.length())
	for i := range list {
		list[i] = r.place(r.entities)
	}
	return list
}

func (r *decoder) spans() []news.Span {
	list := r.places.list(r.length())
	at := 0
	for i := range list {
		list[i].Start = at + r.number()
		list[i].End = list[i].Start + r.number()
		at = list[i].End
	}
	return list
}
