package dispute

import (
	"cmp"
	"encoding/json"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"hearsay/extract/news"
	"hearsay/graph/link/internal/sense"
	"hearsay/graph/link/internal/words"
)

// A digest is what is kept of an article: of each claim what it says as a bag of words.
type digest struct {
	Entities []entity `json:"e,omitempty"` // those that something below is said of
	Claims   []claim  `json:"c,omitempty"`
}

// An entity is one of the article's, by its id there.
type entity struct {
	ID           string   `json:"i"`
	Named        bool     `json:"n,omitempty"`
	Affiliations []string `json:"a,omitempty"`
}

// A claim as it is compared with others.
type claim struct {
	ID      string   `json:"i"`           // behind "claim/<article>-"
	Sources []int    `json:"s,omitempty"` // places in Entities
	Day     int      `json:"d,omitempty"` // days since 1970; 0 where it is not known
	Start   int      `json:"b"`           // byte of the article
	End     int      `json:"z"`           // the byte after its last
	Stand   stand    `json:"k,omitempty"`
	Within  int      `json:"w,omitempty"` // place of the claim that reports it, counted from 1
	Terms   string   `json:"t,omitempty"` // as a term is written, apart by blanks
	Numbers []number `json:"n,omitempty"`
	Focus   string   `json:"f,omitempty"` // stems of the words that its negators stand before
	Form    int      `json:"c,omitempty"` // thing, loose or clause
	Bare    bool     `json:"o,omitempty"` // has no subject of its own: "to close the mill"
	If      bool     `json:"h,omitempty"` // says what would be
	Expects bool     `json:"j,omitempty"` // says what its source expects or believes
	Times   string   `json:"l,omitempty"` // the months, days and years that it names
	Back    back     `json:"r,omitempty"` // whether it says nothing of its own: "that", "the report"
	About   []int    `json:"g,omitempty"` // places in Entities of those it is about
	Strong  bool     `json:"y,omitempty"` // its cue says "not so": deny, dispute, refute
	Owners  []int    `json:"m,omitempty"` // places in Entities of those whose words it points back to: "Vey's claim"
	Own     bool     `json:"v,omitempty"` // what it denies, its source is said to have done: "having met", "that she met"
	Accuses bool     `json:"x,omitempty"` // its cue says that it may be denied: accuse, allege, claim
	Sure    int      `json:"p,omitempty"` // hundredths of the probability that its source makes it
}

// A stand is how a source stands to the words of its claim.
type stand int8

const (
	says    stand = iota
	denies        // that it is so
	doubts        //
	neither       // asks for it, or wants it: nothing that somebody else can deny
)

// A term is a word of a claim, by its sense, or an entity.
type term struct {
	stem     string // "@3" for an entity: its place in Entities
	not      bool   // in a negated clause
	opposite int8   // the side of an opposition
}

// String writes a term: "close", "!close", "rise+", "@3".
func (t term) String() string {
	s := t.stem
	if t.not {
		s = "!" + s
	}
	switch t.opposite {
	case 1:
		s += "+"
	case -1:
		s += "-"
	}
	return s
}

// parseTerm reads what String writes.
func parseTerm(s string) (t term) {
	s, t.not = strings.CutPrefix(s, "!")
	if cut, ok := strings.CutSuffix(s, "+"); ok {
		s, t.opposite = cut, 1
	} else if cut, ok := strings.CutSuffix(s, "-"); ok {
		s, t.opposite = cut, -1
	}
	t.stem = s
	return t
}

// Digest is what finding disputes needs of a document.
func Digest(d *news.Document) []byte {
	b := &digester{doc: d, at: map[string]int{}}
	for i := range d.Entities {
		e := &d.Entities[i]
		if !isNamed(e.Name) {
			continue
		}
		for _, s := range e.Spans {
			b.spans = append(b.spans, mention{s, e.ID})
		}
	}
	slices.SortFunc(b.spans, func(x, y mention) int {
		return cmp.Or(cmp.Compare(x.Start, y.Start), cmp.Compare(y.End, x.End), strings.Compare(x.id, y.id))
	})
	places := map[string]int{}
	for i := range d.Claims {
		places[d.Claims[i].ID] = i + 1
		b.out.Claims = append(b.out.Claims, b.claim(&d.Claims[i]))
	}
	for i := range b.out.Claims {
		c := &b.out.Claims[i]
		c.Within = places[d.Claims[i].Within]
		if c.Within == 0 {
			continue
		}
		outer := &b.out.Claims[c.Within-1]
		switch _, to := nounAt(split(d.Claims[c.Within-1].Content)); {
		case c.Stand != says:
			outer.Stand = neither // "the paper says that engineers doubt it" is no word for it
		case outer.Stand == denies && to == none && 2*(c.End-c.Start) > outer.End-outer.Start:
			outer.Form = loose // "denied that she had said it" is no word on whether it is so
		}
	}
	data, err := json.Marshal(b.out)
	if err != nil { // of numbers that JSON does not know: there are none
		panic(err)
	}
	return data
}

// A digester makes the digest of one document.
type digester struct {
	doc   *news.Document
	out   digest
	at    map[string]int // places of entities, by their ids
	spans []mention      // of named entities, by where they begin, the longer first
}

type mention struct {
	news.Span
	id string
}

// isNamed says whether a name is one: a word of it begins with a capital letter.
func isNamed(name string) bool {
	for _, w := range strings.Fields(name) {
		if r := []rune(w)[0]; unicode.IsUpper(r) && w != "The" && w != "A" && w != "An" && w != "Our" && w != "My" {
			return true
		}
	}
	return false
}

// entity gives the place of an entity in the digest.
func (b *digester) entity(id string) int {
	if at, ok := b.at[id]; ok {
		return at
	}
	e := entity{ID: id}
	if i, ok := slices.BinarySearchFunc(b.doc.Entities, id, func(e news.Entity, id string) int { return strings.Compare(e.ID, id) }); ok {
		e.Named, e.Affiliations = isNamed(b.doc.Entities[i].Name), b.doc.Entities[i].Affiliations
	}
	b.at[id] = len(b.out.Entities)
	b.out.Entities = append(b.out.Entities, e)
	return b.at[id]
}

func (b *digester) claim(c *news.Claim) claim {
	out := claim{ID: strings.TrimPrefix(c.ID, "claim/"+b.doc.Article.ID+"-"), Start: c.Start, End: c.End, Stand: standOf(c), Day: dayOf(cmp.Or(c.Date, b.doc.Article.Published))}
	for _, id := range c.Source {
		out.Sources = append(out.Sources, b.entity(id))
	}
	words := split(c.Content)
	b.terms(c, words, &out)
	out.Form, out.Bare = formOf(words), bare(words)
	out.If = slices.ContainsFunc(words, func(w word) bool { return w.folded == "if" })
	for _, id := range c.About {
		out.About = append(out.About, b.entity(id))
	}
	out.Strong, out.Sure = begins(c.Cue, flat[:]), int(math.Floor(100*c.Confidence*c.SourceConfidence+.5))
	out.Expects, out.Times = c.Stance == news.Believes || begins(c.Cue, expecting[:]), timesOf(words)
	out.Accuses = begins(c.Cue, accusing[:])
	switch {
	case out.Stand == denies:
		if out.Back = backOf(words); out.Back != none {
			out.Owners = b.named(c.Start, c.End)
		}
		out.Own = own(words)
		if _, to := nounAt(words); to == toWords && out.Back == none {
			out.Form = clause // "the claim that they met"
		}
	case out.Stand == doubts && (out.Form != clause || asks(words)):
		out.Stand = neither // "questioned the timing" calls nothing untrue
	}
	return out
}

func dayOf(date string) int {
	t := news.Instant(date)
	if t.IsZero() {
		return 0
	}
	return int(t.Unix() / 86400)
}

// doubting are beginnings of cues that throw doubt on what is said.
var doubting = [...]string{"doubt", "question", "challeng", "skeptic", "sceptic", "contest", "disput"}

// denying are beginnings of cues that call it untrue.
var denying = [...]string{"deny", "deni", "reject", "dismiss", "refut", "rebut", "disput", "contradict", "disavow"}

// lessening are beginnings of cues that call it small, or an error of long ago.
var lessening = [...]string{"downplay", "play", "minimi", "debunk", "refus"}

// answering are beginnings of cues behind which stands what a source says itself, or what
// it says it against.
var answering = [...]string{"counter"}

// flat are those that leave no doubt.
var flat = [...]string{"deny", "deni", "refut", "rebut", "disput", "contradict"}

// accusing are beginnings of cues of what is likely to be denied.
var accusing = [...]string{"accus", "alleg", "charg", "claim", "suggest", "insist", "assert", "argu", "blam", "complain", "speculat", "maintain"}

// expecting are beginnings of cues of what is not known yet.
var expecting = [...]string{"expect", "predict", "project", "forecast", "estimat", "plan"}

// timesOf are the words of a content that tell of when it speaks.
func timesOf(all []word) string {
	var out []string
	for _, w := range all {
		year := w.number && len(w.folded) == 4 && (strings.HasPrefix(w.folded, "19") || strings.HasPrefix(w.folded, "20")) && w.commas == 0
		if (year || periods[w.folded]) && !slices.Contains(out, w.folded) {
			out = append(out, w.folded)
		}
	}
	slices.Sort(out)
	return strings.Join(out, " ")
}

// periods are words that tell when.
var periods = words.Set(`january february march april june july august september october november december monday tuesday wednesday thursday friday
	saturday sunday first second third fourth quarter half year month week decade annually monthly weekly daily yesterday today tomorrow initially originally`)

// saying are words of cues in which what was said follows, whatever else they tell.
var saying = words.Set("said says told wrote writes tweeted added saying")

// undecided is what says neither that something is so nor that it is not.
var undecided = regexp.MustCompile(`(?i)\b(?:whether|too (?:soon|early) (?:to|for)|unclear|unknown|not known|not clear|no idea|do(?:es)? ?n[o’']t know)\b`)

// standOf is how the source stands to the content. What is quoted whole is what the
// source says itself, whatever the cue.
func standOf(c *news.Claim) stand {
	if undecided.MatchString(c.Content) {
		return neither
	}
	if slices.ContainsFunc(split(c.Cue), func(w word) bool { return negators[w.folded] || w.folded == "without" || w.folded == "against" }) {
		return neither // "isn't saying", "cautioned against"
	}
	switch c.Stance {
	case news.Denies, news.Rejects:
		switch {
		case c.Kind == news.Direct:
			return says
		case begins(c.Cue, lessening[:]):
			return neither
		case begins(c.Cue, answering[:]) && strings.HasPrefix(strings.ToLower(c.Content), "that "):
			return says // "countered that the edits were minor"
		case slices.ContainsFunc(split(c.Cue), func(w word) bool { return saying[w.folded] }):
			return neither // "said in denying the petition": what was denied is something else
		case c.Stance == news.Denies || begins(c.Cue, denying[:]):
			return denies
		}
		return neither
	case news.Questions:
		if begins(c.Cue, doubting[:]) && c.Kind != news.Direct {
			return doubts
		}
		return neither
	case news.Demands:
		return neither
	}
	return says
}

// begins says whether a word of a cue begins with one of some letters.
func begins(cue string, with []string) bool {
	for _, w := range split(cue) {
		if slices.ContainsFunc(with, func(b string) bool { return strings.HasPrefix(w.folded, b) }) {
			return true
		}
	}
	return false
}

// named are the places of the entities with a name that stand in a stretch of the text.
func (b *digester) named(start, end int) (out []int) {
	at, _ := slices.BinarySearchFunc(b.spans, start, func(m mention, at int) int { return cmp.Compare(m.Start, at) })
	for ; at < len(b.spans) && b.spans[at].End <= end; at++ {
		out = append(out, b.entity(b.spans[at].id))
	}
	return out
}

// terms notes the words of a claim's content that say something, each once, and its numbers.
func (b *digester) terms(c *news.Claim, all []word, out *claim) {
	not, at := negated(all)
	first, _ := slices.BinarySearchFunc(b.spans, c.Start, func(m mention, at int) int { return cmp.Compare(m.Start, at) })
	inside := b.spans[first:]
	seen := map[term]bool{}
	var terms, focus []string
	for i := 0; i < len(all); i++ {
		w := all[i]
		for len(inside) > 0 && inside[0].End <= c.Start+w.start {
			inside = inside[1:]
		}
		var t term
		if len(inside) > 0 && inside[0].Start <= c.Start+w.start && inside[0].End <= c.End {
			t = term{stem: "@" + strconv.Itoa(b.entity(inside[0].id)), not: not[i]}
			for i+1 < len(all) && c.Start+all[i+1].start < inside[0].End {
				i++
			}
		} else {
			if n, used := numberAt(all, i); used > 0 {
				out.Numbers = append(out.Numbers, n)
				i += used - 1
				continue
			}
			if w.number || stopwords[w.folded] || negators[w.folded] || large[w.folded] > 0 {
				continue
			}
			s := sense.Of(w.folded)
			t = term{s.Stem, not[i], s.Opposite}
			if !light[w.folded] && behind(at, i, all) {
				focus = append(focus, s.Stem)
			}
		}
		if !seen[t] {
			seen[t] = true
			terms = append(terms, t.String())
		}
	}
	out.Terms, out.Focus = strings.Join(terms, " "), strings.Join(focus, " ")
}

// behind says whether a word is the first with a sense of its own behind a negator.
func behind(negators []int, i int, all []word) bool {
	for _, n := range negators {
		k := n + 1
		for k < i && (stopwords[all[k].folded] || all[k].number || light[all[k].folded]) {
			k++
		}
		if k == i && n < i {
			return true
		}
	}
	return false
}

// light verbs stand between a negator and what it negates.
var light = words.Set(`think thinks thought believe believes know knows expect see feel suppose mean get gets take takes took taken give
	gave given have commit committed need needs try tried`)
