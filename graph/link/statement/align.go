package statement

import "hearsay/graph/link/internal/words"

// An Edit is one step from the words of one text to those of another.
type Edit struct {
	Op   Op
	Text string // as it stands in the first text; in the second where Op is Added
}

// An Op says what became of words.
type Op int

const (
	Kept Op = iota
	Cut
	Added
)

// Compare gives the difference of two texts word by word (the longest common subsequence
// of their words): what was kept, cut and added on the way from a to b, in order, words
// of one kind that stand side by side together. Case, marks and punctuation make none.
func Compare(a, b string) []Edit {
	wa, wb := words.Split(a), words.Split(b)
	pairs := align(folded(wa), folded(wb))
	var edits []Edit
	i, k := 0, 0
	add := func(op Op, text string, ws []words.Word) {
		if len(ws) > 0 {
			edits = append(edits, Edit{op, text[ws[0].Start:ws[len(ws)-1].End]})
		}
	}
	for p := 0; p < len(pairs); {
		end := p + 1
		for end < len(pairs) && pairs[end][0] == pairs[end-1][0]+1 && pairs[end][1] == pairs[end-1][1]+1 {
			end++
		}
		add(Cut, a, wa[i:pairs[p][0]])
		add(Added, b, wb[k:pairs[p][1]])
		add(Kept, a, wa[pairs[p][0]:pairs[end-1][0]+1])
		i, k = pairs[end-1][0]+1, pairs[end-1][1]+1
		p = end
	}
	add(Cut, a, wa[i:])
	add(Added, b, wb[k:])
	return edits
}

func folded(ws []words.Word) []string {
	out := make([]string, len(ws))
	for i, w := range ws {
		out[i] = w.Folded
	}
	return out
}

// align gives the places of a longest common subsequence of a and b, in order.
func align[T comparable](a, b []T) (pairs [][2]int) {
	first := 0
	for first < len(a) && first < len(b) && a[first] == b[first] {
		pairs = append(pairs, [2]int{first, first})
		first++
	}
	last := 0
	for last < len(a)-first && last < len(b)-first && a[len(a)-1-last] == b[len(b)-1-last] {
		last++
	}
	n, m := len(a)-first-last, len(b)-first-last
	// length[i*(m+1)+k] is that of a[first+i:] and b[first+k:] without their equal ends.
	length := make([]int32, (n+1)*(m+1))
	for i := n - 1; i >= 0; i-- {
		for k := m - 1; k >= 0; k-- {
			at := i*(m+1) + k
			if a[first+i] == b[first+k] {
				length[at] = length[at+m+2] + 1
			} else {
				length[at] = max(length[at+1], length[at+m+1])
			}
		}
	}
	for i, k := 0, 0; i < n && k < m; {
		at := i*(m+1) + k
		switch {
		case a[first+i] == b[first+k]:
			pairs = append(pairs, [2]int{first + i, first + k})
			i, k = i+1, k+1
		case length[at+m+1] >= length[at+1]:
			i++
		default:
			k++
		}
	}
	for k := last; k > 0; k-- {
		pairs = append(pairs, [2]int{len(a) - k, len(b) - k})
	}
	return pairs
}
