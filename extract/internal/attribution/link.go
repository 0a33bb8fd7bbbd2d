package attribution

import (
	"cmp"
	"slices"
	"sort"

	"hearsay/extract/internal/encoder"
)

// The links that attributions are put together by, in the order of the model.
const (
	contentCue = iota // a content's token to the first of its cue
	sourceCue         // a source's token to the first of its cue
	cueSource         // a cue's first token to the first of its source
)

// The least probabilities at which a link is believed. Tuned on PolNeAR dev
// with the probe's weights, where .1 more or less moves the F1 of who said what
// by under .003.
const (
	minSource = 0.2 // a source and a cue, by the mean of both links
	minShared = 0.3 // a source that serves another cue too, by the cue's link alone
	minMoved  = 0.1 // a content that leaves a cue with several for one with none
)

// outputs are what the encoder says of the tokens from first on.
type outputs struct {
	first int
	lattice
	// link gives the tokens that a token is linked to, nil if to none, and those
	// among which they are.
	link func(kind, token int) (targets encoder.Targets, sight encoder.Window)
}

// A pull is how strongly a span is linked to the target with that index, 0 to 1.
type pull struct {
	target int
	mass   float64
}

// pulls are the targets that the tokens of x are linked to, by the mean of the
// probabilities that fall on each. Targets are in the order of the text, and
// so are the pulls; those out of sight are left out.
func (o *outputs) pulls(kind int, x Range, targets []Range) []pull {
	sight := o.sight(kind, x)
	first := sort.Search(len(targets), func(j int) bool { return targets[j].End > sight.First })
	var out []pull
	for j := first; j < len(targets) && targets[j].First < sight.End; j++ {
		out = append(out, pull{target: j})
	}
	n := float64(x.End - x.First)
	for i := x.First; i < x.End; i++ {
		links, _ := o.link(kind, i)
		for _, l := range links {
			j := sort.Search(len(out), func(j int) bool { return targets[first+j].End > int(l.Token) })
			if j < len(out) && targets[first+j].First <= int(l.Token) {
				out[j].mass += float64(l.P) / n
			}
		}
	}
	return out
}

// sight is the tokens that those of x may be linked to, empty where none has links.
func (o *outputs) sight(kind int, x Range) Range {
	var all Range
	for i := x.First; i < x.End; i++ {
		links, w := o.link(kind, i)
		switch {
		case links == nil:
		case all.End == 0:
			all = Range(w)
		default:
			all.First, all.End = min(all.First, w.First), max(all.End, w.End)
		}
	}
	return all
}

// strongest is the pull with the greatest mass, the first of equal ones.
func strongest(pulls []pull) (best pull, ok bool) {
	for i, p := range pulls {
		if i == 0 || p.mass > best.mass {
			best = p
		}
	}
	return best, len(pulls) > 0
}

// joined is one cue with what belongs to it.
type joined struct {
	cue, source Range // source is empty where there is none
	contents    []Range
	cueMass     float64 // how surely its contents belong to it, 0 to 1
	sourceMass  float64 // how surely its source belongs to it, 0 to 1
	sure        bool    // found by a rule
}

// join puts cues, sources and contents together: a content goes to the cue that
// pulls it most; a source to the cue where the mean of both links is highest,
// and once it has one, to others that point to it. It returns one for each cue,
// and the contents that have none.
func (o *outputs) join(cues, sources, contents []Range) (out []joined, alone []Range) {
	out = make([]joined, len(cues))
	for j, c := range cues {
		out[j].cue = c
	}
	alone = o.joinContents(out, cues, contents)
	o.joinSources(out, cues, sources)
	return out, alone
}

// joinContents gives each content to a cue, and each cue without one, where the
// links allow, one of a cue with several.
func (o *outputs) joinContents(out []joined, cues, contents []Range) (alone []Range) {
	type choice struct {
		content, cue int
		mass         float64
	}
	var rivals []choice // of cues over contents that chose another
	chosen := make([]choice, len(contents))
	count := make([]int, len(cues))
	for i, x := range contents {
		pulls := o.pulls(contentCue, x, cues)
		best, ok := strongest(pulls)
		if !ok {
			chosen[i].cue = -1
			continue
		}
		chosen[i] = choice{i, best.target, best.mass}
		count[best.target]++
		for _, p := range pulls {
			if p.target != best.target && p.mass > minMoved {
				rivals = append(rivals, choice{i, p.target, p.mass})
			}
		}
	}
	slices.SortStableFunc(rivals, func(a, b choice) int {
		return cmp.Or(cmp.Compare(a.cue, b.cue), cmp.Compare(b.mass, a.mass))
	})
	for _, r := range rivals {
		if count[r.cue] == 0 && count[chosen[r.content].cue] > 1 {
			count[chosen[r.content].cue]--
			count[r.cue]++
			chosen[r.content] = r
		}
	}
	for i, x := range contents {
		if chosen[i].cue < 0 {
			alone = append(alone, x)
			continue
		}
		j := &out[chosen[i].cue]
		j.contents = append(j.contents, x)
		j.cueMass = max(j.cueMass, chosen[i].mass)
	}
	return alone
}

// joinSources gives each cue a source, each source to one cue first.
func (o *outputs) joinSources(out []joined, cues, sources []Range) {
	type pair struct {
		cue, source int
		mass, ofCue float64 // the mean of both links; the cue's alone
	}
	var pairs []pair
	for x, s := range sources {
		for _, p := range o.pulls(sourceCue, s, cues) {
			pairs = append(pairs, pair{p.target, x, p.mass / 2, 0})
		}
	}
	for j, c := range cues {
		for _, p := range o.pulls(cueSource, Range{First: c.First, End: c.First + 1}, sources) {
			pairs = append(pairs, pair{j, p.target, p.mass / 2, p.mass})
		}
	}
	slices.SortFunc(pairs, func(a, b pair) int {
		return cmp.Or(cmp.Compare(a.cue, b.cue), cmp.Compare(a.source, b.source), cmp.Compare(a.ofCue, b.ofCue))
	})
	n := 0
	for i, p := range pairs {
		if i > 0 && pairs[n-1].cue == p.cue && pairs[n-1].source == p.source {
			pairs[n-1].mass += p.mass
			pairs[n-1].ofCue = p.ofCue
			continue
		}
		pairs[n] = p
		n++
	}
	pairs = pairs[:n]
	slices.SortStableFunc(pairs, func(a, b pair) int { return cmp.Compare(b.mass, a.mass) })
	taken := make([]bool, len(sources))
	give := func(p pair, mass float64) {
		out[p.cue].source, out[p.cue].sourceMass = sources[p.source], mass
		taken[p.source] = true
	}
	for _, p := range pairs {
		if p.mass >= minSource && out[p.cue].source.End == 0 && !taken[p.source] {
			give(p, p.mass)
		}
	}
	for _, p := range pairs {
		if p.ofCue >= minShared && out[p.cue].source.End == 0 {
			give(p, p.ofCue)
		}
	}
}

// fallback decodes again for cues without a source that point to one all the
// same: as if each were sure that one begins where it points.
func (o *outputs) fallback(out []joined, busy []Range) {
	type wish struct {
		token int
		mass  float64
	}
	wishes := make([]wish, len(out))
	forced := lattice{slices.Clone(o.emissions), o.start, o.transition}
	any := false
	for j := range out {
		if out[j].source.End > 0 {
			continue
		}
		targets, _ := o.link(cueSource, out[j].cue.First)
		for _, l := range targets {
			if float64(l.P) > wishes[j].mass {
				wishes[j] = wish{int(l.Token), float64(l.P)}
			}
		}
		if w := wishes[j]; w.mass >= minShared && w.token >= o.first && w.token < o.first+len(o.emissions) {
			forced.emissions[w.token-o.first][bSource] += 50
			any = true
		}
	}
	if !any {
		return
	}
	_, found, _ := byRole(spans(forced.best(), o.first))
	sortRanges(busy)
	for j, w := range wishes {
		if w.mass < minShared {
			continue
		}
		i, ok := slices.BinarySearchFunc(found, w.token, func(r Range, at int) int { return cmp.Compare(r.First, at) })
		if ok && !meets(busy, found[i]) {
			out[j].source, out[j].sourceMass = found[i], w.mass
		}
	}
}

// meets tells whether r shares a token with one of the ranges, which are in the
// order of the text and apart.
func meets(ranges []Range, r Range) bool {
	i := sort.Search(len(ranges), func(i int) bool { return ranges[i].End > r.First })
	return i < len(ranges) && ranges[i].First < r.End
}

// byRole are the cues, sources and contents among the spans.
func byRole(all []span) (cues, sources, contents []Range) {
	for _, s := range all {
		switch s.role {
		case cue:
			cues = append(cues, s.Range)
		case source:
			sources = append(sources, s.Range)
		default:
			contents = append(contents, s.Range)
		}
	}
	return cues, sources, contents
}

func sortRanges(ranges []Range) {
	slices.SortFunc(ranges, func(a, b Range) int {
		return cmp.Or(cmp.Compare(a.First, b.First), cmp.Compare(a.End, b.End))
	})
}
