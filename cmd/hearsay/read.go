package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"hearsay/extract/news"
	"hearsay/extract/read"
	"hearsay/extract/read/fetch"
)

// read prints articles as they are read, so that one can look.
func (a *app) readArticles() *cobra.Command {
	var format string
	reader := read.Reader{Stdin: a.in}
	cmd := &cobra.Command{
		Use:   "read PATH…",
		Short: "Print articles as they are read, nothing extracted",
		Long: `read prints the articles in files, folders, addresses of the web or standard input (-)
as JSON: one object for one article, an array for several, or one a line (--format
jsonl). The text begins with its title.

` + formats,
		Example: "  hearsay read page.html\n  hearsay read --format jsonl crawl.warc.gz > articles.jsonl",
		Args:    cobra.MinimumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			if format != "json" && format != "jsonl" {
				return fmt.Errorf("read: no format %q; there are json, jsonl", format)
			}
			limitHeap()
			skipped := 0
			err := buffered(a.out, func(w io.Writer) (err error) {
				skipped, err = a.each(w, format == "jsonl", func(visit func(read.Item, any) error) error {
					return reader.Walk(args, func(i read.Item) error {
						i.Article.ID = news.ArticleID(i.Article)
						return visit(i, readArticle{i.Article, i.Author})
					})
				})
				return err
			})
			if err == nil && skipped > 0 {
				err = &partialError{skipped}
			}
			return err
		},
	}
	cmd.Flags().StringVar(&format, "format", "json", "`json` or jsonl")
	readerFlags(cmd, &reader)
	return cmd
}

// A readArticle is an article with what is read of it and not kept.
type readArticle struct {
	news.Article
	Author string `json:"author,omitempty"`
}

// fetched gets addresses with a client.
func fetched(ctx context.Context, c *fetch.Client) read.Fetch {
	return func(address string) (string, string, io.ReadCloser, error) {
		answer, err := c.Get(ctx, address)
		if err != nil {
			return "", "", nil, err
		}
		return answer.URL, answer.Type, answer.Body, nil
	}
}

// cacheFolder is where pages are kept that were got from the web.
func cacheFolder() string {
	dir, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	return filepath.Join(dir, "hearsay", "pages")
}

// readerFlags are the flags of all commands that read articles.
func readerFlags(cmd *cobra.Command, r *read.Reader) {
	f := cmd.Flags()
	r.Limits = r.Limits.OrUsual()
	c := &fetch.Client{}
	f.Var(stretch(&c.Delay, time.Second, 0), "delay", "wait this `long` between two requests to a host of the web")
	f.StringVar(&c.Cache, "cache", cacheFolder(), "keep pages of the web in this `folder`, to ask only for what has changed; none where empty")
	f.BoolVar(&c.Local, "allow-local", false, "read addresses that are not of the public net too")
	f.BoolVar(&r.Follow, "follow", false, "read the pages that feeds and sitemaps lead to")
	cmd.PreRun = func(cmd *cobra.Command, _ []string) {
		c.MaxBytes = r.Limits.File
		r.Fetch = fetched(cmd.Context(), c)
		r.Apart = apart(cmd.Context())
	}
	f.StringVar(&r.Language, "language", "en", "read articles in English, or in `any` language")
	f.BoolVar(&r.Summaries, "summaries", false, "read items of feeds that have a summary alone")
	f.StringVar(&r.TextColumn, "text-column", "", "the `column` of a table that holds the text, where it is not named text, body or content")
	f.Var(mebibytes{&r.Limits.Article}, "max-article", "pass over texts of more than this many `MiB`")
	f.Var(mebibytes{&r.Limits.File}, "max-file", "pass over pages, documents and packed archives from a pipe of more than this many `MiB`")
	f.Var(mebibytes{&r.Limits.Line}, "max-line", "pass over JSON values and rows of more than this many `MiB`")
	f.Var(whole(&r.Limits.Ratio, r.Limits.Ratio, 1), "max-ratio", "stop where what is packed unpacks to more than this many `times` its size")
}

// mebibytes is a flag for a size, which is kept in bytes.
type mebibytes struct{ to *int64 }

func (m mebibytes) String() string { return strconv.FormatInt(*m.to>>20, 10) }

func (m mebibytes) Type() string { return "MiB" }

func (m mebibytes) Set(s string) error {
	n, err := strconv.ParseInt(s, 10, 32)
	if err != nil || n < 1 {
		return fmt.Errorf("%q is no number of MiB, 1 or more", s)
	}
	*m.to = n << 20
	return nil
}

// formats is what help says of what is read.
const formats = `What a file is is told by its content: plain text and Markdown, with or without front
matter; JSON and JSON Lines; saved pages (HTML); feeds (RSS, Atom, JSON Feed); web
archives (WARC, ARC, WACZ); tables (CSV, TSV, Parquet); messages (EML, MBOX); PDF with a
text layer; Word and OpenDocument texts; text exports of Nexis and Factiva; and any of
these in ZIP, TAR, gzip or zstd.`

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
