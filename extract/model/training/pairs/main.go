// Pairs writes what decides who is who in texts of which people marked it, for the
// training of the ranker in extract/internal/coref: every noun phrase and pronoun with the things
// before it that it may go back to. OUT.json says how many numbers there are; OUT.f32
// holds the features and vectors, OUT.i32 the counts, places and answers.
//
//	go run ./extract/model/training/pairs -out marked -list train.txt marked
//	go run ./extract/model/training/pairs -out gum -conllu gum/train.conllu
//
// With -extents it writes to OUT-begin and OUT-end, of the same form, what decides where
// noun phrases begin and end.
package main

import (
	"bufio"
	"cmp"
	"encoding/binary"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"hearsay/extract/internal/conllu"
	"hearsay/extract/internal/coref"
	"hearsay/extract/internal/encoder"
	"hearsay/extract/internal/mention"
	"hearsay/extract/internal/stage"
	"hearsay/extract/internal/token"
	"hearsay/extract/model"
	"hearsay/extract/model/training/files"
	"hearsay/extract/news"
)

func main() {
	var c command
	flag.StringVar(&c.out, "out", "", "`name` of the files written, without their endings")
	flag.StringVar(&c.treebank, "conllu", "", "a treebank `file`")
	flag.StringVar(&c.cases, "cases", "", "`file` of invented texts, one a line, with marks as [a Jane Doe]")
	flag.StringVar(&c.list, "list", "", "`file` in the folder of marked articles that names those to read, one a line")
	flag.BoolVar(&c.extents, "extents", false, "write what decides where noun phrases begin and end")
	flag.StringVar(&c.model, "model", "", "`file` of the encoder, the embedded one by default")
	flag.Parse()
	if err := c.run(flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "pairs:", err)
		os.Exit(2)
	}
}

// A command is what the flags say.
type command struct {
	out, treebank, list, cases, model string
	extents                           bool
}

// A text is a text and what people marked in it: of each span, whose it is.
type text struct {
	text string
	gold map[news.Span]int
}

func (c command) run(folders []string) error {
	if c.out == "" {
		return errors.New("-out names no file")
	}
	texts, err := c.read(folders)
	if err != nil {
		return err
	}
	m, err := model.Open(c.model)
	if err != nil {
		return err
	}
	if c.extents {
		return files.Create(c.out, []string{"-begin.f32", "-begin.i32", "-end.f32", "-end.i32"}, func(to []*bufio.Writer) error {
			first, last := writer{floats: to[0], whole: to[1]}, writer{floats: to[2], whole: to[3]}
			for i := range texts {
				extents(&first, &last, m, &texts[i])
			}
			return errors.Join(first.err, last.err)
		})
	}
	return files.Create(c.out, []string{".f32", ".i32"}, func(to []*bufio.Writer) error {
		w := writer{floats: to[0], whole: to[1]}
		for i := range texts {
			w.text(m, &texts[i])
		}
		return w.err
	})
}

// A writer writes examples: whole numbers (text, pronoun, candidates; then of each
// candidate whether it is right) and floats (the mention's features and vector; then of
// each candidate its features and its two vectors).
type writer struct {
	floats, whole io.Writer
	texts         int
	err           error
}

func (w *writer) float(x []float32) {
	w.err = errors.Join(w.err, binary.Write(w.floats, binary.LittleEndian, x))
}

func (w *writer) int(x ...int32) {
	w.err = errors.Join(w.err, binary.Write(w.whole, binary.LittleEndian, x))
}

// example writes an example.
func (w *writer) example(out *encoder.Output, pronoun bool, head int, mine []float32, theirs [][]float32, near, name []int, right []bool) {
	w.int(int32(w.texts), number(pronoun), int32(len(theirs)), int32(len(mine)), int32(len(theirs[0])))
	w.float(mine)
	w.float(out.Vector(nil, head))
	for n, f := range theirs {
		w.int(number(right[n]))
		w.float(f)
		w.float(vector(out, near[n]))
		w.float(vector(out, name[n]))
	}
}

// vector is a token's, zeros where it has none.
func vector(out *encoder.Output, token int) []float32 {
	if !out.Has(token) {
		return make([]float32, out.Width())
	}
	return out.Vector(nil, token)
}

func number(b bool) int32 {
	if b {
		return 1
	}
	return 0
}

// text writes the examples of a text.
func (w *writer) text(m *encoder.Model, x *text) {
	t := token.Split(x.text)
	out := m.Encode(t)
	gold := answers(t, x.gold)
	coref.Examples(t, mention.Find(t, out), out, stage.Sayings(t, stage.Attributions(m, t, out)), gold, func(e coref.Example) {
		if len(e.Candidates) == 0 {
			return
		}
		w.example(out, e.Pronoun, e.Head, e.Mention, e.Candidates, e.Near, e.Name, e.Right)
	})
	w.texts++
}

// extents writes the examples of a text of where noun phrases begin and end.
func extents(first, last *writer, m *encoder.Model, x *text) {
	t := token.Split(x.text)
	out := m.Encode(t)
	spans := tokens(t, x.gold)
	begins, ends := mention.Extents(t, out)
	of := map[int]int{}
	for k, head := range mention.MarkedHeads(t, out, bounds(spans)) {
		if head >= 0 {
			of[head] = k
		}
	}
	for k := range begins {
		if n, marked := of[begins[k].Head]; marked {
			first.extent(out, &begins[k], spans[n].first)
			last.extent(out, &ends[k], spans[n].end-1)
		}
	}
	first.texts++
	last.texts++
}

// extent writes an example of which a token is the answer, where it is a candidate.
func (w *writer) extent(out *encoder.Output, e *mention.Extent, answer int) {
	right := make([]bool, len(e.Candidates))
	at := slices.Index(e.Candidates, answer)
	if at < 0 {
		return
	}
	right[at] = true
	var theirs [][]float32
	for _, x := range e.Theirs {
		theirs = append(theirs, x)
	}
	w.example(out, false, e.Head, e.Mine, theirs, e.Candidates, e.Beyond, right)
}

// answers gives whose a mention is: of the marked spans that hold its head the one most
// like it, where that is more than half of both.
func answers(t *token.Text, gold map[news.Span]int) func(*mention.Mention) int {
	all := tokens(t, gold)
	return func(m *mention.Mention) int {
		best, likeness := -1, 0.5
		for _, s := range all {
			if m.Head < s.first || m.Head >= s.end {
				continue
			}
			for _, r := range [][2]int{{m.First, m.End}, {m.NameFirst, m.NameEnd}, {m.MaximalFirst, m.MaximalEnd}} {
				shared := min(r[1], s.end) - max(r[0], s.first)
				if d := 2 * float64(shared) / float64(r[1]-r[0]+s.end-s.first); d > likeness || d == likeness && best < s.of {
					best, likeness = s.of, d
				}
			}
		}
		return best
	}
}

// A span is tokens of a text, the end excluded, and whose they are.
type span struct{ first, end, of int }

// tokens are the marked spans, in their order.
func tokens(t *token.Text, gold map[news.Span]int) (all []span) {
	for s, of := range gold {
		if first, end := files.Tokens(t, s); first < end {
			all = append(all, span{first, end, of})
		}
	}
	slices.SortFunc(all, func(a, b span) int { return cmp.Or(a.first-b.first, a.end-b.end, a.of-b.of) })
	return all
}

// bounds are the spans' first tokens and ends.
func bounds(spans []span) [][2]int {
	out := make([][2]int, len(spans))
	for k, s := range spans {
		out[k] = [2]int{s.first, s.end}
	}
	return out
}

// read reads the texts.
func (c command) read(folders []string) (texts []text, err error) {
	if c.treebank != "" {
		documents, err := conllu.ReadFile(c.treebank)
		if err != nil {
			return nil, err
		}
		for _, d := range documents {
			x := text{d.Text, map[news.Span]int{}}
			chains := map[string]int{}
			for _, m := range d.Mentions {
				if _, known := chains[m.Chain]; !known {
					chains[m.Chain] = len(chains)
				}
				x.gold[m.Span] = chains[m.Chain]
			}
			texts = append(texts, x)
		}
	}
	if c.cases != "" {
		data, err := os.ReadFile(c.cases)
		if err != nil {
			return nil, err
		}
		for line := range strings.Lines(string(data)) {
			if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
				texts = append(texts, readCase(line))
			}
		}
	}
	for _, dir := range folders {
		marked, err := files.ReadMarked(dir, c.list)
		if err != nil {
			return nil, err
		}
		for _, a := range marked {
			x := text{a.Text, map[news.Span]int{}}
			for _, m := range a.Mentions {
				x.gold[m.Span] = m.Entity
			}
			texts = append(texts, x)
		}
	}
	return texts, nil
}

// readCase reads a text with marks: "[a Jane Doe] said [a she] left".
func readCase(line string) text {
	x := text{gold: map[news.Span]int{}}
	type open struct{ start, of int }
	var stack []open
	ids := map[string]int{}
	for line != "" {
		i := strings.IndexAny(line, "[]")
		if i < 0 {
			x.text += line
			break
		}
		x.text += line[:i]
		if line[i] == '[' {
			id, rest, _ := strings.Cut(line[i+1:], " ")
			if _, known := ids[id]; !known {
				ids[id] = len(ids)
			}
			stack, line = append(stack, open{len(x.text), ids[id]}), rest
			continue
		}
		if n := len(stack) - 1; n >= 0 {
			x.gold[news.Span{Start: stack[n].start, End: len(x.text)}] = stack[n].of
			stack = stack[:n]
		}
		line = line[i+1:]
	}
	return x
}
