package token

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// What a token is among the quotation marks.
const (
	noMark = iota
	openMark
	closeMark
)

// marks says what token i is: noMark, openMark or closeMark.
func (t *Text) marks(i int) uint8 { return t.mark[i] }

// open is a quotation whose end has not been met.
type open struct {
	token  int
	single bool
	at     int // its index in Quotations
}

// quotations pairs the marks within each paragraph, so that one without its
// partner spoils nothing beyond. A quotation in single marks counts only when it
// is closed, since its marks are apostrophes too; double marks left open reach to
// the end of their paragraph.
func (t *Text) quotations() {
	t.mark = make([]uint8, len(t.Tokens))
	var stack []open
	for p, para := range t.Paragraphs {
		stack = stack[:0]
		for i := para.First; i < para.End; i++ {
			stack = t.step(i, para, stack)
		}
		for k := len(stack) - 1; k >= 0; k-- {
			t.abandon(stack[k], para.End)
		}
		if len(stack) > 0 && !stack[0].single && p+1 < len(t.Paragraphs) {
			next := t.Paragraphs[p+1].First
			t.Quotations[stack[0].at].Continues = t.shape(next) == shapeDouble || t.shape(next) == shapeOpenDouble
		}
	}
	t.compact()
}

// step reads token i, which may open or close a quotation.
func (t *Text) step(i int, para Paragraph, stack []open) []open {
	shape := t.shape(i)
	switch shape {
	case shapeNone:
		return stack
	case shapeOpenDouble:
		if len(stack) > 0 && t.shape(stack[0].token) == shapeOpenDouble || len(stack) > 2 {
			stack = t.settle(stack, i)
		}
		return t.begin(i, false, stack)
	case shapeCloseDouble:
		if t.Word(i) == "''" && !inside(stack, false) && t.glued(i) == gluedRight {
			return t.begin(i, false, stack) // doubled apostrophes on both sides
		}
		return t.end(i, false, stack)
	case shapeDouble:
		if inside(stack, false) && !(t.glued(i) == gluedRight && len(stack) > 0 && t.glued(stack[0].token) != gluedRight) {
			return t.end(i, false, stack)
		}
		if !inside(stack, false) && t.glued(i) == gluedLeft && i > para.First {
			return stack // closes what never was opened
		}
		return t.begin(i, false, stack)
	}
	// Single marks.
	glued := t.glued(i)
	if inside(stack, true) && glued != gluedRight && stack[len(stack)-1].single {
		return t.end(i, true, stack)
	}
	if !inside(stack, true) && (glued == gluedRight || shape == shapeOpenSingle) {
		return t.begin(i, true, stack)
	}
	return stack
}

// inside says whether a quotation in such marks is open.
func inside(stack []open, single bool) bool {
	for _, o := range stack {
		if o.single == single {
			return true
		}
	}
	return false
}

// settle ends what is open where a mark that can only open comes: its own
// closing mark is missing.
func (t *Text) settle(stack []open, i int) []open {
	for k := len(stack) - 1; k >= 0; k-- {
		t.abandon(stack[k], i)
	}
	return stack[:0]
}

func (t *Text) begin(i int, single bool, stack []open) []open {
	t.Quotations = append(t.Quotations, Quotation{Open: i, Close: -1, First: i + 1, End: i + 1})
	return append(stack, open{token: i, single: single, at: len(t.Quotations) - 1})
}

// end closes the innermost quotation in such marks; what was opened inside it
// and not closed is given up.
func (t *Text) end(i int, single bool, stack []open) []open {
	for k := len(stack) - 1; k >= 0; k-- {
		o := stack[k]
		if o.single != single {
			continue
		}
		for _, inner := range stack[k+1:] {
			t.abandon(inner, i)
		}
		q := &t.Quotations[o.at]
		q.Close, q.End = i, i
		t.mark[q.Open], t.mark[i] = openMark, closeMark
		return stack[:k]
	}
	return stack
}

// abandon leaves a quotation in double marks open to token end; one in single
// marks is none.
func (t *Text) abandon(o open, end int) {
	q := &t.Quotations[o.at]
	if o.single {
		q.Open = -1
		return
	}
	q.End = end
	t.mark[q.Open] = openMark
}

// compact removes the quotations that turned out to be none.
func (t *Text) compact() {
	kept := t.Quotations[:0]
	for _, q := range t.Quotations {
		if q.Open >= 0 {
			kept = append(kept, q)
		}
	}
	t.Quotations = kept
}

// The shapes of marks.
const (
	shapeNone        = iota
	shapeDouble      // opens or closes: "
	shapeOpenDouble  // “ „ « ``
	shapeCloseDouble // ” » ''
	shapeSingle      // ' ’
	shapeOpenSingle  // ‘
)

func (t *Text) shape(i int) int {
	switch t.Word(i) {
	case `"`, "‟", "＂":
		return shapeDouble
	case "“", "„", "«", "``":
		return shapeOpenDouble
	case "”", "»", "''":
		return shapeCloseDouble
	case "'", "’":
		return shapeSingle
	case "‘":
		return shapeOpenSingle
	}
	return shapeNone
}

// Which side of a mark has no blank.
const (
	gluedNone = iota
	gluedLeft
	gluedRight
	gluedBoth
)

// glued says on which side of token i text follows without a blank, brackets
// and dashes aside: an opening mark has it on its right, a closing one on its left.
func (t *Text) glued(i int) int {
	before, _ := utf8.DecodeLastRuneInString(t.Source[:t.Tokens[i].Start])
	after, _ := utf8.DecodeRuneInString(t.Source[t.Tokens[i].End:])
	left := t.Tokens[i].Start > 0 && !unicode.IsSpace(before) && !unicode.In(before, unicode.Ps, unicode.Pd, unicode.Pi)
	opens := unicode.IsLetter(after) || unicode.IsDigit(after) || unicode.In(after, unicode.Ps, unicode.Pi, unicode.Sc) || after == '@' || after == '#'
	right := t.Tokens[i].End < len(t.Source) && (opens || !left && strings.ContainsRune(".…\"'", after))
	switch {
	case left && right:
		return gluedBoth
	case left:
		return gluedLeft
	case right:
		return gluedRight
	}
	return gluedNone
}
