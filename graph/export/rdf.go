package export

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"hearsay/extract/news"
	"hearsay/graph"
	"hearsay/graph/schema"
)

// defaultBase is what IRIs begin with if nobody says otherwise.
const defaultBase = "urn:hearsay:"

// Namespaces of RDF beside those of schema.Predicates, and their prefixes.
var prefixes = [...][2]string{
	{"dcterms", "http://purl.org/dc/terms/"},
	{"hearsay", "urn:hearsay:vocabulary#"},
	{"nif", "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"},
	{"prov", "http://www.w3.org/ns/prov#"},
	{"rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"},
	{"schema", "https://schema.org/"},
	{"skos", "http://www.w3.org/2004/02/skos/core#"},
	{"xsd", "http://www.w3.org/2001/XMLSchema#"},
}

// classes are the classes of each type of entity: those of schema.org, and of
// PROV-O for what can say something.
var classes = map[news.Type][]string{
	news.Person:       {"schema:Person", "prov:Person"},
	news.Organization: {"schema:Organization", "prov:Organization"},
	news.Publication:  {"schema:NewsMediaOrganization", "prov:Organization"},
	news.Group:        {"hearsay:Group", "prov:Agent"},
	news.Place:        {"schema:Place"},
	news.Event:        {"schema:Event"},
	news.Law:          {"schema:Legislation"},
	news.Work:         {"schema:CreativeWork"},
	news.System:       {"schema:Thing", "hearsay:System"},
}

// A resource is a node of an RDF graph with what is said of it, in order.
type resource struct {
	id         string   // an absolute IRI
	classes    []string // prefixed names
	properties []property
}

// A property is a predicate, as a prefixed name, and its object: an IRI, or a text
// with the prefixed name of its datatype, "" for xsd:string.
type property struct {
	predicate, iri, text, datatype string
}

// A namedGraph is what one article says, what is known of all entities, or the links of a kind.
type namedGraph struct {
	id        string
	resources []resource
}

// An rdfWriter turns a set into named graphs, one an article.
type rdfWriter struct {
	set       *Set
	base      string
	program   string
	predicate map[schema.Predicate]string // the prefixed name of its standard IRI
	err       error                       // of a predicate that has none
}

func newRDF(s *Set, o *Options) *rdfWriter {
	r := &rdfWriter{set: s, base: cmp.Or(o.Base, defaultBase), program: o.program(), predicate: map[schema.Predicate]string{}}
	for _, p := range schema.Predicates {
		r.predicate[p.Predicate] = compact(p.IRI)
	}
	return r
}

// compact is an IRI as a prefixed name.
func compact(iri string) string {
	for _, p := range prefixes {
		if local, ok := strings.CutPrefix(iri, p[1]); ok {
			return p[0] + ":" + local
		}
	}
	return iri
}

// iri is the absolute IRI of a node of the graph.
func (r *rdfWriter) iri(node string) string { return encodeIRI(r.base + node) }

// encodeIRI percent-encodes what an IRI cannot hold (RFC 3987).
func encodeIRI(iri string) string {
	var b strings.Builder
	for _, c := range []byte(iri) {
		if c <= ' ' || c == 0x7f || strings.IndexByte("<>\"{}|^`\\", c) >= 0 {
			fmt.Fprintf(&b, "%%%02X", c)
			continue
		}
		b.WriteByte(c)
	}
	return strings.ToValidUTF8(b.String(), "%EF%BF%BD")
}

// each visits the named graphs: each article's, by its id, that of the entities, and
// those of what was found between articles.
func (r *rdfWriter) each(visit func(namedGraph) error) error {
	for _, claims := range r.set.byArticle() {
		g, err := r.article(claims)
		if err != nil {
			return err
		}
		if err := errors.Join(r.err, visit(g)); err != nil {
			return err
		}
	}
	if err := errors.Join(visit(r.entities()), r.err); err != nil {
		return err
	}
	return errors.Join(r.between(visit), r.err)
}

// byArticle are the claims of the set, those of an article together in the order of
// its text, articles by their ids.
func (s *Set) byArticle() [][]*graph.Claim {
	claims := make([]*graph.Claim, len(s.Claims))
	for i := range s.Claims {
		claims[i] = &s.Claims[i]
	}
	slices.SortStableFunc(claims, func(a, b *graph.Claim) int {
		return cmp.Or(strings.Compare(a.Article.ID, b.Article.ID), cmp.Compare(a.Start, b.Start), strings.Compare(a.ID, b.ID))
	})
	var all [][]*graph.Claim
	for len(claims) > 0 {
		n := 1
		for n < len(claims) && claims[n].Article.ID == claims[0].Article.ID {
			n++
		}
		all, claims = append(all, claims[:n]), claims[n:]
	}
	return all
}

// article is the graph of an article: itself, and the claims of the set in it.
func (r *rdfWriter) article(claims []*graph.Claim) (namedGraph, error) {
	doc, err := r.set.document(claims[0].Article.ID)
	if err != nil {
		return namedGraph{}, err
	}
	a := &doc.Article
	node := resource{id: r.iri("article/" + a.ID), classes: []string{"schema:NewsArticle", "prov:Entity", "nif:Context"}}
	r.text(&node, schema.Title, a.Title, "")
	r.text(&node, schema.URL, a.URL, "xsd:anyURI")
	outlet := doc.Outlet()
	if outlet != "" {
		r.link(&node, schema.Publisher, outlet)
	}
	r.text(&node, schema.Published, a.Published, dateType(a.Published))
	r.text(&node, schema.Language, a.Language, "")
	r.text(&node, schema.Text, a.Text, "")
	for i := range doc.Entities {
		if e := &doc.Entities[i]; e.ID != outlet || len(e.Spans) > 0 {
			r.link(&node, schema.Mentions, e.ID)
		}
	}
	g := namedGraph{node.id, []resource{node}}
	points := newPoints(a.Text)
	for _, c := range claims {
		g.resources = append(g.resources, r.claim(c, node.id, points))
	}
	return g, nil
}

// claim is a claim as a schema.org Claim, which PROV-O has quoted from its article,
// attributed to its source, and derived from the claim that reports it. It is never
// rated. Its offsets are code points.
func (r *rdfWriter) claim(c *graph.Claim, article string, points *points) resource {
	n := resource{id: r.iri(c.ID), classes: []string{"schema:Claim", "prov:Entity"}}
	for _, id := range c.Source {
		r.link(&n, schema.Source, id)
	}
	for _, id := range c.Source {
		n.properties = append(n.properties, property{predicate: "schema:author", iri: r.iri(id)})
	}
	r.text(&n, schema.Cue, c.Cue, "")
	r.text(&n, schema.Content, c.Said(), "")
	for _, id := range c.About {
		r.link(&n, schema.About, id)
	}
	if c.Within != "" {
		r.link(&n, schema.Within, c.Within)
	}
	r.link(&n, schema.Article, "article/"+c.Article.ID)
	n.properties = append(n.properties, property{predicate: "schema:appearance", iri: article}, property{predicate: "nif:referenceContext", iri: article})
	r.text(&n, schema.Kind, string(c.Kind), "")
	r.text(&n, schema.Stance, string(c.Stance), "")
	r.text(&n, schema.When, c.When, "")
	r.text(&n, schema.Date, c.Date, dateType(c.Date))
	r.text(&n, schema.Start, fmt.Sprint(points.at(c.Start)), "xsd:nonNegativeInteger")
	r.text(&n, schema.End, fmt.Sprint(points.at(c.End)), "xsd:nonNegativeInteger")
	r.text(&n, schema.Sentence, c.Sentence, "")
	r.text(&n, schema.Confidence, fmt.Sprintf("%.3f", c.Confidence), "xsd:decimal")
	n.properties = append(n.properties, property{predicate: "schema:claimInterpreter", iri: r.iri("program")})
	return n
}

// entities is the graph of what is known of the entities, and of this program.
func (r *rdfWriter) entities() namedGraph {
	g := namedGraph{id: r.iri(schema.Entities)}
	g.resources = append(g.resources, resource{
		r.iri("program"),
		[]string{"schema:SoftwareApplication", "prov:SoftwareAgent"},
		[]property{{predicate: "schema:name", text: r.program}},
	})
	for i := range r.set.Entities {
		e := &r.set.Entities[i]
		n := resource{id: r.iri(e.ID), classes: classes[e.Type]}
		r.text(&n, schema.Name, e.Name, "")
		if e.Named {
			r.text(&n, schema.Named, "true", "xsd:boolean")
		}
		for _, s := range e.Aliases {
			r.text(&n, schema.Alias, s, "")
		}
		for _, s := range e.Roles {
			r.text(&n, schema.Role, s, "")
		}
		for _, a := range e.Affiliations {
			r.link(&n, schema.Affiliation, a.ID)
		}
		g.resources = append(g.resources, n)
	}
	return g
}

// link adds a predicate of the graph whose object is a node.
func (r *rdfWriter) link(n *resource, p schema.Predicate, node string) {
	n.properties = append(n.properties, property{predicate: r.named(p), iri: r.iri(node)})
}

// text adds a predicate of the graph whose object is a text; nothing where it is
// empty.
func (r *rdfWriter) text(n *resource, p schema.Predicate, text, datatype string) {
	if text != "" {
		n.properties = append(n.properties, property{predicate: r.named(p), text: strings.ToValidUTF8(text, "\uFFFD"), datatype: datatype})
	}
}

// named is the prefixed name of a predicate.
func (r *rdfWriter) named(p schema.Predicate) string {
	name := r.predicate[p]
	if name == "" && r.err == nil {
		r.err = fmt.Errorf("export: the predicate %q stands for no IRI", p)
	}
	return name
}

// dateType is the datatype of a date or a date and time, "" for another text.
func dateType(s string) string {
	switch {
	case xsdDate.MatchString(s):
		return "xsd:date"
	case xsdDateTime.MatchString(s):
		return "xsd:dateTime"
	}
	return ""
}

// document is the document of an article.
func (s *Set) document(id string) (news.Document, error) {
	if s.Document == nil {
		return news.Document{}, fmt.Errorf("export: the text of article %s is not at hand", id)
	}
	d, err := s.Document(id)
	if err != nil {
		return d, fmt.Errorf("export: %w", err)
	}
	return d, nil
}

// points counts the code points of a text before a byte. It is asked in any order,
// and counts from the nearest of the marks that it set.
type points struct {
	text  string
	marks []int // code points before byte k*stride
}

const stride = 1024

func newPoints(text string) *points {
	p := &points{text: text, marks: []int{0}}
	n := 0
	for i := 0; i+stride <= len(text); i += stride {
		n += countRunes(text[i : i+stride])
		p.marks = append(p.marks, n)
	}
	return p
}

// countRunes is the number of code points that begin in a piece of UTF-8.
func countRunes(s string) int {
	n := 0
	for i := range len(s) {
		if utf8.RuneStart(s[i]) {
			n++
		}
	}
	return n
}

// at is the number of code points before a byte; beyond the text it is that of the
// whole.
func (p *points) at(byte int) int {
	byte = max(0, min(byte, len(p.text)))
	k := byte / stride
	return p.marks[k] + countRunes(p.text[k*stride:byte])
}
