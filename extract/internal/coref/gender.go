package coref

import (
	"hearsay/extract/internal/mention"
	"hearsay/extract/internal/perceptron"
)

// A genders is what tells of a cluster's gender. A title or a noun settles it; a first name
// does not ("Lindsey", "Chris"), and neither do the pronouns that were put there.
type genders struct {
	sure, byName mention.Gender
	long         bool   // byName is of a name of more than one word: "Christie" alone is Chris Christie's
	pronouns     [3]int // how many, by mention.Gender
}

// note takes what a mention tells.
func (g *genders) note(m *mention.Mention) {
	switch {
	case m.Form == mention.Pronoun:
		g.pronouns[m.Gender]++
	case m.Guessed:
		g.guess(m.Gender, m.NameEnd-m.NameFirst > 1)
	case g.sure == 0:
		g.sure = m.Gender
	}
}

// guess takes what a name tells, a long one before a short one.
func (g *genders) guess(of mention.Gender, long bool) {
	if of != 0 && (g.byName == 0 || long && !g.long) {
		g.byName, g.long = of, long
	}
}

// add takes what another cluster told.
func (g *genders) add(other *genders) {
	if g.sure == 0 {
		g.sure = other.sure
	}
	g.guess(other.byName, other.long)
	for i, n := range other.pronouns {
		g.pronouns[i] += n
	}
}

// likeliest is the gender that is settled, else what most pronouns say, else what the name
// does; 0 where nothing tells.
func (g *genders) likeliest() mention.Gender {
	he, she := g.pronouns[mention.Male], g.pronouns[mention.Female]
	switch {
	case g.sure != 0:
		return g.sure
	case he > she:
		return mention.Male
	case she > he:
		return mention.Female
	}
	return g.byName
}

// differs reports whether a gender is likely another than that of the cluster.
func (g *genders) differs(of mention.Gender) bool {
	mine := g.likeliest()
	return of != 0 && mine != 0 && mine != of
}

// allows reports whether a mention of a gender can go to the cluster at all.
func (g *genders) allows(of mention.Gender) bool {
	return of == 0 || g.sure == 0 || g.sure == of
}

// traits appends what speaks for and against a mention of a gender.
func (g *genders) traits(f *perceptron.Inputs, of mention.Gender) {
	f.Flag(g.sure != 0 && g.sure == of)
	f.Flag(g.sure == 0 && of != 0)
	f.Flag(g.byName != 0 && g.byName == of)
	f.Flag(g.byName != 0 && of != 0 && g.byName != of)
	for _, n := range [...]int{g.pronouns[of], g.pronouns[mention.Male] + g.pronouns[mention.Female] - g.pronouns[of]} {
		if of == 0 {
			n = 0
		}
		f.Flag(n > 0)
		f.Number(float32(min(n, 4)) / 4)
	}
}
