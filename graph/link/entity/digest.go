package entity

import (
	"cmp"
	"encoding/binary"
	"errors"
	"slices"
	"strings"

	"hearsay/extract/news"
)

// A digest is what joining needs to know of an article.
type digest struct {
	day      int    // of its publication, since 1970; 0 where none is known
	outlet   string // id of its publisher; "" where none is known
	outletAs string // the publisher's name
	entities []form
}

// A form is an entity as one article has it.
type form struct {
	id           string
	name         string
	kind         news.Type
	nameless     bool     // a description, such as "a senior aide", and no name
	claims       int      // that it makes
	mentions     int      //
	aliases      []string // other names and descriptions
	roles        []string
	affiliations []string // ids
}

// Most of what is kept of an entity.
const (
	mostAliases = 12
	mostRoles   = 6
	mostText    = 100 // bytes of a name or a role
)

// Digest is what is kept of an article to join its entities with those of others.
func Digest(d *news.Document) []byte {
	w := writer{}
	day := news.Instant(d.Article.Published)
	if day.IsZero() {
		w.number(0)
	} else {
		w.number(int(max(0, day.Unix()/(24*60*60))))
	}
	outlet := d.Outlet()
	w.text(outlet)
	w.text(d.Article.Publisher)
	claims := map[string]int{}
	for i := range d.Claims {
		for _, id := range d.Claims[i].Source {
			claims[id]++
		}
	}
	lower := lowerWords(d.Article.Text)
	w.number(len(d.Entities))
	for i := range d.Entities {
		e := &d.Entities[i]
		w.text(string(e.Type))
		w.text(e.Name)
		if e.ID == news.EntityID(e.Type, e.Name) {
			w.text("")
		} else {
			w.text(e.ID)
		}
		isName := e.ID == outlet || named(e, lower)
		w.number(len(e.Spans)<<1 | int(binaryOf(!isName)))
		w.number(claims[e.ID])
		if !isName {
			continue
		}
		w.list(e.Aliases, mostAliases)
		w.list(e.Roles, mostRoles)
		w.list(e.Affiliations, mostRoles)
	}
	return w.out
}

func binaryOf(b bool) byte {
	if b {
		return 1
	}
	return 0
}

// errDigest is of bytes that Digest has not made.
var errDigest = errors.New("a digest of entities is damaged")

// read gives what Digest kept.
func read(data []byte) (*digest, error) {
	r := reader{in: data}
	d := &digest{day: r.number(), outlet: r.text(), outletAs: r.text()}
	n := r.number()
	if n > len(data) {
		return nil, errDigest
	}
	d.entities = make([]form, 0, n)
	for range n {
		f := form{kind: news.Type(r.text()), name: r.text(), id: r.text()}
		f.id = cmp.Or(f.id, news.EntityID(f.kind, f.name))
		flags := r.number()
		f.mentions, f.nameless = flags>>1, flags&1 == 1
		f.claims = r.number()
		if !f.nameless {
			f.aliases, f.roles, f.affiliations = r.list(), r.list(), r.list()
		}
		d.entities = append(d.entities, f)
	}
	if r.failed || len(r.in) > 0 {
		return nil, errDigest
	}
	return d, nil
}

// A writer appends numbers as varints and texts behind their lengths.
type writer struct{ out []byte }

func (w *writer) number(n int) { w.out = binary.AppendUvarint(w.out, uint64(n)) }

func (w *writer) text(s string) {
	w.number(len(s))
	w.out = append(w.out, s...)
}

// list writes the shortest of some texts, at most so many, in their order.
func (w *writer) list(texts []string, most int) {
	kept := slices.DeleteFunc(slices.Clone(texts), func(s string) bool { return s == "" || len(s) > mostText })
	if len(kept) > most {
		slices.SortStableFunc(kept, func(a, b string) int { return cmp.Compare(len(a), len(b)) })
		kept = kept[:most]
		slices.Sort(kept)
	}
	w.number(len(kept))
	for _, s := range kept {
		w.text(s)
	}
}

// A reader takes from in what a writer wrote.
type reader struct {
	in     []byte
	failed bool
}

func (r *reader) number() int {
	n, size := binary.Uvarint(r.in)
	if size <= 0 || n > 1<<40 {
		r.failed, r.in = true, nil
		return 0
	}
	r.in = r.in[size:]
	return int(n)
}

func (r *reader) text() string {
	n := r.number()
	if n > len(r.in) {
		r.failed, r.in = true, nil
		return ""
	}
	s := string(r.in[:n])
	r.in = r.in[n:]
	return s
}

func (r *reader) list() []string {
	n := r.number()
	if n > len(r.in) {
		r.failed, r.in = true, nil
		return nil
	}
	out := make([]string, 0, n)
	for range n {
		out = append(out, r.text())
	}
	return out
}

// lowerWords are the words of a text that begin with a small letter.
func lowerWords(text string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.FieldsFunc(text, notInWord) {
		if isLower(w) {
			out[w] = true
		}
	}
	return out
}
