// Features prints what the encoder takes in, for the training: one JSON line
// an article with its tokens, their word pieces and features, and the windows
// in which it is encoded. Training and use thus share one implementation.
//
//	go run ./extract/model/training/features -vocab vocab.txt polnear/train/text
//	go run ./extract/model/training/features -vocab vocab.txt -conllu gum/train.conllu
package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"

	"hearsay/extract/internal/conllu"
	"hearsay/extract/internal/encoder"
	"hearsay/extract/internal/token"
	"hearsay/extract/model/training/files"
)

func main() {
	var c command
	flag.StringVar(&c.vocabulary, "vocab", "", "`file` of word pieces, one a line")
	flag.StringVar(&c.treebank, "conllu", "", "take each document's text from this treebank `file`")
	flag.IntVar(&c.window, "window", 126, "word pieces a window at most")
	flag.IntVar(&c.overlap, "overlap", 32, "word pieces that neighbouring windows share")
	flag.Parse()
	if err := c.run(os.Stdout, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "features:", err)
		os.Exit(2)
	}
}

// A command is what the flags say.
type command struct {
	vocabulary, treebank string
	window, overlap      int
}

// run prints to w the features of the treebank's documents and of the files in paths.
func (c command) run(w io.Writer, paths []string) error {
	if c.vocabulary == "" {
		return errors.New("-vocab names no file of word pieces")
	}
	if c.window < 16 || c.overlap < 0 || c.overlap >= c.window {
		return fmt.Errorf("window of %d pieces with overlap %d: the window must hold 16, the overlap be shorter", c.window, c.overlap)
	}
	data, err := os.ReadFile(c.vocabulary)
	if err != nil {
		return err
	}
	pieces := strings.Split(strings.TrimSuffix(string(data), "\n"), "\n")
	v, err := encoder.NewVocabulary(pieces)
	if err != nil {
		return fmt.Errorf("read %s: %w", c.vocabulary, err)
	}
	var texts []files.Text
	if c.treebank != "" {
		if texts, err = readTreebank(c.treebank); err != nil {
			return err
		}
	}
	for _, p := range paths {
		found, err := files.Texts(p)
		if err != nil {
			return err
		}
		texts = append(texts, found...)
	}
	out := bufio.NewWriter(w)
	encode := json.NewEncoder(out)
	encode.SetEscapeHTML(false)
	for _, d := range texts {
		if err := encode.Encode(c.features(v, d)); err != nil {
			return err
		}
	}
	return out.Flush()
}

// readTreebank reads the raw text of each document of a CoNLL-U file.
func readTreebank(path string) ([]files.Text, error) {
	documents, err := conllu.ReadFile(path)
	if err != nil {
		return nil, err
	}
	texts := make([]files.Text, len(documents))
	for i, d := range documents {
		texts[i] = files.Text{Name: d.Name, Text: d.Text}
	}
	return texts, nil
}

// A line is what is printed of a document. Positions are bytes of its text;
// there is one entry a token in Tokens, Pieces, Case, Quote and Start;
// Sentences and Paragraphs hold the first token of each, Windows the first and
// the last token, exclusive.
type line struct {
	Name       string    `json:"name"`
	Text       string    `json:"text"`
	Tokens     [][2]int  `json:"tokens"`
	Pieces     [][]int32 `json:"pieces"`
	Case       []int     `json:"case"`
	Quote      []int     `json:"quote"`
	Start      []int     `json:"start"`
	Sentences  []int     `json:"sentences"`
	Paragraphs []int     `json:"paragraphs"`
	Windows    [][2]int  `json:"windows"`
}

// features are the tokens of d with what the encoder is told of them.
func (c command) features(v *encoder.Vocabulary, d files.Text) line {
	t := token.Split(d.Text)
	n := len(t.Tokens)
	l := line{
		Name: d.Name, Text: d.Text,
		Tokens: [][2]int{}, Pieces: [][]int32{}, Case: []int{}, Quote: []int{}, Start: []int{},
		Sentences: []int{}, Paragraphs: []int{}, Windows: [][2]int{},
	}
	p := v.Pieces(t)
	f := t.Features()
	for i, w := range t.Tokens {
		l.Tokens = append(l.Tokens, [2]int{w.Start, w.End})
		l.Pieces = append(l.Pieces, p.Of(i))
		l.Case = append(l.Case, int(f.Case[i]))
		l.Quote = append(l.Quote, int(f.Quote[i]))
		l.Start = append(l.Start, int(f.Start[i]))
	}
	for _, s := range t.Sentences {
		l.Sentences = append(l.Sentences, s.First)
	}
	for _, s := range t.Paragraphs {
		l.Paragraphs = append(l.Paragraphs, s.First)
	}
	for _, w := range encoder.Windows(t, p, 0, n, c.window, c.overlap) {
		l.Windows = append(l.Windows, [2]int{w.First, w.End})
	}
	return l
}
