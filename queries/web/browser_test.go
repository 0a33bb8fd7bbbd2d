package web

import (
	"context"
	"fmt"
	"maps"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/performance"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// A browser is a headless one with a window, and what it complained of.
type browser struct {
	ctx context.Context
	mu  sync.Mutex
	bad []string
}

// openBrowser starts a browser, or skips the test where there is none.
func openBrowser(t *testing.T) *browser {
	t.Helper()
	if testing.Short() {
		t.Skip("a browser takes long")
	}
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "chrome"} {
		if p, err := exec.LookPath(name); err == nil {
			path = p
			break
		}
	}
	if path == "" {
		t.Skip("no browser here: install chromium to test the pages in it")
	}
	allocated, stop := chromedp.NewExecAllocator(t.Context(), chromedp.Headless, chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.UserDataDir(t.TempDir()),
		chromedp.Flag("disable-dev-shm-usage", true), chromedp.WSURLReadTimeout(90*time.Second))
	ctx, cancel := chromedp.NewContext(allocated)
	t.Cleanup(func() { cancel(); stop() })
	b := &browser{ctx: ctx}
	if err := chromedp.Do(ctx, call(log.Enable, cdp.Empty{}), call(runtime.Enable, cdp.Empty{})); err != nil { // the browser lives as long as the first context
		t.Fatal(err)
	}
	if err := chromedp.Listen(ctx, b.hear); err != nil {
		t.Fatal(err)
	}
	return b
}

// hear notes what the browser complains of.
func (b *browser) hear(event any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch e := event.(type) {
	case *runtime.EventExceptionThrown:
		b.bad = append(b.bad, "exception: "+e.ExceptionDetails.Text)
	case *runtime.EventConsoleAPICalled:
		if e.Type == runtime.ConsoleAPICalledTypeError || e.Type == runtime.ConsoleAPICalledTypeWarning {
			b.bad = append(b.bad, fmt.Sprintf("console: %s", e.Args[0].Value))
		}
	case *log.EventEntryAdded:
		if e.Entry.Level == log.EntryLevelError || e.Entry.Level == log.EntryLevelWarning {
			b.bad = append(b.bad, fmt.Sprintf("%s: %s %s", e.Entry.Source, e.Entry.Text, e.Entry.URL))
		}
	case *page.EventJavascriptDialogOpening:
		b.bad = append(b.bad, "a dialog: "+e.Message)
		go func() {
			_, _ = chromedp.Call(b.ctx, page.HandleJavaScriptDialog, page.HandleJavaScriptDialogParams{})
		}()
	}
}

// call is a command of the protocol as an action.
func call[P, R any](command cdp.Command[P, R], params P) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, command, params)
		return err
	})
}

// actionTime is what a browser may take for what it is asked to do, on a machine
// that has other work.
const actionTime = 40 * time.Second

// do runs actions one after the other.
func (b *browser) do(t *testing.T, actions ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, actionTime)
	defer cancel()
	if err := chromedp.Do(ctx, actions...); err != nil {
		t.Fatal(err)
	}
}

// value is what an action gives.
func value[T any](t *testing.T, b *browser, action chromedp.Action[T]) T {
	t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, actionTime)
	defer cancel()
	v, err := chromedp.Run(ctx, action)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// complaints gives what the browser complained of since it was last asked.
func (b *browser) complaints() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	all := b.bad
	b.bad = nil
	return all
}

// everyPage is an address of every kind of page of a site.
func everyPage(t *testing.T, s *Site) (pages []string) {
	t.Helper()
	d := s.anything(t)
	if s.editor != nil {
		defer func() { pages = append(pages, "/decisions", "/claims?reviewed=all") }()
	}
	return []string{
		"/", "/claims", "/count", "/count?by=stance", "/search?q=said", "/claims?about=" + d.entity, "/names", "/articles", "/entity/" + d.entity, "/claim/" + d.claim, "/article/" + d.article, "/article/" + d.article + "?marks=off",
		"/compare?a=" + d.entity + "&b=" + d.other, "/graph", "/graph?of=" + d.entity, "/graph?of=" + d.entity + "&to=" + d.other, "/graph?claim=" + d.claim, "/query", "/query?saved=about", "/search?q=a", "/help", "/nosuch",
	}
}

// something is ids of what stands in a graph.
type something struct{ entity, other, claim, article string }

func (s *Site) anything(tb testing.TB) something {
	tb.Helper()
	ctx := context.Background()
	quoted, err := reading(tb, s).store.Quoted(ctx, 2)
	if err != nil || len(quoted) < 2 {
		tb.Fatalf("%d entities are quoted, %v, want two", len(quoted), err)
	}
	deepest, err := reading(tb, s).store.Deepest(ctx)
	if err != nil {
		tb.Fatal(err)
	}
	return something{quoted[0].Entity.ID, quoted[1].Entity.ID, strings.TrimPrefix(deepest.ID, "claim/"), deepest.Article.ID}
}

// TestBrowser opens every page in light and dark, wide and narrow: nothing is
// complained of, nothing is wider than the window. With HEARSAY_SHOTS=FOLDER it
// leaves pictures there; HEARSAY_GRAPH=FILE shows another graph.
func TestBrowser(t *testing.T) {
	b := openBrowser(t)
	var site *Site
	if path := os.Getenv("HEARSAY_GRAPH"); path != "" {
		site = readSite(t, path, Options{Version: "test"})
	} else {
		site = formsSite(t)
	}
	server := httptest.NewServer(site)
	t.Cleanup(server.Close)
	for _, look := range []struct {
		name          string
		width, height int64
		dark          bool
	}{{"light-1280", 1280, 800, false}, {"dark-1280", 1280, 800, true}, {"light-390", 390, 844, false}, {"dark-390", 390, 844, true}} {
		scheme := "light"
		if look.dark {
			scheme = "dark"
		}
		b.do(t, chromedp.EmulateViewport(look.width, look.height),
			call(emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}}))
		for i, path := range everyPage(t, site) {
			b.do(t, chromedp.Navigate(server.URL+path), chromedp.WaitReady(chromedp.CSS("main")), settled())
			wide := value(t, b, chromedp.Evaluate[[]int]("[document.documentElement.scrollWidth, document.documentElement.clientWidth]"))
			if bad := b.complaints(); len(bad) > 0 && path != "/nosuch" {
				t.Errorf("%s, %s: %s", path, look.name, strings.Join(bad, "\n"))
			}
			if wide[0] > wide[1] {
				t.Errorf("%s, %s: %d pixels wide, the window has %d", path, look.name, wide[0], wide[1])
			}
			b.shoot(t, fmt.Sprintf("%02d-%s.png", i, look.name))
		}
	}
}

// settled waits until the drawing, where there is one, is there.
func settled() chromedp.Action[chromedp.Void] {
	return waitFor(`!document.querySelector(".hearsay-graph") || document.querySelector(".hearsay-graph canvas") !== null`)
}

// shoot leaves a picture where HEARSAY_SHOTS says.
func (b *browser) shoot(t *testing.T, name string) {
	t.Helper()
	dir := os.Getenv("HEARSAY_SHOTS")
	if dir == "" {
		return
	}
	time.Sleep(200 * time.Millisecond) // for the drawing's first frame
	if err := os.WriteFile(filepath.Join(dir, name), value(t, b, chromedp.FullScreenshot(100)), 0o600); err != nil {
		t.Fatal(err)
	}
}

// TestKeys holds that the pages can be used by keys alone.
func TestKeys(t *testing.T) {
	b := openBrowser(t)
	site := smallSite(t)
	server := httptest.NewServer(site)
	t.Cleanup(server.Close)
	b.do(t, chromedp.Navigate(server.URL+"/claims"), chromedp.WaitReady(chromedp.CSS("main")))
	press := func(key string) {
		b.do(t, call(input.DispatchKeyEvent, input.DispatchKeyEventParams{Type: input.DispatchKeyEventTypeKeyDown, Key: key, Text: strings.TrimPrefix(key, "Enter")}),
			call(input.DispatchKeyEvent, input.DispatchKeyEventParams{Type: input.DispatchKeyEventTypeKeyUp, Key: key}))
	}
	holds := func(what, expression string) {
		t.Helper()
		if !value(t, b, chromedp.Evaluate[bool](expression)) {
			t.Errorf("%s: not %s", what, expression)
		}
	}
	press("j")
	holds("j goes to the first claim", `document.activeElement === document.querySelectorAll("[data-item]")[0]`)
	press("j")
	press("j")
	press("k")
	holds("j j k", `document.activeElement === document.querySelectorAll("[data-item]")[1]`)
	press("?")
	holds("? opens the list of keys", `document.getElementById("keys").open`)
	press("j")
	holds("j does nothing behind it", `document.getElementById("keys").open`)
	press("?")
	holds("? closes it", `!document.getElementById("keys").open`)
	press("/")
	holds("/ goes to the search box", `document.activeElement.id === "q"`)
	for _, key := range "jane/?j" {
		press(string(key))
	}
	if got := value(t, b, chromedp.Evaluate[string](`document.getElementById("q").value`)); got != "jane/?j" {
		t.Errorf("in the search box the keys write %q, want letters", got)
	}
	b.do(t, chromedp.Navigate(server.URL+"/claims"), chromedp.WaitReady(chromedp.CSS("main")))
	press("j")
	press("Enter")
	b.do(t, waitFor(`document.readyState === "complete" && document.querySelector(".one") !== null`))
	if at := value(t, b, chromedp.Location()); !strings.Contains(at, "/claim/") {
		t.Errorf("Enter leads to %s, want a claim", at)
	}
	press("g")
	b.do(t, waitFor(`document.readyState === "complete" && document.querySelector(".hero") !== null`))
	for _, key := range "/har" {
		press(string(key))
	}
	b.do(t, waitFor(`document.querySelector("#suggestions option") !== null`))
	holds("names are suggested", `document.querySelector("#suggestions option").value === "Harbour Board"`)
	if bad := b.complaints(); len(bad) > 0 {
		t.Error(strings.Join(bad, "\n"))
	}
}

// TestDrawing holds that the graph can be used by keys and by the pointer, that
// claims come for what is picked, and that more comes around a name.
func TestDrawing(t *testing.T) {
	b := openBrowser(t)
	site := generatedSite(t, 60)
	server := httptest.NewServer(site)
	t.Cleanup(server.Close)
	b.do(t, chromedp.EmulateViewport(1280, 800), chromedp.Navigate(server.URL+"/graph?n=12&of="+site.anything(t).entity), isDrawn())
	const graph = `document.querySelector(".hearsay-graph").graph`
	if n := value(t, b, chromedp.Evaluate[int](graph+`.data.nodes.length`)); n != 12 {
		t.Errorf("%d names are drawn, want 12", n)
	}
	b.do(t, chromedp.Focus(chromedp.CSS(".hearsay-graph canvas.over")), chromedp.KeyEvent(kb.ArrowRight), waitFor(`document.querySelector(".picked li a[href^='/claim/']") !== null`))
	if picked := value(t, b, chromedp.Evaluate[string](graph+`.pick.name`)); picked == "" {
		t.Error("an arrow key picks no name")
	}
	b.do(t, chromedp.KeyEvent(kb.Enter), waitFor(graph+`.data.nodes.length > 12`))
	b.do(t, waitFor(`(() => { const g = `+graph+`; const e = g.data.edges[0]; g.choose(e); return true; })()`), waitFor(`document.querySelector(".picked li a[href^='/claim/']") !== null`))
	for what, expression := range map[string]string{
		"the legend leaves a type out":  `(() => { const all = G.nodes.length, b = document.querySelector(".legend button"); b.click(); const fewer = G.nodes.length < all && b.getAttribute("aria-pressed") === "false"; b.click(); return fewer && G.nodes.length === all; })()`,
		"a slider leaves thin ties out": `(() => { const all = G.edges.length, s = document.querySelector(".filters input"); s.value = s.max; s.dispatchEvent(new Event("input")); const fewer = G.edges.length < all; s.value = 0; s.dispatchEvent(new Event("input")); return fewer && G.edges.length === all; })()`,
		"a way leads between two names": `(() => { const e = G.edges[0], path = G.walk(e.from, e.to); return path.length === 1 && G.way !== null; })()`,
		"colours tell communities":      `(() => { const s = document.querySelector(".filters select"); if (!s) { return true; } s.value = "community"; s.dispatchEvent(new Event("change")); return [...document.querySelectorAll(".legend button")].some((b) => b.textContent.startsWith("around ")); })()`,
	} {
		if !value(t, b, chromedp.Evaluate[bool](strings.ReplaceAll(expression, "G.", graph+"."))) {
			t.Errorf("not so: %s", what)
		}
	}
	if bad := b.complaints(); len(bad) > 0 {
		t.Error(strings.Join(bad, "\n"))
	}
}

// isDrawn waits until the graph is drawn.
func isDrawn() chromedp.Action[chromedp.Void] {
	return waitFor(`document.querySelector(".hearsay-graph")?.graph?.data.nodes.length > 0`)
}

// waitFor waits until an expression is true, over the loading of another page too.
func waitFor(expression string) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		for {
			if is, err := chromedp.Evaluate[bool](expression)(ctx, t); err == nil && is {
				return nil
			}
			select {
			case <-ctx.Done():
				return fmt.Errorf("%s: %w", expression, ctx.Err())
			case <-time.After(50 * time.Millisecond):
			}
		}
	})
}

// frameLimit is what a frame of 1,000 names may take, in milliseconds: the drawing
// stays smooth to the hand without a graphics card.
const frameLimit = 60

// TestFrames draws 1,000 names 1280 by 800 pixels, and moves the drawing. The limit
// is on the time of the page's process on processors, since the machine may have
// other work.
func TestFrames(t *testing.T) {
	b := openBrowser(t)
	site := generatedSite(t, 400)
	server := httptest.NewServer(site)
	t.Cleanup(server.Close)
	b.do(t, chromedp.EmulateViewport(1280, 800), chromedp.Navigate(server.URL+"/graph?n=1000&rings=2&of="+site.anything(t).entity), isDrawn())
	const frames = 41
	measure := `(() => {
		const g = document.querySelector(".hearsay-graph").graph;
		const frame = (i) => {
			g.tx += i % 2 ? 7 : -7;
			const begun = performance.now();
			g.paint(); g.paintOver();
			g.base.getContext("2d").getImageData(0, 0, 1, 1); // what was put off is drawn
			return performance.now() - begun;
		};
		const times = Array.from({ length: ` + fmt.Sprint(frames) + ` }, (_, i) => frame(i)).sort((a, b) => a - b);
		return [g.data.nodes.length, g.data.edges.length, Math.round(times[20] * 10) / 10, Math.round(times[38] * 10) / 10];
	})()`
	b.do(t, call(performance.Enable, performance.EnableParams{}))
	begun := b.processSeconds(t)
	m := value(t, b, chromedp.Evaluate[[]float64](measure))
	frame := 1000 * (b.processSeconds(t) - begun) / frames
	t.Logf("%.0f names, %.0f ties: half of the frames within %.1f ms, 19 of 20 within %.1f ms; a frame takes %.1f ms of a processor", m[0], m[1], m[2], m[3], frame)
	if m[0] != mostNodes {
		t.Errorf("%.0f names are drawn, want %d", m[0], mostNodes)
	}
	if frame > frameLimit {
		t.Errorf("a frame takes %.1f ms, more than %d", frame, frameLimit)
	}
}

// processSeconds is the time that the page's process has spent on processors.
func (b *browser) processSeconds(t *testing.T) float64 {
	t.Helper()
	all, err := chromedp.Call(b.ctx, performance.GetMetrics, cdp.Empty{})
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range all.Metrics {
		if m.Name == "ProcessTime" {
			return m.Value
		}
	}
	t.Fatal("the browser does not tell the time of its process")
	return 0
}

// TestXSSInBrowser opens pages with payloads in all their texts: none runs.
func TestXSSInBrowser(t *testing.T) {
	b := openBrowser(t)
	all := spread(payloads(t, 5000), len(ownPayloads)+40)
	site, docs := openHostile(t, all...)
	server := httptest.NewServer(site)
	t.Cleanup(server.Close)
	for i, payload := range all {
		paths := slices.Sorted(maps.Values(ownPages(&docs[i])))
		paths = append(paths, "/article/"+docs[i].Article.ID, "/search?q="+url.QueryEscape(payload))
		path := paths[i%len(paths)]
		b.do(t, chromedp.Navigate(server.URL+path), chromedp.WaitReady(chromedp.CSS("main")))
		if value(t, b, chromedp.Evaluate[bool](`typeof window.xss !== "undefined"`)) {
			t.Errorf("%s with %q ran", path, payload)
		}
		for _, bad := range b.complaints() {
			if !strings.Contains(bad, "404") && !strings.Contains(bad, "400") { // what is not found is said by the browser too
				t.Errorf("%s with %q: %s", path, payload, bad)
			}
		}
	}
}
