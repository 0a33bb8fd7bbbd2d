// Claims prints what the learnt decisions of package claim are told, for those
// who fit them (training/claims.py): one JSON line an article that has gold claims
// beside it.
//
// With -gate the contents that its gate leaves unread stay so, as in package extract; else
// all are read, since what is learnt of them makes the gate.
//
//	go run ./extract/model/training/claims [-model FILE] [-gate] FOLDER…
package main

import (
	"bufio"
	"cmp"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"hearsay/extract"
	"hearsay/extract/internal/claim"
	"hearsay/extract/internal/encoder"
	"hearsay/extract/internal/stage"
	"hearsay/extract/internal/token"
	"hearsay/extract/model"
	"hearsay/extract/news"
	"hearsay/extract/read"
)

func main() {
	file := flag.String("model", "", "use the model in this `file`")
	gate := flag.Bool("gate", false, "leave contents unread as package extract does")
	flag.Parse()
	if err := run(os.Stdout, *file, *gate, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "claims:", err)
		os.Exit(2)
	}
}

// A line is one article: what is found in it, and every decision on the way.
type line struct {
	Name      string // the file's, without its ending
	Document  news.Document
	Decisions []asked
}

// asked is a decision with what learnt.txt answers as it is: log odds.
type asked struct {
	claim.Decision
	Odds float64
}

func run(w io.Writer, file string, gate bool, folders []string) error {
	m, err := model.Open(file)
	if err != nil {
		return err
	}
	var without []stage.Part
	if !gate {
		without = []stage.Part{stage.Gate}
	}
	var articles []string
	for _, folder := range folders {
		files, err := filepath.Glob(filepath.Join(folder, "*.gold.json"))
		if err != nil || len(files) == 0 {
			return fmt.Errorf("%s: no *.gold.json (%v)", folder, err)
		}
		for _, file := range files {
			articles = append(articles, strings.TrimSuffix(file, ".gold.json")+".txt")
		}
	}
	walk := func(visit func(read.Item) error) error {
		return (&read.Reader{Language: "any"}).Walk(articles, visit)
	}
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	out := bufio.NewWriter(w)
	to := json.NewEncoder(out)
	one := func(m *encoder.Model, a news.Article) line { return decisions(m, a, without) }
	for r := range extract.All(ctx, m, walk, extract.Options{}, one) {
		if err := cmp.Or(r.Err, skipped(r.Item)); err != nil {
			return err
		}
		r.Value.Name = strings.TrimSuffix(filepath.Base(r.Item.Path), ".txt")
		if err := to.Encode(r.Value); err != nil {
			return err
		}
	}
	return out.Flush()
}

// skipped is why an article was not read.
func skipped(i read.Item) error {
	if i.Skip == "" {
		return nil
	}
	return fmt.Errorf("%s: %s", i.Path, i.Skip)
}

// decisions extracts an article as package extract does, without some parts, and keeps the
// decisions.
func decisions(m *encoder.Model, a news.Article, without []stage.Part) line {
	a.ID = news.ArticleID(a)
	t := token.Split(a.Text)
	out := m.Encode(t)
	found := stage.Attributions(m, t, out, append(without, stage.Doubt)...)
	all := claim.Verifications(t, out, found)
	said := claim.Verify(t, out, found)
	who := stage.Who(t, out, a.Publisher, said)
	all = append(all, claim.Decisions(a, t, out, said, who)...)
	answered := make([]asked, len(all))
	for i, d := range all {
		answered[i] = asked{d, d.Odds()}
	}
	return line{Document: news.Document{Article: a, Entities: who.Entities, Claims: stage.Claims(a, t, out, said, who)}, Decisions: answered}
}
