package wordpiece

import (
	"strings"
	"testing"
)

// small is a vocabulary for tests: enough to cut a few words.
var small = strings.Fields("[PAD] [UNK] [CLS] [SEP] the bill ##s un ##believ ##able cafe u . s - 中 国 3 5 , ' don t é")

func TestAppend(t *testing.T) {
	v, err := New(small)
	if err != nil {
		t.Fatal(err)
	}
	// Each case is a word, and its pieces.
	for _, c := range [][2]string{
		{"the", "the"},
		{"The", "the"},
		{"bills", "bill ##s"},
		{"unbelievable", "un ##believ ##able"},
		{"unbelievabler", "[UNK]"}, // not even in part
		{"Café", "cafe"},
		{"Cafe\u0301", "cafe"}, // the accent apart
		{"U.S.", "u . s ."},
		{"中国", "中 国"},
		{"don't", "don ' t"},
		{"3.5", "3 . 5"},
		{"\x00the\ufffd\u200b", "the"}, // controls and formats are dropped
		{"\xff\xfe", "[UNK]"},          // nothing is left
		{"", "[UNK]"},
		{"\U0001F600", "[UNK]"},
		{strings.Repeat("s", 101), "[UNK]"},
		{"u" + strings.Repeat("s", 90), "u" + strings.Repeat(" ##s", 15)}, // 16 pieces at most
		{strings.Repeat("é", 101) + ".", "[UNK] ."},
		{strings.Repeat("-", 40), strings.TrimSpace(strings.Repeat("- ", 16))},
	} {
		var got []string
		for _, id := range v.Append(nil, c[0]) {
			got = append(got, small[id])
		}
		if got := strings.Join(got, " "); got != c[1] {
			t.Errorf("Append(%q) = %s, want %s", c[0], got, c[1])
		}
	}
}

func TestNewErrors(t *testing.T) {
	for _, c := range [][2]string{
		{"[UNK] a a", `vocabulary: piece "a" stands twice`},
		{"a ##b", "vocabulary: no piece [UNK]"},
	} {
		if _, err := New(strings.Fields(c[0])); err == nil || err.Error() != c[1] {
			t.Errorf("New(%s): %v, want %s", c[0], err, c[1])
		}
	}
}

func TestID(t *testing.T) {
	v, err := New(small)
	if err != nil {
		t.Fatal(err)
	}
	if id, ok := v.ID("##s"); !ok || small[id] != "##s" {
		t.Errorf("ID(##s) = %d, %v", id, ok)
	}
	if _, ok := v.ID("bills"); ok {
		t.Error("bills is no piece")
	}
}
