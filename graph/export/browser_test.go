package export

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// browse opens a page from disk in a browser without a window, and gives the
// elements that are there when its scripts have run. What the browser complains of
// is an error. It skips where there is no browser.
func browse(t *testing.T, page []byte) string {
	t.Helper()
	if testing.Short() || os.Getenv("HEARSAY_LONG") != "1" {
		t.Skip("a browser takes long; HEARSAY_LONG=1 runs it")
	}
	program := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			program = path
			break
		}
	}
	if program == "" {
		t.Skip("no browser here: install chromium to open the pictures and the page in it")
	}
	dir := t.TempDir()
	path := filepath.Join(dir, "page.html")
	if err := os.WriteFile(path, page, 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, program, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--user-data-dir="+filepath.Join(dir, "profile"),
		"--window-size=1280,800", "--enable-logging=stderr", "--virtual-time-budget=4000", "--dump-dom", "file://"+path)
	var out, complaints bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &complaints
	if err := cmd.Run(); err != nil {
		t.Fatalf("%s: %v\n%s", program, err, &complaints)
	}
	for _, line := range strings.Split(complaints.String(), "\n") {
		if strings.Contains(line, ":CONSOLE") {
			t.Errorf("the browser complains: %s", line)
		}
	}
	return out.String()
}

// TestPageInBrowser opens the page from disk: its script runs, draws, and lists the
// heaviest names, under a policy that lets nothing be loaded.
func TestPageInBrowser(t *testing.T) {
	for _, set := range []*Set{crowd(300), testSet(), {Title: "Nothing"}} {
		_, dom, _ := strings.Cut(browse(t, writeSet(t, set, "html", Options{})), "<section")
		dom, _, _ = strings.Cut(dom, "</section>")
		if strings.Count(dom, "<canvas") != 2 || strings.Contains(dom, "could not be read") {
			t.Errorf("%s: the graph was not drawn: %.900s", set.Title, dom)
		}
		names := strings.Count(dom, `<li><button type="button"><span>`)
		if want := map[int]int{600: 12, 2: 4, 0: 0}[len(set.Claims)]; names != want {
			t.Errorf("%s: %d names are listed, want %d", set.Title, names, want)
		}
	}
}

// TestPictureInBrowser has a browser set the text of pictures in its own fonts: no
// name lies on another, and none leaves the page.
func TestPictureInBrowser(t *testing.T) {
	const measure = `<script>
const svg = document.querySelector("svg"), page = svg.getBoundingClientRect();
const names = [...svg.querySelectorAll("g[id] > text")].map((e) => [e.getBoundingClientRect(), e.textContent]);
let found = names.length + " names;";
names.forEach(([a, name], i) => {
	if (a.left < page.left - 1 || a.right > page.right + 1 || a.bottom > page.bottom + 1) found += " outside: " + name + ";";
	for (const [b, other] of names.slice(0, i))
		if (a.left + 1 < b.right && b.left + 1 < a.right && a.top + 3 < b.bottom && b.top + 3 < a.bottom) found += " on each other: " + name + ", " + other + ";";
});
document.title = found;
</script>`
	for _, c := range []struct {
		set  *Set
		want string
	}{{crowd(300), "286 names;"}, {testSet(), "8 names;"}} {
		svg := writeSet(t, c.set, "svg", Options{Most: 300})
		dom := browse(t, []byte("<!DOCTYPE html><meta charset=utf-8><title></title>"+string(svg)+measure))
		if got := regexp.MustCompile(`<title>(.*?)</title>`).FindStringSubmatch(dom); got == nil || got[1] != c.want {
			t.Errorf("%s: %q, want %q", c.set.Title, got, c.want)
		}
	}
}
