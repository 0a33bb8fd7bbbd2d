package statement

import (
	"bytes"
	"cmp"
	"compress/flate"
	"errors"
	"io"
	"slices"
	"strings"
	"sync"
	"unicode"

	"hearsay/extract/news"
	"hearsay/graph/link/internal/fields"
)

// mostContent bounds the bytes of a content that are compared.
const mostContent = 1000

// Digest is what is kept of an article to tell its claims' statements: of each claim the
// words, who says them, whom they are about, how.
func Digest(d *news.Document) []byte {
	w := fields.Writer{}
	w.Text(d.Article.Published)
	w.Text(cmp.Or(d.Outlet(), d.Article.Publisher))
	places := make(map[string]int, len(d.Entities))
	w.Number(len(d.Entities))
	for i := range d.Entities {
		e := &d.Entities[i]
		places[e.ID] = i
		w.Text(e.ID)
		w.Flag(isNamed(e))
	}
	w.Number(len(d.Claims))
	for i := range d.Claims {
		c := &d.Claims[i]
		w.Text(strings.TrimPrefix(c.ID, "claim/"+d.Article.ID))
		w.Text(clip(content(d.Article.Text, c)))
		writePlaces(&w, places, c.Source)
		writePlaces(&w, places, c.About)
		w.Number(slices.Index(news.Stances[:], c.Stance) + 1)
		w.Flag(c.Kind == news.Direct)
	}
	return deflated(w.Out)
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

// Contents are what the claims of a digest say, in the order of the document; of one that is
// damaged there are none.
func Contents(data []byte) []string {
	d, err := read(data, func(id string) string { return id })
	if err != nil {
		return nil
	}
	out := make([]string, len(d.claims))
	for i := range d.claims {
		out[i] = d.claims[i].content
	}
	return out
}

var errDigest = errors.New("not a digest of statements")

// read reads a digest; of gives the graph's entity for one of the article.
func read(data []byte, of func(string) string) (d digest, err error) {
	plain, err := io.ReadAll(flate.NewReader(bytes.NewReader(data)))
	if err != nil {
		return d, errDigest
	}
	r := fields.Reader{In: plain}
	d.published, d.outlet = r.Text(), of(r.Text())
	entities := make([]entity, r.Length())
	for i := range entities {
		entities[i] = entity{of(r.Text()), r.Flag()}
	}
	d.claims = make([]digested, r.Length())
	for i := range d.claims {
		d.claims[i] = digested{
			id: r.Text(), content: r.Text(), source: takeEntities(&r, entities), about: takeEntities(&r, entities),
			stance: takeStance(&r), direct: r.Flag(),
		}
	}
	if r.Failed {
		return digest{}, errDigest
	}
	return d, nil
}

// deflaters are kept for their tables, which are a thousand times what they deflate.
var deflaters = sync.Pool{New: func() any {
	w, err := flate.NewWriter(nil, flate.DefaultCompression)
	if err != nil {
		panic(err) // only a level that there is not
	}
	return w
}}

func deflated(data []byte) []byte {
	var b bytes.Buffer
	w := deflaters.Get().(*flate.Writer)
	defer deflaters.Put(w)
	w.Reset(&b)
	_, err := w.Write(data)
	if err = errors.Join(err, w.Close()); err != nil {
		panic(err) // a buffer takes all
	}
	return b.Bytes()
}

// writePlaces writes those of ids that are entities of the document.
func writePlaces(w *fields.Writer, of map[string]int, ids []string) {
	var known []int
	for _, id := range ids {
		if i, ok := of[id]; ok {
			known = append(known, i)
		}
	}
	w.Number(len(known))
	for _, i := range known {
		w.Number(i)
	}
}

// takeStance takes the place of a stance, from 1 on; 0 is none.
func takeStance(r *fields.Reader) news.Stance {
	i := r.Number() - 1
	if i < 0 || i >= len(news.Stances) {
		return ""
	}
	return news.Stances[i]
}

// takeEntities takes what writePlaces wrote.
func takeEntities(r *fields.Reader, of []entity) (out []entity) {
	for range r.Length() {
		if i := r.Number(); i < len(of) {
			out = append(out, of[i])
		} else {
			r.Failed = true
		}
	}
	return out
}
