package claim

import (
	"strings"

	"hearsay/extract/internal/token"
	"hearsay/extract/news"
)

// ofContent is the stance that a content takes by itself, where the cue is
// neutral: it wishes, asks a question, announces the speaker's own conduct, or
// asks for something; else it asserts. ofSelf tells whether a pronoun that it
// begins with stands for the speaker.
func ofContent(words []string, ofSelf bool) news.Stance {
	w := plain(words)
	switch {
	case wishes(w):
		return news.Believes
	case isQuestion(w):
		return news.Questions
	case announces(w, ofSelf):
		return news.Promises
	case asks(w):
		return news.Demands
	}
	return news.Asserts
}

// plain are words in lower case, with straight apostrophes.
func plain(words []string) []string {
	out := make([]string, 0, len(words))
	for _, w := range words {
		out = append(out, token.Straight(strings.ToLower(w)))
	}
	return out
}

// requests tells whether a cue of asking asks for a deed: "asked them to wait".
func requests(cue, content []string) bool {
	asks := false
	for _, w := range cue {
		switch strings.ToLower(w) {
		case "ask", "asks", "asked", "asking":
			asks = true
		}
	}
	if !asks || len(content) == 0 || questionOpeners.has(strings.ToLower(content[0])) {
		return false
	}
	for _, w := range content[:min(len(content), 12)] {
		if w == "to" || w == "not" || w == "for" {
			return true
		}
	}
	return false
}

// isQuestion tells whether a content ends as a question.
func isQuestion(w []string) bool {
	for i := len(w) - 1; i >= 0; i-- {
		switch w[i] {
		case "?":
			return true
		case `"`, "”", "''", "’", "'":
			continue
		}
		break
	}
	return false
}

// opening is the content's words from its first real one on, quotation marks and
// connectives aside.
func opening(w []string) []string {
	for len(w) > 0 && beforeContents.has(w[0]) {
		w = w[1:]
	}
	return w
}

// asks tells whether a content asks for something.
func asks(w []string) bool {
	o := opening(w)
	if len(o) == 0 {
		return false
	}
	if imperatives.has(o[0]) && (len(o) < 2 || o[1] != "," && o[1] != "is" && o[1] != "are" && o[1] != "and" && o[1] != "that") {
		return true
	}
	for i, x := range o[:min(len(o), 30)] {
		switch x {
		case "should", "must", "shouldn't", "ought":
			return i > 0
		case "needs", "need":
			return i > 0 && i+1 < len(o) && o[i+1] == "to"
		case "has", "have":
			if i > 0 && i+2 < len(o) && o[i+1] == "to" && (o[i-1] == "we" || o[i-1] == "you" || o[i-1] == "they") {
				return true
			}
		}
	}
	return false
}

// announces tells whether a content announces the speaker's own conduct: "I
// will …", "we are going to …".
func announces(w []string, ofSelf bool) bool {
	o := opening(w)
	for i, x := range o[:min(len(o), 12)] {
		switch x {
		case "i'll", "we'll":
			return true
		case "i", "we":
			rest := strings.Join(o[i+1:min(len(o), i+4)], " ") + " "
			for _, p := range []string{"will ", "am going to ", "are going to ", "'re going to ", "promise ", "pledge ", "intend to ", "plan to "} {
				if strings.HasPrefix(rest, p) {
					return true
				}
			}
		case "i'm", "we're":
			if strings.HasPrefix(strings.Join(o[i+1:min(len(o), i+4)], " "), "going to") {
				return true
			}
		}
	}
	return ofSelf && len(o) > 2 && subjects.has(o[0]) && (o[1] == "would" || o[1] == "will") && o[2] != "have" && o[2] != "be" && o[2] != "not"
}

// wishes tells whether a content wishes: "I hope …", "we fear …".
func wishes(w []string) bool {
	o := opening(w)
	if len(o) < 2 || o[0] != "i" && o[0] != "we" {
		return false
	}
	i := 1
	for i < len(o)-1 && beforeWishes.has(o[i]) {
		i++
	}
	switch o[i] {
	case "hope", "wish", "fear", "dream", "pray":
		return true
	case "like", "love":
		return o[1] == "would"
	}
	return false
}
