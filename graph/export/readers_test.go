package export

import (
	"bytes"
	"encoding/json"
	"errors"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// missing is the exit status of a program of testdata whose modules are not there.
const missing = 77

// python runs a program of testdata with a Python that has what it needs, and gives
// its output. It skips where there is none.
func python(t *testing.T, program string, input []byte) string {
	t.Helper()
	for _, name := range [...]string{"/usr/bin/python3", "python3"} { // Debian's packages are for Debian's Python
		cmd := exec.Command(name, filepath.Join("testdata", program))
		cmd.Stdin = bytes.NewReader(input)
		var out, problems bytes.Buffer
		cmd.Stdout, cmd.Stderr = &out, &problems
		err := cmd.Run()
		var exit *exec.ExitError
		switch {
		case err == nil:
			return out.String()
		case !errors.As(err, &exit) || exit.ExitCode() == missing:
			continue
		}
		t.Fatalf("%s: %v\n%s", program, err, &problems)
	}
	t.Skipf("no Python here with the modules of %s", program)
	return ""
}

// A read graph is what a reader of another make found.
type readGraph struct {
	Nodes map[string]map[string]any `json:"nodes"`
	Edges []struct {
		From, To string
		Data     map[string]any
	} `json:"edges"`
}

// TestNetworkx has networkx read what is written for Gephi, yEd and Cytoscape:
// every node with its name, type and numbers, every edge with its weight.
func TestNetworkx(t *testing.T) {
	type input struct{ Format, Data string }
	var inputs []input
	var checks []func(*testing.T, *readGraph)
	for _, set := range []*Set{testSet(), crowd(60)} {
		for _, view := range Views {
			for _, format := range [...]string{"gexf", "graphml", "cyjs"} {
				inputs = append(inputs, input{format, string(writeSet(t, set, format, Options{View: view}))})
				checks = append(checks, func(t *testing.T, got *readGraph) { sameGraph(t, set, view, format, got) })
			}
		}
	}
	data, err := json.Marshal(inputs)
	if err != nil {
		t.Fatal(err)
	}
	var got []readGraph
	if err := json.Unmarshal([]byte(python(t, "networkx_read.py", data)), &got); err != nil || len(got) != len(checks) {
		t.Fatalf("%d graphs were read, want %d: %v", len(got), len(checks), err)
	}
	for i, check := range checks {
		check(t, &got[i])
	}
}

func sameGraph(t *testing.T, set *Set, view, format string, got *readGraph) {
	t.Helper()
	v, err := (&Options{View: view}).view(format, set)
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Nodes) != len(v.Nodes) || len(got.Edges) != len(v.Edges) {
		t.Fatalf("%s of %s: %d nodes and %d edges were read, want %d and %d", format, view, len(got.Nodes), len(got.Edges), len(v.Nodes), len(v.Edges))
	}
	weights := map[string]float64{}
	for _, e := range v.Edges {
		weights[v.Nodes[e.From].ID+" "+v.Nodes[e.To].ID+" "+e.Kind] += float64(e.Weight)
	}
	for _, e := range got.Edges {
		key := e.From + " " + e.To + " " + e.Data["relation"].(string)
		if w, _ := e.Data["weight"].(float64); w != weights[key] || w == 0 {
			t.Errorf("edge %s: weight %v, want %v", key, e.Data["weight"], weights[key])
		}
	}
	for i := range v.Nodes {
		n := &v.Nodes[i]
		data, ok := got.Nodes[n.ID]
		if !ok {
			t.Fatalf("node %s was not read", n.ID)
		}
		name := map[string]string{"gexf": "label", "graphml": "label", "cyjs": "name"}[format]
		if want := strings.ReplaceAll(n.Name, "\x1b", "\uFFFD"); data[name] != want && data[name] != n.Name {
			t.Errorf("node %s is named %q, want %q", n.ID, data[name], want)
		}
		if data["type"] != typeWord(n.Type) || data["claims"] != float64(n.Weight) || data["said"] != float64(n.Said) {
			t.Errorf("node %s was read as %v", n.ID, data)
		}
	}
}

// TestRDFLib has rdflib read TriG and JSON-LD: both are the same quads, each article
// is a named graph, and nothing is rated.
func TestRDFLib(t *testing.T) {
	set := articleSet()
	quads := map[string]string{}
	for _, format := range [...]string{"trig", "jsonld"} {
		data := writeSet(t, set, format, Options{Base: "https://example.org/news/"})
		quads[format] = python(t, "rdflib_read.py", append([]byte(format+"\n"), data...))
	}
	if quads["trig"] != quads["jsonld"] {
		t.Errorf("TriG and JSON-LD differ:\n%s\n%s", quads["trig"], quads["jsonld"])
	}
	const (
		claim   = "<https://example.org/news/claim/0123-26-50>"
		inner   = "<https://example.org/news/claim/0123-41-50>"
		article = "<https://example.org/news/article/0123>"
		prov    = "http://www.w3.org/ns/prov#"
	)
	for _, want := range []string{
		claim + " <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://schema.org/Claim> " + article,
		claim + " <" + prov + "wasAttributedTo> <https://example.org/news/person/jane-doe> " + article,
		claim + " <" + prov + "wasQuotedFrom> " + article + " " + article,
		inner + " <" + prov + "wasDerivedFrom> " + claim + " " + article,
		claim + ` <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#beginIndex> "21"^^<http://www.w3.org/2001/XMLSchema#nonNegativeInteger> ` + article, // é and “ are one each
		article + ` <http://purl.org/dc/terms/issued> "2031-03-04"^^<http://www.w3.org/2001/XMLSchema#date> ` + article,
		"<https://example.org/news/person/jane-doe> <https://schema.org/name> \"Jane Doe\" <https://example.org/news/entities>",
	} {
		if !strings.Contains(quads["trig"], want+" .\n") {
			t.Errorf("no quad\n%s\nin\n%s", want, quads["trig"])
		}
	}
	for _, never := range []string{"ClaimReview", "reviewRating", "truth"} {
		if strings.Contains(quads["trig"], never) {
			t.Errorf("a verdict: %s", never)
		}
	}
}

// TestGraphviz has Graphviz read and draw both views, where it is installed.
func TestGraphviz(t *testing.T) {
	program, err := exec.LookPath("dot")
	if err != nil {
		t.Skip("no Graphviz here to read it")
	}
	for _, set := range []*Set{testSet(), crowd(60)} {
		for _, view := range Views {
			v, err := (&Options{View: view}).view("dot", set)
			if err != nil {
				t.Fatal(err)
			}
			cmd := exec.Command(program, "-Tplain")
			cmd.Stdin = bytes.NewReader(writeSet(t, set, "dot", Options{View: view}))
			out, err := cmd.CombinedOutput()
			if err != nil {
				t.Fatalf("Graphviz: %v: %s", err, out)
			}
			nodes, edges := strings.Count("\n"+string(out), "\nnode "), strings.Count("\n"+string(out), "\nedge ")
			if nodes != len(v.Nodes) || edges != len(v.Edges) {
				t.Errorf("%s: Graphviz read %d nodes and %d edges, want %d and %d", view, nodes, edges, len(v.Nodes), len(v.Edges))
			}
		}
	}
}

// TestXMLLint has libxml2 read every format that is XML.
func TestXMLLint(t *testing.T) {
	program, err := exec.LookPath("xmllint")
	if err != nil {
		t.Skip("no xmllint here to read it")
	}
	for _, format := range [...]string{"svg", "gexf", "graphml"} {
		cmd := exec.Command(program, "--noout", "--nonet", "-")
		cmd.Stdin = bytes.NewReader(writeSet(t, testSet(), format, Options{}))
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("%s: %v: %s", format, err, out)
		}
	}
}

// TestFollowTheMoney has the library of FollowTheMoney check every entity, where it
// is installed.
func TestFollowTheMoney(t *testing.T) {
	out := python(t, "ftm_read.py", writeSet(t, farSet(t), "ftm", Options{}))
	for _, want := range []string{"Article 1", "Person 2", "LegalEntity 2", "UnknownLink 1", "Documentation 1", "Mention 4"} {
		if !strings.Contains(out, want+"\n") {
			t.Errorf("no %q in what was read:\n%s", want, out)
		}
	}
}
