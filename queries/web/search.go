package web

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"unicode"

	"hearsay/graph"
	"hearsay/graph/export/table"
	"hearsay/queries"
)

// Numbers of what a search lists.
const (
	searchNames = 8
	searchRows  = 8
	mostRows    = 200
)

// searchData is what is found for what was typed into the search box.
type searchData struct {
	Text     string
	Pair     *found // for "X about Y": what X said about Y
	Names    []named
	Near     []named // names that are like the words
	Claims   *found  // with these words
	Articles []articleHit
	More     string // address of more articles; "" where these are all
	Left     int    // articles not shown
	Nothing  bool
}

// found is claims with the address of all of them.
type found struct {
	Label  string
	Total  int
	URL    string
	Claims []claimView
}

// named is an entity that a text may mean.
type named struct {
	ref
	Claims int
	How    string
}

// articleHit is an article with the words to be marked in its title, and how many claims
// in it are found.
type articleHit struct {
	articleView
	Find  string
	Found int
	URL   string // of these claims
}

// search answers the one search box in the language of queries.Search.
func (g *reader) search(r *http.Request) (*answer, error) {
	text := strings.TrimSpace(r.URL.Query().Get("q"))
	if text == "" {
		return &answer{to: "/"}, nil
	}
	if tooLong(text) {
		return nil, bad("That is too long for a search; %d words are the most.", mostWords)
	}
	size, err := numberOf(r.URL.Query(), "size", searchRows, mostRows)
	if err != nil {
		return nil, err
	}
	search, err := queries.ReadSearch(text)
	if err != nil {
		return nil, bad("%s.", upper(err.Error()))
	}
	result, err := search.Find(r.Context(), g.store, g.census, size)
	nothing := errors.Is(err, queries.ErrNothing) && result != nil
	if err != nil && !nothing {
		if errorsOfGraph(err) {
			return nil, err
		}
		return nil, bad("%s.", upper(err.Error()))
	}
	d := &searchData{Text: text, Names: namedOf(result.Names), Near: namedOf(result.Near), Nothing: nothing}
	if p := result.Pair; p != nil {
		q := question{ask: queries.Ask{Who: p.Filter.Who, About: p.Filter.About}}
		d.Pair = &found{Label: upper(q.words(g.census)), Total: p.Total, Claims: viewsOf(p.Claims), URL: withQuery("/claims", addressOf(p.Filter))}
	}
	if result.Total > 0 {
		d.Claims = &found{Total: result.Total, Claims: viewsOf(result.Claims, result.Filter.Said), URL: withQuery("/claims", addressOf(result.Filter))}
	}
	for _, a := range result.Articles {
		hit := articleHit{articleView: articleOf(a.ArticleInfo), Find: result.Filter.Said, Found: a.Found}
		in := addressOf(result.Filter)
		in.Set("article", a.ID)
		hit.URL = withQuery("/claims", in)
		d.Articles = append(d.Articles, hit)
	}
	if d.Left = result.InTotal - len(d.Articles); d.Left > 0 && size < mostRows {
		d.More = link("/search", url.Values{"q": {text}}, "size", fmt.Sprint(mostRows))
	}
	return &answer{
		page: "search", title: "“" + text + "”", search: text, data: d, notes: result.Notes, command: queries.SearchCommand(text), forms: []string{"json", "csv"},
		write: func(w io.Writer, style table.Style) error { return result.Write(w, style) },
	}, nil
}

// addressOf is the address of the claims of a filter.
func addressOf(f graph.Filter) url.Values {
	v := url.Values{}
	for key, values := range map[string][]string{"who": f.Who, "about": f.About, "via": f.Via, "publisher": f.Publisher} {
		if len(values) > 0 {
			v[key] = values
		}
	}
	for _, s := range f.Stances {
		v.Add("stance", string(s))
	}
	for _, k := range f.Kinds {
		v.Add("kind", string(k))
	}
	for key, value := range map[string]string{"said": f.Said, "since": f.Since, "until": f.Until} {
		if value != "" {
			v.Set(key, value)
		}
	}
	return v
}

// mostWords is how many words are looked for at once: each is a condition of a
// statement, and databases bound these.
const mostWords = 24

func tooLong(text string) bool {
	return len(text) > 500 || len(strings.FieldsFunc(text, func(r rune) bool { return !wordRune(r) })) > mostWords
}

// suggest gives names that begin as a text does, as JSON: what may be typed in full. Of
// a search with conditions it completes the last.
func (g *reader) suggest(r *http.Request) (*answer, error) {
	text := r.URL.Query().Get("q")
	if tooLong(text) {
		return &answer{json: []any{}}, nil
	}
	before, begun := queries.LastName(text)
	all, err := g.suggestions(r.Context(), before, begun)
	return &answer{json: all}, err
}

// A suggestion is a text to be typed, and what it stands for.
type suggestion struct {
	ID     string `json:"id"`
	Text   string `json:"text"`
	Name   string `json:"name"`
	Type   string `json:"type"`
	Claims int    `json:"claims"`
}

func (g *reader) suggestions(ctx context.Context, before, begun string) ([]suggestion, error) {
	matches, err := g.store.Begins(ctx, begun, searchNames)
	out := make([]suggestion, len(matches))
	for i, m := range matches {
		name := table.Visible(m.Entity.Name)
		text := name
		if before != "" {
			text = before + `"` + strings.ReplaceAll(name, `"`, "") + `"`
		}
		out[i] = suggestion{m.Entity.ID, text, name, string(m.Entity.Type), m.Claims}
	}
	return out, err
}

func namedOf(matches []graph.Match) []named {
	out := make([]named, len(matches))
	for i, m := range matches {
		out[i] = named{refOf(m.Entity), m.Claims, m.How}
	}
	return out
}

func wordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// A marked is a stretch of a text; Hit says that it was looked for.
type marked struct {
	Text string
	Hit  bool
}

// hits cuts a text at the words that a search looks for.
func hits(text, find string) []marked {
	if find == "" || text == "" {
		return []marked{{Text: text}}
	}
	var out []marked
	at := 0
	for _, s := range graph.Marks(text, find) {
		if s.Start > at {
			out = append(out, marked{Text: text[at:s.Start]})
		}
		out = append(out, marked{text[s.Start:s.End], true})
		at = s.End
	}
	if at < len(text) {
		out = append(out, marked{Text: text[at:]})
	}
	return out
}
