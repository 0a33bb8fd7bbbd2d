package main

import (
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"
	"time"
)

// barCells is how wide the bar of a build is.
const barCells = 20

// articles is how many articles are done.
func (b *builder) articles() int {
	done := 0
	for _, n := range b.changes {
		done += n
	}
	return done
}

// progress says on a terminal how far the build is: a bar where the size of what is read
// is known, articles a second, the time that is left.
func (b *builder) progress() {
	width, ok := terminal(b.err)
	if !ok {
		return
	}
	took, read := time.Since(b.begun), b.reader.Done()
	done := b.articles()
	line := fmt.Sprintf("%s%d articles, %.1f a second%s", bar(read, b.total), done, float64(done)/max(took.Seconds(), 0.1), timeLeft(took, read, b.total))
	fmt.Fprintf(b.err, "\r\033[K%.*s", width-1, line)
	b.shown = true
}

// hide takes the bar away, before something else is written.
func (b *builder) hide() {
	if b.shown {
		fmt.Fprint(b.err, "\r\033[K")
		b.shown = false
	}
}

// bar is how much of a whole is done, as a picture; "" where the whole is not known.
func bar(done, total int64) string {
	if total <= 0 {
		return ""
	}
	part := min(float64(done)/float64(total), 1)
	full := int(part * barCells)
	return fmt.Sprintf("[%s%s] %3.0f %%  ", strings.Repeat("#", full), strings.Repeat(".", barCells-full), 100*part)
}

// sizeOf is how many bytes the files of paths have; 0 where one is an address or a pipe.
func sizeOf(paths []string) int64 {
	total := int64(0)
	for _, p := range paths {
		err := filepath.WalkDir(p, func(_ string, d fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			info, err := d.Info()
			if err == nil && info.Mode().IsRegular() {
				total += info.Size()
			}
			return err
		})
		if err != nil {
			return 0
		}
	}
	return total
}

// timeLeft says how long what has not been read will take, if it takes as long as what
// has been.
func timeLeft(took time.Duration, done, total int64) string {
	if done <= 0 || done >= total || took < time.Second {
		return ""
	}
	left := time.Duration(float64(took) / float64(done) * float64(total-done))
	if left > time.Minute {
		return fmt.Sprintf(", %.0f min left", left.Minutes())
	}
	return fmt.Sprintf(", %.0f s left", left.Seconds())
}
