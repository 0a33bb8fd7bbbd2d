package sense

import "testing"

// TestOf holds which words have one sense, and which are opposed.
func TestOf(t *testing.T) {
	for _, c := range []struct {
		a, b    string
		same    bool
		opposed bool
	}{
		{"killed", "died", true, false},
		{"killed", "survived", true, true},
		{"raise", "increases", true, false},
		{"raised", "cut", true, true},
		{"harbours", "harbour", true, false},
		{"harbour", "bridge", false, false},
	} {
		a, b := Of(c.a), Of(c.b)
		if same := a.Stem == b.Stem; same != c.same || (a.Opposite*b.Opposite < 0) != c.opposed {
			t.Errorf("%s is %+v, %s is %+v", c.a, a, c.b, b)
		}
	}
}
