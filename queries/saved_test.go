package queries

import (
	"strings"
	"testing"
)

// TestSaved holds that each saved query says what it answers and how it is called.
func TestSaved(t *testing.T) {
	all, err := SavedQueries()
	if err != nil {
		t.Fatal(err)
	}
	if len(all) < 6 {
		t.Errorf("%d saved queries, want at least 6", len(all))
	}
	for _, s := range all {
		if s.Heading == "" || !strings.HasSuffix(s.Heading, ".") {
			t.Errorf("%s: its heading %q is no sentence", s.Name, s.Heading)
		}
		if usesArgs := strings.Contains(s.Script, "args"); usesArgs != (s.Usage != "") {
			t.Errorf("%s: its usage is %q, but its script says otherwise", s.Name, s.Usage)
		}
	}
	if s, err := FindSaved("about", nil); err == nil {
		t.Errorf("about without a name gives %v, want an error", s)
	}
	if s, err := FindSaved("nosuch", nil); s != nil || err != nil {
		t.Errorf("an unknown query gives %v, %v, want neither", s, err)
	}
}
