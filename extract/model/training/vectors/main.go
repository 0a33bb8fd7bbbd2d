// Vectors writes what the encoder makes of every token of some texts, for the training
// of heads that stand outside the model's file: to OUT.jsonl a line a text with its
// tokens, to OUT.f32 their vectors, 384 float32 each, little-endian, and to OUT.traits
// what the tagger of names, or with -list the finder of noun phrases, is told of each
// besides, and whether it asks for it. With -contents it is what the gate before the second
// reading of contents is told, which asks for the words of contents; the lines hold these,
// as the tokens of each from first to end and whether that reading finds a claim there, and
// the tokens of the cues of such claims.
//
//	go run ./extract/model/training/vectors -out gum -conllu gum/train.conllu
//	go run ./extract/model/training/vectors -out names -iob worldwide/train.iob
//	go run ./extract/model/training/vectors -out nouns -list train.txt marked
//	go run ./extract/model/training/vectors -out gate -contents FOLDER
package main

import (
	"bufio"
	"encoding/binary"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

	"hearsay/extract/internal/attribution"
	"hearsay/extract/internal/claim"
	"hearsay/extract/internal/conllu"
	"hearsay/extract/internal/encoder"
	"hearsay/extract/internal/mention"
	"hearsay/extract/internal/token"
	"hearsay/extract/model"
	"hearsay/extract/model/training/files"
	"hearsay/extract/news"
)

func main() {
	var c command
	flag.StringVar(&c.out, "out", "", "`name` of the files written, without their endings")
	flag.StringVar(&c.treebank, "conllu", "", "take each document's text from this treebank `file`")
	flag.StringVar(&c.names, "iob", "", "take each document's text and names from this `file`")
	flag.StringVar(&c.list, "list", "", "`file` in the folder of marked articles that names those to read, one a line: takes their names and noun phrases")
	flag.BoolVar(&c.contents, "contents", false, "write what tells which contents hold claims")
	flag.StringVar(&c.model, "model", "", "`file` of the encoder, the embedded one by default")
	flag.Parse()
	if err := c.run(flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "vectors:", err)
		os.Exit(2)
	}
}

// A command is what the flags say.
type command struct {
	out, treebank, names, list, model string
	contents                          bool
}

// A line is what is written of a text; positions are bytes of it. Names are those
// that people marked, where the file has such, and with -list Heads the token that heads
// each, −1 for none.
type line struct {
	Name      string   `json:"name"`
	Text      string   `json:"text"`
	Tokens    [][2]int `json:"tokens"`
	Sentence  []int    `json:"sentence"`
	Paragraph []int    `json:"paragraph"`
	Names     [][3]any `json:"names,omitempty"`
	Heads     []int    `json:"heads,omitempty"`
	Contents  [][3]int `json:"contents,omitempty"`
	Cues      [][2]int `json:"cues,omitempty"`
}

// What is told of the tokens of a text, and whether it is asked for, by the flags.
type traitsOf func(m *encoder.Model, t *token.Text, out *encoder.Output, l *line) (traits [][]float32, asked []bool)

// run writes the vectors of the texts that the flags and paths name.
func (c command) run(paths []string) error {
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
	return files.Create(c.out, []string{".jsonl", ".f32", ".traits"}, func(to []*bufio.Writer) error {
		return write(m, texts, c.traits(), to[0], to[1], to[2])
	})
}

// traits are those that the flags ask for.
func (c command) traits() traitsOf {
	switch {
	case c.contents:
		return contents
	case c.list != "":
		return nouns
	}
	return func(_ *encoder.Model, t *token.Text, out *encoder.Output, _ *line) ([][]float32, []bool) {
		return mention.NameTraits(t, out)
	}
}

// nouns are the traits of words that may head noun phrases. It writes to the line which
// tokens head what is marked.
func nouns(_ *encoder.Model, t *token.Text, out *encoder.Output, l *line) (traits [][]float32, asked []bool) {
	var spans [][2]int
	for _, n := range l.Names {
		first, end := files.Tokens(t, news.Span{Start: n[0].(int), End: n[1].(int)})
		spans = append(spans, [2]int{first, end})
	}
	l.Heads = mention.MarkedHeads(t, out, spans)
	return mention.NounTraits(t, out)
}

// contents are the traits of words of contents. It writes to the line which contents hold
// claims, as reading all of them tells.
func contents(m *encoder.Model, t *token.Text, out *encoder.Output, l *line) (traits [][]float32, asked []bool) {
	found := attribution.NestAll(m, t, out, attribution.Find(m, t, out))
	asked = make([]bool, len(t.Tokens))
	claims := map[[2]attribution.Range]bool{}
	for _, a := range claim.Verify(t, out, found) {
		if len(a.Cue) > 0 {
			claims[[2]attribution.Range{a.Cue[0], a.Content[0]}] = true
		}
	}
	for _, r := range attribution.Readings(t, found, func(i int) bool { return claims[[2]attribution.Range{found[i].Cue[0], found[i].Content[0]}] }) {
		yields := 0
		if r.Yields {
			yields = 1
		}
		l.Contents = append(l.Contents, [3]int{r.First, r.End, yields})
		for i := r.First; i < r.End; i++ {
			asked[i] = true
		}
		for _, c := range r.Cues {
			l.Cues = append(l.Cues, [2]int{c.First, c.End})
		}
	}
	return attribution.GateTraits(t), asked
}

// write writes the texts, the vectors and the traits of their tokens.
func write(m *encoder.Model, texts []line, of traitsOf, lines, vectors, traits io.Writer) error {
	encode := json.NewEncoder(lines)
	var x []float32
	for i := range texts {
		l := &texts[i]
		t := token.Split(l.Text)
		out := m.Encode(t)
		known, asked := of(m, t, out, l)
		for k, tok := range t.Tokens {
			if asked[k] {
				known[k] = append(known[k], 1)
			} else {
				known[k] = append(known[k], 0)
			}
			if err := binary.Write(traits, binary.LittleEndian, known[k]); err != nil {
				return err
			}
			l.Tokens = append(l.Tokens, [2]int{tok.Start, tok.End})
			l.Sentence, l.Paragraph = append(l.Sentence, int(tok.Sentence)), append(l.Paragraph, int(tok.Paragraph))
			x = out.Vector(x[:0], k)
			if err := binary.Write(vectors, binary.LittleEndian, x); err != nil {
				return err
			}
		}
		if err := encode.Encode(l); err != nil {
			return err
		}
		*l = line{}
	}
	return nil
}

// read reads the texts.
func (c command) read(paths []string) (texts []line, err error) {
	if c.treebank != "" {
		documents, err := conllu.ReadFile(c.treebank)
		if err != nil {
			return nil, err
		}
		for _, d := range documents {
			texts = append(texts, line{Name: d.Name, Text: d.Text})
		}
	}
	if c.names != "" {
		documents, names, err := conllu.ReadIOBFile(c.names)
		if err != nil {
			return nil, err
		}
		for i, d := range documents {
			l := line{Name: d.Name, Text: d.Text}
			for _, n := range names[i] {
				l.Names = append(l.Names, [3]any{n.Span.Start, n.Span.End, n.Type})
			}
			texts = append(texts, l)
		}
	}
	for _, p := range paths {
		if c.list != "" {
			marked, err := files.ReadMarked(p, c.list)
			if err != nil {
				return nil, err
			}
			for _, a := range marked {
				l := line{Name: a.Name, Text: a.Text}
				for _, m := range a.Mentions {
					if m.Form != "pronoun" { // a name that the tagger of names does not have is a noun phrase too: "Muslims"
						l.Names = append(l.Names, [3]any{m.Span.Start, m.Span.End, m.Type})
					}
				}
				texts = append(texts, l)
			}
			continue
		}
		found, err := files.Texts(p)
		if err != nil {
			return nil, err
		}
		for _, t := range found {
			texts = append(texts, line{Name: t.Name, Text: t.Text})
		}
	}
	return texts, nil
}
