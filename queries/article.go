package queries

import (
	"context"
	"fmt"
	"strings"

	"hearsay/graph"
	"hearsay/graph/export/table"
)

// Article gives the id of the article that a text means: its id, the beginning of
// one id alone, or words that the title of one article alone has.
func Article(ctx context.Context, s *graph.Store, what string) (string, error) {
	what = strings.TrimPrefix(strings.Trim(strings.TrimSpace(what), "<>"), "article/")
	switch has, err := s.Has(ctx, what); {
	case err != nil:
		return "", err
	case has:
		return what, nil
	}
	all, err := s.Articles(ctx)
	if err != nil {
		return "", err
	}
	var byID, byTitle []graph.ArticleInfo
	for _, a := range all {
		if len(what) >= 4 && strings.HasPrefix(a.ID, what) {
			byID = append(byID, a)
		}
		if what != "" && strings.Contains(graph.Fold(a.Title), graph.Fold(what)) {
			byTitle = append(byTitle, a)
		}
	}
	found := byID
	if len(found) == 0 {
		found = byTitle
	}
	switch len(found) {
	case 0:
		return "", fmt.Errorf("no article “%s”: %w", table.OneLine(what), ErrNothing)
	case 1:
		return found[0].ID, nil
	}
	titles := make([]string, 0, 5)
	for _, a := range found[:min(len(found), 5)] {
		titles = append(titles, fmt.Sprintf("%s (%s)", table.OneLine(a.Title), a.ID))
	}
	return "", fmt.Errorf("“%s” may be %s; an id names one", table.OneLine(what), strings.Join(titles, ", "))
}
