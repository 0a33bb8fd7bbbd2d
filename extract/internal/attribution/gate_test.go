package attribution

import (
	"fmt"
	"reflect"
	"testing"

	"hearsay/extract/extracttest"
	"hearsay/extract/internal/tagger"
	"hearsay/extract/internal/token"
)

// TestGateWeights reads the weights that the program comes with: they are of as many
// traits as the gate is told.
func TestGateWeights(t *testing.T) {
	n, err := tagger.Read(gateWeights)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := n.Traits(), len(GateTraits(token.Split("He left."))[0]); got != want || n.Labels() != 2 {
		t.Errorf("%d traits and %d labels, want %d and 2", got, n.Labels(), want)
	}
}

// TestGate leaves unread what plainly holds nothing, and finds what stands in contents all the same.
func TestGate(t *testing.T) {
	m := extracttest.English(t)
	for _, c := range []struct {
		text  string
		opens bool
	}{
		{"The mayor said on Monday that the old bridge will be closed to lorries until the end of May.", false},
		{"“The bridge was built in 1931 and has two lanes on either side,” the mayor said.", false},
		{"The mayor said that the engineers had told her that the bridge would not last another winter.", true},
		{"Ann Roe said that the minister had warned the council that the bridge was unsafe.", true},
	} {
		text := token.Split(c.text)
		out := m.Encode(text)
		said := Find(m, text, out)
		opens := false
		worth := newGate(text, out).opens
		nest(m, text, out, said, func(c Range) bool {
			opens = opens || worth(c)
			return worth(c)
		})
		if opens != c.opens {
			t.Errorf("%s: read again is %v, want %v", c.text, opens, c.opens)
		}
		if got, want := Nest(m, text, out, said), NestAll(m, text, out, said); c.opens && !reflect.DeepEqual(got, want) {
			t.Errorf("%s: got %+v, want %+v", c.text, got, want)
		}
	}
}

// TestGateTraits tells a verb of saying, a capital, a quotation and a sentence's start.
func TestGateTraits(t *testing.T) {
	text := token.Split("“I left,” Ann said.")
	got := ""
	for i, x := range GateTraits(text) {
		got += fmt.Sprint(text.Word(i), x, " ")
	}
	if want := "“[0 0 0 0 1] I[1 1 0 1 0] left[1 0 0 1 0] ,[0 0 0 1 0] ”[0 0 0 0 0] Ann[1 1 0 0 0] said[1 0 1 0 0] .[0 0 0 0 0] "; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// TestReadings gives a content, and those around it, the cues of what stands in it; one of
// four words cannot hold a claim.
func TestReadings(t *testing.T) {
	text := token.Split("Ann said that Bob says Carla denies that she ever left. Dan said he would go.")
	one := func(first, end int) []Range { return []Range{{first, end}} }
	found := []Attribution{
		{Cue: one(1, 2), Content: one(2, 11), Parent: -1},
		{Cue: one(13, 14), Content: one(14, 17), Parent: -1},
		{Cue: one(4, 5), Content: one(5, 11), Parent: 0},
		{Cue: one(6, 7), Content: one(7, 11), Parent: 2},
	}
	for _, c := range []struct {
		wanted int // of found
		want   string
	}{
		{2, "[{{3 11} true [{4 5}]} {{5 11} false []}]"},
		{3, "[{{3 11} true [{6 7}]} {{5 11} true [{6 7}]}]"},
		{0, "[{{3 11} false []} {{5 11} false []}]"}, // in no content
	} {
		if got := fmt.Sprint(Readings(text, found, func(i int) bool { return i == c.wanted })); got != c.want {
			t.Errorf("wanted %d: %s, want %s", c.wanted, got, c.want)
		}
	}
}
