package main

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"hearsay/extract/read"
)

// readerFlags are the flags of all commands that read articles.
func readerFlags(cmd *cobra.Command, r *read.Reader) {
	f := cmd.Flags()
	f.StringVar(&r.Language, "language", "en", "read articles in English, or in `any` language")
	f.BoolVar(&r.Summaries, "summaries", false, "read items of feeds that have a summary alone")
	f.StringVar(&r.TextColumn, "text-column", "", "the `column` of a table that holds the text, where it is not named text, body or content")
	f.Var(&mebibytes{to: &r.Limits.Article, n: 1}, "max-article", "pass over texts of more than this many `MiB`")
	f.Var(&mebibytes{to: &r.Limits.File, n: 128}, "max-file", "pass over pages, documents and packed archives from a pipe of more than this many `MiB`")
	f.Var(&mebibytes{to: &r.Limits.Line, n: 64}, "max-line", "pass over JSON values and rows of more than this many `MiB`")
	f.Int64Var(&r.Limits.Ratio, "max-ratio", 200, "stop where what is packed unpacks to more than this many `times` its size")
}

// mebibytes is a flag for a size.
type mebibytes struct {
	to *int64
	n  int64
}

func (m *mebibytes) String() string { return strconv.FormatInt(m.n, 10) }

func (m *mebibytes) Type() string { return "MiB" }

func (m *mebibytes) Set(s string) error {
	n, err := strconv.ParseInt(s, 10, 32)
	if err != nil || n < 1 {
		return fmt.Errorf("%q is no number of MiB, 1 or more", s)
	}
	m.n, *m.to = n, n<<20
	return nil
}

// formats is what help says of what is read.
const formats = `What a file is is told by its content: plain text and Markdown, with or without front
matter; JSON and JSON Lines; saved pages (HTML); feeds (RSS, Atom, JSON Feed); web
archives (WARC, WACZ); tables (CSV, TSV); messages (EML, MBOX); Word and OpenDocument
texts; text exports of Nexis and Factiva; and any of these in ZIP, TAR, gzip or zstd.`

// keysHelp says which keys of JSON, front matter and tables are read.
func keysHelp() string {
	var b strings.Builder
	b.WriteString("Keys of JSON, of front matter and of tables that are read, the first that is there:\n")
	for _, k := range read.Keys {
		fmt.Fprintf(&b, "  %-10s %s\n", k.Field, wrapped(strings.Join(k.Names, ", "), 70, 13))
	}
	return strings.TrimRight(b.String(), "\n")
}

// wrapped breaks a text into lines of a width, indented but for the first.
func wrapped(s string, width, indent int) string {
	var b strings.Builder
	n := 0
	for i, w := range strings.Fields(s) {
		switch {
		case i == 0:
		case n+1+len(w) > width:
			b.WriteString("\n" + strings.Repeat(" ", indent))
			n = 0
		default:
			b.WriteByte(' ')
			n++
		}
		b.WriteString(w)
		n += len(w)
	}
	return b.String()
}
