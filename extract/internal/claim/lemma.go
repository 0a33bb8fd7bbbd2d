package claim

import (
	"strings"

	"hearsay/extract/internal/token"
)

// irregular are forms of verbs of saying and thinking that no rule leads back.
var irregular = map[string]string{
	"said": "say", "says": "say", "told": "tell", "wrote": "write", "written": "write", "thought": "think", "felt": "feel", "knew": "know", "known": "know",
	"saw": "see", "seen": "see", "found": "find", "held": "hold", "spoke": "speak", "spoken": "speak", "sought": "seek", "swore": "swear", "sworn": "swear",
	"forecast": "forecast", "forbade": "forbid", "forbidden": "forbid", "foresaw": "foresee", "foreseen": "foresee", "understood": "understand",
	"taken": "take", "took": "take", "went": "go", "goes": "go", "gone": "go", "made": "make", "put": "put", "read": "read", "came": "come", "stood": "stand",
	"drew": "draw", "drawn": "draw", "gave": "give", "given": "give", "began": "begin", "begun": "begin", "kept": "keep", "left": "leave", "meant": "mean",
	"is": "be", "are": "be", "was": "be", "were": "be", "been": "be", "being": "be", "am": "be", "has": "have", "had": "have", "having": "have",
	"did": "do", "does": "do", "done": "do", "didn't": "not", "doesn't": "not", "don't": "not", "hasn't": "not", "haven't": "not", "wasn't": "not",
	"weren't": "not", "isn't": "not", "aren't": "not", "hadn't": "not", "won't": "not", "wouldn't": "not", "couldn't": "not", "can't": "not", "cannot": "not",
	"shouldn't": "not", "never": "not", "n't": "not", "neither": "not", "nor": "not", "pled": "plead", "bade": "bid", "bet": "bet", "cast": "cast",
	"hit": "hit", "lying": "lie", "paid": "pay", "fell": "fall", "dying": "die", "denied": "deny", "denies": "deny", "according": "according", "during": "during",
	"referred": "refer", "referring": "refer", "admitted": "admit", "admitting": "admit", "conferred": "confer", "preferred": "prefer", "quipped": "quip",
	"tried": "try", "tries": "try", "trying": "try", "replied": "reply", "replies": "reply", "implied": "imply", "implies": "imply", "testified": "testify",
	"testifies": "testify", "worried": "worry", "worries": "worry", "clarified": "clarify", "decried": "decry", "decries": "decry", "identified": "identify",
	"lobbied": "lobby", "lobbies": "lobby", "rallied": "rally", "rallies": "rally", "specified": "specify", "led": "lead", "n’t": "not",
	"concerned": "concerned", "convinced": "convinced", "warning": "warn", "warnings": "warning", "critical": "critical",
}

// lemma is a word as the lists have it: lower case, without the endings of
// verbs and plural nouns. It knows no dictionary, so known tells which of
// several stems is one.
func lemma(word string, known func(string) bool) string {
	w := token.Straight(strings.ToLower(word))
	if l, ok := irregular[w]; ok {
		return l
	}
	if known(w) {
		return w
	}
	for _, s := range stems(w) {
		if known(s) {
			return s
		}
	}
	return w
}

// stems are what a word may be a form of, likeliest first.
func stems(w string) []string {
	var out []string
	for _, ending := range []string{"ing", "ed", "es", "s"} {
		stem, ok := strings.CutSuffix(w, ending)
		if !ok || len(stem) < 2 {
			continue
		}
		out = append(out, stem)
		if ending != "s" {
			out = append(out, stem+"e")
		}
		if last := stem[len(stem)-1]; last == 'i' {
			out = append(out, stem[:len(stem)-1]+"y")
		} else if len(stem) > 3 && last == stem[len(stem)-2] {
			out = append(out, stem[:len(stem)-1])
		}
	}
	return out
}
