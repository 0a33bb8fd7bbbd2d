package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"runtime/debug"
	"strings"
	"testing"
	"time"
)

var (
	commit = source{"v1.2.0-3-g0123456", time.Date(2031, 3, 4, 5, 6, 7, 0, time.UTC)}
	some   = []file{
		{"LICENSE", []byte("You may.\n"), 0o644},
		{"completions/hearsay.bash", []byte("complete\n"), 0o644},
		{"hearsay", []byte("a program\n"), 0o755},
		{"man/hearsay.1", []byte(".TH\n"), 0o644},
	}
)

// listed are the names, modes and contents in a tar archive, all of the commit's time.
func listed(t *testing.T, packed []byte) string {
	t.Helper()
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for r := tar.NewReader(z); ; {
		h, err := r.Next()
		if errors.Is(err, io.EOF) {
			return b.String()
		}
		if err != nil {
			t.Fatal(err)
		}
		if !h.ModTime.Equal(commit.time) || h.Uid != 0 || h.Gid != 0 {
			t.Errorf("%s is of %v, user %d, group %d", h.Name, h.ModTime, h.Uid, h.Gid)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		b.WriteString(h.FileInfo().Mode().String() + " " + h.Name + " " + strings.TrimSpace(string(text)) + "\n")
	}
}

func TestTarred(t *testing.T) {
	packed, err := tarred(commit.time, "hearsay/", some)
	if err != nil {
		t.Fatal(err)
	}
	again, err := tarred(commit.time, "hearsay/", some)
	if err != nil || !bytes.Equal(packed, again) {
		t.Errorf("packed again it is other bytes, %v", err)
	}
	want := `drwxr-xr-x hearsay/ 
-rw-r--r-- hearsay/LICENSE You may.
drwxr-xr-x hearsay/completions/ 
-rw-r--r-- hearsay/completions/hearsay.bash complete
-rwxr-xr-x hearsay/hearsay a program
drwxr-xr-x hearsay/man/ 
-rw-r--r-- hearsay/man/hearsay.1 .TH
`
	if got := listed(t, packed); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestZipped(t *testing.T) {
	packed, err := zipped(commit.time, "hearsay", some)
	if err != nil {
		t.Fatal(err)
	}
	r, err := zip.NewReader(bytes.NewReader(packed), int64(len(packed)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := r.Open("hearsay/LICENSE")
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(f)
	if err != nil || string(text) != "You may.\r\n" {
		t.Errorf("got %q, %v", text, err)
	}
	if len(r.File) != len(some) || r.File[2].Mode() != 0o755 || !r.File[0].Modified.Equal(commit.time) {
		t.Errorf("got %d files, the program's mode %v, the time %v", len(r.File), r.File[2].Mode(), r.File[0].Modified)
	}
}

// TestDebian reads the package as dpkg does, and by dpkg itself where it is there.
func TestDebian(t *testing.T) {
	packed, err := debian(commit, "amd64", some)
	if err != nil {
		t.Fatal(err)
	}
	rest, ok := bytes.CutPrefix(packed, []byte("!<arch>\n"))
	for _, name := range []string{"debian-binary", "control.tar.gz", "data.tar.gz"} {
		if !ok || !bytes.HasPrefix(rest, []byte(name)) || string(rest[58:60]) != "`\n" {
			t.Fatalf("no %s at %.60q", name, rest)
		}
		var size int
		for _, c := range strings.TrimSpace(string(rest[48:58])) {
			size = 10*size + int(c-'0')
		}
		rest = rest[60+size+size%2:]
	}
	if len(rest) > 0 {
		t.Errorf("%d bytes too many", len(rest))
	}
	dpkg, err := exec.LookPath("dpkg-deb")
	if err != nil {
		t.Skip("dpkg-deb is not here")
	}
	deb := filepath.Join(t.TempDir(), "hearsay.deb")
	if err := os.WriteFile(deb, packed, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ flag, want string }{
		{"--field", "Version: 1.2.0+3+g0123456"},
		{"--contents", "./usr/bin/hearsay"},
		{"--contents", "./usr/share/man/man1/hearsay.1.gz"},
		{"--contents", "./usr/share/doc/hearsay/copyright"},
	} {
		out, err := exec.Command(dpkg, c.flag, deb).CombinedOutput()
		if err != nil || !strings.Contains(string(out), c.want) {
			t.Errorf("dpkg-deb %s: %v, no %q in\n%s", c.flag, err, c.want, out)
		}
	}
}

func TestDebianVersion(t *testing.T) {
	for _, c := range []struct{ version, want string }{
		{"v1.2.0", "1.2.0"},
		{"v1.2.0-3-g0123456-dirty", "1.2.0+3+g0123456+dirty"},
		{"0123456", "0~0123456"},
	} {
		if got := debianVersion(c.version); got != c.want {
			t.Errorf("debianVersion(%q) = %q, want %q", c.version, got, c.want)
		}
	}
}

// modules are those that the program is made of.
func modules(t *testing.T) *debug.BuildInfo {
	t.Helper()
	list, err := output(nil, "go", "list", "-deps", "-f", "{{with .Module}}{{if not .Main}}{{.Path}} {{.Version}}{{end}}{{end}}", "../hearsay")
	if err != nil {
		t.Fatal(err)
	}
	info := &debug.BuildInfo{GoVersion: runtime.Version()}
	seen := map[string]bool{}
	for line := range strings.Lines(list) {
		path, version, ok := strings.Cut(strings.TrimSpace(line), " ")
		if ok && !seen[path] {
			seen[path] = true
			info.Deps = append(info.Deps, &debug.Module{Path: path, Version: version})
		}
	}
	if len(info.Deps) < 10 {
		t.Fatalf("the program is made of %d modules", len(info.Deps))
	}
	return info
}

// TestLicences holds that all that is linked may be handed on, and with which words.
func TestLicences(t *testing.T) {
	info := modules(t)
	text, err := licences(info)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range info.Deps {
		if !bytes.Contains(text, []byte("\n"+m.Path+" "+m.Version+" (")) {
			t.Errorf("%s is not named", m.Path)
		}
	}
	// Its title; others name it as one under which their text may be put, too.
	if title := regexp.MustCompile(`(?m)^\s*GNU (AFFERO )?GENERAL PUBLIC LICENSE\s*$`).Find(text); title != nil {
		t.Errorf("something is under the %s, which would bind all of it", bytes.TrimSpace(title))
	}
}

func TestBillOfMaterials(t *testing.T) {
	t.Chdir("../..")
	info := &debug.BuildInfo{GoVersion: "go1.26.8", Deps: []*debug.Module{{Path: "example.org/b", Version: "v2.1.3+incompatible"}, {Path: "example.org/a", Version: "v1.0.0"}}}
	data, err := billOfMaterials(commit, info)
	if err != nil {
		t.Fatal(err)
	}
	var got struct {
		Format     string      `json:"bomFormat"`
		Components []component `json:"components"`
	}
	if err := json.Unmarshal(data, &got); err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, c := range got.Components {
		names = append(names, c.PURL)
	}
	want := "pkg:golang/std@1.26.8 pkg:golang/example.org/a@v1.0.0 pkg:golang/example.org/b@v2.1.3%2Bincompatible"
	if all := strings.Join(names[1:], " "); got.Format != "CycloneDX" || all != want {
		t.Errorf("%s: got %s, want %s", got.Format, all, want)
	}
	if len(got.Components[0].Hashes) != 1 || len(got.Components[0].Hashes[0].Content) != 64 {
		t.Errorf("the model has the hashes %v", got.Components[0].Hashes)
	}
}

// TestContainerfile reads the container file: it takes nothing from elsewhere, copies
// what lies beside it in an archive, and starts what it copied.
func TestContainerfile(t *testing.T) {
	data, err := os.ReadFile("../../.release/Containerfile")
	if err != nil {
		t.Fatal(err)
	}
	beside := map[string]bool{"hearsay": true, "LICENSE": true, "LICENCES.txt": true, "NOTICE": true}
	var from, entry string
	copied := map[string]bool{}
	for line := range strings.Lines(string(data)) {
		f := strings.Fields(line)
		if len(f) == 0 || f[0] == "#" {
			continue
		}
		switch f[0] {
		case "FROM":
			from += f[1]
		case "COPY":
			for _, name := range f[1 : len(f)-1] {
				if !beside[name] {
					t.Errorf("%s does not lie beside it", name)
				}
			}
			copied[f[len(f)-1]] = true
		case "ENTRYPOINT":
			var words []string
			if err := json.Unmarshal([]byte(strings.TrimSpace(strings.TrimPrefix(line, "ENTRYPOINT"))), &words); err != nil || len(words) != 1 {
				t.Fatalf("%s: %v", line, err)
			}
			entry = words[0]
		case "WORKDIR", "ENV", "CMD":
		default:
			t.Errorf("%s: there is no shell and nothing to run it in", f[0])
		}
	}
	if from != "scratch" || !copied[entry] {
		t.Errorf("it is from %q and starts %q of %v", from, entry, copied)
	}
}
