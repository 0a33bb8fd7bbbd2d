package search

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// TestMarks writes a text with what a search finds in it between brackets.
func TestMarks(t *testing.T) {
	for _, c := range []struct{ said, want string }{
		{"vaccinate", "They [vaccinated] her; [vaccinating] takes days, a vaccine does not."},
		{"vaccin*", "They [vaccinated] her; [vaccinating] takes days, a [vaccine] does not."},
		{`"takes days"`, "They vaccinated her; vaccinating [takes days], a vaccine does not."},
		{`take day`, "They vaccinated her; vaccinating [takes] [days], a vaccine does not."},
		{`“DOES not” -they`, "They vaccinated her; vaccinating takes days, a vaccine [does not]."},
		{`cafe`, "The “[Café]” – it’s closed."},
		{`it's clos*`, "The “Café” – [it]’[s] [closed]."},
		{`"a`, "[A] and b"},
		{"policies", "One [policy], two [policies]."},
		{"stopping", "[Stop], they [stopped]."},
		{"news", "New [news]."},
		{"boxes", "A [box], [boxes], boxer."},
		{"1990", "The 1990s and [1990]."},
		{"", "Nothing."},
	} {
		text := strings.NewReplacer("[", "", "]", "").Replace(c.want)
		got := ""
		at := 0
		for _, s := range Marks(text, Terms(c.said)) {
			got += text[at:s.Start] + "[" + text[s.Start:s.End] + "]"
			at = s.End
		}
		if got += text[at:]; got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.said, got, c.want)
		}
	}
}

// TestTerms reads what is typed: a minus leaves out, a star goes on, | stands
// between forms.
func TestTerms(t *testing.T) {
	for _, c := range [][2]string{
		{`harbour`, "harbour|harbours|harboured|harbouring"},
		{`"safe quays" tide`, "safe quays & tide|tides|tided|tiding|tideing"},
		{`-"safe quays" pric*`, "-safe quays & pric*"},
		{`x -re-open -`, "x & -re open"},
		{`"safe qua"*`, "safe qua*"},
		{`Wax“quick”`, "wax|waxes|waxed|waxing & quick"},
		{`* "" -`, ""},
	} {
		var terms []string
		for _, term := range Terms(c[0]) {
			text := strings.Join(term.Any, "|")
			if term.Not {
				text = "-" + text
			}
			if term.Prefix {
				text += "*"
			}
			terms = append(terms, text)
		}
		if got := strings.Join(terms, " & "); got != c[1] {
			t.Errorf("%s: got %q, want %q", c[0], got, c[1])
		}
	}
}

// TestInflections holds that forms of a word find each other.
func TestInflections(t *testing.T) {
	for _, family := range []string{"plan plans planned planning", "deny denies denied denying", "warn warns warned warning", "release releases released releasing", "crash crashes crashed crashing", "veto vetoes vetoed vetoing", "see sees seeing"} {
		words := strings.Fields(family)
		for _, a := range words {
			for _, b := range words {
				if !slices.Contains(inflections(a), b) {
					t.Errorf("%s does not find %s: %q", a, b, inflections(a))
				}
			}
		}
	}
	for _, apart := range [][2]string{{"news", "new"}, {"king", "k"}, {"string", "str"}, {"class", "clas"}, {"university", "universe"}, {"us", "u"}, {"covid", "covids!"}} {
		if slices.Contains(inflections(apart[0]), apart[1]) {
			t.Errorf("%s finds %s", apart[0], apart[1])
		}
	}
}

// FuzzTerms holds that marks are stretches of the text, one behind the other.
func FuzzTerms(f *testing.F) {
	f.Add(`a "b c" -d* é`, "A b c d é")
	f.Add("-\"x\xff\"*", "\xff x\u0301")
	f.Fuzz(func(t *testing.T, said, text string) {
		at := 0
		for _, s := range Marks(text, Terms(said)) {
			if s.Start < at || s.End <= s.Start || s.End > len(text) {
				t.Fatal(fmt.Sprint(s, at, len(text)))
			}
			at = s.End
		}
	})
}
