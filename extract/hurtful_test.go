package extract

import (
	"fmt"
	"os"
	"runtime"
	"strings"
	"testing"

	"hearsay/extract/extracttest"
	"hearsay/extract/internal/encoder"
	"hearsay/extract/news"
)

// A hurtfulText is a text of about n bytes.
type hurtfulText struct {
	name string
	text func(n int) string
}

// hurtful are texts of about n bytes that no newspaper prints.
var hurtful = []hurtfulText{
	{"no space", again("a")},
	{"opening marks", again("“")},
	{"straight marks", again(`" a `)},
	{"one sentence", again("word ")},
	{"he said that", again("he said that ")},
	{"emoji", again("👩‍🚀 said “🚀”. ")},
	{"right to left", again("قال: “نعم”, he said. ")},
	{"NULs", again("\x00 said \x00. ")},
	{"invalid UTF-8", again("\xff said \xfe, “\x00”. ")},
	{"accents", again("e\u0301\u0302\u0303")},
	{"turns", again("SMITH: “No.”\n")},
	{"signed", again("“a b c” ― A B\n")},
	{"commas", again("a, ")},
	{"as he said", again("As as as said, said said. ")},
	{"the same name", again("John Smith, the minister of Gruzia, said he knew her. ")},
	{"an acronym", again("the World Health Organization (WHO) ")},
	{"a list", again("Ann and ")},
	{"pronouns", again("they ")},
	{"other names", func(n int) string {
		var b strings.Builder
		for i := 0; b.Len() < n; i++ {
			fmt.Fprintf(&b, "Jon%c%c%c Smith%c%c said that Bo%c%c left. ", 'a'+i%26, 'a'+i/26%26, 'a'+i/676%26, 'a'+i*7%26, 'a'+i*3/26%26, 'a'+i*5%26, 'a'+i/7%26)
		}
		return b.String()
	}},
}

// again repeats a text up to about n bytes, on a whole one.
func again(text string) func(n int) string {
	return func(n int) string { return strings.Repeat(text, n/len(text)+1) }
}

// longText is the bytes of the smaller text of two whose costs are compared.
const longText = 20000

// TestHurtful extracts and explains them with a tiny model, whose labels are as
// good as random: what is found holds what every document does, and four times the
// text takes less than six times the memory and ten times the processor.
func TestHurtful(t *testing.T) {
	n := 2000
	hurtful := hurtful
	for _, atom := range atoms {
		hurtful = append(hurtful, hurtfulText{"again and again " + atom, func(n int) string { return repeated(atom+" ", n) }})
	}
	if os.Getenv("HEARSAY_LONG") == "1" {
		n = longText
	}
	m := tiny(t)
	for _, c := range hurtful {
		t.Run(c.name, func(t *testing.T) {
			small, large := c.text(n), c.text(4*n)
			used := func(text string) (document, explained cost) {
				var doc news.Document
				document = measure(func() { doc = Extract(m, news.Article{Text: text}) })
				checkDocument(t, text, doc)
				explained = measure(func() { Explain(m, text) })
				return document, explained
			}
			used(small) // what is made once
			d1, e1 := used(small)
			d2, e2 := used(large)
			if n < longText {
				t.Logf("how it grows is for HEARSAY_LONG=1")
				return
			}
			for _, g := range []struct {
				what         string
				small, large cost
			}{{"extract", d1, d2}, {"explain", e1, e2}} {
				if g.large.bytes > 6*g.small.bytes+4<<20 {
					t.Errorf("%s: %d bytes of text take %d of memory, %d take %d", g.what, len(small), g.small.bytes, len(large), g.large.bytes)
				}
				if g.large.seconds > 10*g.small.seconds+0.5 {
					t.Errorf("%s: %d bytes of text take %.2f s, %d take %.2f s", g.what, len(small), g.small.seconds, len(large), g.large.seconds)
				}
			}
		})
	}
}

// TestHurtfulLong extracts long texts with the tiny model, and a tenth of each with
// the real one.
func TestHurtfulLong(t *testing.T) {
	if os.Getenv("HEARSAY_LONG") != "1" {
		t.Skip("long texts are for HEARSAY_LONG=1")
	}
	for _, c := range []struct {
		name, text string
		times      int
	}{
		{"1 MB without a space", "a", 1 << 20},
		{"opening marks", "“", 100000},
		{"a sentence of words", "word ", 20000},
		{"he said that, many times", "he said that ", 20000},
		{"a name, many times", "Bob ", 160000},
		{"marks within marks", "“he said ‘she said ", 5000},
		{"no letter at all", "\x00\xff🚀\u200f ", 20000},
		{"many names", "Ann %s said Bob %s saw Eve %s. ", 4000},
	} {
		for _, run := range []struct {
			model *encoder.Model
			times int
		}{{tiny(t), c.times}, {extracttest.English(t), c.times / 10}} {
			text := strings.Repeat(c.text, run.times)
			if strings.Contains(text, "%s") {
				text = named(text)
			}
			var doc news.Document
			used := measure(func() { doc = Extract(run.model, news.Article{Text: text}) })
			checkDocument(t, text, doc)
			if most := uint64(1<<26 + 3000*len(text)); used.bytes > most {
				t.Errorf("%s: %d bytes of text take %d of memory, want %d at most", c.name, len(text), used.bytes, most)
			}
			t.Logf("%s, model %s: %d bytes, %d claims, %.1f s of the processor, %d MB allocated", c.name, run.model.Name(), len(text), len(doc.Claims), used.seconds, used.bytes>>20)
		}
	}
}

// named puts another name in place of each %s.
func named(text string) string {
	var b strings.Builder
	for k, part := range strings.Split(text, "%s") {
		if k > 0 {
			fmt.Fprintf(&b, "M%c%c%cer", 'a'+k%26, 'a'+k/26%26, 'a'+k/676%26)
		}
		b.WriteString(part)
	}
	return b.String()
}

// tiny is a model whose labels are as good as random.
func tiny(t testing.TB) *encoder.Model {
	t.Helper()
	data, err := os.ReadFile("../testdata/models/tiny-1.model")
	if err != nil {
		t.Fatal(err)
	}
	m, err := encoder.Read(data)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// A cost is what a piece of work takes: bytes allocated, and seconds of the
// processor, 0 where the system does not tell.
type cost struct {
	bytes   uint64
	seconds float64
}

func measure(work func()) cost {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	begin := processorSeconds()
	work()
	used := processorSeconds() - begin
	runtime.ReadMemStats(&after)
	return cost{after.TotalAlloc - before.TotalAlloc, used}
}
