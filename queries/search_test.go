package queries

import (
	"fmt"
	"testing"
)

// TestReadSearch reads what is typed as the claims that it asks for.
func TestReadSearch(t *testing.T) {
	for _, c := range [][2]string{
		{`vaccin* -trial`, `what is said with the words “vaccin* -trial”`},
		{`who:Ryan about:"Harbour Board" quays`, `what “Ryan” said about “Harbour Board” with the words “quays”`},
		{`WHO:roe outlet:“The Courier” "too early"`, `what “roe” said in “The Courier” with the words “"too early"”`},
		{`via:roe via:doe stance:Denies kind:direct`, `what is said via “roe” or “doe” of kind “direct” with stance “denies”`},
		{`after:2031 before:2031-03`, `what is said since 2031 until 2031-02-28`},
		{`since:2031-01-02 until:2031-03`, `what is said since 2031-01-02 until 2031-03`},
		{`time:12 who: he said: no`, `what is said with the words “time:12 who: he said: no”`},
		{`who:"never closed`, `what “never closed” said`},
	} {
		s, err := ReadSearch(c[0])
		if err != nil {
			t.Fatal(err)
		}
		if got := s.Ask.String(); got != c[1] {
			t.Errorf("%s:\n got %s\nwant %s", c[0], got, c[1])
		}
	}
	if _, err := ReadSearch("before:soon"); err == nil {
		t.Error("before:soon gives no error")
	}
}

// TestLastName cuts off the name that is being typed.
func TestLastName(t *testing.T) {
	for text, want := range map[string][2]string{
		"mar":                       {"", "mar"},
		"mara re":                   {"", "mara re"},
		"quays who:mar":             {"quays who:", "mar"},
		`quays about:"harbour bo`:   {"quays about:", "harbour bo"},
		`who:"Mara Rell" outlet:co`: {`who:"Mara Rell" outlet:`, "co"},
		"stance:den":                {"", "stance:den"},
		"":                          {"", ""},
	} {
		before, begun := LastName(text)
		if got := [2]string{before, begun}; got != want {
			t.Errorf("%s: got %s, want %s", text, fmt.Sprint(got), fmt.Sprint(want))
		}
	}
}
