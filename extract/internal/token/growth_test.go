//go:build unix

package token

import (
	"syscall"
	"testing"
	"time"
)

// TestSplitGrowth splits texts at two sizes: four times the text takes less than
// ten times the processor.
func TestSplitGrowth(t *testing.T) {
	small, big := large(20_000), large(80_000)
	for i, c := range small {
		a, b := splitTime(t, c.text), splitTime(t, big[i].text)
		if b > 10*a+300*time.Millisecond {
			t.Errorf("%s: %d bytes take %v of the processor, %d take %v", c.what, len(c.text), a, len(big[i].text), b)
		}
	}
}

// splitTime is the time of the processor that a text takes to split.
func splitTime(t *testing.T, text string) time.Duration {
	t.Helper()
	used := func() time.Duration {
		var r syscall.Rusage
		if err := syscall.Getrusage(syscall.RUSAGE_SELF, &r); err != nil {
			t.Fatal(err)
		}
		return time.Duration(r.Utime.Nano() + r.Stime.Nano())
	}
	begin := used()
	Split(text).Features()
	return used() - begin
}
