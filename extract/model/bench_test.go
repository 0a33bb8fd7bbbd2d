package model

import "testing"

// BenchmarkOpen reads the program's own model, as every command that extracts does first.
func BenchmarkOpen(b *testing.B) {
	for b.Loop() {
		if _, err := Open(""); err != nil {
			b.Fatal(err)
		}
	}
}
