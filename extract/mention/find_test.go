package mention

import (
	"sort"
	"strings"
	"testing"

	"hearsay/extract/token"
)

// unmark takes the marks of a case away: "[person Ryan] said" → "Ryan said".
func unmark(marked string) string {
	var b strings.Builder
	for i := 0; i < len(marked); i++ {
		switch marked[i] {
		case '[':
			i += strings.IndexByte(marked[i:], ' ')
		case ']':
		default:
			b.WriteByte(marked[i])
		}
	}
	return b.String()
}

// mark writes the mentions of a text into it, pronouns left out unless asked for.
func mark(text string, pronouns bool) string {
	t := token.Split(text)
	type edge struct {
		at, order, size int
		text            string
	}
	var edges []edge
	for _, m := range Find(t, nil) {
		if m.Form == Pronoun && !pronouns {
			continue
		}
		kind := string(m.Type)
		if m.Form == Pronoun {
			kind = "pronoun"
		}
		if kind == "" {
			kind = "?"
		}
		start, end := t.Tokens[m.First].Start, t.Tokens[m.End-1].End
		edges = append(edges, edge{start, 1, start - end, "[" + kind + " "}, edge{end, 0, end - start, "]"})
	}
	sort.SliceStable(edges, func(i, j int) bool {
		a, b := edges[i], edges[j]
		if a.at != b.at {
			return a.at < b.at
		}
		if a.order != b.order {
			return a.order < b.order
		}
		return a.size < b.size
	})
	var b strings.Builder
	at := 0
	for _, e := range edges {
		b.WriteString(text[at:e.at] + e.text)
		at = e.at
	}
	return b.String() + text[at:]
}

func TestFind(t *testing.T) {
	// Each case is the answer: [type the whole phrase].
	for _, want := range []string{
		"[person Dr. Michael Ryan], director of [organization the WHO Health Emergencies Program], warned against it.",
		"[person [organization Treasury] Secretary Jane Doe] met [person French President Emmanuel Macron] in [place Paris].",
		"[person Doe], 54, [person a lawyer from [place Ohio]], denied it.",
		"[person Secretary of State John Kerry] said so.",
		"[person [organization Ohio Democratic Party] Chairman David Pepper] disagreed.",
		"[organization House panel] votes to hold aide in contempt",
		"[person Rep. Jason Chaffetz] (R-Utah) said no.",
		"[person Former technology aide Bryan Pagliano] refused.",
		"[person Mark Tedeschi, QC], spoke for [organization the Crown].",
		"[person J. K. Rowling] and [person Ursula von der Leyen] agreed.",
		"[person Ludwig van Beethoven] died in [place Vienna].",
		"[person Kwok Ka-ki] won.",
		"[group Health experts] and even [organization the American Civil Liberties Union] have warned.",
		"[organization The ministry] said [person a senior aide] had resigned.",
		"[group Officials in [place Beijing]] declined.",
		"[group Critics] say [work the plan] is unsafe.",
		"[organization The House Oversight and Government Reform Committee] voted.",
		"[organization The Department of Health and Human Services] sued.",
		"[organization The U.S. Court of Appeals for the Sixth Circuit] ruled.",
		"[organization The New People's Party] won.",
		"[publication The Times] reported that [group [publication Washington Post] reporters] knew.",
		"[publication Breitbart News] quoted [publication Le Monde].",
		"He told [publication CNN] on Tuesday that [place Russia] was ready.",
		"[group Chinese officials] blamed [group Americans].",
		"[organization The Chinese Communist Party] launched [system “vaccine passports”].",
		"[system Such a system] could work, they said.",
		"[law The Fifth Amendment] and [law the Constitution] protect him.",
		"[law The National Voter Registration Act of 1993] bans it.",
		"[event The Olympic Games] opened in [place Sydney, [place Australia]].",
		"[person PRESIDENT OBAMA]: I will not go to [place IRAQ].",
		"In May, [person Will Smith] and [person April Jones] may go.",
		"It is clear that [group Republican voters] want [organization the Eastern bloc].",
		"We'll see. However, [person Trump] won.",
		"Moreover, nobody came.",
		"[organization The [person Clinton] campaign] hired [group three lawyers].",
		"[person [person Pagliano]'s lawyer] wrote [work a letter].",
		"[person The woman] disputes the idea.",
		"[person The government official] and [person the police chief] met.",
		"Every person and no expert came.",
		"[publication Channel Six] reported that [organization Lund & Vare] had paid.",
		"She told [publication Kestrel] that all was well. [person [publication Kestrel]’s editor] agreed.",
		"[organization Acme Motors] said so. [organization Acme] was sold.",
		"[publication The Courier] says it had been warned.",
	} {
		if got := mark(unmark(want), false); got != want {
			t.Errorf("\n got %s\nwant %s", got, want)
		}
	}
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
		if got := mark(unmark(want), true); got != want {
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
