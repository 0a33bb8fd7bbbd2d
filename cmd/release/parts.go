package main

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"runtime/debug"
	"slices"
	"strings"
	"time"
)

// gzipped packs data, without a name or a time.
func gzipped(data []byte) ([]byte, error) {
	var b bytes.Buffer
	z, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	if _, err := z.Write(data); err != nil {
		return nil, err
	}
	err = z.Close()
	return b.Bytes(), err
}

// linked are the modules that a program is made of beside its own.
func linked(info *debug.BuildInfo) []*debug.Module {
	deps := make([]*debug.Module, len(info.Deps))
	for i, d := range info.Deps {
		if deps[i] = d; d.Replace != nil {
			deps[i] = d.Replace
		}
	}
	slices.SortFunc(deps, func(a, b *debug.Module) int { return strings.Compare(a.Path, b.Path) })
	return deps
}

// licenceFiles are the names under which modules have their licences and notices.
var licenceFiles = regexp.MustCompile(`(?i)^(licen[cs]e|copying|notice|patents)([-._].*)?$`)

// licences are the licences of all that is linked into a program, Go's own first. A
// module without one is an error: nobody may hand it on.
func licences(info *debug.BuildInfo) ([]byte, error) {
	root, err := output(nil, "go", "env", "GOROOT")
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "What hearsay is made of beside its own code, and under which licences.\n")
	if err := licence(&b, "Go's standard library "+info.GoVersion, root); err != nil {
		return nil, err
	}
	modules := linked(info)
	args := []string{"list", "-m", "-f", "{{.Dir}}"}
	for _, m := range modules {
		args = append(args, m.Path)
	}
	dirs, err := output(nil, "go", args...)
	if err != nil {
		return nil, err
	}
	for i, dir := range strings.Split(dirs, "\n") {
		if err := licence(&b, modules[i].Path+" "+modules[i].Version, dir); err != nil {
			return nil, err
		}
	}
	return b.Bytes(), nil
}

// unlicensed are modules without a licence file, and where in them the words stand.
// github.com/linkeddata/gojsonld, which Cayley brings, has no more than the notice of
// the one whose code it began with.
var unlicensed = map[string]string{"github.com/linkeddata/gojsonld": "triple.go"}

// licence writes the licence files of a folder.
func licence(b *bytes.Buffer, what, dir string) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	found := false
	for _, e := range entries {
		module, _, _ := strings.Cut(what, " ")
		if e.IsDir() || !licenceFiles.MatchString(e.Name()) && e.Name() != unlicensed[module] {
			continue
		}
		data, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			return err
		}
		found = true
		if e.Name() == unlicensed[module] {
			data, _, _ = bytes.Cut(data, []byte("*/"))
		}
		text := strings.TrimSpace(strings.ReplaceAll(strings.ToValidUTF8(string(data), "\uFFFD"), "\r\n", "\n"))
		fmt.Fprintf(b, "\n%s\n%s (%s)\n\n%s\n", strings.Repeat("=", 78), what, e.Name(), text)
	}
	if !found {
		return fmt.Errorf("%s has no licence", what)
	}
	return nil
}

// A component is a part in a list of CycloneDX's.
type component struct {
	Type    string `json:"type"`
	Ref     string `json:"bom-ref"`
	Name    string `json:"name"`
	Version string `json:"version"`
	PURL    string `json:"purl"`
	Hashes  []hash `json:"hashes,omitempty"`
}

// A hash is one of a part.
type hash struct {
	Algorithm string `json:"alg"`
	Content   string `json:"content"`
}

// billOfMaterials lists the parts of a program as CycloneDX 1.5 has them
// (https://cyclonedx.org/docs/1.5/json/), from what go wrote into it; the model is one.
func billOfMaterials(s source, info *debug.BuildInfo) ([]byte, error) {
	self := component{Type: "application", Ref: "hearsay", Name: "hearsay", Version: s.version, PURL: "pkg:golang/hearsay@" + s.version}
	sum, err := os.ReadFile("extract/model/english.sha256")
	if err != nil {
		return nil, err
	}
	model, _, _ := strings.Cut(string(sum), " ")
	parts := []component{
		{
			Type: "machine-learning-model", Ref: "english.model", Name: "english.model", Version: s.version,
			PURL: "pkg:generic/hearsay-english-model@" + model[:12], Hashes: []hash{{"SHA-256", model}},
		},
		{Type: "library", Ref: "std", Name: "std", Version: info.GoVersion, PURL: "pkg:golang/std@" + strings.TrimPrefix(info.GoVersion, "go")},
	}
	refs := []string{"english.model", "std"}
	for _, m := range linked(info) {
		purl := "pkg:golang/" + m.Path + "@" + strings.ReplaceAll(m.Version, "+", "%2B")
		parts = append(parts, component{Type: "library", Ref: purl, Name: m.Path, Version: m.Version, PURL: purl})
		refs = append(refs, purl)
	}
	type dependency struct {
		Ref string   `json:"ref"`
		On  []string `json:"dependsOn"`
	}
	data, err := json.MarshalIndent(struct {
		Format       string         `json:"bomFormat"`
		Spec         string         `json:"specVersion"`
		Version      int            `json:"version"`
		Metadata     map[string]any `json:"metadata"`
		Components   []component    `json:"components"`
		Dependencies []dependency   `json:"dependencies"`
	}{
		"CycloneDX", "1.5", 1,
		map[string]any{"timestamp": s.time.Format(time.RFC3339), "component": self},
		parts,
		[]dependency{{"hearsay", refs}},
	}, "", "  ")
	return append(data, '\n'), err
}
