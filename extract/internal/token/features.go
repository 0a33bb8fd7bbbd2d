package token

import (
	"unicode"
	"unicode/utf8"
)

// Features are what the encoder is told of each token besides its pieces: one
// value a token in each.
type Features struct {
	Case  []uint8 // 0 no letter or digit, 1 digits, 2 lower, 3 Capitalized, 4 UPPER, 5 mixed
	Quote []uint8 // 0 outside quotations, 1 inside, 2 an opening mark, 3 a closing mark
	Start []uint8 // 0 none, 1 the first of a sentence, 2 the first of a paragraph
}

// Features gives the features of all tokens.
func (t *Text) Features() Features {
	n := len(t.Tokens)
	f := Features{Case: make([]uint8, n), Quote: make([]uint8, n), Start: make([]uint8, n)}
	for i := range n {
		f.Case[i] = caseOf(t.Word(i))
	}
	last := 0
	for _, q := range t.Quotations {
		for i := max(last, q.First); i < q.End; i++ {
			f.Quote[i] = 1
		}
		last = max(last, q.End)
	}
	for i, m := range t.mark {
		if m != noMark {
			f.Quote[i] = m + 1
		}
	}
	for _, s := range t.Sentences {
		f.Start[s.First] = 1
	}
	for _, p := range t.Paragraphs {
		f.Start[p.First] = 2
	}
	return f
}

// caseOf is the case of a word.
func caseOf(w string) uint8 {
	var upper, lower, letters, digits int
	for _, r := range w {
		switch {
		case unicode.IsUpper(r):
			upper++
			letters++
		case unicode.IsLower(r):
			lower++
			letters++
		case unicode.IsLetter(r):
			letters++
		case unicode.IsDigit(r):
			digits++
		}
	}
	first, _ := utf8.DecodeRuneInString(w)
	switch {
	case letters == 0 && digits > 0:
		return 1
	case letters == 0:
		return 0
	case upper == 0:
		return 2
	case upper == 1 && unicode.IsUpper(first):
		return 3
	case lower == 0:
		return 4
	}
	return 5
}
