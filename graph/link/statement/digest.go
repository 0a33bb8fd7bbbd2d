package statement

import (
	"bytes"
	"cmp"
	"compress/flate"
	"encoding/binary"
	"errors"
	"io"
	"slices"
	"strings"
	"unicode"

	"hearsay/extract/news"
)

// mostContent bounds the bytes of a content that are compared.
const mostContent = 1000

// Digest is what is kept of an article to tell its claims' statements: of each claim the
// words, who says them, whom they are about, how.
func Digest(d *news.Document) []byte {
	w := writer{}
	w.text(d.Article.Published)
	w.text(cmp.Or(d.Outlet(), d.Article.Publisher))
	places := make(map[string]int, len(d.Entities))
	w.number(len(d.Entities))
	for i := range d.Entities {
		e := &d.Entities[i]
		places[e.ID] = i
		w.text(e.ID)
		w.flag(isNamed(e))
	}
	w.number(len(d.Claims))
	for i := range d.Claims {
		c := &d.Claims[i]
		w.text(strings.TrimPrefix(c.ID, "claim/"+d.Article.ID))
		w.text(clip(content(d.Article.Text, c)))
		w.places(places, c.Source)
		w.places(places, c.About)
		w.number(slices.Index(news.Stances[:], c.Stance) + 1)
		w.flag(c.Kind == news.Direct)
	}
	return deflated(w.out)
}

// content is what is said, its pieces in the order of the text.
func content(text string, c *news.Claim) string {
	if len(c.ContentSpans) < 2 {
		return c.Content
	}
	var pieces []string
	for _, s := range c.ContentSpans {
		if s.Start >= 0 && s.Start <= s.End && s.End <= len(text) {
			pieces = append(pieces, text[s.Start:s.End])
		}
	}
	return strings.Join(pieces, " … ")
}

// clip cuts a content at a blank where it is longer than is compared.
func clip(s string) string {
	if len(s) <= mostContent {
		return s
	}
	return s[:max(0, strings.LastIndexByte(s[:mostContent], ' '))]
}

// isNamed says whether an entity goes by a name: one word of what it is called is
// written with a capital.
func isNamed(e *news.Entity) bool {
	if e.Type == news.Group {
		return false
	}
	return strings.IndexFunc(e.Name, unicode.IsUpper) >= 0
}

// A digest is read back as claims; their entities are those of the graph.
type digest struct {
	published, outlet string
	claims            []digested
}

// A digested claim is one as a digest has it.
type digested struct {
	id            string // what stands behind the article's id
	content       string
	source, about []entity
	stance        news.Stance
	direct        bool
}

// An entity is one that makes a claim or that a claim is about.
type entity struct {
	id    string
	named bool
}

var errDigest = errors.New("not a digest of statements")

// read reads a digest; of gives the graph's entity for one of the article.
func read(data []byte, of func(string) string) (d digest, err error) {
	plain, err := io.ReadAll(flate.NewReader(bytes.NewReader(data)))
	if err != nil {
		return d, errDigest
	}
	r := reader{in: plain}
	d.published, d.outlet = r.text(), of(r.text())
	entities := make([]entity, r.length())
	for i := range entities {
		entities[i] = entity{of(r.text()), r.number() == 1}
	}
	d.claims = make([]digested, r.length())
	for i := range d.claims {
		d.claims[i] = digested{
			id: r.text(), content: r.text(), source: r.entities(entities), about: r.entities(entities),
			stance: r.stance(), direct: r.number() == 1,
		}
	}
	if r.failed {
		return digest{}, errDigest
	}
	return d, nil
}

func deflated(data []byte) []byte {
	var b bytes.Buffer
	w, err := flate.NewWriter(&b, flate.DefaultCompression)
	if err == nil {
		_, err = w.Write(data)
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		panic(err) // only a level that there is not; a buffer takes all
	}
	return b.Bytes()
}

// A writer appends numbers as varints, and texts behind their lengths.
type writer struct{ out []byte }

func (w *writer) number(n int) { w.out = binary.AppendUvarint(w.out, uint64(n)) }

func (w *writer) text(s string) {
	w.number(len(s))
	w.out = append(w.out, s...)
}

func (w *writer) flag(b bool) {
	if b {
		w.number(1)
	} else {
		w.number(0)
	}
}

// places writes those of ids that are entities of the document.
func (w *writer) places(of map[string]int, ids []string) {
	var known []int
	for _, id := range ids {
		if i, ok := of[id]; ok {
			known = append(known, i)
		}
	}
	w.number(len(known))
	for _, i := range known {
		w.number(i)
	}
}

// A reader takes back what a writer appended. Once it failed, all is zero.
type reader struct {
	in     []byte
	failed bool
}

func (r *reader) number() int {
	n, size := binary.Uvarint(r.in)
	if r.failed = r.failed || size <= 0 || n > 1<<30; r.failed {
		return 0
	}
	r.in = r.in[size:]
	return int(n)
}

// length is that of what follows, each item of which has a byte at least.
func (r *reader) length() int {
	n := r.number()
	if r.failed = r.failed || n > len(r.in); r.failed {
		return 0
	}
	return n
}

func (r *reader) text() string {
	n := r.length()
	s := string(r.in[:n])
	r.in = r.in[n:]
	return s
}

func (r *reader) stance() news.Stance {
	i := r.number() - 1
	if i < 0 || i >= len(news.Stances) {
		return ""
	}
	return news.Stances[i]
}

func (r *reader) entities(of []entity) (out []entity) {
	for range r.length() {
		if i := r.number(); i < len(of) {
			out = append(out, of[i])
		} else {
			r.failed = true
		}
	}
	return out
}
