package extract

import (
	"hearsay/extract/internal/encoder"
	"hearsay/extract/model"
)

// A Model is what the extraction has learnt, ready to read. Several goroutines may use one.
type Model = encoder.Model

// Open reads the model in a file, or the one that the program comes with where file
// is "".
func Open(file string) (*Model, error) { return model.Open(file) }
