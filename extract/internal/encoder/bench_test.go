//go:build unix

package encoder

import (
	"os"
	"strings"
	"syscall"
	"testing"
	"time"

	"hearsay/extract/internal/token"
)

// BenchmarkEncode measures a text to outputs, by each kernel, in words (what
// stands between blanks) a second: of the clock, and of the processor, which
// other programs slow down less.
func BenchmarkEncode(b *testing.B) {
	m := english(b)
	text := strings.Repeat(article(b)+"\n\n", 4)
	words := len(strings.Fields(text))
	for _, name := range Kernels() {
		b.Run(name, func(b *testing.B) {
			k, err := m.With(name)
			if err != nil {
				b.Fatal(err)
			}
			b.ReportAllocs()
			begin := processorTime(b)
			for b.Loop() {
				k.Encode(token.Split(text))
			}
			used := processorTime(b) - begin
			b.ReportMetric(float64(words*b.N)/b.Elapsed().Seconds(), "words/s")
			b.ReportMetric(float64(words*b.N)/used.Seconds(), "words/cpu-s")
		})
	}
}

// processorTime is the time that the process has run for.
func processorTime(b *testing.B) time.Duration {
	var r syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &r); err != nil {
		b.Fatal(err)
	}
	return time.Duration(r.Utime.Nano() + r.Stime.Nano())
}

// BenchmarkRead measures how long the model takes to be ready.
func BenchmarkRead(b *testing.B) {
	data, err := os.ReadFile("../../model/english.model")
	if err != nil {
		b.Skipf("no model to test with: %v", err)
	}
	begin := processorTime(b)
	for b.Loop() {
		if _, err := Read(data); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric((processorTime(b)-begin).Seconds()*1000/float64(b.N), "cpu-ms/op")
}
