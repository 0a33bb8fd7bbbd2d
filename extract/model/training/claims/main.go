// Claims prints what the learnt decisions of package claim are told, for those
// who fit them (training/claims.py): one JSON line an article that has gold claims
// beside it.
//
//	go run ./extract/model/training/claims [-model FILE] FOLDER…
package main

import (
	"bufio"
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
	flag.Parse()
	if err := run(os.Stdout, *file, flag.Args()); err != nil {
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

func run(w io.Writer, file string, folders []string) error {
	m, err := model.Open(file)
	if err != nil {
		return err
	}
	out := bufio.NewWriter(w)
	for _, folder := range folders {
		files, err := filepath.Glob(filepath.Join(folder, "*.gold.json"))
		if err != nil || len(files) == 0 {
			return fmt.Errorf("%s: no *.gold.json (%v)", folder, err)
		}
		for _, file := range files {
			name := strings.TrimSuffix(file, ".gold.json")
			err := (&read.Reader{Language: "any"}).Walk([]string{name + ".txt"}, func(i read.Item) error {
				return json.NewEncoder(out).Encode(decisions(m, filepath.Base(name), i.Article))
			})
			if err != nil {
				return err
			}
		}
	}
	return out.Flush()
}

// decisions extracts an article as package extract does, and keeps the decisions.
func decisions(m *encoder.Model, name string, a news.Article) line {
	t := token.Split(a.Text)
	out := m.Encode(t)
	found := stage.Attributions(m, t, out, stage.Doubt)
	all := claim.Verifications(t, out, found)
	said := claim.Verify(t, out, found)
	who := stage.Who(t, out, a.Publisher, said)
	all = append(all, claim.Decisions(a, t, out, said, who)...)
	answered := make([]asked, len(all))
	for i, d := range all {
		answered[i] = asked{d, d.Odds()}
	}
	return line{name, extract.Extract(m, a), answered}
}
