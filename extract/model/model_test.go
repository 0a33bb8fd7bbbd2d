package model

import (
	"crypto/sha256"
	"fmt"
	"os"
	"testing"

	"hearsay/extract/internal/encoder"
)

// sizeLimit is what the file may weigh, in bytes.
const sizeLimit = 36 << 20

func TestEnglishIsReadable(t *testing.T) {
	if n := len(English()); n > sizeLimit {
		t.Errorf("english.model has %d bytes, more than %d", n, sizeLimit)
	}
	m, err := encoder.Read(English())
	if err != nil {
		t.Fatal(err)
	}
	if name, err := Name(); err != nil || name != m.Name() {
		t.Errorf("the name is %q, %v; the whole file has %q", name, err, m.Name())
	}
	if m.Name() == "" || len(m.Provenance()) == 0 {
		t.Errorf("the model has the name %q and the provenance %q, wants both", m.Name(), m.Provenance())
	}
}

// TestSum holds english.sha256, by which nobody computes it anew, to the file beside it.
// UPDATE=1 writes it.
func TestSum(t *testing.T) {
	want := fmt.Sprintf("%x", sha256.Sum256(English()))
	if os.Getenv("UPDATE") == "1" {
		if err := os.WriteFile("english.sha256", []byte(want+"  english.model\n"), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if got := Sum(); got != want {
		t.Errorf("english.sha256 has %s, the model %s; UPDATE=1 writes it", got, want)
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
