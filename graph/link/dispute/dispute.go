// Package dispute finds claims that may disagree: two sources speak of the same
// matter, and one denies what the other says, says the contrary, or gives another number.
// It gives no verdict; and a source that speaks against its own earlier words is found in
// the same way.
//
// A claim is compared as a bag of words by their senses (lexicon.txt), each with
// whether its clause is negated, and of entities as the graph joins them: close to the
// cues for contradiction of de Marneffe, Rafferty and Manning (Finding Contradictions in
// Text, ACL 2008), antonymy, negation, numbers, with the alignment done by words alone; a
// logistic regression on what people judged says which pairs are told. Opposed words alone
// make none: of those found in real news hardly any were of the same matter.
// Pairs to look at share two rare words, or one and an entity, within Window days; so
// their number grows with that of claims. Begin with [Find].
package dispute

import (
	"cmp"
	"encoding/json"
	"math"
	"slices"
	"strconv"
	"strings"

	"hearsay/graph/link"
	"hearsay/graph/schema"
)

// The reasons for which claims may disagree.
const (
	Denial   = "denial"   // one source denies or doubts what the other says
	Negation = "negation" // one says that it is so, the other that it is not
	Number   = "number"   // another number for the same quantity
)

// Window is how many days lie between claims of which one may answer the other, at
// most; a source's own earlier words may be older.
const (
	Window      = 14
	ShiftWindow = 120
)

// Least is the confidence from which on a dispute is told.
const Least = .7

// An article with its claims as they are compared.
type article struct {
	*link.Article
	entities []string // as the graph has them
	names    []int    // places in entities of those with a name, each once
	rare     []uint64 // hashes of the rarest of these, nil where they have not been asked for
	claims   []weighed
}

// A weighed claim has its terms read and its entities joined.
type weighed struct {
	*claim
	article *article
	place   int // in article.claims
	sources []string
	side    []string // sources and whom they speak for
	terms   []term   // entities by the graph's ids, with '@' before
	focus   []string
	about   []string // entities it is about
	owners  []string // whose words it points back to
	weights []float64
	sum     float64
	negates bool // a term is negated
}

func (c *weighed) node() string { return "claim/" + c.article.ID + "-" + c.ID }

// Find gives, of articles with the digests of [Digest], the claims that may disagree:
// <disputes> leads from a claim to one of another source, <shifts> from a claim to an
// earlier one of the same.
func Find(articles []link.Article) []link.Link {
	f := gather(articles, &fitted)
	f.choose()
	return f.links()
}

// choose leaves the pairs that are told: the sure ones, and of those in which one claim
// points back to the other the surest.
func (f *finder) choose() {
	best := map[*weighed]*pair{}
	for i := range f.found {
		p := &f.found[i]
		if o := best[p.a]; p.kind == answered && (o == nil || surer(p, o) > 0) {
			best[p.a] = p
		}
	}
	var out []pair
	for i := range f.found {
		if p := &f.found[i]; p.confidence >= Least && (p.kind != answered || best[p.a] == p) {
			out = append(out, *p)
		}
	}
	f.found = out
}

// gather finds the pairs of claims that are worth a judgement, each once by its surest
// kind, and judges them.
func gather(articles []link.Article, w *weights) *finder {
	f := &finder{idf: map[string]float64{}, weights: w}
	for i := range articles {
		f.read(&articles[i])
	}
	f.weigh()
	f.inside()
	f.across()
	slices.SortFunc(f.found, func(x, y pair) int {
		return cmp.Or(strings.Compare(x.a.node(), y.a.node()), strings.Compare(x.b.node(), y.b.node()), surer(&y, &x))
	})
	f.found = slices.CompactFunc(f.found, func(x, y pair) bool { return x.a == y.a && x.b == y.b })
	return f
}

// A finder holds what Find works on.
type finder struct {
	articles []*article
	claims   []*weighed // of all articles
	idf      map[string]float64
	alone    float64 // the idf of what one article has
	weights  *weights
	found    []pair
}

// A pair of claims that may disagree.
type pair struct {
	a, b       *weighed // the one that answers first
	kind       kind
	features   [features]float64
	confidence float64
}

// surer orders pairs by confidence, ties by their claims and kinds.
func surer(x, y *pair) int {
	claims := cmp.Or(strings.Compare(y.a.node(), x.a.node()), strings.Compare(y.b.node(), x.b.node()))
	return cmp.Or(cmp.Compare(x.confidence, y.confidence), claims, cmp.Compare(y.kind, x.kind))
}

func (f *finder) read(in *link.Article) {
	var d digest
	if json.Unmarshal(in.Digest, &d) != nil {
		return // a digest of another program: its mark has it made anew
	}
	a := &article{Article: in, claims: make([]weighed, len(d.Claims))}
	for i, e := range d.Entities {
		id := in.Entity(e.ID)
		a.entities = append(a.entities, id)
		if e.Named {
			a.names = append(a.names, i)
		}
	}
	for i := range d.Claims {
		c := &d.Claims[i]
		w := &a.claims[i]
		*w = weighed{claim: c, article: a, place: i}
		for _, s := range c.Sources {
			w.sources = append(w.sources, a.entities[s])
			w.side = append(w.side, a.entities[s])
			for _, id := range d.Entities[s].Affiliations {
				w.side = append(w.side, in.Entity(id))
			}
		}
		for _, e := range c.About {
			w.about = append(w.about, a.entities[e])
		}
		for _, e := range c.Owners {
			w.owners = append(w.owners, a.entities[e])
		}
		w.focus = strings.Fields(c.Focus)
		for _, text := range strings.Fields(c.Terms) {
			t := parseTerm(text)
			if at, ok := strings.CutPrefix(t.stem, "@"); ok {
				k, _ := strconv.Atoi(at)
				t.stem = "@" + a.entities[k]
			}
			w.terms = append(w.terms, t)
			w.negates = w.negates || t.not
		}
		f.claims = append(f.claims, w)
	}
	f.articles = append(f.articles, a)
}

// fewest is the number of articles that a collection is weighed as having at least, so
// that in a small one no word counts as common for standing in two articles.
const fewest = 300

// weigh gives each word the weight of its rarity, 0 to 1.
func (f *finder) weigh() {
	in := map[string]int{}
	for _, a := range f.articles {
		seen := map[string]bool{}
		for i := range a.claims {
			for _, t := range a.claims[i].terms {
				if !seen[t.stem] {
					seen[t.stem] = true
					in[t.stem]++
				}
			}
		}
		for _, k := range a.names {
			if name := "@" + a.entities[k]; !seen[name] {
				seen[name] = true
				in[name]++
			}
		}
	}
	n := float64(max(len(f.articles), fewest))
	idf := func(articles int) float64 { return math.Log((n+1)/(float64(articles)+.5)) / math.Log(n+1) }
	for stem, articles := range in {
		f.idf[stem] = idf(articles)
	}
	f.alone = idf(1)
	for _, c := range f.claims {
		c.weights = make([]float64, len(c.terms))
		for i, t := range c.terms {
			c.weights[i] = f.idf[t.stem]
			if t.stem[0] == '@' {
				c.weights[i] *= .6 // who it is about is less than what is said
			}
			c.sum += c.weights[i]
		}
	}
}

// links are the pairs found.
func (f *finder) links() []link.Link {
	out := make([]link.Link, 0, len(f.found))
	for _, p := range f.found {
		l := link.Link{
			From: p.a.node(), Predicate: schema.Disputes, To: p.b.node(),
			Reason: reasons[p.kind], Confidence: math.Floor(p.confidence*1000+.5) / 1000,
		}
		if p.a.sameSide(p.b) {
			l.Predicate = schema.Shifts
		}
		out = append(out, l)
	}
	return link.Sorted(out)
}
