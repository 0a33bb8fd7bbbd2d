package sqlstore

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/cayley/graph/graphtest"
	"github.com/cayleygraph/quad"
)

// open makes a new store for a test.
func open(t testing.TB) *Store {
	t.Helper()
	s, err := Open(context.Background(), filepath.Join(t.TempDir(), "graph.db"), Write, Schema{Version: 1})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestCayley runs Cayley's own suite for back ends. It opens its data by a path
// relative to the folder of one of Cayley's back ends.
func TestCayley(t *testing.T) {
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/cayleygraph/cayley").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	t.Chdir(filepath.Join(strings.TrimSpace(string(out)), "graph", "kv", "bolt"))
	graphtest.TestAll(t, func(t testing.TB) (graph.QuadStore, graph.Options, func()) {
		s := open(t)
		return s, nil, func() {
			if err := s.Close(); err != nil {
				t.Error(err)
			}
		}
	}, &graphtest.Config{AlwaysRunIntegration: os.Getenv("HEARSAY_LONG") == "1"})
}

func TestValues(t *testing.T) {
	for _, v := range []quad.Value{
		quad.IRI("person/a"), quad.BNode("b"), quad.String(""), quad.String("ü\x00\xff"),
		quad.LangString{Value: "a\x00b", Lang: "en"},
		quad.TypedString{Value: "1", Type: "xsd:x"},
		quad.Int(-1), quad.Float(1.5), quad.Bool(true), quad.Bool(false),
	} {
		data, err := encode(v)
		if err != nil {
			t.Fatal(err)
		}
		got, err := decode(data)
		if err != nil || got != v {
			t.Errorf("decode(encode(%#v)) = %#v, %v", v, got, err)
		}
	}
	for _, bad := range []string{"", "n123", "f", "tnever", "l", "?x"} {
		if v, err := decode([]byte(bad)); !errors.Is(err, ErrDamaged) {
			t.Errorf("decode(%q) = %v, %v, want ErrDamaged", bad, v, err)
		}
	}
}
