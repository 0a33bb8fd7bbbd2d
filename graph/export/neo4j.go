package export

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"

	"hearsay/extract/news"
	"hearsay/graph"
	"hearsay/graph/export/table"
)

// A File is one file of a format that is a folder.
type File struct {
	Name  string
	Write func(w io.Writer) error
}

// Neo4j is the set as files for neo4j-admin
// (https://neo4j.com/docs/operations-manual/current/import/): nodes and relations
// with typed headers, every end of a relation among the nodes, no id twice; the
// command that imports them; and three queries to begin with. Texts that a spreadsheet
// would run are guarded as in CSV, unless raw. The program, if it is named, stands in
// the command and in the queries.
func Neo4j(s *Set, raw bool, program string) []File {
	style := table.Style{Raw: raw}
	entities := s.named()
	return []File{
		{"entities.csv", neoTable(style, neoEntity[:], len(entities), func(i int) [][]string {
			e := &entities[i]
			return [][]string{{e.ID, e.Name, string(e.Type), strconv.FormatBool(e.Named), neoList(e.Aliases), neoList(e.Roles), "Entity;" + neoLabel(e.Type)}}
		})},
		{"articles.csv", neoArticles(s, style)},
		{"claims.csv", neoTable(style, neoClaim[:], len(s.Claims), func(i int) [][]string {
			c := &s.Claims[i]
			return [][]string{{
				c.ID, c.Cue, c.Said(), c.Sentence, string(c.Kind), string(c.Stance), c.When, neoDate(c.Date), neoDate(c.Day()),
				strconv.Itoa(c.Start), strconv.Itoa(c.End), strconv.FormatFloat(c.Confidence, 'f', 3, 64), "Claim",
			}}
		})},
		{"relations.csv", neoRelations(s, entities, style)},
		{"import.sh", text(madeBy("# ", program, neoImport))},
		{"queries.cypher", text(madeBy("// ", program, neoQueries))},
	}
}

// The headers of the nodes.
var (
	neoEntity = [...]string{"id:ID", "name", "type", "named:boolean", "aliases:string[]", "roles:string[]", ":LABEL"}
	neoClaim  = [...]string{
		"id:ID", "cue", "content", "sentence", "kind", "stance", "when", "date:date", "day:date", "start:int", "end:int", "confidence:double", ":LABEL",
	}
)

const neoImport = `#!/bin/sh
# Imports this folder into an empty database of Neo4j 5 or later, which must be
# stopped: sh import.sh, or with another database's name: sh import.sh NAME
set -eu
cd "$(dirname "$0")"
exec neo4j-admin database import full "${1:-neo4j}" \
  --nodes=entities.csv --nodes=articles.csv --nodes=claims.csv \
  --relationships=relations.csv --array-delimiter=';' --multiline-fields=true
`

const neoQueries = `// Who speaks about whom most.
MATCH (a:Entity)-[:SAID]->(c:Claim)-[:ABOUT]->(b:Entity)
RETURN a.name AS who, b.name AS whom, count(c) AS claims, collect(DISTINCT c.stance) AS stances
ORDER BY claims DESC, who, whom LIMIT 25;

// Chains: what was said by somebody whom somebody else reports, outermost first.
MATCH path = (outer:Claim)-[:REPORTS*]->(inner:Claim)
WHERE NOT (:Claim)-[:REPORTS]->(outer)
RETURN [c IN nodes(path) | head([(e:Entity)-[:SAID]->(c) | e.name])] AS chain, inner.content AS said, length(path) + 1 AS length
ORDER BY length DESC, inner.id LIMIT 25;

// What is said about one entity, by outlet, newest first.
MATCH (outlet:Entity)-[:PUBLISHED]->(a:Article)<-[:IN]-(c:Claim)-[:ABOUT]->(e:Entity)
WHERE e.name CONTAINS 'Barrier'
RETURN c.day AS day, outlet.name AS outlet, [(s:Entity)-[:SAID]->(c) | s.name] AS who, c.stance AS stance, c.content AS said
ORDER BY day DESC, outlet LIMIT 50;
`

// madeBy puts the program into a comment of a script, behind its first line, which may
// say what runs it.
func madeBy(comment, program, script string) string {
	if program == "" {
		return script
	}
	first, rest, _ := strings.Cut(script, "\n")
	return first + "\n" + comment + "Made by " + plain(program) + ".\n" + rest
}

// text writes a text.
func text(s string) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := io.WriteString(w, s)
		return err
	}
}

// neoTable writes a header and the rows of n things.
func neoTable(style table.Style, header []string, n int, rows func(i int) [][]string) func(io.Writer) error {
	return func(w io.Writer) error {
		out := csv.NewWriter(w)
		if err := out.Write(header); err != nil {
			return err
		}
		for i := range n {
			for _, row := range rows(i) {
				for c := range row {
					row[c] = style.Safe(table.Visible(row[c]))
				}
				if err := out.Write(row); err != nil {
					return fmt.Errorf("export: write a row: %w", err)
				}
			}
		}
		out.Flush()
		return out.Error()
	}
}

// neoArticles writes the articles of the set, each once.
func neoArticles(s *Set, style table.Style) func(io.Writer) error {
	articles := s.byArticle()
	return neoTable(style, []string{"id:ID", "title", "url", "publisher", "published", "day:date", ":LABEL"}, len(articles), func(i int) [][]string {
		a := &articles[i][0].Article
		return [][]string{{"article/" + a.ID, a.Title, a.URL, a.Publisher, a.Published, neoDate(a.Day()), "Article"}}
	})
}

// neoRelations writes every relation between nodes of the set.
func neoRelations(s *Set, entities []graph.Entity, style table.Style) func(io.Writer) error {
	claims, known := map[string]bool{}, map[string]bool{}
	for i := range s.Claims {
		claims[s.Claims[i].ID] = true
	}
	for i := range entities {
		known[entities[i].ID] = true
	}
	articles := s.byArticle()
	things := len(entities) + len(articles) + len(s.Claims)
	return neoTable(style, []string{":START_ID", ":END_ID", ":TYPE"}, things, func(i int) (rows [][]string) {
		if i < len(entities) {
			for _, a := range entities[i].Affiliations {
				if known[a.ID] {
					rows = append(rows, []string{entities[i].ID, a.ID, "AFFILIATED_WITH"})
				}
			}
			return rows
		}
		if i -= len(entities); i < len(articles) {
			if a := &articles[i][0].Article; a.PublisherID != "" {
				rows = append(rows, []string{a.PublisherID, "article/" + a.ID, "PUBLISHED"})
			}
			return rows
		}
		c := &s.Claims[i-len(articles)]
		rows = append(rows, []string{c.ID, "article/" + c.Article.ID, "IN"})
		for _, e := range c.Sources {
			rows = append(rows, []string{e.ID, c.ID, "SAID"})
		}
		for _, e := range c.Targets {
			rows = append(rows, []string{c.ID, e.ID, "ABOUT"})
		}
		if claims[c.Within] {
			rows = append(rows, []string{c.Within, c.ID, "REPORTS"})
		}
		return rows
	})
}

// neoList joins the values of an array; the delimiter in a value becomes a comma.
func neoList(values []string) string {
	all := make([]string, len(values))
	for i, v := range values {
		all[i] = strings.ReplaceAll(v, ";", ",")
	}
	return strings.Join(all, ";")
}

// neoLabel is a type as a label: "Person".
func neoLabel(t news.Type) string {
	if t == "" {
		return "Thing"
	}
	return strings.ToUpper(string(t[:1])) + string(t[1:])
}

// neoDate is a day that Neo4j can read; else "".
func neoDate(day string) string {
	if xsdDate.MatchString(day) {
		return day
	}
	return ""
}
