package page

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// TestRead reads the pages of testdata, each of a shape that is met, with an invented
// article: all fields and the text are what NAME.txt says. UPDATE=1 writes them anew.
func TestRead(t *testing.T) {
	pages, err := filepath.Glob("testdata/*.html")
	if err != nil || len(pages) < 25 {
		t.Fatalf("%d pages, %v; want at least 25", len(pages), err)
	}
	for _, path := range pages {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		got := shown(Read(data, ""))
		golden := strings.TrimSuffix(path, ".html") + ".txt"
		if os.Getenv("UPDATE") == "1" {
			if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if got != string(want) {
			t.Errorf("%s:\n got %s\nwant %s", path, got, want)
		}
	}
}

func shown(p Page) string {
	return fmt.Sprintf("title: %s\nauthor: %s\npublisher: %s\npublished: %s\nlanguage: %s\nurl: %s\nnote: %s\n\n%s\n", p.Title, p.Author, p.Publisher, p.Published, p.Language, p.URL, p.Note, p.Body)
}

// TestDeep: a page that is nested too deep for a tree is read all the same.
func TestDeep(t *testing.T) {
	for _, depth := range []int{400, 513, 100_000} {
		p := Read([]byte(strings.Repeat("<div>", depth)+"<p>The bridge is shut.</p>"), "")
		if !strings.Contains(p.Body, "The bridge is shut.") || (depth > 512) != (p.Note != "") {
			t.Errorf("%d deep: %q, note %q", depth, p.Body, p.Note)
		}
	}
}

func TestText(t *testing.T) {
	for in, want := range map[string]string{
		"a<b>b</b> c":                             "ab c",
		"<p>a<p>b":                                "a\n\nb",
		"a<br>b<br><br>c":                         "a\nb\n\nc",
		"<div>a<div>b</div>c</div>":               "a\n\nb\n\nc",
		"<ul><li>a<li>b</ul>":                     "a\n\nb",
		"a&nbsp;&amp;&#x201c;b&rdquo;":            "a &“b”",
		"<script>a</script>b<style>c":             "b",
		"<!-- a -->b<!doctype html><![CDATA[c]]>": "b",
		"<table><tr><td>a<td>b<tr><td>c</table>":  "a b\n\nc",
		"<template><p>a</template>b":              "b",
		"":                                        "",
	} {
		if got := Text(in); got != want {
			t.Errorf("Text(%q) = %q, want %q", in, got, want)
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{"<p>a", "<html><script type='application/ld+json'>{\"@type\":\"NewsArticle\"}</script>", "<br><table><td>x", "\xff\xfe<\x00p", "<meta charset=utf-7><p>a"} {
		f.Add([]byte(s), "text/html")
	}
	f.Fuzz(func(t *testing.T, data []byte, contentType string) {
		p := Read(data, contentType)
		if shown(p) != shown(Read(data, contentType)) {
			t.Error("read twice, it is another")
		}
		for _, s := range []string{p.Title, p.Author, p.Publisher, p.Published, p.Language, p.URL, p.Body, Text(string(data))} {
			if !utf8.ValidString(s) {
				t.Errorf("%q is not UTF-8", s)
			}
		}
	})
}

// BenchmarkRead reports bytes a second, BenchmarkParse those of the tree alone.
func BenchmarkRead(b *testing.B) {
	data := longPage(b)
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		Read(data, "")
	}
}

func BenchmarkParse(b *testing.B) {
	data := longPage(b)
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		if _, err := html.Parse(bytes.NewReader(data)); err != nil {
			b.Fatal(err)
		}
	}
}

func longPage(b *testing.B) []byte {
	b.Helper()
	data, err := os.ReadFile("testdata/wordpress.html")
	if err != nil {
		b.Fatal(err)
	}
	return bytes.Replace(data, []byte("<blockquote>"), bytes.Repeat([]byte("<p>The bridge was shut on <b>Tuesday</b>, and it was <a href=/x>said</a> that it would stay so for a year.</p>"), 500), 1)
}
