package web

import (
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// TestAxe looks at every page with axe-core, light and dark, on a wide and on a narrow
// window: it finds no fault. HEARSAY_AXE is its script, axe.min.js of the npm package;
// HEARSAY_GRAPH=FILE looks at another graph.
func TestAxe(t *testing.T) {
	file := os.Getenv("HEARSAY_AXE")
	if file == "" {
		t.Skip("HEARSAY_AXE names no axe.min.js")
	}
	script, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	b := openBrowser(t)
	var site *Site
	if path := os.Getenv("HEARSAY_GRAPH"); path != "" {
		site = readSite(t, path, Options{Version: "test"})
	} else {
		site = formsSite(t)
	}
	server := httptest.NewServer(site)
	t.Cleanup(server.Close)
	for _, scheme := range []string{"light", "dark"} {
		width := map[string]int64{"light": 1280, "dark": 390}[scheme]
		b.do(t, chromedp.EmulateViewport(width, 800),
			call(emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}}))
		for _, path := range everyPage(t, site) {
			b.do(t, chromedp.Navigate(server.URL+path), chromedp.WaitReady(chromedp.CSS("main")), settled())
			value(t, b, chromedp.Evaluate[bool](string(script)+"; true"))
			b.do(t, waitFor(`(window.axed ??= (axe.run().then((r) => { window.found = r.violations; }), true)) && window.found !== undefined`))
			const faults = `window.found.map((v) => v.id + ": " + v.nodes.slice(0, 3).map((n) => n.html.slice(0, 160)).join(" | ")).join("\n")`
			if found := value(t, b, chromedp.Evaluate[string](faults)); strings.TrimSpace(found) != "" {
				t.Errorf("%s, %s: %s", path, scheme, found)
			}
		}
	}
}
