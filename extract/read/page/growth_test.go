//go:build unix

package page

import (
	"fmt"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestGrowth reads pages that are made of one thing alone, at two sizes: four times the
// page takes less than ten times the processor.
func TestGrowth(t *testing.T) {
	for name, markup := range map[string]func(i int) string{
		"quotations of each other":   func(i int) string { return fmt.Sprintf("<blockquote>Pier %d is closed.</blockquote>", i) },
		"one quotation":              func(int) string { return "<blockquote>The pier is closed.</blockquote>" },
		"a page in a page":           func(i int) string { return fmt.Sprintf("<body a%d=b>", i) },
		"a root in a root":           func(i int) string { return fmt.Sprintf("<html a%d=b>", i) },
		"styles that stay open":      func(i int) string { return fmt.Sprintf("<p><b id=%d>a</p>", i) },
		"styles open over the page":  first(400, "<p><b id=%d>a</p>", "<p>a</p>"),
		"deep paragraphs":            first(480, "<div id=%d>", "<p>The pier was closed on Tuesday, and nobody in the town knows why.</p>"),
		"headings":                   func(i int) string { return fmt.Sprintf("<h2>Pier %d</h2>", i) },
		"list items":                 func(int) string { return "<li>a" },
		"attributes":                 first(1, "<p x%d=y ", "a=b "),
		"class names":                first(1, "<p id=%d class='", "related-x "),
		"text in a table":            first(1, "<table id=%d>", "a<tr>"),
		"ends without a beginning":   func(int) string { return "a</x>" },
		"names of characters":        func(int) string { return "&amp;&notit;" },
		"JSON-LD":                    first(1, "<script id=%d type='application/ld+json'>[", `{"@type":"X"},`),
		"comments":                   func(int) string { return "a<!--b-->" },
		"links that hold paragraphs": func(i int) string { return fmt.Sprintf("<a href=%d><div>b</a></div>", i) },
	} {
		page := func(size int) []byte {
			var b strings.Builder
			b.WriteString("<!doctype html><html><body>")
			for i := 0; b.Len() < size; i++ {
				b.WriteString(markup(i))
			}
			return []byte(b.String())
		}
		small, large := readTime(t, page(64<<10)), readTime(t, page(256<<10))
		if large > 10*small+300*time.Millisecond {
			t.Errorf("%s: 64 KiB take %v of the processor, 256 KiB take %v", name, small, large)
		}
	}
}

// first is one thing for the first n times, with its number, and another behind it.
func first(n int, one, other string) func(int) string {
	return func(i int) string {
		if i < n {
			return fmt.Sprintf(one, i)
		}
		return other
	}
}

// readTime is the time of the processor that a page takes to read.
func readTime(t *testing.T, data []byte) time.Duration {
	t.Helper()
	used := func() time.Duration {
		var r syscall.Rusage
		if err := syscall.Getrusage(syscall.RUSAGE_SELF, &r); err != nil {
			t.Fatal(err)
		}
		return time.Duration(r.Utime.Nano() + r.Stime.Nano())
	}
	begin := used()
	Read(data, "")
	return used() - begin
}
