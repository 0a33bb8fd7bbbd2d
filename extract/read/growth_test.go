//go:build unix

package read

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/ledongthuc/pdf"
)

// TestGrowth reads files that are made of one thing alone, at two sizes: four times the
// file takes less than ten times the processor.
func TestGrowth(t *testing.T) {
	for _, c := range []struct{ name, head, again, tail string }{
		{"elements.xml", "<rss><channel><item><content>", "<a>b", ""},
		{"authors.xml", "<rss><channel><item>", "<author>A</author>", ""},
		{"names.xml", "<rss>", "<a%d:b xmlns:a%[1]d='c'>", ""},
		{"attributes.xml", "<rss><channel><item ", "a%d='b' ", "/>"},
		{"html.xml", "<rss><item><content>", "&lt;p&gt;a", "</content></item></rss>"},
		{"paragraphs.docx", "<document>", "<p><t>The pier.</t></p>", "</document>"},
		{"deep.docx", "<document>", "<p>", ""},
		{"names.docx", "<document>", "<a xmlns:a%d='c'/>", "</document>"},
		{"fields.eml", "From: a@x\n", "X-A%d: b\n", "\nbody"},
		{"folded.eml", "From: a@x\nSubject: b\n", " =?utf-8?q?c?=\n", "\nbody"},
		{"senders.eml", "From: ", "\"a\" ", "<a@x>\nSubject: b\n\nbody"},
		{"parameters.eml", "From: a@x\nSubject: c\nContent-Type: text/plain", "; a*%d=b", "\n\nbody"},
		{"boundaries.eml", "From: a@x\nSubject: c\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\n", "--bx\n", "--b--"},
		{"messages.mbox", "", "From a@x\nFrom: a@x\nSubject: %d\n\nbody\n\n", ""},
		{"members.json", "{", `"a%d":1,"articles":[{"b":"a"}],`, `"a":1}`},
		{"nested.json", `{"text":[`, `[["a"]],`, `"b"]}`},
		{"lines.jsonl", "", "{\"text\":\"a %d\"}\n", ""},
		{"columns.csv", "title,text", ",a%d", "\na,b\n"},
		{"quotes.csv", "title,text\n\"", "\"a", ""},
		{"links.md", "", "[a](", ""},
		{"stress.md", "", "a**b_", ""},
		{"quotations.md", "", ">", "a"},
		{"lists.md", "", "1. ", "a"},
		{"references.md", "", "[a%d]: b\n", ""},
		{"underlined.md", "", "a\n", "===\n"},
		{"prose.md", "# Pier\n\n", "The *pier* is [shut](https://post.example/).\n\n", ""},
		{"brackets.txt", "a **b** ", "[a](https://", "b"},
		{"tags.txt", "a<b>c</b>", "<", "b"},
		{"nexis.txt", "", "Title %d\nThe Courier\nMarch 4, 2031\n\nLength: 5 words\nBody\n\nThe pier.\n\nEnd of Document\n", ""},
		{"heads.txt", "Length: 5 words\n", "Title\n", "\nBody\n\nThe b.\n\nEnd of Document\n"},
		{"factiva.txt", "HD \nPier\nBY \nA\nWC \n5 words\nPD \n4 March 2031\nSN \nC\nLP \n", "TD \nSo.\n\n", ""},
		{"folded.warc", "WARC/1.0\r\nA: b\r\n", " c\r\n", ""},
		{"records.warc", "WARC/1.0\r\n\r\n", "WARC/1.0\r\n\r\n", ""},
		{"records.arc", "filedesc://a 0.0.0.0 20310304 text/plain 0\n", "dns:a 0.0.0.0 20310304 a x\n", ""},
	} {
		made := func(size int) string {
			var b strings.Builder
			b.WriteString(c.head)
			for i := 0; b.Len() < size; i++ {
				if strings.Contains(c.again, "%") {
					fmt.Fprintf(&b, c.again, i)
				} else {
					b.WriteString(c.again)
				}
			}
			b.WriteString(c.tail)
			if strings.HasSuffix(c.name, ".docx") {
				return document(t, b.String())
			}
			return b.String()
		}
		grows(t, c.name, func(size int) func() {
			in := made(size)
			return func() {
				err := (&Reader{Language: "any", Summaries: true}).stream(c.name, strings.NewReader(in), func(Item) error { return nil })
				if err != nil {
					t.Errorf("%s: %v", c.name, err)
				}
			}
		})
	}
	grows(t, "letters of a PDF", func(size int) func() {
		var letters []pdf.Text
		for i := range size / 8 {
			letters = append(letters, pdf.Text{S: "a-", X: float64(i % 997 * 20), Y: float64(i / 997), W: 5, FontSize: 10})
		}
		return func() { paragraphsIn(columns(segments(letters), 0)) }
	})
	grows(t, "lines of a PDF", func(size int) func() {
		var lines []pdfLine
		for i := range size / 8 {
			lines = append(lines, pdfLine{Text: "the-”", X: 50, End: 100, Y: -float64(i), Size: 10})
		}
		return func() { paragraphsIn(joinRows(lines)) }
	})
}

// document is a document of Word with the text as it stands in its XML.
func document(t *testing.T, text string) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.CreateHeader(&zip.FileHeader{Name: "word/document.xml", Method: zip.Store})
	if err == nil {
		_, err = w.Write([]byte(text))
	}
	if err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// grows holds what is done with a size against what is done with four times that.
func grows(t *testing.T, name string, at func(size int) func()) {
	t.Helper()
	used := func(do func()) time.Duration {
		var before, after syscall.Rusage
		_ = syscall.Getrusage(syscall.RUSAGE_SELF, &before)
		do()
		_ = syscall.Getrusage(syscall.RUSAGE_SELF, &after)
		return time.Duration(after.Utime.Nano() + after.Stime.Nano() - before.Utime.Nano() - before.Stime.Nano())
	}
	small, large := used(at(48<<10)), used(at(192<<10))
	if large > 10*small+300*time.Millisecond {
		t.Errorf("%s: 48 KiB take %v of the processor, 192 KiB take %v", name, small, large)
	}
}
