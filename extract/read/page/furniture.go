package page

import (
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"golang.org/x/net/html/atom"
)

// furniture is how passages begin that newsrooms put between paragraphs, each a pattern.
var furniture = [...]string{
	`read (?:more|also|next|the full|our)\b`, `related(?: \w+)?:`, `see also\b`, `also read\b`, `more:`, `more (?:on|from) `, `watch:`,
	`watch (?:the|more)`, `listen:`, `photos?:`, `image:`, `photo by`, `advertisement$`, `story continues`, `continue reading`, `subscribe`, `sign up`,
	`follow (?:us|him|her|me|@|\w+ on|.{0,20}full coverage)`, `share this`, `click here`, `getty images`, `© `, `copyright `, `all rights reserved`,
	`this (?:article|story) (?:was originally|originally|has been) `, `don.t miss`, `recommended`, `you (?:might|may) also`, `here.s what`,
	`contact (?:us|the author)`, `email `, `send (?:tips|us)`, `get (?:the|our) .{0,40}newsletter`, `top stories`, `trending`, `most read`,
	`skip (?:to|ad)`, `loading`, `image (?:source|copyright|caption)`, `media (?:caption|playback)`, `report a`,
	`view (?:comments|gallery|more|slideshow)`, `tap here`, `download (?:the|our) .{0,20}app`, `join (?:the|our) `, `what do you think`, `let us know`,
	`have your say`, `sponsored`, `affiliate`, `published\b.{0,60}$`, `updated\b.{0,60}$`, `posted\b.{0,60}$`, `adverts?$`, `comments?$`,
	`tell us what you think`, `explore further$`, `citation: `, `this document is subject to copyright`, `top videos?$`,
	`related (?:news|stories|articles|posts|links|content|topics|coverage)`, `have a tip\?`, `get the latest `, `if you enjoyed this (?:article|story)`, `in this .{0,60}photo\b`, `file photo`,
	`\[button `, `the associated press$`, `associated press$`, `reuters$`, `ap$`, `last updated`, `filed under`, `tags?:`, `topics?:`,
	`by [A-Z][\w.]+ [A-Z][\w.]+$`,
}

// furnished are the patterns of furniture by their first letters, since every short
// passage of a page is held against them.
var furnished = sync.OnceValue(func() map[byte]*regexp.Regexp {
	by := map[byte][]string{}
	for _, pattern := range furniture {
		first := strings.TrimPrefix(pattern, `\`)[0]
		by[first] = append(by[first], pattern)
	}
	out := map[byte]*regexp.Regexp{}
	for first, patterns := range by {
		out[first] = regexp.MustCompile(`(?i)^(?:` + strings.Join(patterns, "|") + `)`)
	}
	return out
})

// dateLine is a day and no more, as it stands above articles.
var dateLine = regexp.MustCompile(`(?i)^(?:[a-z]{3,6}day,? )?(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.? \d{1,2},? \d{4}(?:,? (?:at )?\d{1,2}[:.]\d\d.{0,12})?$`)

// furnishes says whether each line of a passage is something that a newsroom put there.
func (p *passage) furnishes() bool {
	if len(p.text) >= 300 {
		return false
	}
	for line := range strings.SplitSeq(p.text, "\n") {
		first := line[0]
		if first >= 'A' && first <= 'Z' {
			first += 'a' - 'A'
		}
		if pattern := furnished()[first]; (pattern == nil || !pattern.MatchString(line)) && (len(line) > 60 || !dateLine.MatchString(line)) {
			return false
		}
	}
	return true
}

// subheading are names of what is a heading though its element is none.
var subheading = regexp.MustCompile(`sub-?head|cross-?head|heading`)

// belongs says whether a passage in the article's element is a part of its text;
// between says that it stands between two paragraphs.
func (l *layout) belongs(p *passage, title string, between bool) bool {
	heading := slices.Contains([]atom.Atom{atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6}, p.node.DataAtom)
	switch {
	case between && heading && p.links > 0 && !alike(p.text, title): // of what follows, with its address
		return true
	case p.links*10 > len(p.text)*7 && utf8.RuneCountInString(p.text) < 300:
		return false
	case p.furnishes():
		return false
	case p.node.DataAtom == atom.H1:
		return false
	case heading && alike(p.text, title):
		return false
	case p.node.DataAtom == atom.Div && len(p.text) < 25 && !strings.ContainsAny(p.text, ".!?”\"") && !(between && subheading.MatchString(names(p.node))):
		return false
	}
	return true
}

// alike compares two texts by their letters and digits.
func alike(a, b string) bool { return bare(a) == bare(b) && bare(a) != "" }

func bare(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r >= 0x80:
			return r
		case r >= 'A' && r <= 'Z':
			return r + 'a' - 'A'
		}
		return -1
	}, s)
}
