package extract

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"hearsay/extract/extracttest"
	"hearsay/extract/internal/attribution"
	"hearsay/extract/internal/encoder"
	"hearsay/extract/internal/token"
	"hearsay/extract/news"
)

// texts are PolNeAR's dev articles where they are beside the checkout, else the
// invented articles: -benchtime 84x goes through the former once.
func texts(b *testing.B) []string {
	b.Helper()
	files, _ := filepath.Glob("../../shared/corpora/polnear/dev/text/*.txt")
	if len(files) == 0 {
		files, _ = filepath.Glob("../testdata/articles/*.txt")
	}
	if len(files) == 0 {
		b.Fatal("no articles")
	}
	var all []string
	for _, f := range files {
		text, err := os.ReadFile(f)
		if err != nil {
			b.Fatal(err)
		}
		all = append(all, string(text))
	}
	return all
}

// benchmark measures read by each kernel, an article a round, in words (what
// stands between blanks) a second of the processor, which other programs slow
// down less than those of the clock.
func benchmark(b *testing.B, read func(m *encoder.Model, text string)) {
	m, all := extracttest.English(b), texts(b)
	for _, name := range encoder.Kernels() {
		b.Run(name, func(b *testing.B) {
			k, err := m.With(name)
			if err != nil {
				b.Fatal(err)
			}
			read(k, all[0]) // what is made once
			words, begin := 0, processorSeconds()
			for i := 0; b.Loop(); i++ {
				text := all[i%len(all)]
				words += len(strings.Fields(text))
				read(k, text)
			}
			b.ReportMetric(float64(words)/(processorSeconds()-begin), "words/cpu-s")
		})
	}
}

// BenchmarkAttributions measures text to attributions, the outermost.
func BenchmarkAttributions(b *testing.B) {
	benchmark(b, func(m *encoder.Model, text string) {
		t := token.Split(text)
		attribution.Find(m, t, m.Encode(t))
	})
}

// BenchmarkExtract measures text to claims, all included.
func BenchmarkExtract(b *testing.B) {
	benchmark(b, func(m *encoder.Model, text string) { Extract(m, news.Article{Text: text}) })
}

// BenchmarkWorkers measures text to claims by one and by two goroutines: what
// the second costs shows in the processor's time, whatever else it does.
func BenchmarkWorkers(b *testing.B) {
	m, all := extracttest.English(b), texts(b)
	for _, workers := range []int{1, 2} {
		b.Run(fmt.Sprint(workers), func(b *testing.B) {
			Extract(m, news.Article{Text: all[0]})
			words, begin := 0, processorSeconds()
			for i := 0; b.Loop(); i++ {
				some := all[i*8%len(all):][:min(8, len(all)-i*8%len(all))]
				var next atomic.Int64
				var wait sync.WaitGroup
				for range workers {
					wait.Go(func() {
						for k := next.Add(1) - 1; int(k) < len(some); k = next.Add(1) - 1 {
							Extract(m, news.Article{Text: some[k]})
						}
					})
				}
				wait.Wait()
				words += len(strings.Fields(strings.Join(some, " ")))
			}
			b.ReportMetric(float64(words)/(processorSeconds()-begin), "words/cpu-s")
		})
	}
}
