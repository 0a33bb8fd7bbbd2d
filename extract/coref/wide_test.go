package coref

import "testing"

func TestWide(t *testing.T) {
	text := "China's leader met Angela Merkel. The country cheered a farmer."
	r := resolve(text)
	named := map[string]bool{}
	for i := range r.Mentions {
		s := r.Wide(i)
		named[text[s.Start:s.End]] = r.Named(i)
	}
	for phrase, want := range map[string]bool{"China's": true, "Angela Merkel": true, "The country": true, "a farmer": false} {
		if got, ok := named[phrase]; !ok || got != want {
			t.Errorf("%q: named %v, found %v; want named %v", phrase, got, ok, want)
		}
	}
}
