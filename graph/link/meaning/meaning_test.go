package meaning

import (
	"math"
	"strings"
	"testing"
)

// TestNear holds that what says the same in other words is nearer than what has words in
// common, or the subject alone: of each case the first two lie nearer than the first and third.
func TestNear(t *testing.T) {
	for _, c := range [][3]string{
		{"the plant will be shut down next year", "they are going to close the factory in the coming year", "the plant was opened last year by the minister"},
		{"the blackout was an attack", "somebody sabotaged the power grid", "the attack on the prime minister failed in parliament"},
		{"unemployment is rising quickly", "more and more people are losing their jobs", "the president will visit Berlin"},
		{"the vaccine is safe for children", "kids can be immunized without risk", "the children went to school by bus"},
	} {
		a, b, o := Of(c[0]), Of(c[1]), Of(c[2])
		if same, other := a.Near(&b), a.Near(&o); same <= other {
			t.Errorf("%q: %.3f to %q, %.3f to %q", c[0], same, c[1], other, c[2])
		}
	}
}

// TestOf holds what a vector does not depend on, and its bounds.
func TestOf(t *testing.T) {
	v := Of("The harbour will never be closed.")
	if w := Of("  the HARBOUR\twill never be\nclosed ."); v != w {
		t.Error("blanks and case make another vector")
	}
	if w := Of("closed be. never will harbour The"); v != w {
		t.Error("the order of the words makes another vector")
	}
	if n := v.Near(&v); n != 1 {
		t.Errorf("a vector is %v near itself", n)
	}
	most := int8(0)
	for _, x := range v {
		most = max(most, max(x, -x))
	}
	if most != 127 {
		t.Errorf("the greatest number is %d", most)
	}
	var zero Vector
	for _, empty := range []string{"", " \n ", "\xff"} {
		if w := Of(empty); w != zero || w.Near(&v) != 0 {
			t.Errorf("Of(%q) = %v", empty, w)
		}
	}
	long := Of(strings.Repeat("harbour ", 100_000))
	short := Of("harbour")
	if n := long.Near(&short); n < .999 {
		t.Errorf("a long text is %.4f near its only word", n)
	}
}

func TestPack(t *testing.T) {
	all := []Vector{Of("a fire in the mill"), {}, Of("the ferry")}
	packed := Pack(all)
	got := Unpack(nil, packed)
	if len(packed) != 3*Width || len(got) != 3 || got[0] != all[0] || got[1] != all[1] || got[2] != all[2] {
		t.Errorf("Unpack gave %d vectors of %d bytes", len(got), len(packed))
	}
	if got := Unpack(nil, packed[:Width+5]); len(got) != 1 {
		t.Errorf("of one vector and a piece %d were read", len(got))
	}
}

// TestRead holds what is refused.
func TestRead(t *testing.T) {
	row := strings.Repeat("\x01", Width)
	for _, c := range [][2]string{
		{"hearsay meaning 1 1 96\n[UNK]\n\x01\x00" + row, ""},
		{"hearsay meaning 1 1 64\n[UNK]\n\x01\x00" + row, "not a file of vectors"},
		{"hearsay meaning 2 1 96\n[UNK]\n\x01\x00" + row, "not a file of vectors"},
		{"hearsay meaning 1 2 96\n[UNK]\n", "1 pieces, not 2"},
		{"hearsay meaning 1 1 96\n[UNK]\n\x01\x00" + row + "x", "99 bytes"},
		{"hearsay meaning 1 1 96\n[UNK]\n\x01\x10" + row, "a weight of 4097"},
		{"hearsay meaning 1 1 96\nthe\n\x01\x00" + row, "no piece [UNK]"},
	} {
		_, err := read(c[0])
		if c[1] == "" && err != nil || c[1] != "" && (err == nil || !strings.Contains(err.Error(), c[1])) {
			t.Errorf("read: %v, want %q", err, c[1])
		}
	}
}

// TestBounds holds that no sum overflows: the greatest row with the greatest weight, as often
// as pieces count.
func TestBounds(t *testing.T) {
	if most := int64(mostPieces) * 127 * 4095; most > math.MaxInt32 {
		t.Errorf("a sum may reach %d", most)
	}
}

func BenchmarkOf(b *testing.B) {
	const text = "that the harbour would never be closed to ferries, whatever the newspapers wrote about the plan of the board"
	b.ReportAllocs()
	for b.Loop() {
		Of(text)
	}
}

func BenchmarkNear(b *testing.B) {
	v, o := Of("the harbour would never be closed"), Of("the port stays open")
	for b.Loop() {
		v.Near(&o)
	}
}
