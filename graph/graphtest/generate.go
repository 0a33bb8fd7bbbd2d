// Package graphtest holds the contract that every kind of store keeps, as tests,
// and a generator of documents to fill stores with.
//
// Begin with [TestStore].
package graphtest

import (
	"fmt"
	"iter"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"hearsay/extract/news"
)

// The shape of a generated article: as many claims and entities, and about as
// much text, as news articles of a few hundred words have.
const (
	entitiesEach = 15
	sentences    = 20 // each of about 150 bytes, with one claim
)

// Documents generates n documents, the same for the same seed. Who speaks
// follows Zipf's law: the most frequent entity stands in about a fifth of the
// articles. A fifth of the claims is within the one before. Ids, spans and order
// are those of real documents.
func Documents(n int, seed uint64) iter.Seq[news.Document] {
	return func(yield func(news.Document) bool) {
		random := rand.New(rand.NewPCG(seed, seed))
		who := rand.NewZipf(random, 1.1, 8, uint64(1000+20*n))
		for i := range n {
			if !yield(document(random, who, i)) {
				return
			}
		}
	}
}

// document generates the article with number i.
func document(random *rand.Rand, who *rand.Zipf, i int) news.Document {
	var d news.Document
	d.Entities = entities(who)
	d.Article = news.Article{
		Title:     fmt.Sprintf("Report %d on the harbour", i),
		URL:       fmt.Sprintf("https://outlet%d.example/%d", i%40, i),
		Publisher: fmt.Sprintf("The Outlet %d", i%40),
		Published: time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, i%2000).Format(time.DateOnly),
		Language:  "en",
	}
	var b strings.Builder
	b.WriteString(d.Article.Title + "\n\n")
	for range sentences {
		sentence(random, &b, &d)
	}
	d.Article.Text = b.String()
	d.Article.ID = news.ArticleID(d.Article)
	for k := range d.Claims {
		c := &d.Claims[k]
		c.ID = fmt.Sprintf("claim/%s-%d-%d", d.Article.ID, c.Start, c.End)
		if c.Within != "" {
			c.Within = d.Claims[k-1].ID
		}
	}
	return d
}

// entities picks who stands in an article, sorted by id.
func entities(who *rand.Zipf) []news.Entity {
	taken := map[uint64]bool{}
	var out []news.Entity
	for len(out) < entitiesEach {
		n := who.Uint64()
		if taken[n] {
			continue
		}
		taken[n] = true
		e := news.Entity{Aliases: []string{}, Roles: []string{}, Affiliations: []string{}, Spans: []news.Span{{Start: 0, End: 6}}}
		if n%3 == 0 {
			e.ID, e.Name, e.Type = fmt.Sprintf("organization/board-%d", n), fmt.Sprintf("Board %d", n), news.Organization
		} else {
			e.ID, e.Name, e.Type = fmt.Sprintf("person/ann-roe-%d", n), fmt.Sprintf("Ann Roe-%d", n), news.Person
			e.Roles = []string{fmt.Sprintf("chair of board %d", n%50)}
		}
		e.Aliases = []string{e.Name}
		out = append(out, e)
	}
	slices.SortFunc(out, func(a, b news.Entity) int { return strings.Compare(a.ID, b.ID) })
	return out
}

// words are what generated people talk of.
var words = strings.Fields("quay harbour vaccine passport price budget vote council storm bridge school report plan fund police hospital ferry market strike election water energy housing airport union treaty border tax court museum")

// sentence writes a sentence with a claim in it.
func sentence(random *rand.Rand, b *strings.Builder, d *news.Document) {
	source, target := d.Entities[random.IntN(entitiesEach)], d.Entities[random.IntN(entitiesEach)]
	begin := b.Len()
	fmt.Fprintf(b, "%s said ", source.Name)
	cue := news.Span{Start: begin + len(source.Name) + 1, End: b.Len() - 1}
	start := b.Len()
	fmt.Fprintf(b, "that %s", target.Name)
	for range 14 {
		b.WriteString(" " + words[random.IntN(len(words))])
	}
	end := b.Len()
	b.WriteString(".\n")
	c := news.Claim{
		Source: []string{source.ID}, Cue: "said", Content: b.String()[start:end], About: []string{target.ID},
		Kind: news.Kinds[random.IntN(len(news.Kinds))], Stance: news.Stances[random.IntN(len(news.Stances))], Start: start, End: end,
		SourceSpans: []news.Span{{Start: begin, End: begin + len(source.Name)}}, CueSpans: []news.Span{cue}, ContentSpans: []news.Span{{Start: start, End: end}},
		Sentence: b.String()[begin : end+1], Confidence: float64(random.IntN(1000)) / 1000,
	}
	if len(d.Claims) > 0 && random.IntN(5) == 0 {
		c.Within = "the one before"
	}
	d.Claims = append(d.Claims, c)
}
