package read

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"runtime"
	"runtime/metrics"
	"testing"
)

// TestLargeWARC reads a web archive through a pipe, made while it is read: pictures
// that are passed over, and a page in between. What is held does not grow with it.
// HEARSAY_LONG=1 reads 1 GB of it.
func TestLargeWARC(t *testing.T) {
	size := 64 << 20
	if os.Getenv("HEARSAY_LONG") != "" {
		size = 1 << 30
	}
	picture := record("response", "https://post.example/a.jpg", "HTTP/1.1 200 OK\r\nContent-Type: image/jpeg\r\n\r\n"+string(bytes.Repeat([]byte("\xff\xd8 jpeg"), 200<<10/7)))
	in, out := io.Pipe()
	pages := 0
	go func() {
		var err error
		for made := 0; made < size && err == nil; {
			pages++
			page := record("response", fmt.Sprintf("https://post.example/%d", pages), answer("", fmt.Sprintf("<html><title>Bridge %d</title><article><p>The council shut bridge number %d on Tuesday, and its chair said that it was old.</p></article></html>", pages, pages)))
			_, err = io.WriteString(out, picture+page)
			made += len(picture) + len(page)
		}
		out.CloseWithError(err)
	}()
	runtime.GC()
	before, most, articles := heap(), uint64(0), 0
	err := (&Reader{}).stream("-", in, func(i Item) error {
		if i.Skip != "" {
			return fmt.Errorf("%s is skipped: %s", i.Path, i.Skip)
		}
		articles++
		most = max(most, heap())
		return nil
	})
	if err != nil || articles != pages {
		t.Fatalf("%d articles of %d pages, %v", articles, pages, err)
	}
	if most > before+64<<20 {
		t.Errorf("%d MiB are held beside the %d of before, want at most 64", (most-before)>>20, before>>20)
	}
	t.Logf("%d pages in %d MiB: at most %d MiB held", pages, size>>20, most>>20)
}

// heap is how many bytes of objects are held, what is not yet collected included.
func heap() uint64 { return metric("/memory/classes/heap/objects:bytes") }

func metric(name string) uint64 {
	s := []metrics.Sample{{Name: name}}
	metrics.Read(s)
	return s[0].Value.Uint64()
}
