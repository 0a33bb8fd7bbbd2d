package export

import (
	"bufio"
	"io"
	"regexp"
	"strings"
)

// Dates as XML Schema has them.
var (
	xsdDate     = regexp.MustCompile(`^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$`)
	xsdDateTime = regexp.MustCompile(`^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?(Z|[+-]\d\d:\d\d)?$`)
)

// writeTriG writes the set as TriG (https://www.w3.org/TR/trig/): a named graph an
// article, one of all entities, and one for each kind of link between articles.
func writeTriG(w io.Writer, s *Set, o *Options) error {
	out := bufio.NewWriter(w)
	for _, p := range prefixes {
		put(out, "@prefix ", p[0], ": <", p[1], "> .\n")
	}
	err := newRDF(s, o).each(func(g namedGraph) error {
		put(out, "\n<", g.id, "> {\n")
		for i := range g.resources {
			writeResource(out, &g.resources[i])
		}
		put(out, "}\n")
		return nil
	})
	if err != nil {
		return err
	}
	return out.Flush()
}

// put writes texts; Flush tells of an error.
func put(out *bufio.Writer, parts ...string) {
	for _, s := range parts {
		_, _ = out.WriteString(s)
	}
}

// writeResource writes a resource, equal predicates next to each other once.
func writeResource(out *bufio.Writer, r *resource) {
	put(out, "  <", r.id, "> a ", strings.Join(r.classes, " , "))
	for i, p := range r.properties {
		if i > 0 && r.properties[i-1].predicate == p.predicate {
			put(out, " , ")
		} else {
			put(out, " ;\n    ", p.predicate, " ")
		}
		switch {
		case p.iri != "":
			put(out, "<", p.iri, ">")
		case p.datatype != "":
			put(out, turtleString(p.text), "^^", p.datatype)
		default:
			put(out, turtleString(p.text))
		}
	}
	put(out, " .\n")
}

// turtleString is a text as a string of Turtle, on one line.
func turtleString(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`, "\r", `\r`, "\t", `\t`, "\b", `\b`, "\f", `\f`, "\x00", `\u0000`).Replace(s) + `"`
}
