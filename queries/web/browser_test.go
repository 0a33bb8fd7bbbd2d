package web

import (
	"context"
	"fmt"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
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
	b.do(t, call(log.Enable, cdp.Empty{}), call(runtime.Enable, cdp.Empty{}))
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

// do runs actions one after the other.
func (b *browser) do(t *testing.T, actions ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	if err := chromedp.Do(b.ctx, actions...); err != nil {
		t.Fatal(err)
	}
}

// value is what an action gives.
func value[T any](t *testing.T, b *browser, action chromedp.Action[T]) T {
	t.Helper()
	v, err := chromedp.Run(b.ctx, action)
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
func everyPage(t *testing.T, s *Site) []string {
	t.Helper()
	d := s.anything(t)
	return []string{
		"/", "/claims", "/claims?about=" + d.entity, "/names", "/articles", "/entity/" + d.entity, "/claim/" + d.claim, "/article/" + d.article, "/article/" + d.article + "?marks=off",
		"/compare?a=" + d.entity + "&b=" + d.other, "/graph", "/graph?of=" + d.entity, "/graph?claim=" + d.claim, "/query", "/query?saved=about", "/search?q=a", "/help", "/nosuch",
	}
}

// something is ids of what stands in a graph.
type something struct{ entity, other, claim, article string }

func (s *Site) anything(tb testing.TB) something {
	tb.Helper()
	ctx := context.Background()
	quoted, err := s.store.Quoted(ctx, 2)
	if err != nil || len(quoted) < 2 {
		tb.Fatalf("%d entities are quoted, %v, want two", len(quoted), err)
	}
	deepest, err := s.store.Deepest(ctx)
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
		site = smallSite(t)
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
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := chromedp.Poll[bool](`!document.querySelector(".hearsay-graph") || document.querySelector(".hearsay-graph canvas") !== null`)(ctx, t)
		return err
	})
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
