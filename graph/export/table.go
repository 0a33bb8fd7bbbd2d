package export

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"hearsay/graph"
)

// Tables are the names of the tables that CSV and TSV can hold.
var Tables = [...]string{"claims", "entities", "edges"}

// rows gives a table, its header first. A cell with several values joins them
// by "; ".
func rows(s *Set, table string) ([][]string, error) {
	switch table {
	case "", "claims":
		return claimRows(s), nil
	case "entities":
		return entityRows(s), nil
	case "edges":
		return edgeRows(s), nil
	}
	return nil, fmt.Errorf("export: no table %q; there are %s", table, strings.Join(Tables[:], ", "))
}

func claimRows(s *Set) [][]string {
	out := [][]string{{
		"id", "source", "source_ids", "cue", "content", "about", "about_ids", "within", "chain", "kind", "stance", "when", "date", "confidence",
		"sentence", "article", "title", "publisher", "published", "url", "start", "end",
	}}
	for i := range s.Claims {
		c := &s.Claims[i]
		out = append(out, []string{
			c.ID, names(c.Sources), ids(c.Sources), c.Cue, c.Content, names(c.Targets), ids(c.Targets), c.Within, chain(c),
			string(c.Kind), string(c.Stance), c.When, c.Date, strconv.FormatFloat(c.Confidence, 'f', 3, 64), c.Sentence,
			c.Article.ID, c.Article.Title, c.Article.Publisher, c.Article.Published, c.Article.URL, strconv.Itoa(c.Start), strconv.Itoa(c.End),
		})
	}
	return out
}

// entityRows lists the entities of the set with the number of its claims that
// they make and that are about them.
func entityRows(s *Set) [][]string {
	said, about := map[string]int{}, map[string]int{}
	for i := range s.Claims {
		for _, e := range s.Claims[i].Sources {
			said[e.ID]++
		}
		for _, e := range s.Claims[i].Targets {
			about[e.ID]++
		}
	}
	out := [][]string{{"id", "name", "type", "aliases", "roles", "affiliations", "said", "said_about"}}
	for _, e := range s.Entities {
		out = append(out, []string{
			e.ID, e.Name, string(e.Type), strings.Join(e.Aliases, "; "), strings.Join(e.Roles, "; "), ids(e.Affiliations),
			strconv.Itoa(said[e.ID]), strconv.Itoa(about[e.ID]),
		})
	}
	return out
}

// edgeRows lists who speaks about whom: a row for each source, claim and target;
// a claim about nobody named has one with an empty target.
func edgeRows(s *Set) [][]string {
	out := [][]string{{"source_id", "source", "target_id", "target", "claim", "stance", "date", "publisher", "published"}}
	for i := range s.Claims {
		c := &s.Claims[i]
		targets := c.Targets
		if len(targets) == 0 {
			targets = []graph.EntityRef{{}}
		}
		for _, from := range c.Sources {
			for _, to := range targets {
				out = append(out, []string{from.ID, from.Name, to.ID, to.Name, c.ID, string(c.Stance), c.Date, c.Article.Publisher, c.Article.Published})
			}
		}
	}
	return out
}

// writeCSV writes a table as in RFC 4180, comma or tab between the cells. Cells
// that a spreadsheet would run as a formula get an apostrophe in front, unless raw.
func writeCSV(w io.Writer, s *Set, table string, comma rune, raw bool) error {
	all, err := rows(s, table)
	if err != nil {
		return err
	}
	out := csv.NewWriter(w)
	out.Comma = comma
	for _, row := range all {
		if !raw {
			for i, cell := range row {
				row[i] = defuse(cell)
			}
		}
		if err := out.Write(row); err != nil {
			return fmt.Errorf("export: write a row: %w", err)
		}
	}
	out.Flush()
	return out.Error()
}

// defuse puts an apostrophe before a cell that begins, blanks and quotation marks
// aside, as a formula does (OWASP, CSV Injection; also the full-width signs).
func defuse(cell string) string {
	start := strings.TrimLeft(cell, " \"'")
	if strings.HasPrefix(cell, "\t") || strings.HasPrefix(cell, "\r") || strings.HasPrefix(cell, "\n") {
		return "'" + cell
	}
	if r, _ := utf8.DecodeRuneInString(start); strings.ContainsRune("=+-@＝＋－＠", r) && start != "" {
		return "'" + cell
	}
	return cell
}

// chain is the way by which a claim came, outermost first: "The Times ← Chinese experts".
func chain(c *graph.Claim) string {
	var steps []string
	if c.Article.Publisher != "" {
		steps = append(steps, c.Article.Publisher)
	}
	for _, l := range c.Chain {
		who := names(l.Source)
		if who == "" {
			who = "(unnamed)"
		}
		steps = append(steps, who)
	}
	return strings.Join(steps, " ← ")
}

func names(refs []graph.EntityRef) string {
	all := make([]string, len(refs))
	for i, e := range refs {
		all[i] = e.Name
	}
	return strings.Join(all, "; ")
}

func ids(refs []graph.EntityRef) string {
	return strings.Join(idList(refs), "; ")
}
