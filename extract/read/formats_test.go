package read

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"
)

func TestFeeds(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{
			"RSS with full text", `<?xml version="1.0"?><rss version="2.0" xmlns:content="x" xmlns:dc="y"><channel><title>Post</title><link>https://post.example</link><language>en</language>
			<item><title>Bridge &amp; toll</title><link>https://post.example/1</link><pubDate>Tue, 04 Mar 2031 10:00:00 GMT</pubDate><dc:creator>Ann Day</dc:creator><description>Short.</description>
			<content:encoded><![CDATA[<p>It is <b>shut</b>.</p><p>So they say.</p>]]></content:encoded></item>
			<item><title>Ferry</title><description>Only this.</description></item></channel></rss>`,
			"title=Bridge & toll by=Ann Day of=Post on=2031-03-04T10:00:00Z at=https://post.example/1 in=en \"Bridge & toll\\n\\nIt is shut.\\n\\nSo they say.\"\nskipped=an item of a feed without its full text; --summaries reads what there is, --follow its page ",
		},
		{
			"Atom", `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Post</title><entry><title type="html">A &amp;lt;b&amp;gt; b</title><link rel="edit" href="https://x.example/e"/><link href="https://post.example/2"/><id>urn:1</id><author><name>Bo Lee</name></author><updated>2031-03-05T00:00:00Z</updated><published>2031-03-04T00:00:00Z</published><content type="xhtml"><div><p>It is shut.</p><p>1 &lt; 2</p></div></content></entry>
			<entry><title>Plain</title><content type="text">a &lt;b&gt; c</content></entry></feed>`,
			"title=A <b> b by=Bo Lee of=Post on=2031-03-04T00:00:00Z at=https://post.example/2 in=en \"A <b> b\\n\\nIt is shut.\\n\\n1 < 2\"\ntitle=Plain of=Post in=en \"Plain\\n\\na <b> c\"",
		},
		{"RDF", `<rdf:RDF xmlns:rdf="r" xmlns="s"><channel><title>Post</title></channel><item rdf:about="u"><title>A</title><link>https://post.example/3</link><content:encoded>One.</content:encoded></item></rdf:RDF>`, `title=A of=Post at=https://post.example/3 "A\n\nOne."`},
		{"broken behind an item", `<rss><channel><item><content:encoded>One.</content:encoded></item><item><title>B`, "\"One.\"\nskipped=not XML at line 1: unexpected EOF "},
		{"Windows-1252", "<?xml version='1.0' encoding='windows-1252'?><rss><item><content:encoded>Caf\xe9 \x93B\x94</content:encoded></item></rss>", `"Café “B”"`},
		{"a bomb", `<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;">]><rss><item><title>&b;</title><content:encoded>x</content:encoded></item></rss>`, `title=&b; "&b;\n\nx"`},
		{"a file from outside", `<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><item><content:encoded>&x; y</content:encoded></item></rss>`, `"&x; y"`},
		{"base64", `<feed><entry><title mode="base64">VGhlIHBpZXI=</title><content type="application/octet-stream">SXQgaXMg
			c2h1dC4=</content></entry><entry><content type="text/plain">VGhlIHBpZXI=</content></entry></feed>`, "title=The pier \"The pier\\n\\nIt is shut.\"\n\"VGhlIHBpZXI=\""},
		{"characters by their numbers in Windows-1252", `<rss><item><content:encoded>&#147;It isn&#146;t&#148; &#128;5</content:encoded></item></rss>`, `"“It isn’t” €5"`},
		{"control characters", "<rss><item><title>The\x0bpier</title><content:encoded>It is\x1f shut.</content:encoded></item></rss>", `title=The pier "The pier\n\nIt is shut."`},
		{"a module's own fields", `<rss><item><title>Pier</title><x:title>Other</x:title><x:content>Much more than there is in the article.</x:content><content:encoded>It is shut.</content:encoded></item></rss>`, `title=Pier "Pier\n\nIt is shut."`},
		{"a prefix of its own", `<r:rss><r:item><r:title>Pier</r:title><r:fullitem>It is shut.</r:fullitem></r:item></r:rss>`, `title=Pier "Pier\n\nIt is shut."`},
		{"links to a base", `<feed xml:base="https://post.example/news/"><entry xml:base="2031/"><link href="pier"/><content>It is shut.</content></entry></feed>`, `at=https://post.example/news/2031/pier "It is shut."`},
		{"an object without an end", `<rss><item><content:encoded>It is &lt;object data="x"&gt;shut.</content:encoded></item></rss>`, `"It is shut."`},
		{"a title of two lines", `<rss><item><title>Pier&lt;p&gt;shut</title><content:encoded>It is.</content:encoded></item></rss>`, `title=Pier shut "Pier shut\n\nIt is."`},
		{"no item", `<rss><channel><title>Post</title></channel></rss>`, "skipped=a feed without items "},
		{"sitemap", `<urlset><url><loc>https://post.example/1</loc></url><url><loc>https://post.example/2</loc></url></urlset>`, "skipped=a sitemap of 2 addresses, no article; --follow reads them "},
		{"Parquet", "PAR1\x15\x04\x00PAR1", "skipped=a table of Parquet that is damaged: reading footer of parquet file: bytes.Reader.ReadAt: negative offset "},
		{"a text that begins like it", "PAR1 is shut.", `"PAR1 is shut."`},
		{"other XML", `<?xml version="1.0"?><svg><text>hello</text></svg>`, "skipped=XML that is neither a feed nor a page "},
	} {
		if got := shown(t, "-", c.in); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
	}
	r := &Reader{Summaries: true}
	err := r.stream("-", strings.NewReader(`<rss><item><title>Ferry</title><description>&lt;p&gt;Only this.</description></item></rss>`), func(i Item) error {
		if i.Article.Text != "Ferry\n\nOnly this." {
			t.Errorf("a summary: %+v", i)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

// record is a record of a web archive.
func record(kind, address, body string) string {
	return fmt.Sprintf("WARC/1.0\r\nWARC-Type: %s\r\nWARC-Target-URI: %s\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", kind, address, len(body), body)
}

func answer(header, body string) string {
	return "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n" + header + "\r\n" + body
}

func packedAs(t *testing.T, pack func(io.Writer) io.WriteCloser, data string) string {
	t.Helper()
	var b bytes.Buffer
	w := pack(&b)
	if _, err := io.WriteString(w, data); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func gzipped(t *testing.T, data string) string {
	return packedAs(t, func(w io.Writer) io.WriteCloser { return gzip.NewWriter(w) }, data)
}

func TestWARC(t *testing.T) {
	one := "<html><head><title>Bridge</title></head><body><p>The bridge was shut on Tuesday by those who have to know it best.</p></body></html>"
	const article = `title=Bridge at=https://post.example/1 "Bridge\n\nThe bridge was shut on Tuesday by those who have to know it best."`
	chunked := "10\r\n" + one[:16] + "\r\n" + fmt.Sprintf("%x", len(one)-16) + "\r\n" + one[16:] + "\r\n0\r\n\r\n"
	whole := record("warcinfo", "", "software: x") + record("request", "https://post.example/1", "GET / HTTP/1.1\r\n\r\n") + record("response", "https://post.example/1", answer("", one)) + record("revisit", "https://post.example/1", "HTTP/1.1 200 OK\r\n\r\n")
	for _, c := range []struct{ name, in, want string }{
		{"a page among others", whole, article},
		{"a header whose lines go on", strings.Replace(record("response", "https://post.example/1", answer("", one)), "WARC-Target-URI: ", "WARC-Target-URI:\r\n\t", 1), article},
		{"chunks", record("response", "https://post.example/1", answer("Transfer-Encoding: chunked\r\n", chunked)), article},
		{"packed answer", record("response", "https://post.example/1", answer("Content-Encoding: gzip\r\n", gzipped(t, one))), article},
		{"a member for each record", gzipped(t, record("warcinfo", "", "x")) + gzipped(t, record("response", "https://post.example/1", answer("", one))), article},
		{"zstd", packedAs(t, func(w io.Writer) io.WriteCloser {
			z, err := zstd.NewWriter(w)
			if err != nil {
				t.Fatal(err)
			}
			return z
		}, whole), article},
		{"not found", record("response", "https://post.example/1", strings.Replace(answer("", one), "200 OK", "404 Not Found", 1)), "skipped=a web archive without pages "},
		{"a picture", record("response", "https://post.example/1", strings.Replace(answer("", "x"), "text/html", "image/png", 1)), "skipped=a web archive without pages "},
		{"damage, then a page", "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: many\r\n\r\nx\r\n\r\n" + whole, "skipped=record at byte 0: no Content-Length \n" + article},
		{"too short a length", strings.Replace(record("response", "https://post.example/1", answer("", one)), "Content-Length: ", "Content-Length: 1\r\nX: ", 1) + whole, ""},
		{"cut off", whole[:len(whole)-200], ""},
	} {
		got := shown(t, "-", c.in)
		if c.want == "" {
			if !strings.Contains(got, "skipped=record at byte ") {
				t.Errorf("%s: got %s, want the damaged record named", c.name, got)
			}
			continue
		}
		if got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
	}
}

// made is an archive of files.
func zipOf(t *testing.T, files ...string) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i+1 < len(files); i += 2 {
		w, err := z.Create(files[i])
		if err == nil {
			_, err = io.WriteString(w, files[i+1])
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func tarOf(t *testing.T, headers []tar.Header, texts ...string) string {
	t.Helper()
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for i, h := range headers {
		h.Size = int64(len(texts[i]))
		if err := w.WriteHeader(&h); err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, texts[i]); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestArchives(t *testing.T) {
	deep := zipOf(t, "a.txt", "Deep.")
	for range deepest {
		deep = zipOf(t, "a.zip", deep)
	}
	for _, c := range []struct{ name, in, want string }{
		{"-", zipOf(t, "b.txt", "B.", "a/c.jsonl", `{"text":"C."}`+"\n"+`{"text":"D."}`, ".hidden", "x", "__MACOSX/a.txt", "x", "d/", ""), "-/b.txt: |||\"B.\"\n-/a/c.jsonl: |||\"C.\"\n-/a/c.jsonl#2: |||\"D.\"\n"},
		{"-", zipOf(t, "../../b.txt", "B."), "-/b.txt: |||\"B.\"\n"},
		{"-", zipOf(t, "archive/data.warc", record("response", "https://post.example/1", answer("", "<p>Shut for good.</p>")), "pages/pages.jsonl", "{}", "datapackage.json", "{}"), "-/archive/data.warc#1: |||\"Shut for good.\"\n"},
		{"-", deep, "-/a.zip/a.zip/a.zip/a.zip/a.txt: skipped: lies in more than 4 archives\n"},
		{"-", "PK\x03\x04broken", "-: skipped: a ZIP that is damaged: not a valid zip file\n"},
		{"-", tarOf(t, []tar.Header{{Name: "a.txt"}, {Name: "l", Typeflag: tar.TypeSymlink, Linkname: "/etc/passwd"}, {Name: "../b.txt"}}, "A.", "", "B."), "-/a.txt: |||\"A.\"\n-/l: skipped: not a regular file\n-/b.txt: |||\"B.\"\n"},
		{"-", gzipped(t, tarOf(t, []tar.Header{{Name: "a.txt"}}, "A.")), "-/a.txt: |||\"A.\"\n"},
		{"-", gzipped(t, "Text.")[:20], "-: skipped: cannot be read: gzip that is damaged: unexpected EOF\n"},
		{"-", gzipped(t, `{"html":"`+strings.Repeat("x", 30<<20)+`"}`), "-: skipped: not JSON: unpacks to more than 200 times its size; --max-ratio reads it\n"},
	} {
		var b strings.Builder
		err := (&Reader{}).stream(c.name, strings.NewReader(c.in), func(i Item) error {
			if i.Skip != "" {
				fmt.Fprintf(&b, "%s: skipped: %s\n", i.Path, i.Skip)
				return nil
			}
			fmt.Fprintf(&b, "%s: %s|%s|%s|%q\n", i.Path, i.Article.Title, i.Article.Publisher, i.Article.Published, i.Article.Text)
			return nil
		})
		if err != nil || b.String() != c.want {
			t.Errorf("%.60q:\n got %s %v\nwant %s", c.in, b.String(), err, c.want)
		}
	}
}

func TestDocuments(t *testing.T) {
	const w = `<w:document xmlns:w="w"><w:body><w:p><w:r><w:t>The bridge</w:t></w:r><w:del><w:r><w:delText>old</w:delText></w:r></w:del><w:r><w:tab/><w:t xml:space="preserve"> is shut.</w:t></w:r></w:p><w:p/><w:p><w:r><w:t>So they say.</w:t></w:r></w:p></w:body></w:document>`
	const core = `<cp:coreProperties xmlns:dc="d" xmlns:cp="c"><dc:title>Bridge</dc:title><dc:creator>Ann Day</dc:creator></cp:coreProperties>`
	for _, c := range []struct{ name, in, want string }{
		{"a.docx", zipOf(t, "[Content_Types].xml", "", "word/document.xml", w, "docProps/core.xml", core), `title=Bridge by=Ann Day "Bridge\n\nThe bridge is shut.\n\nSo they say."`},
		{"a.docx", zipOf(t, "word/document.xml", w[:200]), "skipped=a document that is damaged: XML syntax error on line 1: unexpected EOF "},
		{"a.odt", zipOf(t, "mimetype", "x", "content.xml", `<o:c xmlns:o="o" xmlns:t="t"><t:h>Bridge</t:h><t:p>It is <t:span>shut</t:span>.</t:p></o:c>`), `title=Bridge "Bridge\n\nIt is shut."`},
		{"a.xlsx", zipOf(t, "xl/workbook.xml", ""), "skipped=a spreadsheet or slides, no article; save it as CSV "},
		{"a.csv", "title,text,date,publisher\n\"Bridge, shut\",\"One.\n\nTwo.\",2031-03-04,Post\nToll,Three.,,\n", "title=Bridge, shut of=Post on=2031-03-04 \"Bridge, shut\\n\\nOne.\\n\\nTwo.\"\ntitle=Toll \"Toll\\n\\nThree.\""},
		{"-", "url\ttitle\tcontent\nhttps://x.example/1\tToll\tIt falls.\n", `title=Toll at=https://x.example/1 "Toll\n\nIt falls."`},
		{"a.csv", "title;text\nZo\xeb;Caf\xe9.\n", `title=Zoë note=read as Windows-1252 "Zoë\n\nCafé."`},
		{"a.csv", "a,b\n1,2\n", "skipped=no text: none of its keys is \"text\", \"body\", \"content\", … "},
		{"-", "The text, the title, and the rest\n\nare prose.", `title=The text, the title, and the rest "The text, the title, and the rest\n\nare prose."`},
		{"a.eml", "From: =?utf-8?q?The_Post?= <post@post.example>\r\nSubject: =?iso-8859-1?Q?Caf=E9?= shut\r\nDate: Tue, 04 Mar 2031 10:00:00 +0100\r\nContent-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nThe caf=E9 is shut.\r\n", `title=Café shut of=The Post on=2031-03-04T10:00:00+01:00 "Café shut\n\nThe café is shut.\n"`},
		{"-", "MIME-Version: 1.0\nFrom: a@post.example\nSubject: News\nContent-Type: multipart/alternative; boundary=b\n\n--b\nContent-Type: text/plain\n\nSee it in a browser.\n--b\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: base64\n\nPHA+VGhlIGJyaWRnZSBpcyBzaHV0LCBhbmQgbm9ib2R5IGtub3dzIGZvciBob3cgbG9uZyBpdCB3aWxsIGJlLjwvcD4=\n--b--\n", `title=News of=a@post.example "News\n\nThe bridge is shut, and nobody knows for how long it will be."`},
		{"-", "From a@x Tue Mar  4 10:00:00 2031\nFrom: a@x\nSubject: One\n\nFirst.\n>From here on.\n\nFrom b@x Tue Mar  4 10:00:00 2031\nFrom: b@x\nSubject: Two\n\nSecond.\n", "title=One of=a@x \"One\\n\\nFirst.\\nFrom here on.\\n\\n\"\ntitle=Two of=b@x \"Two\\n\\nSecond.\\n\""},
	} {
		if got := shown(t, c.name, c.in); got != c.want {
			t.Errorf("%s %.40q:\n got %s\nwant %s", c.name, c.in, got, c.want)
		}
	}
	r := &Reader{TextColumn: "Story_Text"}
	err := r.stream("a.csv", strings.NewReader("title,story_text\nToll,It falls.\n"), func(i Item) error {
		if i.Article.Text != "Toll\n\nIt falls." {
			t.Errorf("a named column: %+v", i)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

func TestExports(t *testing.T) {
	const article = `title=Bridge shut for good of=The Halden Courier on=2031-03-04 in=english "Bridge shut for good\n\nThe bridge is shut.\n\nSo they say."`
	for name, in := range map[string]string{
		"Nexis":         "\n\nBridge shut for good\nThe Halden Courier\nMarch 4, 2031 Tuesday\n\nCopyright 2031 The Halden Courier\nAll Rights Reserved\n\nSection: NEWS; Pg. 1\nLength: 512 words\nByline: Ann Day\nLanguage: ENGLISH\nBody\n\n\nThe bridge is\nshut.\n\nSo they say.\n\nLoad-Date: March 4, 2031\n\n\nEnd of Document\n",
		"Nexis of old":  "\n                               1 of 2 DOCUMENTS\n\n\n                             The Halden Courier\n\n                        March 4, 2031 Tuesday\n\nBridge shut for good\n\nBYLINE: Ann Day\n\nSECTION: NEWS; Pg. 1\n\nLENGTH: 512 words\n\n\nThe bridge is\nshut.\n\nSo they say.\n\nLOAD-DATE: March 4, 2031\n\nLANGUAGE: ENGLISH\n\n             Copyright 2031 The Halden Courier\n",
		"Factiva, tags": "HD \nBridge shut for good\nBY \nAnn Day\nWC \n512 words\nPD \n4 March 2031\nSN \nThe Halden Courier\nSC \nHALD\nLA \nEnglish\nCY \n(c) 2031\nLP \nThe bridge is shut.\n\nTD \nSo they say.\n\nAN \nDocument HALD000020310304e7340001\n",
	} {
		got := strings.Replace(shown(t, "-", in), "in=English", "in=english", 1)
		if got != article {
			t.Errorf("%s:\n got %s\nwant %s", name, got, article)
		}
		if got := shown(t, "-", in+in); strings.Count(got, "\n") != 1 {
			t.Errorf("%s twice: %s", name, got)
		}
	}
	plain := "Bridge shut for good\nBy Ann Day\n512 words\n4 March 2031\n10:00\nThe Halden Courier\nHALD\nEnglish\n(c) 2031\n\nThe bridge is shut.\n\nSo they say.\n\nDocument HALD000020310304e7340001\n"
	if got := strings.Replace(shown(t, "-", plain), "in=en ", "in=english ", 1); got != article {
		t.Errorf("Factiva: got %s, want %s", got, article)
	}
}

// FuzzStream looks for bytes of any format that make it fail, or give what is no text.
func FuzzStream(f *testing.F) {
	for _, s := range []string{
		"<rss><item><title>a</title><content:encoded>b", "<feed><entry><content type='xhtml'><p>a", record("response", "u", answer("", "<p>a")), "From a\nFrom: b\nSubject: c\n\nd", "title,text\na,b\n", "HD \na\nBY b\nWC \n1 words\nPD \nc\nSN \nd\nLP \ne\n",
		"PK\x03\x04", "\x1f\x8b\x08\x00", "\x28\xb5\x2f\xfd", "<html><p>a", "%PDF-1.4", "filedesc://a 0.0.0.0 20310304 text/plain 0\nhttp://a b 20310304 text/html 5\nHTTP/", "\xff\xfe<\x00r\x00s\x00s\x00",
	} {
		f.Add([]byte(s), ".txt")
	}
	f.Fuzz(func(t *testing.T, data []byte, ext string) {
		if len(ext) > 8 || strings.ContainsAny(ext, "/\x00") {
			return
		}
		n := 0
		err := (&Reader{Summaries: true}).stream("a"+ext, bytes.NewReader(data), func(i Item) error {
			n++
			if i.Skip == "" && (&source{limits: usual}).fault([]byte(i.Article.Text)) != (why{}) || strings.ToValidUTF8(i.Article.Text+i.Article.Title+i.Skip, "") != i.Article.Text+i.Article.Title+i.Skip {
				return fmt.Errorf("item %+v", i)
			}
			return nil
		})
		if err != nil || n == 0 && !strings.HasPrefix(string(data), "PK") {
			t.Errorf("%d items, %v", n, err)
		}
	})
}
