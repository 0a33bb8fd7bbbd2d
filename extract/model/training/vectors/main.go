// Vectors writes what the encoder makes of every token of some texts, for the training
// of heads that stand outside the model's file: to OUT.jsonl a line a text with its
// tokens, to OUT.f32 their vectors, 384 float32 each, little-endian, and to OUT.traits
// what the tagger of names is told of each besides, and whether it asks for it.
//
//	go run ./extract/model/training/vectors -out gum -conllu gum/train.conllu
//	go run ./extract/model/training/vectors -out names -iob worldwide/train.iob
//	go run ./extract/model/training/vectors -out marked marked
package main

import (
	"bufio"
	"encoding/binary"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"hearsay/extract/conllu"
	"hearsay/extract/mention"
	"hearsay/extract/model"
	"hearsay/extract/token"
)

func main() {
	var c command
	flag.StringVar(&c.out, "out", "", "`name` of the files written, without their endings")
	flag.StringVar(&c.treebank, "conllu", "", "take each document's text from this treebank `file`")
	flag.StringVar(&c.names, "iob", "", "take each document's text and names from this `file`")
	flag.StringVar(&c.model, "model", "", "`file` of the encoder, the embedded one by default")
	flag.Parse()
	if err := c.run(flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "vectors:", err)
		os.Exit(2)
	}
}

// A command is what the flags say.
type command struct{ out, treebank, names, model string }

// A line is what is written of a text; positions are bytes of it. Names are those
// that people marked, where the file has such.
type line struct {
	Name      string   `json:"name"`
	Text      string   `json:"text"`
	Tokens    [][2]int `json:"tokens"`
	Sentence  []int    `json:"sentence"`
	Paragraph []int    `json:"paragraph"`
	Names     [][3]any `json:"names,omitempty"`
}

// run writes the vectors of the texts that the flags and paths name.
func (c command) run(paths []string) (err error) {
	if c.out == "" {
		return errors.New("-out names no file")
	}
	texts, err := c.read(paths)
	if err != nil {
		return err
	}
	m, err := model.Open(c.model)
	if err != nil {
		return err
	}
	lines, err := os.Create(c.out + ".jsonl")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, lines.Close()) }()
	vectors, err := os.Create(c.out + ".f32")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, vectors.Close()) }()
	w := bufio.NewWriterSize(vectors, 1<<20)
	traits, err := os.Create(c.out + ".traits")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, traits.Close()) }()
	b := bufio.NewWriter(traits)
	encode := json.NewEncoder(lines)
	var x []float32
	for i := range texts {
		l := &texts[i]
		t := token.Split(l.Text)
		out := m.Encode(t)
		known, asked := mention.NameTraits(t, out)
		for k, tok := range t.Tokens {
			if asked[k] {
				known[k] = append(known[k], 1)
			} else {
				known[k] = append(known[k], 0)
			}
			if err := binary.Write(b, binary.LittleEndian, known[k]); err != nil {
				return err
			}
			l.Tokens = append(l.Tokens, [2]int{tok.Start, tok.End})
			l.Sentence, l.Paragraph = append(l.Sentence, int(tok.Sentence)), append(l.Paragraph, int(tok.Paragraph))
			x = out.Vector(x[:0], k)
			if err := binary.Write(w, binary.LittleEndian, x); err != nil {
				return err
			}
		}
		if err := encode.Encode(l); err != nil {
			return err
		}
		*l = line{}
	}
	return errors.Join(w.Flush(), b.Flush())
}

// read reads the texts.
func (c command) read(paths []string) (texts []line, err error) {
	if c.treebank != "" {
		err = withFile(c.treebank, func(r io.Reader) error {
			documents, err := conllu.Read(c.treebank, r)
			for _, d := range documents {
				texts = append(texts, line{Name: d.Name, Text: d.Text})
			}
			return err
		})
	}
	if c.names != "" && err == nil {
		err = withFile(c.names, func(r io.Reader) error {
			documents, names, err := conllu.ReadIOB(c.names, r)
			for i, d := range documents {
				l := line{Name: d.Name, Text: d.Text}
				for _, n := range names[i] {
					l.Names = append(l.Names, [3]any{n.Span.Start, n.Span.End, n.Type})
				}
				texts = append(texts, l)
			}
			return err
		})
	}
	for _, p := range paths {
		err = errors.Join(err, filepath.WalkDir(p, func(p string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || filepath.Ext(p) != ".txt" {
				return err
			}
			data, err := os.ReadFile(p)
			texts = append(texts, line{Name: strings.TrimSuffix(filepath.Base(p), ".txt"), Text: string(data)})
			return err
		}))
	}
	return texts, err
}

func withFile(path string, read func(io.Reader) error) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	return read(f)
}
