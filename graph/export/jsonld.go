package export

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"hearsay/graph/export/table"
)

// writeJSONLD writes the same as writeTriG as JSON-LD 1.1
// (https://www.w3.org/TR/json-ld11/), a named graph a line.
func writeJSONLD(w io.Writer, s *Set, o *Options) error {
	context := map[string]string{}
	for _, p := range prefixes {
		context[p[0]] = p[1]
	}
	head, err := compactJSON(context)
	if err != nil {
		return err
	}
	if _, err := fmt.Fprintf(w, "{\"@context\": %s,\n\"@graph\": [", head); err != nil {
		return err
	}
	between := "\n"
	err = newRDF(s, o).each(func(g namedGraph) error {
		nodes := make([]json.RawMessage, len(g.resources))
		for i := range g.resources {
			if nodes[i], err = g.resources[i].json(); err != nil {
				return err
			}
		}
		data, err := compactJSON(struct {
			ID    string            `json:"@id"`
			Graph []json.RawMessage `json:"@graph"`
		}{g.id, nodes})
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(w, "%s%s", between, data)
		between = ",\n"
		return err
	})
	if err != nil {
		return err
	}
	_, err = io.WriteString(w, "\n]}\n")
	return err
}

// compactJSON is a value as JSON on one line, < and > as they are.
func compactJSON(v any) ([]byte, error) {
	data, err := table.JSON(v)
	if err != nil {
		return nil, fmt.Errorf("export: write JSON: %w", err)
	}
	return data, nil
}

// json is a resource as a node object, its keys in the order of its properties;
// several objects of one predicate are a list.
func (r *resource) json() (json.RawMessage, error) {
	id, err := compactJSON(r.id)
	if err != nil {
		return nil, err
	}
	kinds, err := compactJSON(r.classes)
	if err != nil {
		return nil, err
	}
	var b strings.Builder
	fmt.Fprintf(&b, `{"@id": %s, "@type": %s`, id, kinds)
	for i := 0; i < len(r.properties); {
		p := r.properties[i]
		var objects []string
		for ; i < len(r.properties) && r.properties[i].predicate == p.predicate; i++ {
			object, err := r.properties[i].json()
			if err != nil {
				return nil, err
			}
			objects = append(objects, object)
		}
		list := strings.Join(objects, ", ")
		if len(objects) > 1 {
			list = "[" + list + "]"
		}
		fmt.Fprintf(&b, `, %q: %s`, p.predicate, list)
	}
	return json.RawMessage(b.String() + "}"), nil
}

// json is the object of a property.
func (p *property) json() (string, error) {
	var value any = p.text
	switch {
	case p.iri != "":
		value = map[string]string{"@id": p.iri}
	case p.datatype != "":
		value = map[string]string{"@type": p.datatype, "@value": p.text}
	}
	data, err := compactJSON(value)
	return string(data), err
}
