package export

import (
	"fmt"
	"io"
	"strings"

	"hearsay/graph"
	"hearsay/graph/export/table"
)

// Tables are the names of the tables that there are.
var Tables = [...]string{"claims", "entities", "edges"}

// writeTable writes a table of the set. Claims are printed as `hearsay ask` prints
// them, entities as JSON with all that is known of them.
func writeTable(w io.Writer, s *Set, name string, style table.Style) error {
	if style.Format == "md" {
		if _, err := fmt.Fprintf(w, "# %s\n\n%s\n\n", table.Markdown(s.Title), table.Markdown(s.subtitle())); err != nil {
			return err
		}
	}
	if style.Format == "md" && style.Program != "" {
		if _, err := fmt.Fprintf(w, "<!-- %s -->\n\n", strings.NewReplacer("<", "", ">", "").Replace(plain(style.Program))); err != nil {
			return err
		}
	}
	switch {
	case name == "" || name == "claims":
		return table.Claims(w, s.Claims, style)
	case name == "entities" && strings.HasPrefix(style.Format, "json"):
		return table.Values(w, style.Format, len(s.Entities), func(i int) ([]byte, error) {
			e := s.Entities[i] // its lists are never null
			e.Aliases, e.Roles = append([]string{}, e.Aliases...), append([]string{}, e.Roles...)
			e.Affiliations = append([]graph.EntityRef{}, e.Affiliations...)
			return table.JSON(e)
		})
	case name == "entities":
		return entityTable(s).Write(w, style)
	case name == "edges":
		return edgeTable(s).Write(w, style)
	}
	return fmt.Errorf("export: no table %q; there are %s", name, strings.Join(Tables[:], ", "))
}

// entityTable lists the entities of the set with the number of its claims that they
// make and that are about them.
func entityTable(s *Set) *table.Table {
	said, about := map[string]int{}, map[string]int{}
	for i := range s.Claims {
		for _, e := range s.Claims[i].Sources {
			said[e.ID]++
		}
		for _, e := range s.Claims[i].Targets {
			about[e.ID]++
		}
	}
	t := &table.Table{Columns: []string{"id", "name", "type", "named", "aliases", "roles", "affiliations", "said", "said_about"}}
	for _, e := range s.Entities {
		t.Rows = append(t.Rows, []any{e.ID, e.Name, string(e.Type), e.Named, e.Aliases, e.Roles, table.IDs(e.Affiliations), said[e.ID], about[e.ID]})
	}
	return t
}

// edgeTable lists who speaks about whom: a row for each source, claim and target;
// a claim about nobody named has one with an empty target.
func edgeTable(s *Set) *table.Table {
	t := &table.Table{Columns: []string{"source_id", "source", "target_id", "target", "claim", "stance", "date", "publisher", "published"}}
	for i := range s.Claims {
		c := &s.Claims[i]
		targets := c.Targets
		if len(targets) == 0 {
			targets = []graph.EntityRef{{}}
		}
		for _, from := range c.Sources {
			for _, to := range targets {
				t.Rows = append(t.Rows, []any{from.ID, from.Name, to.ID, to.Name, c.ID, string(c.Stance), c.Day(), c.Article.Publisher, c.Article.Published})
			}
		}
	}
	return t
}
