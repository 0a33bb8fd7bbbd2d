package conllu

import (
	"cmp"
	"slices"
	"strings"

	"hearsay/extract/news"
)

// opened is a mention whose closing bracket has not come.
type opened struct {
	key     string // the chain, with "[1/2]" behind it for the first piece of two
	mention int    // its index
}

// entity reads the value of Entity: brackets that open mentions before the token
// that was read last, and such as close them behind it.
func (p *parser) entity(value string) error {
	at := len(p.doc.Tokens) - 1
	for value != "" {
		if value[0] != '(' { // "3)" closes
			key, rest, ok := strings.Cut(value, ")")
			if !ok || strings.Contains(key, "(") {
				return p.fail("Entity= has no closing bracket in %.40q", value)
			}
			if err := p.closeMention(key, at); err != nil {
				return err
			}
			value = rest
			continue
		}
		end := strings.IndexAny(value[1:], "()") + 1
		if end == 0 {
			end = len(value)
		}
		key := p.openMention(value[1:end], at)
		value = value[end:]
		if strings.HasPrefix(value, ")") { // of one token
			if err := p.closeMention(key, at); err != nil {
				return err
			}
			value = value[1:]
		}
	}
	return nil
}

// openMention begins a mention, or a further piece of one, at a token.
func (p *parser) openMention(fields string, at int) (key string) {
	f := strings.SplitN(fields, "-", 8)
	key = f[0]
	chain, piece, inPieces := strings.Cut(key, "[")
	if inPieces {
		if i, ok := p.pieces[chain]; ok && !strings.HasPrefix(piece, "1/") {
			p.open = append(p.open, opened{key, i})
			return key
		}
		if p.pieces == nil {
			p.pieces = map[string]int{}
		}
		p.pieces[chain] = len(p.doc.Mentions)
	}
	m := Mention{First: at, Chain: chain}
	if len(f) > 1 {
		m.Type = f[1]
	}
	if len(f) > 7 {
		m.Identity = f[7]
	}
	p.open = append(p.open, opened{key, len(p.doc.Mentions)})
	p.doc.Mentions = append(p.doc.Mentions, m)
	return key
}

// closeMention ends the innermost mention of a key behind a token.
func (p *parser) closeMention(key string, at int) error {
	for k := len(p.open) - 1; k >= 0; k-- {
		if p.open[k].key == key {
			p.doc.Mentions[p.open[k].mention].End = at + 1
			p.open = slices.Delete(p.open, k, k+1)
			return nil
		}
	}
	return p.fail("Entity= closes %q, which is not open", key)
}

// finish fills in what follows from the tokens of each mention, and sorts them.
func (d *Document) finish() {
	for i := range d.Mentions {
		m := &d.Mentions[i]
		m.Span = news.Span{Start: d.Tokens[m.First].Span.Start, End: d.Tokens[m.End-1].Span.End}
		m.Head = m.First
		for k := m.First; k < m.End; k++ {
			if h := d.Tokens[k].Head; h < m.First || h >= m.End {
				m.Head = k
				break
			}
		}
		m.Named = m.Identity != "" || strings.HasPrefix(d.Tokens[m.Head].Tag, "NNP")
	}
	slices.SortStableFunc(d.Mentions, func(a, b Mention) int {
		return cmp.Or(cmp.Compare(a.First, b.First), cmp.Compare(b.End, a.End))
	})
}

// Chains gives the spans of each chain that counts for coreference, in the order
// of their first mentions: those with a named mention, a person or an organization.
func (d *Document) Chains() [][]news.Span {
	counts := map[string]bool{}
	for _, m := range d.Mentions {
		if m.Named || m.Type == "person" || m.Type == "organization" {
			counts[m.Chain] = true
		}
	}
	at := map[string]int{}
	var chains [][]news.Span
	for _, m := range d.Mentions {
		if !counts[m.Chain] {
			continue
		}
		k, ok := at[m.Chain]
		if !ok {
			k = len(chains)
			at[m.Chain] = k
			chains = append(chains, nil)
		}
		chains[k] = append(chains[k], m.Span)
	}
	return chains
}
