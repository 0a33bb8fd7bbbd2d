package graph

import "testing"

func TestBegins(t *testing.T) {
	s := testStore(t)
	mustPut(t, s, testDocument("a"))
	for text, want := range map[string]string{
		"har": "organization/harbour-board", "Harbour bo": "organization/harbour-board", "BOARD": "organization/harbour-board", "ro": "person/ann-roe", "Ann R": "person/ann-roe",
		"board har": "organization/harbour-board", "rbour": "", "ann x": "", "": "", "?": "", "%": "",
	} {
		found, err := s.Begins(t.Context(), text, 1)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		if len(found) > 0 {
			got = found[0].Entity.ID
		}
		if got != want {
			t.Errorf("Begins(%q) = %q, want %q", text, got, want)
		}
	}
}
