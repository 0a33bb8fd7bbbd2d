package page

import (
	"index/suffixarray"
	"slices"

	"golang.org/x/net/html/atom"
)

// quotation says whether a passage may be one that is set apart to be looked at.
func (p *passage) quotation() bool {
	n := p.node
	return len(p.text) <= 300 && (n.DataAtom == atom.Blockquote || n.Parent != nil && n.Parent.DataAtom == atom.Blockquote || n.DataAtom == atom.Q)
}

// quoted gives what says whether a passage only shows again, as a quotation to look at,
// words of a longer one. They are compared by letters and digits, and looked up in an
// index of all passages: a page may be made of quotations.
func quoted(passages []passage) func(*passage) bool {
	if !slices.ContainsFunc(passages, func(p passage) bool { return p.quotation() }) {
		return func(*passage) bool { return false }
	}
	var all []byte
	had := map[string]bool{}
	for i := range passages {
		if text := bare(passages[i].text); !had[text] {
			had[text] = true
			all = append(append(all, text...), '\n')
		}
	}
	index := suffixarray.New(all)
	return func(p *passage) bool {
		// Each text is there once: a second place lies in a longer one.
		return p.quotation() && len(index.Lookup([]byte(bare(p.text)), 2)) == 2
	}
}
