// Package wordpiece cuts words into word pieces as uncased BERT does (Devlin et al., NAACL
// 2019): the basic tokenization, then the longest pieces first (Wu et al., 2016). Whatever
// is learnt a piece reads words by it. Begin with [New].
package wordpiece

import (
	"errors"
	"fmt"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// MaxPieces is the most word pieces of a word; the rest is dropped.
const MaxPieces = 16

// maxRun is the characters of a run beyond which it is [UNK], as in BERT.
const maxRun = 100

// A Vocabulary is the list of word pieces a model knows. It is not changed
// after it is made, and may be used by several goroutines.
type Vocabulary struct {
	ids     map[string]int32
	longest int // bytes of the longest piece
	unknown int32
}

// New makes a vocabulary of pieces; a piece's id is its index. One that goes on with a
// word begins with "##". It is an error if a piece stands twice or if [UNK] is missing.
func New(pieces []string) (*Vocabulary, error) {
	v := &Vocabulary{ids: make(map[string]int32, len(pieces))}
	for i, p := range pieces {
		if _, twice := v.ids[p]; twice {
			return nil, fmt.Errorf("vocabulary: piece %q stands twice", p)
		}
		v.ids[p] = int32(i)
		v.longest = max(v.longest, len(p))
	}
	unknown, ok := v.ids["[UNK]"]
	if !ok {
		return nil, errors.New("vocabulary: no piece [UNK]")
	}
	v.unknown = unknown
	return v, nil
}

// ID is the id of a piece, and whether there is one.
func (v *Vocabulary) ID(piece string) (int32, bool) {
	id, ok := v.ids[piece]
	return id, ok
}

// Append appends to ids the word pieces of word, at least 1 and at most 16: the
// basic tokenization (lower case, no accents, punctuation and Chinese characters
// apart), then the longest pieces first.
// A run of over 100 characters, and one that no pieces make up, is [UNK].
func (v *Vocabulary) Append(ids []int32, word string) []int32 {
	begin := len(ids)
	if isLowerASCII(word) && len(word) <= maxRun {
		ids = v.appendRun(ids, word)
	} else {
		ids = v.appendRuns(ids, word)
	}
	switch n := len(ids) - begin; {
	case n == 0:
		ids = append(ids, v.unknown)
	case n > MaxPieces:
		ids = ids[:begin+MaxPieces]
	}
	return ids
}

// isLowerASCII reports whether word is lower-case letters of English alone,
// which basic tokenization leaves as they are. Most words are.
func isLowerASCII(word string) bool {
	for i := range len(word) {
		if c := word[i]; c < 'a' || c > 'z' {
			return false
		}
	}
	return word != ""
}

// appendRuns appends the pieces of each run of word that blanks, punctuation
// or Chinese characters end.
func (v *Vocabulary) appendRuns(ids []int32, word string) []int32 {
	var buffer [4 * maxRun]byte
	run := buffer[:0]
	characters := 0
	end := func() {
		switch {
		case characters > maxRun:
			ids = append(ids, v.unknown)
		case characters > 0:
			ids = v.appendRun(ids, string(run))
		}
		run, characters = run[:0], 0
	}
	for _, r := range norm.NFD.String(word) {
		switch {
		case r == utf8.RuneError || r == 0 || unicode.Is(unicode.Mn, r):
		case unicode.IsSpace(r) || unicode.Is(unicode.Zs, r):
			end()
		case unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co, unicode.Cs):
		case isPunctuation(r) || isChinese(r):
			end()
			run, characters = utf8.AppendRune(run, r), 1
			end()
		default:
			if characters < maxRun {
				run = utf8.AppendRune(run, unicode.ToLower(r))
			}
			characters++
		}
	}
	end()
	return ids
}

// appendRun appends the pieces that make up run, which has at most 100
// characters: the longest that fits, again and again.
func (v *Vocabulary) appendRun(ids []int32, run string) []int32 {
	if id, ok := v.ids[run]; ok {
		return append(ids, id)
	}
	begin := len(ids)
	var buffer [4*maxRun + 2]byte
	for i := 0; i < len(run); {
		prefix := buffer[:0]
		if i > 0 {
			prefix = append(prefix, "##"...)
		}
		n := min(len(run)-i, v.longest)
		id, ok := int32(0), false
		for ; n > 0 && !ok; n-- {
			if i+n == len(run) || utf8.RuneStart(run[i+n]) {
				id, ok = v.ids[string(append(prefix, run[i:i+n]...))]
			}
		}
		if !ok {
			return append(ids[:begin], v.unknown)
		}
		ids = append(ids, id)
		i += n + 1 // the loop took one off the length that fitted
	}
	return ids
}

// isPunctuation reports whether BERT splits a word at r: Unicode's
// punctuation, and every ASCII character that is no letter, digit or control.
func isPunctuation(r rune) bool {
	switch {
	case '!' <= r && r <= '/', ':' <= r && r <= '@', '[' <= r && r <= '`', '{' <= r && r <= '~':
		return true
	}
	return unicode.IsPunct(r)
}

// isChinese reports whether r is of the blocks that BERT takes a character at
// a time: the CJK ideographs, not kana or hangul.
func isChinese(r rune) bool {
	for _, block := range chinese {
		if block[0] <= r && r <= block[1] {
			return true
		}
	}
	return false
}

// chinese are the blocks of CJK ideographs, as in BERT's own tokenizer.
var chinese = [...][2]rune{
	{0x4E00, 0x9FFF},
	{0x3400, 0x4DBF},
	{0x20000, 0x2A6DF},
	{0x2A700, 0x2B73F},
	{0x2B740, 0x2B81F},
	{0x2B820, 0x2CEAF},
	{0xF900, 0xFAFF},
	{0x2F800, 0x2FA1F},
}
