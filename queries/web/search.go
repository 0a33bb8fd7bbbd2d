package web

import (
	"context"
	"errors"
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
	searchNames  = 8
	searchClaims = 5
)

// searchData is what is found for what was typed into the search box.
type searchData struct {
	Text     string
	Pair     []found // for "X about Y": what X said about Y
	Names    []named
	Near     []named // the nearest names, where no name fits
	Claims   *found  // with these words
	Articles []articleView
	More     string // address of all these articles; "" where these are all
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

// search answers the one search box: names as one types them, words and phrases of
// claims, titles, and "who about whom".
func (g *reader) search(r *http.Request) (*answer, error) {
	text := strings.TrimSpace(r.URL.Query().Get("q"))
	if text == "" {
		return &answer{to: "/"}, nil
	}
	if tooLong(text) {
		return nil, bad("That is too long for a search; %d words are the most.", mostWords)
	}
	d := &searchData{Text: text}
	ctx := r.Context()
	if formOf(r.URL.Path) == "json" { // the suggestions of the search box
		return g.suggestions(ctx, text)
	}
	matches, err := g.store.Lookup(ctx, text)
	if err != nil {
		return nil, err
	}
	d.Names = namedOf(matches[:min(searchNames, len(matches))])
	if err := g.findPair(ctx, text, d); err != nil {
		return nil, err
	}
	if err := g.findWords(ctx, text, d); err != nil {
		return nil, err
	}
	articles, total, _, err := g.census.ArticleList(ctx, nil, strings.Trim(text, `"`), 0, searchClaims)
	if err != nil {
		return nil, err
	}
	if d.Articles = articlesOf(articles); total > len(articles) {
		d.More = link("/articles", nil, "q", text)
	}
	if len(d.Names) == 0 && len(d.Pair) == 0 {
		near, err := g.store.Nearest(ctx, text, searchNames)
		if err != nil {
			return nil, err
		}
		d.Near = namedOf(near)
	}
	return &answer{page: "search", title: "“" + d.Text + "”", search: text, data: d}, nil
}

// mostWords is how many words are looked for at once: each is a condition of a
// statement, and databases bound these.
const mostWords = 24

func tooLong(text string) bool {
	return len(text) > 500 || len(strings.FieldsFunc(text, func(r rune) bool { return !wordRune(r) })) > mostWords
}

// suggestions are names that begin as a text does, as JSON.
func (g *reader) suggestions(ctx context.Context, text string) (*answer, error) {
	matches, err := g.store.Begins(ctx, text, searchNames)
	if err != nil {
		return nil, err
	}
	type suggestion struct {
		ID     string `json:"id"`
		Name   string `json:"name"`
		Type   string `json:"type"`
		Claims int    `json:"claims"`
	}
	out := make([]suggestion, len(matches))
	for i, m := range matches {
		out[i] = suggestion{m.Entity.ID, table.Visible(m.Entity.Name), string(m.Entity.Type), m.Claims}
	}
	return &answer{json: out}, nil
}

func namedOf(matches []graph.Match) []named {
	out := make([]named, len(matches))
	for i, m := range matches {
		out[i] = named{refOf(m.Entity), m.Claims, m.How}
	}
	return out
}

// findPair reads "X about Y" and "about Y".
func (g *reader) findPair(ctx context.Context, text string, d *searchData) error {
	who, about, ok := cutWord(text, "about")
	if !ok || about == "" {
		return nil
	}
	ask := queries.Ask{About: []string{about}}
	if who != "" {
		ask.Who = []string{who}
	}
	f, _, err := ask.Filter(ctx, g.store)
	if errors.Is(err, queries.ErrNothing) {
		return nil // a name that nothing goes by: the words may still be found
	}
	if err != nil {
		return err
	}
	f.Limit = searchClaims
	census := g.census
	hit, err := census.Find(ctx, f, 1)
	if err != nil {
		return err
	}
	claims, err := hit.Claims(ctx)
	if err != nil {
		return err
	}
	address := url.Values{"about": f.About}
	if len(f.Who) > 0 {
		address["who"] = f.Who
	}
	pair := found{Total: hit.Total, Claims: viewsOf(claims), URL: withQuery("/claims", address)}
	q := question{ask: queries.Ask{Who: f.Who, About: f.About}}
	pair.Label = upper(q.words(census))
	d.Pair = append(d.Pair, pair)
	return nil
}

// findWords finds claims with the words of a text.
func (g *reader) findWords(ctx context.Context, text string, d *searchData) error {
	if strings.IndexFunc(text, wordRune) < 0 {
		return nil
	}
	hit, err := g.census.Find(ctx, graph.Filter{Said: text, Limit: searchClaims}, 1)
	if err != nil {
		return err
	}
	claims, err := hit.Claims(ctx)
	if err != nil {
		return err
	}
	d.Claims = &found{Total: hit.Total, Claims: viewsOf(claims), URL: link("/claims", nil, "said", text)}
	return nil
}

func wordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// cutWord cuts a text around a word that stands alone in it.
func cutWord(text, word string) (before, after string, ok bool) {
	padded := " " + text + " "
	at := strings.Index(strings.ToLower(padded), " "+word+" ")
	if at < 0 || len(strings.ToLower(padded)) != len(padded) {
		return "", "", false
	}
	return strings.TrimSpace(padded[:at]), strings.TrimSpace(padded[at+len(word)+2:]), true
}
