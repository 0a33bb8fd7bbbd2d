package read

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"runtime/metrics"
	"strings"
	"testing"
	"time"
)

// TestLargeWARC reads a web archive through a pipe, made while it is read: pictures
// that are passed over, and a page in between. What is held does not grow with it.
// HEARSAY_LONG=1 reads 1 GiB of it, HEARSAY_HUGE=1 10 GiB.
func TestLargeWARC(t *testing.T) {
	size := 64 << 20
	switch {
	case os.Getenv("HEARSAY_HUGE") != "":
		size = 10 << 30
	case os.Getenv("HEARSAY_LONG") != "":
		size = 1 << 30
	}
	picture := record("response", "https://post.example/a.jpg", "HTTP/1.1 200 OK\r\nContent-Type: image/jpeg\r\n\r\n"+string(bytes.Repeat([]byte("\xff\xd8 jpeg"), 200<<10/7)))
	readLarge(t, size, func(n int) string {
		return picture + record("response", fmt.Sprintf("https://post.example/%d", n), answer("", fmt.Sprintf("<html><title>Bridge %d</title><article><p>The council shut bridge number %d on Tuesday, and its chair said that it was old.</p></article></html>", n, n)))
	})
}

// TestLargeFeed reads a feed through a pipe, made while it is read: 8 MiB of it, with
// HEARSAY_LONG=1 a million items.
func TestLargeFeed(t *testing.T) {
	size := 8 << 20
	if os.Getenv("HEARSAY_LONG") != "" {
		size = 1_000_000 * 200
	}
	readLarge(t, size, func(n int) string {
		begin := ""
		if n == 1 {
			begin = "<rss><channel><title>The Halden Courier</title>"
		}
		item := fmt.Sprintf("%s<item><title>Bridge %d</title><link>https://post.example/%d</link><content>", begin, n, n)
		return item + strings.Repeat("The bridge is shut. ", max(1, (180-len(item))/20)) + "</content></item>"
	})
}

// BenchmarkSkippedWARC reports bytes a second of records that are passed over.
func BenchmarkSkippedWARC(b *testing.B) {
	picture := record("response", "https://post.example/a.jpg", "HTTP/1.1 200 OK\r\nContent-Type: image/jpeg\r\n\r\n"+strings.Repeat("\xff\xd8 jpeg", 3000))
	data := strings.Repeat(picture, 1000)
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		if err := (&Reader{}).stream("-", strings.NewReader(data), func(Item) error { return nil }); err != nil {
			b.Fatal(err)
		}
	}
}

// readLarge reads what is made while it is read, one article after the other.
func readLarge(t *testing.T, size int, made func(n int) string) {
	t.Helper()
	in, out := io.Pipe()
	pages := 0
	go func() {
		var err error
		w := bufio.NewWriterSize(out, 1<<16)
		for bytes := 0; bytes < size && err == nil; {
			pages++
			one := made(pages)
			_, err = w.WriteString(one)
			bytes += len(one)
		}
		out.CloseWithError(errors.Join(err, w.Flush()))
	}()
	runtime.GC()
	before, most, articles := heap(), uint64(0), 0
	begun := time.Now()
	err := (&Reader{}).stream("-", in, func(i Item) error {
		if i.Skip != "" && !strings.Contains(i.Skip, "unexpected EOF") { // the feed has no end
			return fmt.Errorf("%s is skipped: %s", i.Path, i.Skip)
		}
		if i.Skip == "" {
			articles++
		}
		most = max(most, heap())
		return nil
	})
	if err != nil || articles != pages {
		t.Fatalf("%d articles of %d, %v", articles, pages, err)
	}
	if most > before+128<<20 { // what the collector has not yet been at included
		t.Errorf("%d MiB are held beside the %d of before, want at most 128", (most-before)>>20, before>>20)
	}
	t.Logf("%d articles in %d MiB: at most %d MiB held, %.1f s", pages, size>>20, most>>20, time.Since(begun).Seconds())
}

// heap is how many bytes of objects are held, what is not yet collected included.
func heap() uint64 { return metric("/memory/classes/heap/objects:bytes") }

func metric(name string) uint64 {
	s := []metrics.Sample{{Name: name}}
	metrics.Read(s)
	return s[0].Value.Uint64()
}
