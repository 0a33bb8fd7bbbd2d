package graph

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"hearsay/extract/news"
)

// Bounds of a document that comes from elsewhere, beyond what is found in any article.
const (
	mostListed = 100_000 // claims, or names
	mostSought = 1 << 37 // bytes that are read to look for all names in the text, as storing does: some 15 seconds
	mostDeep   = 16      // claims that one is within
	mostName   = 10_000  // bytes of a name, and of what else is no text
)

// Check says what is wrong with a document that was not made in this process; nil
// where it is one that extraction could have made: its ids follow from what they name,
// its spans lie in the text and on the bounds of its runes, claims are by and about
// entities of its own, and are within larger ones.
func Check(d *news.Document) error {
	a := &d.Article
	if a.Text == "" || !utf8.ValidString(a.Text) || strings.IndexByte(a.Text, 0) >= 0 {
		return errors.New("its text is none: it is empty, or holds what is no UTF-8, or NUL")
	}
	for _, s := range [...]string{a.ID, a.URL, a.Publisher, a.Published, a.Language} {
		if err := checkName(s); err != nil {
			return err
		}
	}
	if id := news.ArticleID(*a); a.ID != id {
		return fmt.Errorf("the id of its article is %q, and has to be %s", a.ID, id)
	}
	names := 0
	for i := range d.Entities {
		names += 1 + len(d.Entities[i].Aliases) + len(d.Entities[i].Roles)
	}
	if names > mostListed || len(d.Claims) > mostListed || names*len(a.Text) > mostSought {
		return fmt.Errorf("%d names and %d claims in a text of %d bytes, which no article has", names, len(d.Claims), len(a.Text))
	}
	c := checker{text: a.Text, article: a.ID, entities: make(map[string]bool, len(d.Entities)), claims: make(map[string]*news.Claim, len(d.Claims))}
	for i := range d.Entities {
		e := &d.Entities[i]
		if i > 0 && d.Entities[i-1].ID >= e.ID {
			return fmt.Errorf("entity %q does not come behind the one before it, by id", e.ID)
		}
		c.entities[e.ID] = true
	}
	for i := range d.Entities {
		if err := c.entity(&d.Entities[i]); err != nil {
			return fmt.Errorf("entity %q: %w", d.Entities[i].ID, err)
		}
	}
	for i := range d.Claims {
		if c.claims[d.Claims[i].ID] != nil {
			return fmt.Errorf("two claims %q", d.Claims[i].ID)
		}
		c.claims[d.Claims[i].ID] = &d.Claims[i]
	}
	for i := range d.Claims {
		if i > 0 && d.Claims[i].Start < d.Claims[i-1].Start {
			return fmt.Errorf("claim %q does not come behind the one before it, by place", d.Claims[i].ID)
		}
		if err := c.claim(&d.Claims[i]); err != nil {
			return fmt.Errorf("claim %q: %w", d.Claims[i].ID, err)
		}
	}
	return nil
}

// checkName says what is wrong with a name, or another text that is not the article's.
func checkName(s string) error {
	if len(s) > mostName || !utf8.ValidString(s) || strings.IndexByte(s, 0) >= 0 {
		return fmt.Errorf("%.40q… is no name: it has more than %d bytes, or holds what is no UTF-8, or NUL", s, mostName)
	}
	return nil
}

// A checker knows what the parts of a document may refer to.
type checker struct {
	text, article string
	entities      map[string]bool
	claims        map[string]*news.Claim
}

func (c *checker) entity(e *news.Entity) error {
	kind, slug, _ := strings.Cut(e.ID, "/")
	switch {
	case !slices.Contains(news.Types[:], e.Type):
		return fmt.Errorf("there is no type %q", e.Type)
	case kind != string(e.Type) || slug == "" || strings.ContainsFunc(slug, noSlug):
		return fmt.Errorf("its id has to be %s/ and its name in small letters, digits and hyphens", e.Type)
	case e.Name == "":
		return errors.New("it has no name")
	}
	for _, list := range [...][]string{{e.ID, e.Name}, e.Aliases, e.Roles} {
		for _, s := range list {
			if err := checkName(s); err != nil {
				return err
			}
		}
	}
	return errors.Join(c.known(e.Affiliations), c.spans(e.Spans))
}

// noSlug says of a rune that no id of an entity has it behind the type.
func noSlug(r rune) bool { return r != '-' && !unicode.IsLetter(r) && !unicode.IsDigit(r) }

func (c *checker) claim(v *news.Claim) error {
	place := news.Span{Start: v.Start, End: v.End}
	if err := errors.Join(c.spans([]news.Span{place}), c.spans(v.SourceSpans), c.spans(v.CueSpans), c.spans(v.ContentSpans)); err != nil {
		return err
	}
	for _, p := range [...]float64{v.Confidence, v.SourceConfidence, v.AboutConfidence} {
		if !(p >= 0 && p <= 1) || math.Signbit(p) {
			return fmt.Errorf("its confidence is %v, and has to be from 0 to 1", p)
		}
	}
	base := fmt.Sprintf("claim/%s-%d-%d", c.article, v.Start, v.End)
	rest, ok := strings.CutPrefix(v.ID, base)
	switch {
	case !ok || rest != "" && strings.Trim(rest[1:], "0123456789") != "" || len(rest) == 1 || rest != "" && rest[0] != '-':
		return fmt.Errorf("its id has to be %s, or this with -2, -3 behind it", base)
	case v.Content != c.text[v.Start:v.End] || !slices.Contains(v.ContentSpans, place):
		return fmt.Errorf("its content is not the text from %d to %d", v.Start, v.End)
	case v.Cue != c.pieces(v.CueSpans):
		return errors.New("its cue is not the text of its cue_spans")
	case !strings.Contains(v.Sentence, v.Content) || !strings.Contains(c.text, v.Sentence):
		return errors.New("its sentence is none of the text that holds its content")
	case !slices.Contains(news.Kinds[:], v.Kind):
		return fmt.Errorf("there is no kind %q", v.Kind)
	case !slices.Contains(news.Stances[:], v.Stance):
		return fmt.Errorf("there is no stance %q", v.Stance)
	case v.Date != "" && !isDate(v.Date):
		return fmt.Errorf("its date %.20q is no day, month or year", v.Date)
	}
	return errors.Join(checkName(v.When), checkName(v.DecidedBy), c.known(v.Source), c.known(v.About), c.within(v))
}

// pieces are the texts of spans, as a cue has them.
func (c *checker) pieces(spans []news.Span) string {
	texts := make([]string, len(spans))
	for i, s := range spans {
		texts[i] = c.text[s.Start:s.End]
	}
	return strings.Join(texts, " … ")
}

// isDate says whether a date is one of ISO: of a day, a month or a year.
func isDate(s string) bool {
	for _, form := range [...]string{time.DateOnly, "2006-01", "2006"} {
		if _, err := time.Parse(form, s); err == nil {
			return true
		}
	}
	return false
}

// within makes sure that the claim that reports one holds it, and more: so no chain
// has a circle.
func (c *checker) within(v *news.Claim) error {
	for depth := 0; v.Within != ""; depth++ {
		o := c.claims[v.Within]
		switch {
		case o == nil:
			return fmt.Errorf("it is within %q, which is no claim of the document", v.Within)
		case o.Start > v.Start || o.End < v.End || o.End-o.Start == v.End-v.Start:
			return fmt.Errorf("it is within %s, which is no larger or lies elsewhere", o.ID)
		case depth == mostDeep:
			return fmt.Errorf("it is within more than %d claims", mostDeep)
		}
		v = o
	}
	return nil
}

// known makes sure that ids are of entities of the document.
func (c *checker) known(ids []string) error {
	for _, id := range ids {
		if !c.entities[id] {
			return fmt.Errorf("there is no entity %.80q in the document", id)
		}
	}
	return nil
}

// spans makes sure that spans lie in the text, in its order and on the bounds of runes.
func (c *checker) spans(spans []news.Span) error {
	last := 0
	for _, s := range spans {
		switch {
		case s.Start < 0 || s.Start >= s.End || s.End > len(c.text):
			return fmt.Errorf("span [%d,%d] does not lie in a text of %d bytes", s.Start, s.End, len(c.text))
		case !utf8.RuneStart(c.text[s.Start]) || s.End < len(c.text) && !utf8.RuneStart(c.text[s.End]):
			return fmt.Errorf("span [%d,%d] begins or ends within a character; spans count bytes", s.Start, s.End)
		case s.Start < last:
			return fmt.Errorf("span [%d,%d] stands behind one that begins later", s.Start, s.End)
		}
		last = s.Start
	}
	return nil
}
