package coref

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"hearsay/extract/internal/mention"
	"hearsay/extract/news"
)

func lower(s string) string { return strings.ToLower(s) }

// key is a name as names are compared: in lower case, without full stops,
// quotation marks, accents, a leading "the" and doubled blanks.
func key(name string) string {
	var b strings.Builder
	for _, c := range norm.NFKD.String(strings.ToLower(name)) {
		switch {
		case unicode.Is(unicode.Mn, c):
		case c == '.' || c == '"' || c == '“' || c == '”' || c == '‘' || c == '’' || c == '\'':
		case c == '-' || unicode.IsSpace(c):
			b.WriteByte(' ')
		default:
			b.WriteRune(c)
		}
	}
	words := strings.Fields(b.String())
	if len(words) > 1 && words[0] == "the" {
		words = words[1:]
	}
	return strings.Join(words, " ")
}

// names makes clusters of the names that are the same, or that the gazetteers
// say are the same; a person's single name waits for shortNames.
func (r *resolver) names() {
	clusters := map[string]int{}
	for i := range r.mentions {
		m := &r.mentions[i]
		if m.Form != mention.Name || r.keys[i] == "" || r.single(i) {
			continue
		}
		k := r.keys[i]
		if m.Canon != "" {
			k = key(m.Canon)
		}
		if m.Type == news.Person {
			k = "person/" + plainName(k)
		}
		c, known := clusters[k]
		if !known || r.without[SameNames] {
			c = r.start(i)
			clusters[k] = c
			continue
		}
		r.join(i, c)
	}
	if !r.without[SameNames] {
		r.samePersons()
	}
	if !r.without[Acronyms] {
		r.sameBodies()
	}
}

// single reports whether a mention is a person's last or first name alone: a word,
// words joined by hyphens, or a last name with its particle ("van den Broek").
func (r *resolver) single(i int) bool {
	m := &r.mentions[i]
	if m.Type != news.Person {
		return false
	}
	words := strings.Fields(r.core(m))
	return len(words) < 2 || nobiliary(r.keys[i])
}

// nobiliary reports whether a name begins with a particle of last names.
func nobiliary(name string) bool {
	first, _, _ := strings.Cut(name, " ")
	return particles.has(first)
}

// plainName is a person's name without initials.
func plainName(k string) string {
	words := strings.Fields(k)
	plain := words[:0:0]
	for j, w := range words {
		if j == 0 || j == len(words)-1 || utf8.RuneCountInString(w) > 1 {
			plain = append(plain, w)
		}
	}
	return strings.Join(plain, " ")
}

// samePersons merges persons whose names differ by a middle name, a short form
// of the first name or a misprint.
func (r *resolver) samePersons() {
	last := map[string][]int{} // last name → clusters
	var full []int
	for c := range r.clusters {
		k := &r.clusters[c]
		if k.kind != news.Person || len(k.mentions) == 0 {
			continue
		}
		words := strings.Fields(r.keys[k.mentions[0]])
		if len(words) < 2 {
			continue
		}
		surname := words[len(words)-1]
		merged := false
		for _, other := range last[surname] {
			if sameFirst(words, strings.Fields(r.keys[r.clusters[other].mentions[0]])) {
				r.merge(other, c)
				merged = true
				break
			}
		}
		if !merged && len(last[surname]) < 16 {
			last[surname] = append(last[surname], c)
			full = append(full, c)
		}
	}
	r.misprints(full)
}

// sameFirst reports whether two persons of one last name can be one: one's
// first name is the other's, or the short form or initial of it.
func sameFirst(a, b []string) bool {
	x, y := a[0], b[0]
	if x == y {
		return len(a) == 2 || len(b) == 2 || slices.Equal(a, b)
	}
	if len(x) > len(y) {
		x, y = y, x
	}
	return strings.HasPrefix(y, x) && (len(x) == 1 || len(x) >= 3) || nicknames[x] == y || nicknames[y] == x
}

// nicknames are short first names that do not begin like the long ones.
var nicknames = map[string]string{
	"bill": "william", "bob": "robert", "dick": "richard", "jim": "james", "mike": "michael", "jack": "john", "ted": "edward", "tony": "anthony",
	"liz": "elizabeth", "beth": "elizabeth", "peggy": "margaret", "kate": "katherine", "chuck": "charles", "hank": "henry", "larry": "lawrence", "rick": "richard",
	"bernie": "bernard", "jerry": "gerald", "harry": "harold", "ned": "edward", "joe": "joseph", "dave": "david", "steve": "stephen", "tim": "timothy",
}

// misprints merges long names that differ by a letter or two.
func (r *resolver) misprints(clusters []int) {
	buckets := map[string][]int{} // by length in words and first letter
	for _, c := range clusters {
		if r.root(c) != c {
			continue
		}
		k := r.keys[r.clusters[c].mentions[0]]
		if len(k) < 6 {
			continue
		}
		bucket := string(r.clusters[c].kind) + k[:1] + string(rune('0'+min(9, strings.Count(k, " "))))
		for _, other := range buckets[bucket] {
			if misprint(k, r.keys[r.clusters[other].mentions[0]]) {
				r.merge(other, c)
				break
			}
		}
		if r.root(c) == c && len(buckets[bucket]) < 32 {
			buckets[bucket] = append(buckets[bucket], c)
		}
	}
}

// misprint reports whether two names are one, misspelt: of six letters or more
// one edit apart, of twelve or more two, and not by a digit or the plural.
func misprint(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(b) > 64 || strings.ContainsAny(b, "0123456789") || a+"s" == b {
		return false
	}
	x, y := strings.Fields(a), strings.Fields(b)
	if len(x) != len(y) {
		return false
	}
	for i := range x {
		if x[i] != y[i] && len(x[i]) < 5 {
			return false
		}
	}
	limit := 1
	if len(a) >= 12 {
		limit = 2
	}
	return edits(a, b, limit) <= limit
}

// edits is the Levenshtein distance of two short texts, or more than limit where
// it is more.
func edits(a, b string, limit int) int {
	if len(b)-len(a) > limit || len(a)-len(b) > limit {
		return limit + 1
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		diagonal := row[0]
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := diagonal
			if a[i-1] != b[j-1] {
				cost++
			}
			diagonal = row[j]
			row[j] = min(cost, row[j]+1, row[j-1]+1)
		}
	}
	return row[len(b)]
}
