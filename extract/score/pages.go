package score

import (
	"fmt"
	"io"
	"maps"
	"regexp"
	"slices"
	"strings"
)

// Pages compares the bodies of articles that were read from pages with what they are:
// the figures of the article extraction benchmark (precision and recall of runs of four
// words, averaged over pages, and the share of pages whose words are all right), and the
// share of paragraph breaks that are found and that are right, each told by the two
// words before it and behind it.
type Pages struct {
	Pages, Missing           int
	Precision, Recall, Exact float64
	BreaksRecall, BreaksPrec float64
}

var (
	pageWord  = regexp.MustCompile(`[\pL\pN\pM_]+`)
	pageBreak = regexp.MustCompile(`\n\s*\n|\n`)
)

// BodiesOf compares bodies by their pages' keys.
func BodiesOf(truth, found map[string]string) Pages {
	var s Pages
	var precision, recall, exact, breaksRecall, breaksPrecision []float64
	for _, key := range slices.Sorted(maps.Keys(truth)) {
		want, got := pageWord.FindAllString(truth[key], -1), pageWord.FindAllString(found[key], -1)
		s.Pages++
		if len(got) == 0 {
			s.Missing++
		}
		a, b := runs(want), runs(got)
		if len(b) > 0 {
			precision = append(precision, part(b, a))
		}
		if len(a) > 0 {
			recall = append(recall, part(a, b))
		}
		same := 0.0
		if slices.Equal(want, got) {
			same = 1
		}
		exact = append(exact, same)
		x, y := breaks(truth[key]), breaks(found[key])
		if len(x) > 0 {
			breaksRecall = append(breaksRecall, part(x, y))
		}
		if len(y) > 0 {
			breaksPrecision = append(breaksPrecision, part(y, x))
		}
	}
	s.Precision, s.Recall, s.Exact = mean(precision), mean(recall), mean(exact)
	s.BreaksRecall, s.BreaksPrec = mean(breaksRecall), mean(breaksPrecision)
	return s
}

// runs counts the runs of four words, or the words of fewer as one.
func runs(words []string) map[string]int {
	out := map[string]int{}
	for i := range max(1, len(words)-3) {
		if len(words) > 0 {
			out[strings.Join(words[i:min(i+4, len(words))], " ")]++
		}
	}
	return out
}

// breaks counts the breaks between paragraphs.
func breaks(text string) map[string]int {
	out := map[string]int{}
	var before []string
	for _, p := range pageBreak.Split(text, -1) {
		words := pageWord.FindAllString(p, -1)
		if len(words) == 0 {
			continue
		}
		if before != nil {
			out[strings.Join(before[max(0, len(before)-2):], " ")+"|"+strings.Join(words[:min(2, len(words))], " ")]++
		}
		before = words
	}
	return out
}

// part is how much of a is in b, what occurs several times counted as often.
func part(a, b map[string]int) float64 {
	both, all := 0, 0
	for k, n := range a {
		both += min(n, b[k])
		all += n
	}
	return share(float64(both), float64(all))
}

func mean(of []float64) float64 {
	sum := 0.0
	for _, f := range of {
		sum += f
	}
	return share(sum, float64(len(of)))
}

// Write prints the figures.
func (s Pages) Write(w io.Writer) error {
	f1 := share(2*s.Precision*s.Recall, s.Precision+s.Recall)
	_, err := fmt.Fprintf(w, "pages %d missing %d F1 %.3f precision %.3f recall %.3f exact %.3f breaks recall %.3f precision %.3f\n",
		s.Pages, s.Missing, f1, s.Precision, s.Recall, s.Exact, s.BreaksRecall, s.BreaksPrec)
	return err
}
