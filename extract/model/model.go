// Package model holds the model that the program comes with. MODEL.md beside
// it says what it was made from, by which command, and how good it is;
// training makes it anew.
package model

import (
	_ "embed"
	"fmt"
	"os"
	"strings"

	"hearsay/extract/internal/encoder"
)

var (
	//go:embed english.model
	english []byte
	//go:embed english.sha256
	englishSum string
)

// English returns the bytes of the model file for English news, as
// [hearsay/extract/internal/encoder.Read] takes them. They are not to be changed.
func English() []byte { return english }

// Sum is the SHA-256 of the model file for English news, in hexadecimal digits. It was
// computed when the file was put here, since that takes longer than a small command.
func Sum() string {
	sum, _, _ := strings.Cut(englishSum, " ")
	return sum
}

// Name is the name of the model for English news.
func Name() (string, error) { return encoder.NameOf(English()) }

// Open reads the model in a file, or the one that the program comes with where file
// is "".
func Open(file string) (*encoder.Model, error) {
	if file == "" {
		return encoder.ReadOwn(English())
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
