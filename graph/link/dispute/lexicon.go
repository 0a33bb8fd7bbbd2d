package dispute

import (
	_ "embed"
	"strings"
	"sync"

	"github.com/kljensen/snowball/english"

	"hearsay/graph/link/internal/words"
)

//go:embed lexicon.txt
var lexiconText string

// A sense is what words of one meaning, or of opposed ones, are compared by.
type sense struct {
	stem     string
	opposite int8 // the side of an opposition that the word stands on, -1 or 1; 0 where there is none
}

// lexicon gives the senses of the words of lexicon.txt, by word and by stem.
var lexicon = sync.OnceValue(func() map[string]sense {
	senses := map[string]sense{}
	for line := range strings.Lines(lexiconText) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		one, other, opposed := strings.Cut(line, "/")
		first := ""
		for side, words := range [...]string{one, other} {
			for _, w := range strings.Fields(words) {
				s := sense{stem: english.Stem(w, false)}
				if first == "" {
					first = s.stem
				}
				if s.stem = first; opposed {
					s.opposite = int8(1 - 2*side)
				}
				senses[w] = s
				if stem := english.Stem(w, false); senses[stem].stem == "" {
					senses[stem] = s
				}
			}
		}
	}
	return senses
})

// met are the senses of words that were met: a few thousand words are most of what is
// said, and to find their stems again and again took a tenth of the time of a load.
var met = struct {
	sync.Mutex
	senses map[string]sense
}{senses: map[string]sense{}}

// mostMet bounds them.
const mostMet = 1 << 15

// senseOf is what a word, in lower case, is compared by.
func senseOf(word string) sense {
	met.Lock()
	defer met.Unlock()
	s, ok := met.senses[word]
	if !ok {
		if len(met.senses) == mostMet {
			clear(met.senses)
		}
		s = findSense(word)
		met.senses[strings.Clone(word)] = s // which is a part of a whole text
	}
	return s
}

func findSense(word string) sense {
	senses := lexicon()
	if s, ok := senses[word]; ok {
		return s
	}
	stem := english.Stem(word, false)
	if s, ok := senses[stem]; ok {
		return s
	}
	return sense{stem: strings.TrimSuffix(stem, "ern")} // northern, north
}

// negators turn what their clause says into its contrary.
var negators = words.Set(`not no never none nobody nothing neither nor cannot cant dont doesnt didnt wont wouldnt isnt arent wasnt werent hasnt havent
	hadnt couldnt shouldnt mustnt neednt aint nowhere hardly scarcely`)

// negativeVerbs do so too, with the word behind them: "failed to pay", but not "a failed attempt".
var negativeVerbs = map[string]string{
	"fail": "to", "failed": "to", "fails": "to", "refuse": "to", "refused": "to", "refuses": "to", "denied": "that", "denies": "that", "ruled": "out",
}

// stopping are verbs that do so before another: "stopped shooting".
var stopping = words.Set("stop stops stopped stopping cease ceases ceased avoid avoids avoided quit")

// yet: what follows a negator and takes its force away: "not only".
var unforced = words.Set("only just merely simply necessarily doubt longer later least matter wonder")

// stopwords say nothing of what a claim is about.
var stopwords = words.Set(`a an the this that these those some any each every all both such own same other another one ones it its itself he him his himself she her
	hers herself they them their theirs themselves we us our ours i me my mine myself you your yours who whom whose which what when where why how there here
	is are was were be been being am do does did done doing have has had having will would shall should can could may might must ought
	and or but if because although though while as until unless since than then so of at by for with about against between into through during before
	after above below to from up down in out on off over under again further also too very just only even still already yet ever much many most more
	s t ll d ve re m mr mrs ms dr sir said say says saying told tell according get got well now year day time week month today yesterday tomorrow
	monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december
	really quite rather perhaps maybe please thing something anything everything everyone anyone someone people put called call claim claims charge
	report reports allegation accusation suggestion new like way lot back going went come make made`)
