package export

import (
	"cmp"
	"fmt"
	"io"
	"strings"

	"hearsay/extract/news"
	"hearsay/graph"
	"hearsay/graph/export/table"
)

// ftmSchemas are the schemas of FollowTheMoney for each type of entity.
var ftmSchemas = map[news.Type]string{
	news.Person:       "Person",
	news.Organization: "Organization",
	news.Publication:  "Organization",
	news.Group:        "LegalEntity",
	news.Place:        "Address",
	news.Event:        "Event",
	news.Law:          "Document",
	news.Work:         "Document",
	news.System:       "Asset",
}

// ftmEntity is an entity of FollowTheMoney.
type ftmEntity struct {
	ID         string              `json:"id"`
	Schema     string              `json:"schema"`
	Properties map[string][]string `json:"properties"`
}

// newFTM begins an entity.
func newFTM(id, schema string) *ftmEntity {
	return &ftmEntity{ftmID(id), schema, map[string][]string{}}
}

// ftmID is an id as FollowTheMoney has them: of ASCII letters, digits, hyphens and
// points. Another letter is a point and the six digits of its number.
func ftmID(id string) string {
	var b strings.Builder
	for _, r := range id {
		switch {
		case r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-':
			b.WriteRune(r)
		case r == '/': // at which Aleph's addresses would be cut
			b.WriteByte('-')
		default:
			fmt.Fprintf(&b, ".%06x", r)
		}
	}
	return b.String()
}

// add adds a value of a property; an empty one is left out.
func (e *ftmEntity) add(property string, values ...string) {
	for _, v := range values {
		if v = strings.TrimSpace(strings.ToValidUTF8(v, "\uFFFD")); v != "" {
			e.Properties[property] = append(e.Properties[property], v)
		}
	}
}

// writeFTM writes the set as FollowTheMoney JSON lines
// (https://followthemoney.tech), for Aleph and OpenAleph: articles with their
// mentions, entities, and a link from each source to whom its claim is about. A
// claim about nobody named links its source with the article.
func writeFTM(w io.Writer, s *Set) error {
	put := func(e *ftmEntity) error {
		data, err := compactJSON(e)
		if err == nil {
			_, err = w.Write(append(data, '\n'))
		}
		return err
	}
	named := s.named()
	written := map[string]bool{}
	for i := range named {
		written[named[i].ID] = true
	}
	for _, claims := range s.byArticle() {
		doc, err := s.document(claims[0].Article.ID)
		if err != nil {
			return err
		}
		all := ftmArticle(&doc, written)
		for _, c := range claims {
			all = append(all, ftmClaim(c)...)
		}
		for _, e := range all {
			if err := put(e); err != nil {
				return err
			}
		}
	}
	for i := range named {
		if err := put(ftmNamed(&named[i])); err != nil {
			return err
		}
	}
	return nil
}

// ftmArticle is an article and its mentions of those who can speak, and who of these
// is not written yet: of whom, or by whom, the set has no claim.
func ftmArticle(doc *news.Document, written map[string]bool) []*ftmEntity {
	a := &doc.Article
	id := "article/" + a.ID
	e := newFTM(id, "Article")
	e.add("title", a.Title)
	e.add("fileName", cmp.Or(a.Title, a.ID))
	e.add("sourceUrl", table.WebAddress(a.URL))
	e.add("publisher", a.Publisher)
	e.add("publishedAt", a.Published)
	e.add("bodyText", a.Text)
	if lang, _, _ := strings.Cut(a.Language, "-"); lang == "en" {
		e.add("language", "eng")
	}
	outlet := doc.Outlet()
	all := []*ftmEntity{e}
	for i := range doc.Entities {
		named := &doc.Entities[i]
		schema := ftmSchemas[named.Type]
		if schema != "Person" && schema != "Organization" && schema != "LegalEntity" || named.ID == outlet && len(named.Spans) == 0 {
			continue
		}
		m := newFTM(id+"/"+named.ID, "Mention")
		m.add("document", ftmID(id))
		m.add("resolved", ftmID(named.ID))
		m.add("name", named.Name)
		m.add("detectedSchema", schema)
		all = append(all, m)
		if !written[named.ID] {
			written[named.ID] = true
			ref := graph.EntityRef{ID: named.ID, Name: named.Name, Type: named.Type}
			all = append(all, ftmNamed(&graph.Entity{EntityRef: ref, Aliases: named.Aliases, Roles: named.Roles}))
		}
	}
	return all
}

// ftmClaim links the sources of a claim with whom it is about, each pair once.
func ftmClaim(c *graph.Claim) []*ftmEntity {
	var all []*ftmEntity
	link := func(schema string) *ftmEntity {
		e := newFTM(fmt.Sprintf("%s/%d", c.ID, len(all)+1), schema)
		e.add("role", strings.TrimSpace(string(c.Stance)+": "+c.Cue))
		e.add("date", c.Day())
		e.add("summary", c.Said())
		e.add("description", table.Chain(c)+": "+c.Sentence)
		e.add("recordId", c.ID)
		e.add("sourceUrl", table.WebAddress(c.Article.URL))
		e.add("publisher", c.Article.Publisher)
		all = append(all, e)
		return e
	}
	article := ftmID("article/" + c.Article.ID)
	for _, from := range c.Sources {
		for _, to := range c.Targets {
			e := link("UnknownLink")
			e.add("subject", ftmID(from.ID))
			e.add("object", ftmID(to.ID))
			e.add("proof", article)
		}
		if len(c.Targets) == 0 {
			e := link("Documentation")
			e.add("entity", ftmID(from.ID))
			e.add("document", article)
		}
	}
	return all
}

// ftmNamed is an entity.
func ftmNamed(n *graph.Entity) *ftmEntity {
	e := newFTM(n.ID, ftmSchemas[n.Type])
	e.add("name", n.Name)
	e.add("alias", n.Aliases...)
	switch e.Schema {
	case "Person":
		e.add("position", n.Roles...)
	case "Address":
		e.add("full", n.Name)
	case "Document":
		e.add("title", n.Name)
		e.add("fileName", n.Name)
	}
	return e
}
