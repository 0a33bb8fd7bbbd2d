// Package meaning gives a text a vector of what it means, so that two that say the same in
// other words lie near each other: static vectors of word pieces, distilled from a sentence
// encoder and weighted, of which a text has the sum (the idea of model2vec, Tulkens and van
// Dongen, Minish Lab, 2024). A vector costs some microseconds and tells who did what to whom
// only by the words: "the dog bit the man" is "the man bit the dog", and what is denied lies
// beside what is said.
//
// All is computed with whole numbers, so that it is the same everywhere. MODEL.md says how
// english.vectors was made. Begin with [Of] and [Vector.Near].
package meaning

import (
	_ "embed"
	"encoding/binary"
	"fmt"
	"math"
	"strings"
	"sync"
	"unicode/utf8"

	"hearsay/extract/wordpiece"
)

// Width is the numbers of a vector.
const Width = 96

// mostPieces bounds the word pieces of a text that count, so that no sum overflows.
const mostPieces = 512

// A Vector is the direction in which a text lies, its greatest number 127 or -127. The zero
// Vector is that of a text that says nothing; it is near none.
type Vector [Width]int8

//go:embed english.vectors
var english string

// A model is what a text's vector is made from: of each piece a row of numbers, and by how
// much they count.
type model struct {
	pieces *wordpiece.Vocabulary
	rows   []Vector
	weight []int32 // 0 to 4095
}

// own is the model that the program comes with, read when it is first asked for.
var own = sync.OnceValue(func() *model {
	m, err := read(english)
	if err != nil {
		panic(err) // it is a part of the program, and a test reads it
	}
	return m
})

// read reads a file of vectors: a line with its name and sizes; the pieces, a line each; of
// each its weight, two bytes, the lower one first; of each its row of signed bytes.
func read(data string) (*model, error) {
	head, rest, _ := strings.Cut(data, "\n")
	var pieces, width int
	if _, err := fmt.Sscanf(head, "hearsay meaning 1 %d %d", &pieces, &width); err != nil || width != Width || pieces <= 0 {
		return nil, fmt.Errorf("read vectors: %.40q: not a file of vectors %d wide", head, Width)
	}
	list := make([]string, 0, min(pieces, len(rest)))
	for range pieces {
		piece, after, ok := strings.Cut(rest, "\n")
		if !ok {
			return nil, fmt.Errorf("read vectors: %d pieces, not %d", len(list), pieces)
		}
		list, rest = append(list, piece), after
	}
	if len(rest) != pieces*(2+Width) {
		return nil, fmt.Errorf("read vectors: %d bytes of weights and rows, not %d", len(rest), pieces*(2+Width))
	}
	m := &model{rows: make([]Vector, pieces), weight: make([]int32, pieces)}
	for i := range m.rows {
		m.weight[i] = int32(binary.LittleEndian.Uint16([]byte(rest[2*i:])[:2]))
		if m.weight[i] > 4095 {
			return nil, fmt.Errorf("read vectors: piece %q: a weight of %d", list[i], m.weight[i])
		}
		for k := range m.rows[i] {
			m.rows[i][k] = int8(rest[2*pieces+i*Width+k])
		}
	}
	var err error
	m.pieces, err = wordpiece.New(list)
	return m, err
}

// Of is the vector of a text.
func Of(text string) Vector { return own().of(text) }

func (m *model) of(text string) Vector {
	var buffer [mostPieces + 16]int32
	ids := buffer[:0]
	for len(text) > 0 && len(ids) < mostPieces {
		text = strings.TrimLeft(text, " \t\n")
		end := strings.IndexAny(text, " \t\n")
		if end < 0 {
			end = len(text)
		}
		if end > 0 && utf8.ValidString(text[:end]) {
			ids = m.pieces.Append(ids, text[:end])
		}
		text = text[end:]
	}
	var sum [Width]int32
	for _, id := range ids[:min(len(ids), mostPieces)] {
		row, w := &m.rows[id], m.weight[id]
		for k := range sum {
			sum[k] += int32(row[k]) * w
		}
	}
	return direction(&sum)
}

// direction is a sum with its greatest number made 127.
func direction(sum *[Width]int32) (v Vector) {
	most := int64(0)
	for _, x := range sum {
		most = max(most, int64(max(x, -x)))
	}
	if most == 0 {
		return v
	}
	for k, x := range sum {
		n := int64(max(x, -x))
		n = (2*127*n + most) / (2 * most)
		if x < 0 {
			n = -n
		}
		v[k] = int8(n)
	}
	return v
}

// Near is how near two vectors lie: their cosine, -1 to 1, 0 where one is the zero Vector.
func (v *Vector) Near(o *Vector) float64 {
	dot, a, b := v.dot(o), v.dot(v), o.dot(o)
	if a == 0 || b == 0 {
		return 0
	}
	return float64(dot) / math.Sqrt(float64(a)*float64(b))
}

// dot is the sum of products.
func (v *Vector) dot(o *Vector) (sum int32) {
	for k := 0; k < Width; k += 8 {
		sum += int32(v[k])*int32(o[k]) + int32(v[k+1])*int32(o[k+1]) + int32(v[k+2])*int32(o[k+2]) + int32(v[k+3])*int32(o[k+3]) +
			int32(v[k+4])*int32(o[k+4]) + int32(v[k+5])*int32(o[k+5]) + int32(v[k+6])*int32(o[k+6]) + int32(v[k+7])*int32(o[k+7])
	}
	return sum
}

// Pack is vectors as they are kept, one after the other.
func Pack(all []Vector) []byte {
	out := make([]byte, 0, len(all)*Width)
	for i := range all {
		for _, x := range all[i] {
			out = append(out, byte(x))
		}
	}
	return out
}

// Unpack appends to vectors those that Pack packed; what is behind the last whole one is none.
func Unpack(to []Vector, packed []byte) []Vector {
	for ; len(packed) >= Width; packed = packed[Width:] {
		var v Vector
		for k := range v {
			v[k] = int8(packed[k])
		}
		to = append(to, v)
	}
	return to
}
