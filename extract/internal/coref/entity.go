package coref

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"hearsay/extract/internal/mention"
	"hearsay/extract/news"
)

// resolution makes the entities of the clusters.
func (r *resolver) resolution() *Resolution {
	type made struct {
		entity  news.Entity
		cluster int
	}
	var all []made
	for c := range r.clusters {
		k := &r.clusters[c]
		if k.into != c || len(k.mentions) == 0 || k.kind == "" {
			continue
		}
		slices.Sort(k.mentions)
		all = append(all, made{r.entity(k), c})
	}
	slices.SortStableFunc(all, func(a, b made) int {
		return cmp.Or(cmp.Compare(a.entity.ID, b.entity.ID), cmp.Compare(a.entity.Spans[0].Start, b.entity.Spans[0].Start))
	})
	taken := map[string]int{} // the number to go on with where another would have the same id
	for i := range all {
		id := all[i].entity.ID
		n := max(1, taken[id])
		for taken[all[i].entity.ID] > 0 {
			n++
			all[i].entity.ID = fmt.Sprintf("%s-%d", id, n)
		}
		taken[id], taken[all[i].entity.ID] = n, 1
	}
	slices.SortFunc(all, func(a, b made) int { return cmp.Compare(a.entity.ID, b.entity.ID) })
	res := &Resolution{Mentions: r.mentions, Of: make([][]int, len(r.mentions)), Sure: r.sure, text: r.text, words: r.words}
	index := make([]int, len(r.clusters))
	for i := range index {
		index[i] = -1
	}
	for i, m := range all {
		index[m.cluster] = i
	}
	for i := range r.mentions {
		for _, c := range append([]int{r.of[i]}, r.others[i]...) {
			if c = r.root(c); c >= 0 && index[c] >= 0 && !slices.Contains(res.Of[i], index[c]) {
				res.Of[i] = append(res.Of[i], index[c])
			}
		}
	}
	for _, m := range all {
		res.Chains = append(res.Chains, slices.DeleteFunc(slices.Clone(r.clusters[m.cluster].mentions), func(i int) bool {
			return r.mentions[i].Form == mention.Pronoun && r.mentions[i].Person == 0
		}))
	}
	for c := range r.clusters {
		if k := &r.clusters[c]; k.into == c && k.kind == "" && len(k.mentions) > 0 {
			slices.Sort(k.mentions)
			res.Chains = append(res.Chains, k.mentions)
		}
	}
	for i := range all {
		e := &all[i].entity
		e.Affiliations = r.affiliations(&r.clusters[all[i].cluster], res, index, func(j int) string { return all[j].entity.ID }, all[i].cluster)
	}
	for _, m := range all {
		res.Entities = append(res.Entities, m.entity)
	}
	res.vague = res.vagueMentions()
	return res
}

// entity is a cluster as the document has it, without affiliations.
func (r *resolver) entity(k *cluster) news.Entity {
	e := news.Entity{Type: k.kind, Name: r.name(k), Named: k.named, Roles: slices.Clone(k.roles)}
	for _, i := range k.mentions {
		m := &r.mentions[i]
		if m.Form == mention.Pronoun {
			e.Spans = append(e.Spans, pronounSpan(r.text, m))
			continue
		}
		e.Spans = append(e.Spans, news.Span{Start: r.text.Tokens[m.First].Start, End: r.text.Tokens[m.End-1].End})
		e.Aliases = append(e.Aliases, tidy(r.core(m)))
		if m.Form == mention.Nominal || m.Type == news.Place && m.End > m.NameEnd {
			e.Aliases = append(e.Aliases, tidy(r.span(m.First, m.End)))
		}
		if m.Form == mention.Name {
			e.Aliases = append(e.Aliases, r.inFull(m))
		} else if !k.named {
			e.Aliases = append(e.Aliases, r.described(m)...)
		}
	}
	e.Aliases = sorted(e.Aliases)
	e.Roles = sorted(e.Roles)
	slices.SortFunc(e.Spans, func(a, b news.Span) int { return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End)) })
	e.Spans = slices.Compact(e.Spans)
	if k.canon != "" && k.kind == news.Place && mention.Demonym(e.Name) != "" {
		e.Name = k.canon
	}
	e.ID = news.EntityID(e.Type, cmp.Or(k.canon, e.Name))
	if k.canon != "" && !k.named {
		e.ID = news.EntityID(e.Type, e.Name)
	}
	return e
}

// described are the other forms of a description: up to its noun ("border wall" of "the
// border wall with Mexico"), and with the bounds that are next likeliest.
func (r *resolver) described(m *mention.Mention) (forms []string) {
	if m.NameFirst <= m.Head {
		forms = append(forms, tidy(r.span(m.NameFirst, m.Head+1)))
	}
	if m.OtherEnd == 0 {
		return forms
	}
	for _, first := range [...]int{m.First, m.NameFirst, m.OtherFirst} {
		for _, end := range [...]int{m.End, m.OtherEnd} {
			if first < end {
				forms = append(forms, tidy(r.span(first, end)))
			}
		}
	}
	return forms
}

// inFull is a name with what stands before it in its phrase, a determiner left out, where
// that tells more than a title: "Japan's Defense Ministry", "the 1967 Outer Space Treaty", and
// "Prime Minister Singh" of one who has no more of a name; nothing where it does not.
func (r *resolver) inFull(m *mention.Mention) string {
	if m.Type == news.Person && (m.NameEnd-m.NameFirst > 1 || m.First == m.NameFirst) && m.End == m.NameEnd {
		return ""
	}
	first := m.First
	for first < m.NameFirst && (determiners.has(r.words[first]) || possessives.has(r.words[first])) {
		first++
	}
	return tidy(r.span(first, m.End))
}

func sorted(all []string) []string {
	slices.Sort(all)
	all = slices.Compact(all)
	return slices.DeleteFunc(all, func(s string) bool { return s == "" })
}

// tidy is a surface form in one line, without marks around it.
func tidy(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if strings.Count(s, "“") != strings.Count(s, "”") {
		s = strings.Trim(s, "“”")
	}
	return strings.TrimSpace(strings.Trim(s, "\"`"))
}

// name is a cluster's fullest name: the most words, none of which is an adjective of a
// country's, then the most often, then the first; a description where nobody names it.
func (r *resolver) name(k *cluster) string {
	counts := map[string]int{}
	for _, i := range k.mentions {
		if m := &r.mentions[i]; m.Form == mention.Name || !k.named && m.Form == mention.Nominal {
			counts[tidy(r.core(m))]++
		}
	}
	best, score := "", -1
	for _, i := range k.mentions {
		m := &r.mentions[i]
		if m.Form != mention.Name && (k.named || m.Form != mention.Nominal) {
			continue
		}
		name := tidy(r.core(m))
		s := counts[name]
		if !k.named && strings.Contains(name, " ") {
			s += 100
		}
		if k.named {
			s += 1000 * len(strings.Fields(name))
			if name == strings.ToUpper(name) {
				s -= 500 // WHO RYAN IS
			}
			if mention.Demonym(name) != "" {
				s -= 500 // "Russian" beside "Russia"
			}
		}
		if s > score {
			best, score = name, s
		}
	}
	return best
}

// affiliations are the bodies named in a cluster's roles.
func (r *resolver) affiliations(k *cluster, res *Resolution, index []int, id func(int) string, self int) []string {
	var ids []string
	for _, np := range k.roleNPs {
		for _, j := range res.starting(np[0], np[1]) {
			m := &r.mentions[j]
			if m.Form != mention.Name || m.End > np[1] {
				continue
			}
			for _, e := range res.Of[j] {
				if e == index[self] {
					continue
				}
				kind, _, _ := strings.Cut(id(e), "/")
				switch of := news.Type(kind); {
				case of == news.Organization, of == news.Publication, of == news.System && k.kind == news.Person:
					ids = append(ids, id(e))
				}
			}
		}
	}
	return sorted(ids)
}
