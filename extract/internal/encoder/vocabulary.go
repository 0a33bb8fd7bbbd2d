package encoder

import (
	"errors"

	"hearsay/extract/wordpiece"
)

// A Vocabulary is the list of word pieces a model knows, with those that it needs by name.
type Vocabulary struct {
	*wordpiece.Vocabulary
	first int32 // [CLS], which opens every window
	last  int32 // [SEP], which closes it
	stop  int32 // a full stop; [UNK] where there is none
}

// NewVocabulary makes a vocabulary of pieces; a piece's id is its index. It is an error if
// a piece stands twice or if [UNK], [CLS] or [SEP] is missing.
func NewVocabulary(pieces []string) (*Vocabulary, error) {
	words, err := wordpiece.New(pieces)
	if err != nil {
		return nil, err
	}
	v := &Vocabulary{Vocabulary: words}
	for _, s := range [...]struct {
		name, or string
		id       *int32
	}{{"[CLS]", "", &v.first}, {"[SEP]", "", &v.last}, {".", "[UNK]", &v.stop}} {
		id, ok := words.ID(s.name)
		if !ok {
			id, ok = words.ID(s.or)
		}
		if !ok {
			return nil, errors.New("vocabulary: no piece " + s.name)
		}
		*s.id = id
	}
	return v, nil
}
