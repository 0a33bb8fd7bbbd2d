package web

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"hearsay/graph"
	"hearsay/graph/export/table"
)

// mostAcross is how many entries of what was found between articles a page shows.
const mostAcross = 6

// An acrossView is a list of what was found between articles: entries with a reason.
type acrossView struct {
	Title, Sub string
	Entries    []acrossEntry
	Left       int
}

// An acrossEntry is a claim, an article, an entity or a text, and why it stands here.
type acrossEntry struct {
	Claim   *claimView
	Article *articleView
	Entity  *ref
	Text    string
	Reason  string
}

// acrossClaim is what was found between articles of a claim: which may disagree with it,
// and where the same is stated.
func (g *reader) acrossClaim(ctx context.Context, id string) ([]acrossView, error) {
	disputes, err := g.store.Links(ctx, "dispute", id)
	if err != nil {
		return nil, err
	}
	may := acrossView{Title: "May disagree", Sub: "Found by their words. Which of them is right is not said here."}
	for _, l := range disputes {
		other := l.From
		if other == id {
			other = l.To
		}
		reason := l.Reason
		if string(l.Predicate) == "shifts" {
			reason += "; by the same source at another time"
		}
		if err := may.addClaim(ctx, g, other, reason); err != nil {
			return nil, err
		}
	}
	same := acrossView{Title: "The same statement elsewhere"}
	statements, err := g.store.Links(ctx, "statement", id)
	if err != nil {
		return nil, err
	}
	for _, l := range statements {
		if l.From != id || !strings.HasPrefix(l.To, "statement/") {
			continue
		}
		all, err := g.store.Links(ctx, "statement", l.To)
		if err != nil {
			return nil, err
		}
		for _, other := range all {
			if strings.HasPrefix(other.From, "claim/") && other.From != id {
				if err := same.addClaim(ctx, g, other.From, other.Reason); err != nil {
					return nil, err
				}
			}
		}
	}
	return filled(may, same), nil
}

// addClaim adds a claim, or counts it where there are many.
func (a *acrossView) addClaim(ctx context.Context, g *reader, id, reason string) error {
	if len(a.Entries) == mostAcross {
		a.Left++
		return nil
	}
	c, err := g.store.Claim(ctx, id)
	if errors.Is(err, graph.ErrNotFound) {
		return nil // removed since the links were found
	}
	if err != nil {
		return err
	}
	v := viewOf(&c)
	a.Entries = append(a.Entries, acrossEntry{Claim: &v, Reason: table.OneLine(reason)})
	return nil
}

// acrossArticle is what was found between an article and others: which it repeats, which
// repeat it, and whom it credits.
func (g *reader) acrossArticle(ctx context.Context, id string) ([]acrossView, error) {
	node := "article/" + id
	copies, err := g.store.Links(ctx, "copy", node)
	if err != nil {
		return nil, err
	}
	of, by := acrossView{Title: "Repeats"}, acrossView{Title: "Repeated in"}
	share := ""
	for _, l := range copies {
		if l.From == node && l.Number > 0 {
			share = fmt.Sprintf("%.0f %% of the words of the shorter one stand in the other", 100*l.Number)
		}
	}
	for _, l := range copies {
		list, other := &of, l.To
		if l.To == node {
			list, other = &by, l.From
		}
		if !strings.HasPrefix(other, "article/") {
			continue
		}
		doc, err := g.store.Document(ctx, strings.TrimPrefix(other, "article/"))
		if errors.Is(err, graph.ErrNotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		a := &doc.Article
		v := articleOf(graph.ArticleInfo{ID: a.ID, Title: a.Title, Publisher: a.Publisher, PublisherID: doc.Outlet(), Published: a.Published, Claims: len(doc.Claims)})
		reason := l.Reason
		if list == &of {
			reason = cmp.Or(reason, share)
		}
		list.add(acrossEntry{Article: &v, Reason: table.OneLine(reason)})
	}
	credits, err := g.store.Links(ctx, "credit", node)
	if err != nil {
		return nil, err
	}
	credited := acrossView{Title: "Credits"}
	for _, l := range credits {
		credited.addEntity(g, l.To, l.Reason)
	}
	return filled(of, by, credited), nil
}

// acrossEntity is what was found between articles of an entity: who speaks for it, for
// whom it speaks, and by which forms articles name it.
func (g *reader) acrossEntity(ctx context.Context, id string) ([]acrossView, error) {
	speakers, err := g.store.Links(ctx, "speaker", id)
	if err != nil {
		return nil, err
	}
	mouths, of := acrossView{Title: "Who speaks for it"}, acrossView{Title: "Speaks for"}
	for _, l := range speakers {
		if l.To == id {
			mouths.addEntity(g, l.From, l.Reason)
		} else {
			of.addEntity(g, l.To, l.Reason)
		}
	}
	joins, err := g.store.Links(ctx, "entity", id)
	if err != nil {
		return nil, err
	}
	forms := acrossView{Title: "Joined from", Sub: "Forms that are taken for the same, and why."}
	for _, l := range joins {
		if form, ok := strings.CutPrefix(l.From, "form/"); ok && l.To == id {
			forms.add(acrossEntry{Text: table.OneLine(form), Reason: table.OneLine(l.Reason)})
		}
	}
	return filled(mouths, of, forms), nil
}

func (a *acrossView) add(e acrossEntry) {
	if len(a.Entries) == 2*mostAcross {
		a.Left++
		return
	}
	a.Entries = append(a.Entries, e)
}

func (a *acrossView) addEntity(g *reader, id, reason string) {
	if e, ok := g.census.Entity(id); ok {
		r := refOf(e)
		a.add(acrossEntry{Entity: &r, Reason: table.OneLine(reason)})
	}
}

// filled are the lists that hold something.
func filled(all ...acrossView) []acrossView {
	return slices.DeleteFunc(all, func(a acrossView) bool { return len(a.Entries) == 0 })
}
