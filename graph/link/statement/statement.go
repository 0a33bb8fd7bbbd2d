// Package statement finds the claims that state the same: in the same words, in words
// that were altered, cut or put together, or in other words that mean the same.
//
// Claims are compared where they have rare words or a stretch of four words in common, or
// a source or target and a meaning (package meaning) near each other; whether a pair states the same is decided by how much of the words is kept, by the
// weight of the rare words in common (tf-idf), by how near the meanings lie, by who says it
// and about whom, and by numbers, negations and words of opposed meaning, which must not differ; where the same words are rare enough, who
// is taken for their source tells nothing. Pairs are joined to clusters by average linkage,
// so that no chain of likenesses joins what is not alike. Begin with [Find]; [Compare]
// shows the difference of two quotations.
package statement

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"

	"hearsay/graph/link"
	"hearsay/graph/schema"
)

const (
	fewestWords  = 3   // of a content that is compared
	fewestTerms  = 2   // of its words that are no function words
	fewestKept   = 5   // words of a content that can be found altered in another
	fewestSure   = 6   // words of a content by which it is known whoever says it
	fewestStrict = 8   // where somebody else says it
	mostlyKept   = .75 // share of the shorter content's words, from which on they are nearly the same
	nearlyKept   = .85 // the same where one source says both: whatever terms the rest are
	partOfFew    = .9  // share of the weight of the terms of contents of few words
	partKept     = .7  // and of others
	likeEnough   = .85 // probability from which on claims in other words state the same
	leastPart    = .4  // share of the weight of the lighter one's terms that the other has, below which claims are not compared further
	wholeKept    = .93 // share of the shorter content's words of a part of a longer one, of longEnough words
	rareWhole    = 3   // what the terms in common of such a part weigh at least, 1 for each that nobody else has
	rareEnough   = 1.6 // the same of contents that are known by them whoever says them, but for what one may say of oneself
	rareCounted  = 2.2 // and of contents with a number in common
	longEnough   = 10  // words from which on more tell no more
	nearEnough   = .6  // cosine of meanings from which on claims are compared that have few terms in common
	linked       = .6  // mean of the pairs of two clusters from which on they are one
)

// A Statement is claims of at least two articles that state the same.
type Statement struct {
	ID      string   // "statement/" and a hash of the first claim's id
	First   string   // the claim whose article is the earliest, of equal ones the first by id and place
	Words   string   // what it says
	Claims  []Member // by time, the first included
	Outlets int      // that have it
}

// A Member is a claim of a statement, and how it was found to state the same.
type Member struct {
	Claim      string
	Reason     string  // of the likest other claim of the statement
	Confidence float64 // that they state the same, 0 to 1
}

// Find gives the statements among the claims of articles, sorted by their ids; it does
// not depend on the order of the articles.
func Find(articles []link.Article) []Statement {
	claims := claimsOf(articles)
	pairs := pairsOf(claims)
	var out []Statement
	for _, group := range cluster(len(claims), pairs) {
		if s, ok := statementOf(claims, group); ok {
			out = append(out, s)
		}
	}
	slices.SortFunc(out, func(a, b Statement) int { return cmp.Compare(a.ID, b.ID) })
	return out
}

// Links are the statements as links of the graph.
func Links(articles []link.Article) []link.Link {
	var out []link.Link
	for _, s := range Find(articles) {
		out = append(out,
			link.Link{From: s.ID, Predicate: schema.First, To: s.First},
			link.Link{From: s.ID, Predicate: schema.Words, Text: s.Words},
			link.Link{From: s.ID, Predicate: schema.Outlets, Number: float64(s.Outlets)})
		for _, m := range s.Claims {
			out = append(out, link.Link{From: m.Claim, Predicate: schema.States, To: s.ID, Reason: m.Reason, Confidence: m.Confidence})
		}
	}
	return link.Sorted(out)
}

// statementOf makes a statement of the claims of a group; false where all are of one article.
func statementOf(claims []claim, g group) (Statement, bool) {
	first := &claims[g.members[0].place]
	sum := sha256.Sum256([]byte(first.id()))
	s := Statement{ID: "statement/" + hex.EncodeToString(sum[:10]), First: first.id(), Words: first.content()}
	var outlets, articles []string
	for _, m := range g.members {
		c := &claims[m.place]
		outlets, articles = append(outlets, cmp.Or(c.outlet, c.article.ID)), append(articles, c.article.ID)
		s.Claims = append(s.Claims, Member{Claim: c.id(), Reason: reasons[m.relation], Confidence: m.confidence})
	}
	s.Outlets = distinct(outlets)
	return s, distinct(articles) > 1
}

func distinct(list []string) int {
	slices.Sort(list)
	return len(slices.Compact(list))
}
