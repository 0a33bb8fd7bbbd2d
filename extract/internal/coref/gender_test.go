package coref

import (
	"testing"

	"hearsay/extract/internal/mention"
)

// TestGenders holds what settles a gender, what only speaks for one, and that merging does
// not depend on which cluster comes first.
func TestGenders(t *testing.T) {
	first := mention.Mention{Form: mention.Name, NameEnd: 1, Gender: mention.Female, Guessed: true}
	full := mention.Mention{Form: mention.Name, NameEnd: 2, Gender: mention.Male, Guessed: true}
	titled := mention.Mention{Form: mention.Name, NameEnd: 1, Gender: mention.Female}
	he := mention.Mention{Form: mention.Pronoun, Gender: mention.Male}
	noted := func(all ...mention.Mention) (g genders) {
		for i := range all {
			g.note(&all[i])
		}
		return g
	}
	for _, c := range []struct {
		name      string
		g         genders
		likeliest mention.Gender
		she       bool // "she" is allowed
	}{
		{"nothing", noted(), 0, true},
		{"a first name alone", noted(first), mention.Female, true},
		{"a full name counts more", noted(first, full), mention.Male, true},
		{"whichever comes first", noted(full, first), mention.Male, true},
		{"pronouns count more than names", noted(first, he), mention.Male, true},
		{"a title settles it", noted(full, he, titled), mention.Female, true},
		{"noted after", noted(mention.Mention{Form: mention.Name, Gender: mention.Male}, titled), mention.Male, false},
	} {
		if got := c.g.likeliest(); got != c.likeliest {
			t.Errorf("%s: likeliest %d, want %d", c.name, got, c.likeliest)
		}
		if got := c.g.allows(mention.Female); got != c.she {
			t.Errorf("%s: allows she: %t, want %t", c.name, got, c.she)
		}
	}
	a, b := noted(first, he), noted(full, titled)
	c, d := b, a
	a.add(&b)
	c.add(&d)
	if a != c {
		t.Errorf("merged one way %+v, the other way %+v", a, c)
	}
	if !a.differs(mention.Male) || a.differs(0) || a.differs(mention.Female) {
		t.Errorf("%+v differs from the wrong genders", a)
	}
}
