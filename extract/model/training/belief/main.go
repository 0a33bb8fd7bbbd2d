// Belief fits the weights by which package claim believes an attribution inside
// another's content, and prints them as extract/claim/belief.txt has them: a
// logistic regression on articles with gold claims (those within others are right),
// and on sentences of PolNeAR, each wrapped in a further attribution.
//
//	go run ./extract/model/training/belief -polnear polnear/dev testdata/articles > belief.txt
package main

import (
	"bufio"
	"cmp"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"hearsay/extract/attribution"
	"hearsay/extract/brat"
	"hearsay/extract/claim"
	"hearsay/extract/coref"
	"hearsay/extract/encoder"
	"hearsay/extract/mention"
	"hearsay/extract/model"
	"hearsay/extract/news"
	"hearsay/extract/score"
	"hearsay/extract/token"
)

func main() {
	polnear := flag.String("polnear", "", "wrap sentences of the articles in this `folder`, which has attributions and text")
	flag.Parse()
	if err := run(os.Stdout, *polnear, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "belief:", err)
		os.Exit(2)
	}
}

// run prints to w the weights fitted on the articles in folders and on those of polnear.
func run(w io.Writer, polnear string, folders []string) error {
	m, err := encoder.Read(model.English())
	if err != nil {
		return err
	}
	var all []example
	for _, folder := range folders {
		found, err := fromGold(m, folder)
		if err != nil {
			return err
		}
		all = append(all, found...)
	}
	nested := len(all)
	if polnear != "" {
		articles, err := brat.ReadFolder(filepath.Join(polnear, "attributions"), filepath.Join(polnear, "text"))
		if err != nil {
			return err
		}
		for _, a := range articles {
			all = append(all, wrapped(m, a)...)
		}
	}
	right := 0
	for _, e := range all {
		if e.right {
			right++
		}
	}
	out := bufio.NewWriter(w)
	fmt.Fprintf(out, "# How traits of an attribution inside a content speak for it: weights of a logistic regression by extract/model/training/belief, on %d of articles and %d of wrapped sentences, %d right\n", nested, len(all)-nested, right)
	weights := fit(all)
	for k, name := range claim.Traits {
		fmt.Fprintf(out, "%s %.2f\n", name, weights[k])
	}
	return out.Flush()
}

// traits are those of package claim, and that an example is of a wrapped sentence,
// of which more are right than of others.
const traits = len(claim.Traits) + 1

// An example is an attribution inside a content, and whether it is right.
type example struct {
	traits [traits]float64
	right  bool
	weight float64
}

// inners finds the attributions inside contents in a text.
func inners(m *encoder.Model, text string) []claim.Inner {
	t := token.Split(text)
	out := m.Encode(t)
	said := attribution.Nest(m, t, out, attribution.Find(m, t, out))
	who := coref.Resolve(t, mention.Find(t, out), out, nil)
	return claim.Inners(news.Article{Text: text}, t, said, who)
}

// examples compares attributions found with contents that are right.
func examples(text string, found []claim.Inner, contents []string, weight float64) []example {
	var all []example
	for _, x := range found {
		right := slices.ContainsFunc(contents, func(c string) bool { return score.SameContent(text[x.Content.Start:x.Content.End], c) })
		e := example{right: right, weight: weight}
		copy(e.traits[:], x.Traits[:])
		if weight == ofSentence {
			e.traits[traits-1] = 1
		}
		all = append(all, e)
	}
	return all
}

// What an example counts: those of wrapped sentences are many, and made.
const (
	ofArticle  = 1
	ofSentence = 0.2
)

// fromGold gives the examples of the articles in a folder that have gold claims.
func fromGold(m *encoder.Model, folder string) ([]example, error) {
	files, err := filepath.Glob(filepath.Join(folder, "*.gold.json"))
	if err != nil || len(files) == 0 {
		return nil, fmt.Errorf("%s: no *.gold.json (%v)", folder, err)
	}
	var all []example
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		gold, err := score.ReadDocument(data)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		text, err := os.ReadFile(strings.TrimSuffix(file, ".gold.json") + ".txt")
		if err != nil {
			return nil, err
		}
		var contents []string
		for _, c := range gold.Claims {
			if c.Within != "" {
				contents = append(contents, c.Content)
			}
		}
		all = append(all, examples(string(text), inners(m, string(text)), contents, ofArticle)...)
	}
	return all, nil
}

// The wrappers of sentences, taken in turns.
var wrappers = [...]string{"Reuters reported that ", "Maria Lopez said that ", "According to the Tribune, ", "The spokesman told reporters that ", "The ministry claimed that "}

// Sentences that are wrapped: words in them at least and at most, and of those in
// which nobody says anything every how many.
const (
	shortest = 8
	longest  = 60
	silent   = 3
)

// wrapped gives the examples of the sentences of an article: those that hold all of
// an attribution or nothing of one.
func wrapped(m *encoder.Model, a brat.Article) []example {
	t := token.Split(a.Text)
	var all []example
	for i, s := range t.Sentences {
		span := news.Span{Start: t.Tokens[s.First].Start, End: t.Tokens[s.End-1].End}
		text := a.Text[span.Start:span.End]
		if n := s.End - s.First; n < shortest || n > longest || !strings.HasSuffix(text, ".") || strings.ContainsAny(text, "“”\"\n") {
			continue
		}
		contents, whole := within(a, span)
		if !whole || len(contents) == 0 && i%silent != 0 {
			continue
		}
		text = wrappers[i%len(wrappers)] + text
		all = append(all, examples(text, inners(m, text), contents, ofSentence)...)
	}
	return all
}

// within gives the contents of the attributions in a stretch; whole is false where
// it cuts one.
func within(a brat.Article, span news.Span) (contents []string, whole bool) {
	for _, x := range a.Attributions {
		touches, inside := false, true
		for _, s := range slices.Concat(x.Content, x.Cue) {
			touches = touches || s.Start < span.End && s.End > span.Start
			inside = inside && s.Start >= span.Start && s.End <= span.End
		}
		if touches && !inside {
			return nil, false
		}
		if touches && len(x.Content) > 0 {
			largest := slices.MaxFunc(x.Content, func(a, b news.Span) int { return cmp.Compare(a.End-a.Start, b.End-b.Start) })
			contents = append(contents, a.Text[largest.Start:largest.End])
		}
	}
	return contents, true
}

// The regression: how strongly weights are drawn to 0, and steps of Newton's method.
const (
	ridge = 1
	steps = 25
)

// fit is the weights of a logistic regression with ridge penalty.
func fit(all []example) (w [traits]float64) {
	for range steps {
		var gradient [traits]float64
		var hessian [traits][traits]float64
		for k := range traits {
			penalty := float64(ridge)
			if k == 0 {
				penalty = 1e-3
			}
			gradient[k] = penalty * w[k]
			hessian[k][k] = penalty
		}
		for _, e := range all {
			x := 0.0
			for k, v := range e.traits {
				x += float64(w[k] * v)
			}
			p := encoder.Logistic(x)
			miss := p
			if e.right {
				miss = p - 1
			}
			for k, v := range e.traits {
				gradient[k] += float64(e.weight * miss * v)
				for j, u := range e.traits {
					hessian[k][j] += float64(e.weight * p * (1 - p) * v * u)
				}
			}
		}
		for k, v := range solve(hessian, gradient) {
			w[k] -= v
		}
	}
	return w
}

// solve is the solution of a·x = b, a being symmetric and positive (Gauss).
func solve(a [traits][traits]float64, b [traits]float64) (x [traits]float64) {
	const n = traits
	for i := range traits {
		for k := i + 1; k < n; k++ {
			q := a[k][i] / a[i][i]
			for j := i; j < n; j++ {
				a[k][j] -= float64(q * a[i][j])
			}
			b[k] -= float64(q * b[i])
		}
	}
	for i := n - 1; i >= 0; i-- {
		x[i] = b[i]
		for j := i + 1; j < n; j++ {
			x[i] -= float64(a[i][j] * x[j])
		}
		x[i] /= a[i][i]
	}
	return x
}
