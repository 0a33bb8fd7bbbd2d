// Package speaker finds who speaks for whom: spokespeople and heads for their bodies,
// campaigns and offices for the person they are of. It reads what an article says somebody
// is ("Jonas Ekker, a spokesman for the Morrow campaign"), by the mentions of bodies that
// stand inside or behind the words for it.
//
// Begin with [Of].
package speaker

import (
	"cmp"
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"hearsay/extract/news"
	"hearsay/graph/link"
	"hearsay/graph/schema"
)

// A Tie says that one entity of an article speaks for another.
type Tie struct {
	Who  string `json:"w"`
	For  string `json:"f"`
	Role string `json:"r"` // "spokesman", "chief executive"
	Day  string `json:"d,omitempty"`
}

// How sure it is that somebody with a role speaks for a body.
const (
	sure   = .95 // spokespeople
	likely = .8  // heads
	office = .9  // campaigns and offices
)

var (
	// Roles that speak for somebody, the surer first.
	spokes = regexp.MustCompile(`(?i)\b(?:spokes(?:man|woman|person|people)|press (?:secretary|officer)|communications? director|lawyer|attorney)\b`)
	heads  = regexp.MustCompile(`(?i)\b(?:acting |deputy |vice |managing |executive |general |campaign )?(?:chief executive(?: officer)?|ceo|chair(?:man|woman|person)?|president|director|head|leader|secretary|` +
		`minister|manager|chief|founder|owner|commissioner|superintendent)\b`)

	// What somebody was.
	former = regexp.MustCompile(`(?i)\b(?:former|ex|then|late|retired|onetime)\b`)

	// What stands between a name or a role and the body.
	between = regexp.MustCompile(`(?i)^(?:,? (?:who|which) (?:speaks for|heads|leads|runs|chairs|directs)|, (?:(?:a|an|the|its|his|her) )?(?:[\w-]+ ){0,3}?` +
		`(?:spokes(?:man|woman|person)|lawyer|attorney|head|leader|director|president|chair(?:man|woman)?|secretary|chief executive) (?:for|of|at)| (?:of|for|at))(?: the| an?)?$`)

	// What is of somebody: "the Morrow campaign", "Karant's office".
	ofPerson = regexp.MustCompile(`(?i)^(?:the )?(.+?)(?:['’]s?)? (?:campaign|administration|office|team|camp|transition team|foundation)$`)
)

// most is how far behind a name its body may stand, in bytes.
const most = 60

// Of finds the ties of a document, by who, for whom and role.
func Of(d *news.Document) []Tie {
	var out []Tie
	add := func(who, body, role string) {
		if who != body {
			out = append(out, Tie{who, body, role, day(d)})
		}
	}
	for i := range d.Entities {
		e := &d.Entities[i]
		switch e.Type {
		case news.Person, news.Group:
			for _, r := range e.Roles {
				role := roleIn(r)
				if role == "" {
					continue
				}
				for _, id := range e.Affiliations {
					add(e.ID, id, role)
				}
				if len(e.Affiliations) == 0 {
					for _, id := range bodiesIn(d, e, r) {
						add(e.ID, id, role)
					}
				}
			}
			for _, b := range behind(d, e) {
				add(e.ID, b.For, b.Role)
			}
		case news.Organization:
			if m := ofPerson.FindStringSubmatch(e.Name); m != nil {
				if id := person(d, m[1]); id != "" {
					add(e.ID, id, strings.ToLower(e.Name[strings.LastIndexByte(e.Name, ' ')+1:]))
				}
			}
		}
	}
	slices.SortFunc(out, compare)
	return slices.CompactFunc(out, func(a, b Tie) bool { return compare(a, b) == 0 })
}

func compare(a, b Tie) int {
	return cmp.Or(strings.Compare(a.Who, b.Who), strings.Compare(a.For, b.For), strings.Compare(a.Role, b.Role), strings.Compare(a.Day, b.Day))
}

func day(d *news.Document) string { return d.Article.Published[:min(len(d.Article.Published), 10)] }

// roleIn is the word of a role by which somebody speaks for a body; "" where there is none.
func roleIn(role string) string {
	if former.MatchString(role) {
		return ""
	}
	if m := spokes.FindString(role); m != "" {
		return strings.ToLower(m)
	}
	return strings.ToLower(heads.FindString(role))
}

// bodiesIn are the bodies that a role names: those with a mention inside the words for it,
// where these are a mention of the entity: "the company's spokeswoman".
func bodiesIn(d *news.Document, e *news.Entity, role string) (out []string) {
	for _, s := range e.Spans {
		if s.Start < 0 || s.End > len(d.Article.Text) || s.Start > s.End || !strings.Contains(d.Article.Text[s.Start:s.End], role) {
			continue
		}
		for i := range d.Entities {
			b := &d.Entities[i]
			if b.ID == e.ID || !body(b) {
				continue
			}
			if slices.ContainsFunc(b.Spans, func(in news.Span) bool { return s.Start <= in.Start && in.End <= s.End && in != s }) && !slices.Contains(out, b.ID) {
				out = append(out, b.ID)
			}
		}
	}
	return out
}

// behind are the bodies whose mention follows one of a person: "Ekker, who speaks for the
// campaign".
func behind(d *news.Document, e *news.Entity) (out []Tie) {
	text := d.Article.Text
	for _, s := range e.Spans {
		for i := range d.Entities {
			b := &d.Entities[i]
			if b.ID == e.ID || !body(b) {
				continue
			}
			for _, in := range b.Spans {
				if s.End < 0 || in.Start <= s.End || in.Start > len(text) || in.Start-s.End > most {
					continue
				}
				words := strings.TrimRight(text[s.End:in.Start], " ")
				if !between.MatchString(words) {
					continue
				}
				role := roleIn(words)
				if role == "" && strings.Contains(words, "speaks for") {
					role = "speaker"
				} else if role == "" && strings.Contains(words, "who ") {
					role = "head"
				} else if name := text[max(0, s.Start):s.End]; role == "" && strings.IndexFunc(name, unicode.IsUpper) >= 0 {
					role = roleIn(name) // "Chairman Pell of the board"
				}
				if role != "" {
					out = append(out, Tie{For: b.ID, Role: role})
				}
			}
		}
	}
	return out
}

// body says whether an entity is one that people speak for.
func body(e *news.Entity) bool {
	return e.Type == news.Organization || e.Type == news.Publication
}

// person is the one person of a document with a name, or with it as last name; "" where
// there is none or are several.
func person(d *news.Document, name string) string {
	found := ""
	for i := range d.Entities {
		e := &d.Entities[i]
		if e.Type != news.Person || !strings.EqualFold(e.Name, name) && !strings.HasSuffix(strings.ToLower(e.Name), " "+strings.ToLower(name)) {
			continue
		}
		if found != "" {
			return ""
		}
		found = e.ID
	}
	return found
}

// confidence is how sure a role makes a tie.
func confidence(role string) float64 {
	switch {
	case spokes.MatchString(role), role == "speaker":
		return sure
	case heads.MatchString(role):
		return likely
	}
	return office
}

// Digest is what finding speakers needs of a document.
func Digest(d *news.Document) []byte {
	data, err := json.Marshal(Of(d))
	if err != nil { // of strings: there is none
		panic(err)
	}
	return data
}

// Find gives, of articles with the digests of [Digest], who speaks for whom: the reason is
// the role that most articles have, with the days of the first and the last.
func Find(articles []link.Article) []link.Link {
	type pair struct{ who, body string }
	roles, first, last := map[pair]map[string]int{}, map[pair]string{}, map[pair]string{}
	for i := range articles {
		var ties []Tie
		if json.Unmarshal(articles[i].Digest, &ties) != nil {
			continue // a digest of another program: its mark has it made anew
		}
		for _, t := range ties {
			p := pair{articles[i].Entity(t.Who), articles[i].Entity(t.For)}
			if p.who == p.body {
				continue
			}
			if roles[p] == nil {
				roles[p] = map[string]int{}
			}
			roles[p][t.Role]++
			if t.Day != "" && (first[p] == "" || t.Day < first[p]) {
				first[p] = t.Day
			}
			last[p] = max(last[p], t.Day)
		}
	}
	out := make([]link.Link, 0, len(roles))
	for p, all := range roles {
		role := ""
		for r, n := range all {
			if c := cmp.Or(cmp.Compare(n, all[role]), cmp.Compare(confidence(r), confidence(role)), strings.Compare(role, r)); role == "" || c > 0 {
				role = r
			}
		}
		l := link.Link{From: p.who, Predicate: schema.SpeaksFor, To: p.body, Reason: role, Confidence: confidence(role)}
		if first[p] != "" {
			l.Reason += ", " + first[p]
		}
		if last[p] != first[p] {
			l.Reason += " to " + last[p]
		}
		out = append(out, l)
	}
	return link.Sorted(out)
}
