package graph

import (
	"bytes"
	"compress/flate"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"math"
	"strconv"
	"strings"
	"sync"

	"hearsay/extract/news"
)

// A document is stored as its fields one after the other, deflated (RFC 1951),
// behind the CRC-32 of what was deflated. Numbers are varints, a list stands
// behind its length. Nearly every text of a document stands in the article's own
// text and is stored as its place there; an entity or a claim that the document
// holds is stored as its place in the list of them. That is half the bytes of
// deflated JSON, and a twentieth of the time to read it.

// pack gives a document as it is stored, and its hash: the SHA-256 of its fields.
// Documents with equal JSON have equal hashes, others have not.
func pack(d *news.Document) (data, hash []byte, err error) {
	if d.Article.ID == "" {
		return nil, nil, errors.New("the article has no id")
	}
	p := packer{text: d.Article.Text, out: make([]byte, 0, 2*len(d.Article.Text)+2048)}
	p.document(d)
	sum := sha256.Sum256(p.out)
	var b bytes.Buffer
	b.Grow(len(p.out) / 2)
	b.Write(binary.BigEndian.AppendUint32(nil, crc32.ChecksumIEEE(p.out)))
	w := deflaters.Get().(*flate.Writer)
	defer deflaters.Put(w)
	w.Reset(&b)
	if _, err := w.Write(p.out); err != nil {
		return nil, nil, fmt.Errorf("deflate a document: %w", err)
	}
	if err := w.Close(); err != nil {
		return nil, nil, fmt.Errorf("deflate a document: %w", err)
	}
	return b.Bytes(), sum[:], nil
}

// deflaters are kept for their tables, which are larger than most documents.
var deflaters = sync.Pool{New: func() any {
	w, err := flate.NewWriter(io.Discard, flate.DefaultCompression)
	if err != nil {
		panic(err) // only a level that there is not
	}
	return w
}}

// unpack reads what pack wrote. The texts of the document share the memory of
// its article's text.
func unpack(data []byte) (news.Document, error) {
	d, err := inflate(data)
	if err != nil {
		return d, fmt.Errorf("read a document: %w: %w", ErrDamaged, err)
	}
	return d, nil
}

func inflate(data []byte) (d news.Document, err error) {
	if len(data) < 4 {
		return d, io.ErrUnexpectedEOF
	}
	r := inflaters.Get().(io.ReadCloser)
	defer inflaters.Put(r)
	if err := r.(flate.Resetter).Reset(bytes.NewReader(data[4:]), nil); err != nil {
		return d, err
	}
	b := bytes.NewBuffer(make([]byte, 0, 4*len(data)))
	if _, err := b.ReadFrom(r); err != nil {
		return d, err
	}
	plain := b.Bytes()
	if crc32.ChecksumIEEE(plain) != binary.BigEndian.Uint32(data) {
		return d, errors.New("its checksum is another")
	}
	u := unpacker{in: plain}
	u.document(&d)
	if u.err == nil && len(u.in) > 0 {
		u.err = fmt.Errorf("%d bytes too many", len(u.in))
	}
	return d, u.err
}

// inflaters are kept for their windows.
var inflaters = sync.Pool{New: func() any { return flate.NewReader(bytes.NewReader(nil)) }}

// packer appends fields to out.
type packer struct {
	out      []byte
	text     string         // of the article
	entities map[string]int // places by id
	claims   map[string]int
}

func (p *packer) document(d *news.Document) {
	a := &d.Article
	for _, s := range [...]string{a.Text, a.ID, a.URL, a.Publisher, a.Published, a.Language} {
		p.literal(s)
	}
	p.stringAt(a.Title, 0)
	p.entities, p.claims = make(map[string]int, len(d.Entities)), make(map[string]int, len(d.Claims))
	for i := range d.Entities {
		p.entities[d.Entities[i].ID] = i
	}
	for i := range d.Claims {
		p.claims[d.Claims[i].ID] = i
	}
	p.number(len(d.Entities))
	for i := range d.Entities {
		p.literal(d.Entities[i].ID)
	}
	for i := range d.Entities {
		p.entity(&d.Entities[i])
	}
	p.number(len(d.Claims))
	for i := range d.Claims {
		p.id(&d.Claims[i], a.ID)
	}
	for i := range d.Claims {
		p.claim(&d.Claims[i])
	}
}

func (p *packer) entity(e *news.Entity) {
	p.string(e.Name)
	p.literal(string(e.Type))
	p.strings(e.Aliases)
	p.strings(e.Roles)
	p.places(p.entities, e.Affiliations)
	p.spans(e.Spans)
}

// id writes a claim's place, then what its id has beside the article's and the place.
func (p *packer) id(c *news.Claim, article string) {
	p.number(c.Start)
	p.number(c.End - c.Start)
	rest, usual := strings.CutPrefix(c.ID, claimID(article, c.Start, c.End))
	p.bool(usual)
	p.literal(rest)
}

// claimID is the usual id of a claim, before what tells those of one place apart.
func claimID(article string, start, end int) string {
	return "claim/" + article + "-" + strconv.Itoa(start) + "-" + strconv.Itoa(end)
}

func (p *packer) claim(c *news.Claim) {
	p.places(p.entities, c.Source)
	cue := 0
	if len(c.CueSpans) > 0 {
		cue = c.CueSpans[0].Start
	}
	p.stringAt(c.Cue, cue)
	p.stringAt(c.Content, c.Start)
	p.places(p.entities, c.About)
	p.place(p.claims, c.Within)
	p.literal(string(c.Kind))
	p.literal(string(c.Stance))
	p.string(c.When)
	p.literal(c.Date)
	p.spans(c.SourceSpans)
	p.spans(c.CueSpans)
	p.spans(c.ContentSpans)
	p.stringAt(c.Sentence, c.Start-strings.Index(c.Sentence, c.Content))
	p.out = binary.BigEndian.AppendUint64(p.out, math.Float64bits(c.Confidence))
}

func (p *packer) number(n int) { p.out = binary.AppendVarint(p.out, int64(n)) }

func (p *packer) bool(b bool) {
	n := 0
	if b {
		n = 1
	}
	p.number(n)
}

// literal writes a text itself.
func (p *packer) literal(s string) {
	p.number(len(s))
	p.out = append(p.out, s...)
}

// stringAt writes a text that should stand at a place in the article's text.
func (p *packer) stringAt(s string, at int) {
	if at < 0 || at > len(p.text) || !strings.HasPrefix(p.text[at:], s) {
		p.string(s)
		return
	}
	p.number(at)
	p.number(len(s))
}

// string writes a text: its place in the article's text and its length, or -1
// and the text itself where it is short or does not stand there.
func (p *packer) string(s string) {
	at := -1
	if len(s) > 4 {
		at = strings.Index(p.text, s)
	}
	p.number(at)
	if at < 0 {
		p.literal(s)
		return
	}
	p.number(len(s))
}

func (p *packer) strings(list []string) {
	p.number(len(list))
	for _, s := range list {
		p.string(s)
	}
}

// place writes an id: its place in a list, or -1 and the id where it is not in it.
func (p *packer) place(list map[string]int, id string) {
	if i, ok := list[id]; ok {
		p.number(i)
		return
	}
	p.number(-1)
	p.literal(id)
}

func (p *packer) places(list map[string]int, ids []string) {
	p.number(len(ids))
	for _, id := range ids {
		p.place(list, id)
	}
}

// spans writes each as the distance from the end of the one before, and its length.
func (p *packer) spans(list []news.Span) {
	p.number(len(list))
	at := 0
	for _, s := range list {
		p.number(s.Start - at)
		p.number(s.End - s.Start)
		at = s.End
	}
}

// unpacker takes fields from in, as packer appended them. After an error all
// fields are zero.
type unpacker struct {
	in       []byte
	text     string
	entities []string
	claims   []string
	err      error
}

func (u *unpacker) document(d *news.Document) {
	a := &d.Article
	for _, s := range [...]*string{&a.Text, &a.ID, &a.URL, &a.Publisher, &a.Published, &a.Language} {
		*s = u.literal()
	}
	u.text = a.Text
	a.Title = u.string()
	d.Entities = make([]news.Entity, u.length())
	u.entities = make([]string, len(d.Entities))
	for i := range d.Entities {
		u.entities[i] = u.literal()
		d.Entities[i].ID = u.entities[i]
	}
	for i := range d.Entities {
		u.entity(&d.Entities[i])
	}
	d.Claims = make([]news.Claim, u.length())
	u.claims = make([]string, len(d.Claims))
	for i := range d.Claims {
		u.id(&d.Claims[i], a.ID)
		u.claims[i] = d.Claims[i].ID
	}
	for i := range d.Claims {
		u.claim(&d.Claims[i])
	}
}

func (u *unpacker) entity(e *news.Entity) {
	e.Name = u.string()
	e.Type = news.Type(u.literal())
	e.Aliases = u.strings()
	e.Roles = u.strings()
	e.Affiliations = u.places(u.entities)
	e.Spans = u.spans()
}

func (u *unpacker) id(c *news.Claim, article string) {
	c.Start = u.number()
	c.End = c.Start + u.number()
	if u.number() == 1 {
		c.ID = claimID(article, c.Start, c.End)
	}
	c.ID += u.literal()
}

func (u *unpacker) claim(c *news.Claim) {
	c.Source = u.places(u.entities)
	c.Cue = u.string()
	c.Content = u.string()
	c.About = u.places(u.entities)
	c.Within = u.place(u.claims)
	c.Kind = news.Kind(u.literal())
	c.Stance = news.Stance(u.literal())
	c.When = u.string()
	c.Date = u.literal()
	c.SourceSpans = u.spans()
	c.CueSpans = u.spans()
	c.ContentSpans = u.spans()
	c.Sentence = u.string()
	if b := u.bytes(8); len(b) == 8 {
		c.Confidence = math.Float64frombits(binary.BigEndian.Uint64(b))
	}
}

// bytes takes n bytes; nil after an error, or where there are not so many.
func (u *unpacker) bytes(n int) []byte {
	if u.err == nil && (n < 0 || n > len(u.in)) {
		u.err = io.ErrUnexpectedEOF
	}
	if u.err != nil {
		return nil
	}
	b := u.in[:n]
	u.in = u.in[n:]
	return b
}

func (u *unpacker) number() int {
	if u.err != nil {
		return 0
	}
	n, size := binary.Varint(u.in)
	if size <= 0 {
		u.err = io.ErrUnexpectedEOF
		return 0
	}
	u.in = u.in[size:]
	return int(n)
}

// length takes the length of a list, each item of which has a byte at least.
func (u *unpacker) length() int {
	n := u.number()
	if u.err == nil && (n < 0 || n > len(u.in)) {
		u.err = fmt.Errorf("a list of %d in %d bytes", n, len(u.in))
	}
	if u.err != nil {
		return 0
	}
	return n
}

func (u *unpacker) literal() string { return string(u.bytes(u.number())) }

func (u *unpacker) string() string {
	at := u.number()
	if at < 0 {
		return u.literal()
	}
	n := u.number()
	if u.err == nil && (n < 0 || at > len(u.text) || n > len(u.text)-at) {
		u.err = fmt.Errorf("%d bytes at %d of a text of %d", n, at, len(u.text))
	}
	if u.err != nil {
		return ""
	}
	return u.text[at : at+n]
}

func (u *unpacker) strings() []string {
	list := make([]string, u.length())
	for i := range list {
		list[i] = u.string()
	}
	return list
}

func (u *unpacker) place(list []string) string {
	i := u.number()
	if i < 0 {
		return u.literal()
	}
	if u.err == nil && i >= len(list) {
		u.err = fmt.Errorf("place %d in a list of %d", i, len(list))
	}
	if u.err != nil {
		return ""
	}
	return list[i]
}

func (u *unpacker) places(list []string) []string {
	ids := make([]string, u.length())
	for i := range ids {
		ids[i] = u.place(list)
	}
	return ids
}

func (u *unpacker) spans() []news.Span {
	list := make([]news.Span, u.length())
	at := 0
	for i := range list {
		list[i].Start = at + u.number()
		list[i].End = list[i].Start + u.number()
		at = list[i].End
	}
	return list
}
