package fields

import "testing"

// TestFields reads back what was written, and fails on all that is cut off from it.
func TestFields(t *testing.T) {
	var w Writer
	w.Number(300)
	w.Text("who said what")
	w.Flag(true)
	w.Text("")
	take := func(in []byte) (n int, said string, is bool, empty string, r Reader) {
		r.In = in
		return r.Number(), r.Text(), r.Flag(), r.Text(), r
	}
	if n, said, is, empty, r := take(w.Out); n != 300 || said != "who said what" || !is || empty != "" || r.Failed || len(r.In) > 0 {
		t.Errorf("got %d %q %v %q, failed %v, %d bytes left", n, said, is, empty, r.Failed, len(r.In))
	}
	for cut := range w.Out {
		_, _, _, last, r := take(w.Out[:cut])
		if !r.Failed || last != "" {
			t.Errorf("cut to %d bytes it is whole", cut)
		}
	}
	r := Reader{In: []byte{0xff, 0xff, 0xff, 0xff, 0xff, 0x01, 'x'}}
	if n := r.Number(); n != 0 || !r.Failed || r.Text() != "" {
		t.Errorf("a number beyond the bound is %d", n)
	}
}
