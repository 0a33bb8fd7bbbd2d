package table

import (
	"strings"
	"testing"

	"hearsay/extract/news"
	"hearsay/graph"
)

// passedOn is a claim that came through two mouths and an outlet.
func passedOn() graph.Claim {
	ministry := graph.EntityRef{ID: "organization/ministry", Name: "the ministry", Type: news.Organization}
	ada := graph.EntityRef{ID: "person/ada-low", Name: "Ada Low", Type: news.Person}
	bo := graph.EntityRef{ID: "person/bo-hill", Name: "Bo *Hill*", Type: news.Person}
	return graph.Claim{
		Claim:   news.Claim{ID: "claim/1", Cue: "warned", Content: "the pier may move\x1b[2J", Stance: news.Warns, Kind: news.Indirect, Sentence: "The ministry said Ada Low warned the pier may move.", Confidence: 0.876543},
		Sources: []graph.EntityRef{ada}, Targets: []graph.EntityRef{bo},
		Chain:   []graph.Link{{Source: []graph.EntityRef{ministry}, Cue: "said", Claim: "claim/0"}, {Source: []graph.EntityRef{ada}, Cue: "warned", Claim: "claim/1"}},
		Article: graph.ArticleInfo{ID: "0123456789abcdef0123", Title: "Pier [moves]", URL: "https://courier.example/pier", Publisher: "The Courier", Published: "2031-03-04T10:00:00Z"},
	}
}

func TestChain(t *testing.T) {
	ref := func(names ...string) (refs []graph.EntityRef) {
		for _, n := range names {
			refs = append(refs, graph.EntityRef{Name: n})
		}
		return refs
	}
	for _, c := range []struct {
		publisher string
		links     [][]graph.EntityRef
		want      string
	}{
		{"The Times", [][]graph.EntityRef{ref("Chinese experts")}, "The Times ← Chinese experts"},
		{"", [][]graph.EntityRef{ref("A"), ref("B", "C"), ref("D", "E", "F")}, "A ← B and C ← D, E and F"},
		{"The Times", [][]graph.EntityRef{ref("The Times"), ref("A")}, "The Times ← A"},
		{"The Times", [][]graph.EntityRef{nil}, "The Times ← somebody unnamed"},
	} {
		claim := graph.Claim{Article: graph.ArticleInfo{Publisher: c.publisher}}
		for _, l := range c.links {
			claim.Chain = append(claim.Chain, graph.Link{Source: l})
		}
		if got := Chain(&claim); got != c.want {
			t.Errorf("Chain = %q, want %q", got, c.want)
		}
	}
}

func TestClaims(t *testing.T) {
	for _, c := range []struct {
		style Style
		want  string // lines apart by |
	}{
		{
			Style{Format: "table"},
			`2031-03-04  The Courier ← the ministry ← Ada Low  warned [warns]|    the pier may move\x1b[2J|    about: Bo *Hill*|` +
				`    sentence: The ministry said Ada Low warned the pier may move.|    in: Pier [moves], The Courier (0123456789abcdef0123)|`,
		},
		{
			Style{Format: "table", Width: 40},
			`2031-03-04  The Courier…  warned [warns]|    the pier may move\x1b[2J|    about: Bo *Hill*|` +
				`    sentence: The ministry said Ada Low…|    in: Pier [moves], The Courier (0123…|`,
		},
		{
			Style{Format: "md"},
			`- **The Courier ← the ministry ← Ada Low** *warned*: the pier may move\\x1b\[2J ([Pier \[moves\]](<https://courier.example/pier>), 2031-03-04)|` +
				`  > The ministry said Ada Low warned the pier may move.|`,
		},
	} {
		var b strings.Builder
		if err := Claims(&b, []graph.Claim{passedOn()}, c.style); err != nil {
			t.Fatal(err)
		}
		if got := strings.ReplaceAll(b.String(), "\n", "|"); got != c.want {
			t.Errorf("%+v:\n got %s\nwant %s", c.style, got, c.want)
		}
	}
}
