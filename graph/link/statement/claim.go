package statement

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"hearsay/extract/news"
	"hearsay/graph/link"
	"hearsay/graph/link/internal/sense"
	"hearsay/graph/link/internal/words"
	"hearsay/graph/link/meaning"
)

// A claim is one as it is compared. There may be millions, so it holds no text.
type claim struct {
	article  *link.Article
	suffix   string // of its id, behind the article's
	place    int    // in its article's digest
	outlet   string
	time     int64 // seconds; of an article without a date the greatest
	day      int
	words    []uint32 // hashes, see hashOf
	terms    []term   // of the words that are no function words, sorted, each once
	length   float64  // of the vector of terms
	meaning  meaning.Vector
	opposed  []uint32 // hashes of what words that have an opposite mean, that of one side odd, that of the other even, sorted
	unique   float64  // what a term weighs that one claim has
	source   []entity
	about    []entity
	stance   news.Stance
	personal bool // see likeness
	direct   bool
}

func (c *claim) id() string { return "claim/" + c.article.ID + c.suffix }

// content is what the claim says.
func (c *claim) content() string {
	d, err := read(c.article.Digest, c.article.Entity)
	if err != nil || c.place >= len(d.claims) {
		return ""
	}
	return d.claims[c.place].content
}

// A term is the hash of a word, and in its lowest byte what it weighs, in sixteenths: the
// rarer it is among claims, the more.
type term uint32

func newTerm(hash uint32, weight float64) term {
	return term(hash<<8 | uint32(min(255, max(1, math.Round(float64(16*weight))))))
}

func (t term) hash() uint32    { return uint32(t >> 8) }
func (t term) weight() float64 { return float64(t&255) / 16 }

// Hashes of words have 24 bits; the lowest two say what a word is besides.
const (
	isNumber   = 1
	isNegation = 2
	kindBits   = 3
)

// hashOf is a word's hash.
func hashOf(word string) uint32 {
	h := uint64(14695981039346656037)
	for i := range len(word) {
		h = (h ^ uint64(word[i])) * 1099511628211
	}
	h = (h ^ h>>33) * 0xff51afd7ed558ccd
	out := uint32(h>>40) &^ kindBits
	switch {
	case '0' <= word[0] && word[0] <= '9' && word[len(word)-1] <= '9': // "25th" counts nothing
		out |= isNumber
	case negations[word]:
		out |= isNegation
	}
	return out
}

// numerals are numbers as words, which stand for their digits.
var numerals = map[string]string{
	"two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9", "ten": "10", "eleven": "11", "twelve": "12",
	"twenty": "20", "thirty": "30", "forty": "40", "fifty": "50", "sixty": "60", "seventy": "70", "eighty": "80", "ninety": "90",
}

var negations = words.Set("not no never none nobody nothing neither nor cannot without dont doesnt didnt isnt arent wasnt werent wont wouldnt cant couldnt shouldnt hasnt havent hadnt aint nowhere")

// functional are words that say nothing of what a sentence is about.
var functional = words.Set(`a an the this that these those it its he him his she her they them their we us our you your i me my who whom which what
	and or but if as than so because while when where how of in on at to for from by with about into over after before between through during
	under against out up down off is are was were be been being am has have had having do does did will would shall should can could may might must
	there here also just very more most much many some any all such own same too only then now said say says saying told one`)

// pronouns stand for the source as often as not.
var pronouns = words.Set("i me my mine we us our ours he him his she her hers they them their himself herself myself themselves")

// stem is a word without the endings that it has as another form of itself, for most
// words of English: of "closes", "closed", "closing" and "close" it is "clos".
func stem(word string) string {
	for _, ending := range [...]string{"ing", "ed", "es", "s", "e"} {
		if rest, ok := strings.CutSuffix(word, ending); ok && len(rest) >= 3 && !(ending == "s" && strings.HasSuffix(rest, "s")) {
			return rest
		}
	}
	return word
}

// mostWords bounds the words of a content that are compared.
const mostWords = 120

// wordsOf are the hashes of a content's words, and of those that are terms, and whether
// it speaks of people as only its source tells.
func wordsOf(content string) (all, terms []uint32, personal bool) {
	for _, w := range words.Folded(content) {
		w = cmp.Or(numerals[w], w)
		h := hashOf(w)
		all = append(all, h)
		personal = personal || pronouns[w]
		if !functional[w] && h&isNegation == 0 {
			terms = append(terms, hashOf(stem(w)))
		}
		if len(all) == mostWords {
			break
		}
	}
	slices.Sort(terms)
	return all, slices.Compact(terms), personal
}

// opposedIn are those of a content's words that have an opposite.
func opposedIn(content string) (out []uint32) {
	for _, w := range words.Folded(content) {
		if s := sense.Of(w); s.Opposite != 0 {
			h := hashOf(s.Stem) &^ 1
			if s.Opposite > 0 {
				h |= 1
			}
			out = append(out, h)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// contrary says whether one of two claims has a word whose opposite the other has: each on
// one side alone.
func contrary(a, b *claim) bool {
	for _, h := range a.opposed {
		if !slices.Contains(a.opposed, h^1) && slices.Contains(b.opposed, h^1) && !slices.Contains(b.opposed, h) {
			return true
		}
	}
	return false
}

// claimsOf reads the claims of articles whose contents can be compared, by time, then by
// id, with the weights of their terms.
func claimsOf(articles []link.Article) []claim {
	var all []claim
	seen := map[uint32]int{} // claims that have a term
	for i := range articles {
		a := &articles[i]
		d, err := read(a.Digest, a.Entity)
		if err != nil {
			continue
		}
		time := int64(math.MaxInt64)
		if at := news.Instant(d.published); !at.IsZero() {
			time = at.Unix()
		}
		for place, c := range d.claims {
			words, terms, personal := wordsOf(c.content)
			if len(words) < fewestWords || len(terms) < fewestTerms {
				continue
			}
			out := claim{
				meaning: meaning.Of(c.content), opposed: opposedIn(c.content),
				article: a, suffix: c.id, place: place, outlet: d.outlet, time: time, day: int(time / (24 * 60 * 60)), words: words,
				source: c.source, about: c.about, stance: c.stance, personal: personal && !c.direct, direct: c.direct,
			}
			for _, h := range terms {
				out.terms = append(out.terms, newTerm(h, 0))
				seen[h]++
			}
			all = append(all, out)
		}
	}
	most := math.Log(float64(len(all)+100) / 2)
	for i := range all {
		c := &all[i]
		c.unique = most
		sum := 0.
		for k := range c.terms {
			h := c.terms[k].hash()
			t := newTerm(h, math.Log(float64(float64(len(all)+100)/float64(seen[h]+1))))
			c.terms[k] = t
			sum += float64(t.weight() * t.weight())
		}
		c.length = math.Sqrt(sum)
	}
	slices.SortFunc(all, func(a, b claim) int {
		return cmp.Or(cmp.Compare(a.time, b.time), cmp.Compare(a.article.ID, b.article.ID), cmp.Compare(a.place, b.place))
	})
	return all
}
