package coref

import (
	"strings"
	"testing"

	"hearsay/extract/internal/mention"
	"hearsay/extract/internal/pointer"
	"hearsay/extract/internal/token"
	"hearsay/extract/news"
)

func TestMaximal(t *testing.T) {
	text := "Kenya’s leader met Angela Merkel. The White House cheered a farmer."
	r := resolve(t, text)
	named := map[string]bool{}
	for i := range r.Mentions {
		s := r.Maximal(i)
		named[text[s.Start:s.End]] = r.Named(i)
	}
	for phrase, want := range map[string]bool{"Kenya’s": true, "Angela Merkel": true, "The White House": true, "a farmer": false} {
		if got, ok := named[phrase]; !ok || got != want {
			t.Errorf("%q: named %v, found %v; want named %v", phrase, got, ok, want)
		}
	}
}

// A pronoun is no more than itself, whatever is written together with it.
func TestContracted(t *testing.T) {
	r := resolve(t, "Health experts warned. They’re sure. Ann Roe left; she'll say it's so.")
	var got []string
	for i, m := range r.Mentions {
		if m.Form == mention.Pronoun {
			s := r.Maximal(i)
			who := ""
			for _, e := range r.Of[i] {
				who = r.Entities[e].Name
			}
			got = append(got, r.text.Source[s.Start:s.End]+"="+who)
		}
	}
	if want := "They=Health experts she=Ann Roe it="; strings.Join(got, " ") != want {
		t.Errorf("got %q, want %q", strings.Join(got, " "), want)
	}
}

// TestNetwork holds the features of mentions and candidates against the lengths that
// the weights were made for.
func TestNetwork(t *testing.T) {
	n, err := pointer.Read(rankWeights)
	if err != nil {
		t.Fatal(err)
	}
	text := token.Split("Ann Roe met Bob Ray. She said: “He left.” The minister agreed.")
	decisions := 0
	said := []Saying{{Source: []news.Span{{Start: 21, End: 24}}, Content: []news.Span{{Start: 31, End: 44}}}}
	Examples(text, mention.Find(text, nil), nil, said, func(*mention.Mention) int { return -1 }, func(e Example) {
		decisions++
		if len(e.Mention) != n.Mention {
			t.Errorf("%d features of a mention, want %d", len(e.Mention), n.Mention)
		}
		for _, c := range e.Candidates {
			if len(c) != n.Pair {
				t.Errorf("%d features of a candidate, want %d", len(c), n.Pair)
			}
		}
	})
	if decisions < 3 {
		t.Errorf("%d decisions, want three and more", decisions)
	}
}
