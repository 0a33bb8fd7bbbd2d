package read

import (
	"strings"
	"sync"
	"unicode"
)

// frequent are words that are met in every text of a language and rarely in one of
// another, by the language's code (BCP 47).
var frequent = [...]struct {
	code  string
	words string
}{
	{"en", "the of and to that is was for with his her are they it not have said from by this which were been would who their has had you at will about after more when there but if than"},
	{"fr", "le la les des une est dans pour que qui sur avec pas par plus ne au ce cette sont ses aux il elle été mais ont nous du et"},
	{"de", "der die das und den von zu mit sich auf für ist im dem nicht ein eine als auch es werden aus er hat dass sie nach wird bei einer um am sind noch wie einem über"},
	{"es", "el la los las de que y en un una por con del se para como al más su pero sus lo este ha también fue está según sobre"},
	{"pt", "o os as de que e do da em um uma para com não dos das no na se por mais ao como foi também são pelo pela à é"},
	{"it", "il la di che e un una per con non del della sono gli le dei nel si più alla anche da ha è al come lo ma questo dal"},
	{"nl", "de het een van en dat die is voor op met zijn niet aan er ook als bij door naar maar uit hij heeft ze wordt nog om"},
	{"sv", "och att det som en på är av för med den till inte har de ett om var men sig från vi så kan han hon"},
	{"da", "og at det som en på er af for med den til ikke har de et om var men sig fra vi så kan han hun blev"},
	{"no", "og at det som en på er av for med den til ikke har de et om var men seg fra vi så kan han hun ble"},
	{"fi", "ja on ei että se hän oli ovat myös kun mutta joka tai niin kuin sekä mukaan jo vain"},
	{"pl", "i w na z do nie się że jest to o jak po od za przez dla był oraz ale są tym który które"},
	{"cs", "a v na se že je do s z o k jsou byl by ale jako pro od po který která"},
	{"tr", "ve bir bu da de için ile olarak çok olan daha gibi sonra kadar ne en"},
	{"id", "yang dan di dari untuk dengan ini itu pada tidak dalam akan juga oleh ke ada sebagai"},
	{"ro", "și de în la a cu pe care nu din o este un să pentru mai au fost că ca prin"},
	{"hu", "a az és hogy nem is egy ez meg már csak volt mint de el még vagy azt"},
}

// scripts are alphabets in which no English is written.
var scripts = [...]struct {
	name  string
	table *unicode.RangeTable
}{
	{"Cyrillic", unicode.Cyrillic},
	{"Arabic", unicode.Arabic},
	{"Hebrew", unicode.Hebrew},
	{"Greek", unicode.Greek},
	{"Chinese characters", unicode.Han},
	{"Hiragana", unicode.Hiragana},
	{"Hangul", unicode.Hangul},
	{"Devanagari", unicode.Devanagari},
	{"Thai", unicode.Thai},
	{"Bengali", unicode.Bengali},
	{"Tamil", unicode.Tamil},
	{"Georgian", unicode.Georgian},
	{"Armenian", unicode.Armenian},
}

// languages are, for each frequent word, the languages that it speaks for.
var languages = sync.OnceValue(func() map[string][]int {
	out := map[string][]int{}
	for i, l := range frequent {
		for _, w := range strings.Fields(l.words) {
			out[w] = append(out[w], i)
		}
	}
	return out
})

// Bounds of the guess: by how many words it goes, how few tell nothing, and which
// share of English words a text in another language has at most: prose in English has
// a third, in others one in fifty.
const (
	guessBytes   = 20_000
	fewWords     = 25
	englishShare = 0.08
)

// foreign names the language of a text that is plainly not English; "" of one that is,
// or may be.
func foreign(text string) string {
	text = text[:min(len(text), guessBytes)]
	counts := make([]int, len(frequent))
	other := make([]int, len(scripts))
	words, latin, letters := 0, 0, 0
	speaks := languages()
	for _, w := range strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) }) {
		words++
		for _, i := range speaks[strings.ToLower(w)] {
			counts[i]++
		}
		for _, r := range w {
			letters++
			if r < unicode.MaxASCII || unicode.Is(unicode.Latin, r) {
				latin++
				continue
			}
			for i, s := range scripts {
				if unicode.Is(s.table, r) {
					other[i]++
				}
			}
		}
	}
	if letters >= 4*fewWords && 2*latin < letters {
		return scripts[most(other)].name
	}
	best := most(counts)
	if words < fewWords || best == 0 || float64(counts[0]) >= englishShare*float64(words) || counts[best] < 3*counts[0] || counts[best] < words/10 {
		return ""
	}
	return frequent[best].code
}

// most is the index of the greatest number, the first of equals.
func most(numbers []int) int {
	best := 0
	for i, n := range numbers {
		if n > numbers[best] {
			best = i
		}
	}
	return best
}

// notEnglish says why an article is passed over for its language: that it says
// itself, or that its text is plainly in. "" for English.
func notEnglish(declared, text string) string {
	declared = strings.TrimSpace(declared)
	code := declared
	if end := strings.IndexFunc(code, func(r rune) bool { return !unicode.IsLetter(r) }); end >= 0 {
		code = code[:end] // "en-GB", "fr_FR"
	}
	switch strings.ToLower(code) {
	case "en", "eng", "english", "", "und", "unknown", "none", "null", "mul", "zxx", "x":
		declared = foreign(text)
	}
	if declared == "" {
		return ""
	}
	return "not in English but in " + cut(declared, 40) + "; --language any reads it"
}
