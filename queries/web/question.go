package web

import (
	"context"
	"errors"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"hearsay/graph"
	"hearsay/queries"
)

// Sizes of a page of claims.
const (
	pageClaims = 25
	maxClaims  = 200
)

// A question is what the parameters of an address ask for.
type question struct {
	ask    queries.Ask
	filter graph.Filter
	notes  []string
	values url.Values // the parameters, names as ids: what links are made from
	number int        // of the page, from 1
	size   int
}

// keys are the parameters of a question about claims.
var keys = [...]string{
	"who", "about", "via", "publisher", "article", "since", "until",
	"kind", "stance", "chain", "named", "said", "like", "sure", "reviewed", "sort",
}

// asked reads a question from an address.
func (g *reader) asked(ctx context.Context, v url.Values) (*question, error) {
	q := &question{values: url.Values{}, number: 1, size: pageClaims}
	list := func(key string) []string {
		return slices.DeleteFunc(slices.Clone(v[key]), func(s string) bool { return strings.TrimSpace(s) == "" })
	}
	q.ask = queries.Ask{
		Who: list("who"), About: list("about"), Via: list("via"), Publisher: list("publisher"), Articles: list("article"),
		Since: v.Get("since"), Until: v.Get("until"), Kinds: list("kind"), Stances: list("stance"), Named: v.Get("named"), Said: strings.TrimSpace(v.Get("said")),
		Like: strings.TrimSpace(v.Get("like")), Sort: v.Get("sort"),
	}
	for _, c := range list("chain") {
		n, err := strconv.Atoi(c)
		if err != nil || n < 1 || n > 255 {
			return nil, bad("“%s” is no length of a chain.", c)
		}
		q.ask.Chains = append(q.ask.Chains, n)
	}
	if sure := v.Get("sure"); sure != "" {
		p, err := strconv.ParseFloat(sure, 64)
		if err != nil || !(p >= 0 && p <= 1) {
			return nil, bad("“%s” is no probability from 0 to 1.", sure)
		}
		q.ask.MinConfidence = p
	}
	var err error
	if q.number, q.size, err = paging(v, pageClaims, maxClaims); err != nil {
		return nil, err
	}
	for _, text := range slices.Concat([]string{q.ask.Said, q.ask.Like}, q.ask.Who, q.ask.About, q.ask.Via, q.ask.Publisher) {
		if tooLong(text) {
			return nil, bad("That is too long to look for; %d words are the most.", mostWords)
		}
	}
	if q.filter, q.notes, err = q.ask.Filter(ctx, g.store); err != nil {
		if errorsOfGraph(err) {
			return nil, err
		}
		return nil, bad("%s", upper(err.Error())+".")
	}
	if q.ask.Said != "" && !graph.Finds(q.ask.Said) {
		return nil, bad("“%s” holds no word to look for.", q.ask.Said)
	}
	q.filter.Limit, q.filter.Offset = q.size, (q.number-1)*q.size
	for _, key := range keys {
		if all := list(key); len(all) > 0 {
			q.values[key] = all
		}
	}
	for key, ids := range map[string][]string{"who": q.filter.Who, "about": q.filter.About, "via": q.filter.Via, "publisher": q.filter.Publisher} {
		if len(ids) > 0 {
			q.values[key] = ids
		}
	}
	return q, nil
}

// paging reads which page of a list is asked for, and how many rows it has: or where
// nothing is said, most at most.
func paging(v url.Values, or, most int) (number, size int, err error) {
	if number, err = numberOf(v, "page", 1, 1<<20); err != nil {
		return 0, 0, err
	}
	size, err = numberOf(v, "size", or, most)
	return number, size, err
}

// numberOf reads a whole number from 1 to most.
func numberOf(v url.Values, key string, or, most int) (int, error) {
	text := v.Get(key)
	if text == "" {
		return or, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 || n > most {
		return 0, bad("%s=%s: a number from 1 to %d is needed.", key, text, most)
	}
	return n, nil
}

// narrowed says whether the question picks some claims, not all.
func (q *question) narrowed() bool {
	for _, key := range keys {
		if key != "sort" && len(q.values[key]) > 0 {
			return true
		}
	}
	return false
}

// with is the question's address with a value of a parameter switched: taken out
// where it is there, else added; it begins at page 1.
func (q *question) with(path, key, value string) string {
	out := url.Values{}
	for k, v := range q.values {
		out[k] = slices.Clone(v)
	}
	if i := slices.Index(out[key], value); i >= 0 {
		out[key] = slices.Delete(out[key], i, i+1)
	} else {
		out[key] = append(out[key], value)
	}
	if len(out[key]) == 0 {
		out.Del(key)
	}
	return withQuery(path, out)
}

// errorsOfGraph says whether an error is one of the graph or of time, not of what
// was asked.
func errorsOfGraph(err error) bool {
	return errors.Is(err, queries.ErrNothing) || errors.Is(err, graph.ErrDamaged) || errors.Is(err, graph.ErrNotFound) ||
		errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded)
}
