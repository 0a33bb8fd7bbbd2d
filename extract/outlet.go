package extract

import (
	"cmp"
	"slices"
	"strings"

	"hearsay/extract/internal/mention"
	"hearsay/extract/news"
)

// withOutlet gives the entities of an article with the outlet that it is from among
// them, by the name that it has in its articles and in those of others.
func withOutlet(entities []news.Entity, publisher string) []news.Entity {
	d := news.Document{Article: news.Article{Publisher: publisher}}
	if d.Outlet() == "" {
		return entities
	}
	id := news.EntityID(news.Publication, cmp.Or(mention.Canon(publisher), publisher))
	at, found := slices.BinarySearchFunc(entities, id, func(e news.Entity, id string) int { return strings.Compare(e.ID, id) })
	if !found {
		entities = slices.Insert(slices.Clone(entities), at, news.Entity{
			ID: id, Name: publisher, Type: news.Publication, Named: true, Aliases: []string{}, Roles: []string{}, Affiliations: []string{}, Spans: []news.Span{},
		})
	}
	e := &entities[at]
	if i, has := slices.BinarySearch(e.Aliases, publisher); !has && e.Name != publisher {
		e.Aliases = slices.Insert(slices.Clone(e.Aliases), i, publisher)
	}
	return entities
}
