package mention

import (
	"cmp"
	"strings"
	"testing"

	"hearsay/extract/extracttest"
	"hearsay/extract/internal/token"
)

// mark writes the mentions of a text into it, pronouns left out unless asked for.
func mark(t *token.Text, found []Mention, pronouns bool) string {
	var marks []extracttest.Mark
	for _, m := range found {
		label := cmp.Or(string(m.Type), "?")
		switch {
		case m.Form != Pronoun:
		case pronouns:
			label = "pronoun"
		default:
			continue
		}
		marks = append(marks, extracttest.Mark{Start: t.Tokens[m.First].Start, End: t.Tokens[m.End-1].End, Label: label})
	}
	return extracttest.Marked(t.Source, marks)
}

func TestFind(t *testing.T) {
	m := extracttest.English(t)
	extracttest.Cases(t, "testdata/cases.txt", 70, func(line string) string {
		text := token.Split(extracttest.Unmark(line))
		return mark(text, Find(text, m.Encode(text)), false)
	})
}

// What is known of a text's outlets tells what their names are, short or in full.
func TestFindOutlets(t *testing.T) {
	text := token.Split("A spokesman told Meridian that the Meridian Wire was wrong.")
	var got []string
	for _, m := range Find(text, nil, "The Meridian Wire") {
		if m.Form == Name {
			got = append(got, text.Source[text.Tokens[m.NameFirst].Start:text.Tokens[m.NameEnd-1].End]+": "+string(m.Type)+" "+m.Canon)
		}
	}
	if want := "Meridian: publication Meridian Wire, Meridian Wire: publication "; strings.Join(got, ", ") != want {
		t.Errorf("got %s\nwant %s", strings.Join(got, ", "), want)
	}
}

func TestFindPronouns(t *testing.T) {
	for _, want := range []string{
		"[pronoun He] said [pronoun it] was [pronoun her] [pronoun his] [pronoun they] [pronoun who].",
		"[pronoun It] failed. It is clear that it rained.",
	} {
		text := token.Split(extracttest.Unmark(want))
		if got := mark(text, Find(text, nil), true); got != want {
			t.Errorf("\n got %s\nwant %s", got, want)
		}
	}
}

// Every list opens with a line that says what it is, and is read whole.
func TestLists(t *testing.T) {
	for name, text := range map[string]string{
		"countries": countriesText, "places": placesText, "outlets": outletsText, "bodies": bodiesText, "things": thingsText, "titles": titlesText,
		"first_names": firstNamesText, "heads": headsText, "words": wordsText, "lexicon": lexiconText,
	} {
		if !strings.HasPrefix(text, "# ") {
			t.Errorf("%s.txt does not say what it is", name)
		}
	}
	for name, want := range map[string]string{"W.H.O.": "World Health Organization", "U.K.": "United Kingdom", "NYT": "New York Times", "Calif.": "California"} {
		if got := Canon(name); got != want {
			t.Errorf("Canon(%q) = %q, want %q", name, got, want)
		}
	}
}

// Whatever the text, mentions lie in it, hold their heads and names, and come in
// their order.
func TestFindAnything(t *testing.T) {
	for _, text := range []string{
		"", " ", "\x00\xff\xfe", "“““", "A", "the the the the", "Mr.", "Dr. Dr. Dr.", "of of Of", "'s 's", "- - -", "(R-", "President", "The President of the", "and and And And",
		strings.Repeat("Bank of ", 2000), strings.Repeat("“", 5000), strings.Repeat("the president's ", 3000), strings.Repeat("New York City Council Committee ", 2000), strings.Repeat("he ", 9000),
		"Ünïcödé Ñame said. 中国外交部发言人说。 Владимир Путин сказал.", strings.Repeat("a", 1<<16), "J. J. J. J.", "WHO WHO WHO", strings.Repeat("\n", 3000) + "U.S.",
	} {
		split := token.Split(text)
		last := 0
		for _, m := range Find(split, nil) {
			if m.First < last || m.First > m.NameFirst || m.NameFirst > m.Head || m.Head >= m.NameEnd && m.Form != Nominal || m.Head >= m.End || m.End > len(split.Tokens) || m.NameEnd > m.End {
				t.Errorf("%.40q: mention %+v", text, m)
			}
			last = m.First
		}
	}
}

// Some of a group are not the group: a number or the like before its name makes a noun
// phrase, which the rules alone see to.
func TestSomeOf(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"Many Americans left.", "nominal Many Americans"},
		{"She said that most Americans had left.", "nominal most Americans"},
		{"They counted 200 Americans there.", "nominal 200 Americans"},
		{"The other two Americans left.", "nominal other two Americans"},
		{"The Americans left.", "name Americans"},
		{"He was worried about Americans.", "name Americans"},
		{"Both Americans and Russians left.", "name Americans"},
		{"He knew that Americans had left.", "name Americans"},
	} {
		text := token.Split(c.text)
		var got []string
		for _, m := range Find(text, nil) {
			if words := text.Words(m.NameFirst, m.NameEnd); strings.HasSuffix(words, "Americans") {
				got = append(got, m.Form.String()+" "+words)
			}
		}
		if strings.Join(got, ", ") != c.want {
			t.Errorf("%s: got %q, want %q", c.text, got, c.want)
		}
	}
}
