package queries

import (
	"fmt"
	"strings"

	"hearsay/graph/export/table"
)

// Command is the command line that asks the same, for a POSIX shell.
func (a Ask) Command() string {
	return "hearsay ask" + a.flags()
}

// Command is the command line that counts the same.
func (t *Tally) Command() string {
	text := "hearsay count --by " + strings.Join(t.By, ",")
	if t.Share {
		text += " --share"
	}
	if t.Copies {
		text += " --copies"
	}
	return text + t.Ask.flags()
}

// flags are those of the question.
func (a Ask) flags() string {
	var b strings.Builder
	flag := func(name string, values ...string) {
		for _, v := range values {
			if v != "" {
				b.WriteString(" --" + name + " " + ShellWord(v))
			}
		}
	}
	flag("who", a.Who...)
	if a.For {
		b.WriteString(" --for")
	}
	flag("about", a.About...)
	flag("via", a.Via...)
	flag("publisher", a.Publisher...)
	flag("article", a.Articles...)
	flag("since", a.Since)
	flag("until", a.Until)
	flag("kind", a.Kinds...)
	flag("stance", a.Stances...)
	for _, n := range a.Chains {
		flag("chain", fmt.Sprint(n))
	}
	flag("by-name", a.Named)
	flag("said", a.Said)
	flag("like", a.Like)
	if a.MinConfidence > 0 {
		flag("min-confidence", fmt.Sprint(a.MinConfidence))
	}
	flag("sort", a.Sort)
	return b.String()
}

// ShellWord is a text as one word of a POSIX shell: as it is where nothing in it
// means anything to the shell, else in single quotes.
func ShellWord(s string) string {
	plain := func(r rune) bool {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("/-_.,:@%+=", r)
	}
	if s != "" && strings.IndexFunc(s, func(r rune) bool { return !plain(r) }) < 0 {
		return s
	}
	return "'" + strings.ReplaceAll(table.OneLine(s), "'", `'\''`) + "'"
}
