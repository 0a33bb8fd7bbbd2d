package encoder

import (
	"strings"
	"testing"
)

// small is a vocabulary for tests: enough to cut a few words.
var small = strings.Fields("[PAD] [UNK] [CLS] [SEP] the bill ##s un ##believ ##able cafe u . s - 中 国 3 5 , ' don t é")

func TestNewVocabularyErrors(t *testing.T) {
	for _, c := range [][2]string{
		{"[UNK] [CLS] [SEP] a a", `vocabulary: piece "a" stands twice`},
		{"[CLS] [SEP] a", "vocabulary: no piece [UNK]"},
		{"[UNK] [SEP] a", "vocabulary: no piece [CLS]"},
		{"[UNK] [CLS] a", "vocabulary: no piece [SEP]"},
	} {
		if _, err := NewVocabulary(strings.Fields(c[0])); err == nil || err.Error() != c[1] {
			t.Errorf("NewVocabulary(%s): %v, want %s", c[0], err, c[1])
		}
	}
}
