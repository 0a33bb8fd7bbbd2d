// Package model holds the model that the program comes with. MODEL.md beside
// it says what it was made from, by which command, and how good it is;
// training makes it anew.
package model

import (
	_ "embed"
	"fmt"
	"os"

	"hearsay/extract/internal/encoder"
)

//go:embed english.model
var english []byte

// English returns the bytes of the model file for English news, as
// [hearsay/extract/internal/encoder.Read] takes them. They are not to be changed.
func English() []byte { return english }

// Open reads the model in a file, or the one that the program comes with where file
// is "".
func Open(file string) (*encoder.Model, error) {
	if file == "" {
		return encoder.Read(English())
	}
	info, err := os.Stat(file)
	if err == nil && !info.Mode().IsRegular() {
		err = fmt.Errorf("%s is not a file", file) // a device is read, and a pipe waited for, for ever
	}
	if err != nil {
		return nil, fmt.Errorf("read the model: %w", err)
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("read the model: %w", err)
	}
	m, err := encoder.Read(data)
	if err != nil {
		return nil, fmt.Errorf("read the model %s: %w", file, err)
	}
	return m, nil
}
