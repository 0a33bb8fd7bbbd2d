package main

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

func TestTimeLeft(t *testing.T) {
	for _, c := range []struct {
		took        time.Duration
		done, total int64
		want        string
	}{
		{10 * time.Second, 100, 400, ", 30 s left"},
		{time.Minute, 100, 400, ", 3 min left"},
		{time.Minute, 0, 400, ""},
		{time.Minute, 400, 400, ""},
		{time.Minute, 100, 0, ""}, // nobody knows how much there is
		{time.Millisecond, 100, 400, ""},
	} {
		if got := timeLeft(c.took, c.done, c.total); got != c.want {
			t.Errorf("timeLeft(%v, %d, %d) = %q, want %q", c.took, c.done, c.total, got, c.want)
		}
	}
	for done, want := range map[int64]string{0: "[....................]   0 %  ", 250: "[#####...............]  25 %  ", 1001: "[####################] 100 %  "} {
		if got := bar(done, 1000); got != want {
			t.Errorf("bar(%d, 1000) = %q, want %q", done, got, want)
		}
	}
	if got := bar(5, 0); got != "" {
		t.Errorf("a bar of nobody knows what: %q", got)
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "a.txt"), []byte("12345"), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := sizeOf([]string{dir}); got != 5 {
		t.Errorf("size %d, want 5", got)
	}
	if got := sizeOf([]string{dir, "-"}); got != 0 {
		t.Errorf("size with standard input %d, want 0", got)
	}
}

// TestNames: an input is named on one line, whatever its name is.
func TestNames(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for name, text := range map[string]string{"two\nlines.txt": "Toll\n\nBo Lee said that it falls.\n", "no\n\twords.txt": "\x00"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Skip("no such names here: ", err)
		}
	}
	r := finish(t, command(t, dir, "build", "--dry-run", "."))
	if want := "two\\nlines.txt\t\tToll\n"; r.out != want {
		t.Errorf("got %q, want %q", r.out, want)
	}
	if want := "hearsay: skipped no\\n\\twords.txt: binary, not text\nhearsay: 1 article would be read, 1 skipped (1 of a kind that is not read)\n"; r.err != want {
		t.Errorf("got %q, want %q", r.err, want)
	}
}
