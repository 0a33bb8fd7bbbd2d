package schema

import (
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strconv"
	"testing"
)

// TestTable holds that every constant is in the table, once, in the same order.
func TestTable(t *testing.T) {
	file, err := parser.ParseFile(token.NewFileSet(), "schema.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var constants []Predicate
	ast.Inspect(file, func(n ast.Node) bool {
		v, ok := n.(*ast.ValueSpec)
		if !ok {
			return true
		}
		if kind, ok := v.Type.(*ast.Ident); ok && kind.Name == "Predicate" {
			name, err := strconv.Unquote(v.Values[0].(*ast.BasicLit).Value)
			if err != nil {
				t.Fatal(err)
			}
			constants = append(constants, Predicate(name))
		}
		return true
	})
	var table []Predicate
	iris := map[string]bool{}
	for _, p := range Predicates {
		table = append(table, p.Predicate)
		if iris[p.IRI] {
			t.Errorf("%s stands for two predicates", p.IRI)
		}
		iris[p.IRI] = true
	}
	if len(table) == 0 || !slices.Equal(table, constants) {
		t.Errorf("the table has %v,\nthe constants are %v", table, constants)
	}
}
