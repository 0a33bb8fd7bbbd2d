// Package fields is how digests are written: numbers as varints, and texts behind their
// lengths, one after the other.
package fields

import "encoding/binary"

// A Writer appends fields to Out.
type Writer struct{ Out []byte }

// Number appends a number, which is not below 0.
func (w *Writer) Number(n int) { w.Out = binary.AppendUvarint(w.Out, uint64(n)) }

// Text appends a text.
func (w *Writer) Text(s string) {
	w.Number(len(s))
	w.Out = append(w.Out, s...)
}

// Flag appends whether something is so, as 1 or 0.
func (w *Writer) Flag(b bool) {
	if b {
		w.Number(1)
	} else {
		w.Number(0)
	}
}

// A Reader takes back from In what a Writer appended. Once that is no such thing, Failed
// is true and all that it gives is zero.
type Reader struct {
	In     []byte
	Failed bool
}

// mostNumber bounds the numbers.
const mostNumber = 1 << 30

// Number takes a number.
func (r *Reader) Number() int {
	n, size := binary.Uvarint(r.In)
	if r.Failed = r.Failed || size <= 0 || n > mostNumber; r.Failed {
		return 0
	}
	r.In = r.In[size:]
	return int(n)
}

// Flag takes what Writer.Flag appended.
func (r *Reader) Flag() bool { return r.Number() == 1 }

// Length takes the number of what follows, each item of which has a byte at least.
func (r *Reader) Length() int {
	n := r.Number()
	if r.Failed = r.Failed || n > len(r.In); r.Failed {
		return 0
	}
	return n
}

// Text takes a text.
func (r *Reader) Text() string {
	n := r.Length()
	s := string(r.In[:n])
	r.In = r.In[n:]
	return s
}
