package entity

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"hearsay/extract/news"
	"hearsay/graph/link/internal/fields"
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
	var w fields.Writer
	day := news.Instant(d.Article.Published)
	if day.IsZero() {
		w.Number(0)
	} else {
		w.Number(int(max(0, day.Unix()/(24*60*60))))
	}
	outlet := d.Outlet()
	w.Text(outlet)
	w.Text(d.Article.Publisher)
	claims := map[string]int{}
	for i := range d.Claims {
		for _, id := range d.Claims[i].Source {
			claims[id]++
		}
	}
	lower := lowerWords(d.Article.Text)
	w.Number(len(d.Entities))
	for i := range d.Entities {
		e := &d.Entities[i]
		w.Text(string(e.Type))
		w.Text(e.Name)
		if e.ID == news.EntityID(e.Type, e.Name) {
			w.Text("")
		} else {
			w.Text(e.ID)
		}
		isName := e.ID == outlet || named(e, lower)
		w.Number(len(e.Spans)<<1 | int(binaryOf(!isName)))
		w.Number(claims[e.ID])
		if !isName {
			continue
		}
		writeList(&w, e.Aliases, mostAliases)
		writeList(&w, e.Roles, mostRoles)
		writeList(&w, e.Affiliations, mostRoles)
	}
	return w.Out
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
	r := fields.Reader{In: data}
	d := &digest{day: r.Number(), outlet: r.Text(), outletAs: r.Text()}
	n := r.Length()
	d.entities = make([]form, 0, n)
	for range n {
		f := form{kind: news.Type(r.Text()), name: r.Text(), id: r.Text()}
		f.id = cmp.Or(f.id, news.EntityID(f.kind, f.name))
		flags := r.Number()
		f.mentions, f.nameless = flags>>1, flags&1 == 1
		f.claims = r.Number()
		if !f.nameless {
			f.aliases, f.roles, f.affiliations = takeList(&r), takeList(&r), takeList(&r)
		}
		d.entities = append(d.entities, f)
	}
	if r.Failed || len(r.In) > 0 {
		return nil, errDigest
	}
	return d, nil
}

// writeList writes the shortest of some texts, at most so many, in their order.
func writeList(w *fields.Writer, texts []string, most int) {
	kept := slices.DeleteFunc(slices.Clone(texts), func(s string) bool { return s == "" || len(s) > mostText })
	if len(kept) > most {
		slices.SortStableFunc(kept, func(a, b string) int { return cmp.Compare(len(a), len(b)) })
		kept = kept[:most]
		slices.Sort(kept)
	}
	w.Number(len(kept))
	for _, s := range kept {
		w.Text(s)
	}
}

// takeList takes what writeList wrote.
func takeList(r *fields.Reader) []string {
	out := make([]string, 0, r.Length())
	for range cap(out) {
		out = append(out, r.Text())
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
