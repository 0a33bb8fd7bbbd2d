package extract

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"slices"
	"sync"

	"hearsay/extract/internal/attribution"
	"hearsay/extract/internal/claim"
	"hearsay/extract/internal/coref"
	"hearsay/extract/internal/encoder"
	"hearsay/extract/internal/mention"
	"hearsay/extract/internal/token"
	"hearsay/extract/model"
)

// A Model is what the extraction has learnt, ready to read. Several goroutines may use one.
type Model = encoder.Model

// Open reads the model in a file, or the one that the program comes with where file
// is "".
func Open(file string) (*Model, error) { return model.Open(file) }

// Data is the SHA-256, in hexadecimal digits, of what extraction knows beside its
// model and its code: lists of names and words, and small weights.
var Data = sync.OnceValue(func() string {
	h := sha256.New()
	for _, text := range slices.Concat(token.Data(), attribution.Data(), mention.Data(), coref.Data(), claim.Data()) {
		_, _ = io.WriteString(h, text) // a hash does not fail
	}
	return hex.EncodeToString(h.Sum(nil))
})

// Kernel is the name of the kernel with which models compute on this machine.
func Kernel() string { return encoder.Kernels()[0] }
