package page

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// A passage is a paragraph of a page, a heading, an item of a list: what stands
// between two breaks.
type passage struct {
	node  *html.Node // the block that it stands in
	text  string
	links int // bytes of it that are in links
}

// prose says whether a passage reads as a paragraph of an article: long enough, and
// not made of links.
func (p *passage) prose() bool {
	return len(p.text) >= 50 && p.links*3 < len(p.text) && strings.IndexByte(p.text, ' ') > 0
}

// A layout is a page with its passages and what is known of its elements.
type layout struct {
	passages []passage
	mass     map[*html.Node]int // bytes of prose below each element that has some
	total    int
}

// newLayout finds the passages of a page, those that are beside the article left out:
// by what their elements are, and by the names of these, unless most of the page's
// text is in one.
func newLayout(root *html.Node) *layout {
	whole := &layout{mass: map[*html.Node]int{}}
	whole.walk(root, nil)
	l := &layout{mass: map[*html.Node]int{}}
	l.walk(root, func(n *html.Node) bool {
		return 2*whole.mass[n] < whole.total && apart(n)
	})
	return l
}

// A walker gathers passages.
type walker struct {
	*layout
	skip  func(*html.Node) bool
	w     writer
	links int
	link  int // in how many links it is
	block *html.Node
}

func (l *layout) walk(root *html.Node, skip func(*html.Node) bool) {
	w := walker{layout: l, skip: skip, block: root}
	w.element(root)
	w.end()
	l.weigh(root)
}

// weigh adds to the prose that stands in an element itself what stands below it.
func (l *layout) weigh(n *html.Node) int {
	sum := l.mass[n]
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		sum += l.weigh(c)
	}
	if sum > 0 {
		l.mass[n] = sum
	}
	return sum
}

// end ends a passage.
func (w *walker) end() {
	text := strings.TrimSpace(w.w.String())
	if text != "" {
		p := passage{node: w.block, text: text, links: w.links}
		w.passages = append(w.passages, p)
		if p.prose() {
			w.mass[w.block] += len(text)
			w.total += len(text)
		}
	}
	w.w, w.links = writer{}, 0
}

func (w *walker) element(n *html.Node) {
	switch n.Type {
	case html.TextNode:
		before := w.w.b.Len()
		w.w.text(n.Data)
		if w.link > 0 {
			w.links += w.w.b.Len() - before
		}
		return
	case html.ElementNode, html.DocumentNode:
	default:
		return
	}
	if n.Type == html.ElementNode && (dropped(n) || w.skip != nil && w.skip(n)) {
		if block(n.DataAtom) {
			w.end()
		}
		return
	}
	switch {
	case n.DataAtom == atom.Br:
		if w.w.tag(atom.Br); w.w.lines == 2 {
			w.end()
		}
		return
	case n.DataAtom == atom.Td || n.DataAtom == atom.Th:
		w.w.tag(n.DataAtom)
	case n.DataAtom == atom.A:
		w.link++
		defer func() { w.link-- }()
	}
	was := w.block
	if block(n.DataAtom) {
		w.end()
		w.block = n
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		w.element(c)
	}
	if block(n.DataAtom) {
		w.end()
		w.block = was
	}
}

// main is the element that holds the article: one that names itself so and has much of
// the page's prose, and below it the smallest that has most of that.
func (l *layout) main(root *html.Node) *html.Node {
	if l.total == 0 {
		return root
	}
	best, most := root, 0
	var look func(n *html.Node)
	look = func(n *html.Node) {
		if n.Type == html.ElementNode && l.mass[n] > 0 {
			if name := names(n); n.DataAtom == atom.Article || name != "" && within.MatchString(name) {
				m := l.mass[n]
				if m > most {
					best, most = n, m
				}
			}
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			look(c)
		}
	}
	look(root)
	if 10*most < 4*l.total {
		best = root
	}
	for p := best.Parent; p != nil && 5*l.loose(p) >= l.mass[best]; p = p.Parent {
		best = p // an end tag too many has parted the paragraphs
	}
	for {
		var child *html.Node
		for c := best.FirstChild; c != nil; c = c.NextSibling {
			if child == nil || l.mass[c] > l.mass[child] {
				child = c
			}
		}
		if child == nil || 100*l.mass[child] < 75*l.mass[best] || child.DataAtom == atom.P {
			return best
		}
		best = child
	}
}

// loose is how much prose stands in paragraphs right below an element.
func (l *layout) loose(n *html.Node) int {
	sum := 0
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom == atom.P {
			sum += l.mass[c]
		}
	}
	return sum
}

// text is the article's text: the passages in its element that belong to it.
func (l *layout) text(root *html.Node, title string) string {
	inside := l.inside(l.main(root))
	shown := quoted(inside)
	var out []string
	seen := map[string]bool{}
	for i := range inside {
		p := &inside[i]
		again := seen[p.text] && (len(p.text) > 100 || len(p.text) > 40 && p.node.DataAtom != atom.Li && p.node.DataAtom != atom.P)
		between := i > 0 && i+1 < len(inside) && inside[i-1].prose() && inside[i+1].prose()
		if !again && l.belongs(p, title, between) && !shown(p) {
			seen[p.text] = true
			out = append(out, p.text)
		}
	}
	return strings.Join(out, "\n\n")
}

// inside are the passages that stand in an element.
func (l *layout) inside(main *html.Node) []passage {
	below := map[*html.Node]bool{}
	var look func(n *html.Node)
	look = func(n *html.Node) {
		if n == main || block(n.DataAtom) {
			below[n] = true
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			look(c)
		}
	}
	look(main)
	var out []passage
	for _, p := range l.passages {
		if below[p.node] {
			out = append(out, p)
		}
	}
	return out
}
