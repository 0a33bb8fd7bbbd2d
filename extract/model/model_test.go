package model

import (
	"os"
	"testing"

	"hearsay/extract/internal/encoder"
)

// sizeLimit is what the file may weigh, in bytes.
const sizeLimit = 24 << 20

func TestEnglishIsReadable(t *testing.T) {
	if n := len(English()); n > sizeLimit {
		t.Errorf("english.model has %d bytes, more than %d", n, sizeLimit)
	}
	m, err := encoder.Read(English())
	if err != nil {
		t.Fatal(err)
	}
	if m.Name() == "" || len(m.Provenance()) == 0 {
		t.Errorf("the model has the name %q and the provenance %q, wants both", m.Name(), m.Provenance())
	}
}

func TestTinyModelIsReadable(t *testing.T) {
	data, err := os.ReadFile("../../testdata/models/tiny-1.model")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := encoder.Read(data); err != nil {
		t.Fatal(err)
	}
}
