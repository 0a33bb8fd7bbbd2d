package synthetic

import (
	"strings"

	"hearsay/extract/news"
)

// A figure is somebody or something in the news. Those of lower numbers are
// there more often.
type figure struct {
	id, name, short string // short is what it is called once it is known
	kind            news.Type
	role            string // of people, some
	employer        string // id of the organization of the role
	employerName    string
	spans           []news.Span // its mentions in the article
}

// speaks says whether the figure can be the source of a claim.
func (f *figure) speaks() bool { return f.kind != news.Place }

var (
	firstNames = strings.Fields(`Ada Ann Bea Ben Cass Clara Dan Dora Edda Eli Emma Finn Fay Gus Hanna Hugh Ida Ines Ivo Jane Jonas Kai
		Lena Leo Lise Mara Max Mina Nils Nora Olga Orla Otto Pia Rolf Rosa Sam Tess Tobias Vera Willa`)
	syllables = strings.Fields(`bar ben cor dal den dor fal fen gar hal han hol kar kel lan lin lor mar mer mor nor pel ran rel ros sal
		tal tem ter val vin wen`)
	bodies = strings.Fields(`Board Council Union Institute Agency Ministry Court Party Bank Hospital University Police Commission
		Committee Foundation Association Authority Trust Chamber Alliance Guild Fund Office`)
	prefixes = strings.Split(",North ,South ,East ,West ,New ,Old ,Upper ,Lower ,Greater ", ",")
	initials = strings.Split(",A. ,B. ,C. ,D. ,E. ,F. ,G. ,H. ,J. ,K. ,L. ,M. ,N. ,O. ,P. ,R. ,S. ,T. ,U. ,V. ,W. ", ",")
	roles    = strings.Fields("chair director spokeswoman spokesman head president economist lawyer adviser founder")
)

// How many last names there are, and places that organizations are named
// after; primes, so that the remainders go through all pairs.
const (
	lastNames = 4999
	seats     = 2999
)

// figureOf makes the figure with number k: in twenty, twelve people, five
// organizations, a group of people and two places. No two have one name below
// five million people and half a million organizations.
func figureOf(k int) figure {
	switch r := k % 20; {
	case r < 12:
		return person(k/20*12 + r)
	case r < 17:
		return organization(k/20*5 + r - 12)
	case r < 18:
		name := "residents of " + place(k/20)
		return figure{id: id(news.Group, name), name: name, short: "the residents", kind: news.Group}
	default:
		name := place(k/20*2 + r - 18)
		return figure{id: id(news.Place, name), name: name, short: name, kind: news.Place}
	}
}

func person(k int) figure {
	last, round := place(k%lastNames), k/lastNames
	name := firstNames[(k+round)%len(firstNames)] + " " + initials[round/len(firstNames)%len(initials)] + last
	f := figure{id: id(news.Person, name), name: name, short: last, kind: news.Person}
	if k%3 > 0 {
		o := organization(k / 12 * 5)
		f.role, f.employer, f.employerName = roles[k%len(roles)], o.id, o.name
	}
	return f
}

func organization(k int) figure {
	round := k / seats
	body := bodies[(k+round)%len(bodies)]
	name := prefixes[round/len(bodies)%len(prefixes)] + place(k%seats) + " " + body
	return figure{id: id(news.Organization, name), name: name, short: "the " + strings.ToLower(body), kind: news.Organization}
}

// place is a name of two syllables or more, another for each number.
func place(k int) string {
	name := ""
	for k += len(syllables); ; k = k/len(syllables) - 1 {
		name = syllables[k%len(syllables)] + name
		if k < len(syllables) {
			return strings.ToUpper(name[:1]) + name[1:]
		}
	}
}

// id is the id of a name in plain letters.
func id(t news.Type, name string) string {
	return string(t) + "/" + strings.ToLower(strings.Join(strings.FieldsFunc(name, func(r rune) bool { return r == ' ' || r == '.' }), "-"))
}
