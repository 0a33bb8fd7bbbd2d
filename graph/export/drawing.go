package export

import (
	"fmt"
	"slices"
	"strings"

	"hearsay/extract/news"
	"hearsay/graph"
)

// A drawing is what a picture shows: figures, and arrows from a source over what
// it says to whom it is about, and from a claim to the source that it reports.
type drawing struct {
	title, subtitle string
	figures         []figure
	lines           []line
	classes         map[[2]int]string // of each line: "says", "about" or "within"
	kinds           []news.Type       // of each figure; "" for a claim
	index           map[string]int
}

// newDrawing lays out which claims, entities and outlets stand for what; the
// places are computed later. A chain reads from the left: outlet, what it
// reports, who says so, what they say, about whom.
func newDrawing(s *Set) *drawing {
	d := &drawing{title: s.Title, subtitle: s.subtitle(), classes: map[[2]int]string{}, index: map[string]int{}}
	shown := map[string]bool{}
	for i := range s.Claims {
		shown[s.Claims[i].ID] = true
	}
	for i := range s.Claims {
		c := &s.Claims[i]
		claim := d.claim(c)
		for _, e := range c.Sources {
			d.connect(d.entity(e), claim, "says")
		}
		for _, e := range c.Targets {
			d.connect(claim, d.entity(e), "about")
		}
		switch {
		case c.Within != "" && shown[c.Within]:
			d.report(s, c, claim)
		case c.Article.Publisher != "":
			outlet := d.entity(graph.EntityRef{ID: c.Article.PublisherID, Name: c.Article.Publisher, Type: news.Publication})
			for _, e := range c.Sources {
				d.connect(outlet, d.entity(e), "within")
			}
			if len(c.Sources) == 0 {
				d.connect(outlet, claim, "within")
			}
		}
	}
	return d
}

// report connects the claim that a claim is within to who is said to say it.
func (d *drawing) report(s *Set, c *graph.Claim, claim int) {
	outer := slices.IndexFunc(s.Claims, func(o graph.Claim) bool { return o.ID == c.Within })
	from := d.claim(&s.Claims[outer])
	for _, e := range c.Sources {
		d.connect(from, d.entity(e), "within")
	}
	if len(c.Sources) == 0 {
		d.connect(from, claim, "within")
	}
}

// entity gives the figure of an entity, a new one the first time.
func (d *drawing) entity(e graph.EntityRef) int {
	return d.add(e.ID, e.Type, func() figure {
		return figure{class: "e-" + string(e.Type), link: e.ID, head: wrap(e.Name, nameSize, nameWidth), title: fmt.Sprintf("%s (%s)", e.Name, e.Type)}
	})
}

// claim gives the figure of a claim, a new one the first time.
func (d *drawing) claim(c *graph.Claim) int {
	return d.add(c.ID, "", func() figure {
		cue := c.Cue
		if cue == "" {
			cue = "—"
		}
		return figure{
			class: "claim", link: c.ID,
			head:  wrap(fmt.Sprintf("%s (%s)", shorten(cue, 60), c.Stance), nameSize, wordWidth),
			body:  wrap(shorten(c.Content, 220), wordSize, wordWidth),
			title: c.Sentence,
		}
	})
}

func (d *drawing) add(id string, kind news.Type, make func() figure) int {
	if i, ok := d.index[id]; ok {
		return i
	}
	d.index[id] = len(d.figures)
	d.figures = append(d.figures, make())
	d.kinds = append(d.kinds, kind)
	return len(d.figures) - 1
}

// connect draws one arrow between two figures, however often it is asked for.
func (d *drawing) connect(from, to int, class string) {
	key := [2]int{from, to}
	if from == to || d.classes[key] != "" {
		return
	}
	d.classes[key] = class
	d.lines = append(d.lines, line{From: from, To: to})
}

// types are the types of the entities shown, in the order of news.Types.
func (d *drawing) types() []news.Type {
	var found []news.Type
	for _, t := range news.Types {
		if slices.Contains(d.kinds, t) {
			found = append(found, t)
		}
	}
	return found
}

// subtitle says how much the picture holds and from when to when.
func (s *Set) subtitle() string {
	first, last := "", ""
	articles := map[string]bool{}
	for i := range s.Claims {
		a := s.Claims[i].Article
		articles[a.ID] = true
		if day := strings.SplitN(a.Published, "T", 2)[0]; day != "" {
			if first == "" || day < first {
				first = day
			}
			last = max(last, day)
		}
	}
	text := fmt.Sprintf("%s in %s", count(len(s.Claims), "claim"), count(len(articles), "article"))
	switch {
	case first != "" && first == last:
		text += ", " + first
	case first != "":
		text += ", " + first + " to " + last
	}
	return text + ". Claims are shown as made, not as true."
}

// count says a number of things in words: "1 claim", "2 claims".
func count(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}
