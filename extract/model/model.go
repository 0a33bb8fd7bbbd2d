// Package model holds the model that the program comes with. MODEL.md beside
// it says what it was made from, by which command, and how good it is;
// training makes it anew.
package model

import _ "embed"

//go:embed english.model
var english []byte

// English returns the bytes of the model file for English news, as
// [hearsay/extract/encoder.Read] takes them. They are not to be changed.
func English() []byte { return english }
