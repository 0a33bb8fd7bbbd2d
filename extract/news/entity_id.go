package news

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// mostName is the greatest length of the name in an entity's id, in bytes.
const mostName = 120

// EntityID is the id of an entity of a type and name: the type, a slash, and the name
// in ASCII, small, its words joined by hyphens ("person/michael-ryan"); apostrophes and
// full stops join what they part, and "The" is no part of an outlet's name. What ASCII
// cannot write stays; a name without a letter or digit is "unnamed".
func EntityID(kind Type, name string) string {
	name = strings.ToLower(name)
	if rest, ok := strings.CutPrefix(name, "the "); ok && kind == Publication {
		name = rest
	}
	var b strings.Builder
	hyphen := false
	for _, c := range norm.NFKD.String(name) {
		if unicode.Is(unicode.Mn, c) || c == '\'' || c == '’' || c == '.' {
			continue
		}
		if !unicode.IsLetter(c) && !unicode.IsDigit(c) {
			hyphen = b.Len() > 0
			continue
		}
		ascii, ok := latin[c]
		if !ok {
			ascii = string(c)
		}
		if b.Len()+len(ascii)+1 > mostName {
			break
		}
		if hyphen {
			b.WriteByte('-')
			hyphen = false
		}
		b.WriteString(ascii)
	}
	if b.Len() == 0 {
		b.WriteString("unnamed")
	}
	return string(kind) + "/" + b.String()
}

// LooksNamed guesses whether what an entity is called is a name: where documents of
// programs of before do not say it. A name begins with no small letter.
func LooksNamed(name string) bool {
	first, _ := utf8.DecodeRuneInString(strings.TrimLeftFunc(name, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }))
	return first != utf8.RuneError && !unicode.IsLower(first)
}

// latin are letters that do not fall apart into an ASCII letter and a mark.
var latin = map[rune]string{'ß': "ss", 'æ': "ae", 'ø': "o", 'œ': "oe", 'ł': "l", 'đ': "d", 'ð': "d", 'þ': "th", 'ı': "i"}

// Outlet is the id of the entity that the article names as its publisher, the one of
// the document that goes by that name; "" where no publisher is known.
func (d *Document) Outlet() string {
	name := d.Article.Publisher
	if strings.IndexFunc(name, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) < 0 {
		return ""
	}
	for i := range d.Entities {
		e := &d.Entities[i]
		if e.Type == Publication && (e.Name == name || slices.Contains(e.Aliases, name)) {
			return e.ID
		}
	}
	return EntityID(Publication, name)
}
