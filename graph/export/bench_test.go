package export

import (
	"io"
	"strconv"
	"testing"

	"hearsay/graph/export/picture"
)

// BenchmarkPlace places the people of crowds: what a page or a picture waits for.
func BenchmarkPlace(b *testing.B) {
	for _, n := range []int{30, 300, 1000} {
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			set := crowd(n)
			for b.Loop() {
				People(set).Place()
			}
		})
	}
}

// BenchmarkPicture draws a crowd of 300, placed before.
func BenchmarkPicture(b *testing.B) {
	v := People(crowd(300)).Place()
	b.Run("svg", func(b *testing.B) {
		for b.Loop() {
			if err := v.picture().WriteSVG(io.Discard, picture.Auto); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("png", func(b *testing.B) {
		for b.Loop() {
			if err := v.picture().WritePNG(io.Discard, picture.Light); err != nil {
				b.Fatal(err)
			}
		}
	})
}
