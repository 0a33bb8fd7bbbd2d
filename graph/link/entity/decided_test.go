package entity

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"hearsay/graph/link"
	"hearsay/graph/names"
)

// TestDecided decides on the names of a small press; each case is rows, and what forms
// become by them, "article form entity", or "warn" and a part of a warning.
func TestDecided(t *testing.T) {
	var articles []link.Article
	add := func(entities ...string) {
		articles = append(articles, story(fmt.Sprintf("%020x", len(articles)+1), entities...))
	}
	for range 3 {
		add("person/Maria Okoye=Okoye", "place/Halden", "organization/Harbour Board", "person/Tomas Lind", "person/a woman")
	}
	add("person/Okoye", "place/Halden", "organization/Harbour Board", "person/Tomas Lind")
	add("person/Okoye", "place/Ostby", "organization/Choir", "person/a woman")
	add("person/Sam Okoye", "place/Ostby", "organization/Choir")
	const fourth = "00000000000000000004"
	for rows, want := range map[string]string{
		"":                              "4 person/okoye person/maria-okoye",
		"Okoye,person,apart":            "4 person/okoye person/okoye",
		"Okoye,person,apart,," + fourth: "4 person/okoye person/okoye",
		"Okoye,person,person/sam-okoye": "4 person/okoye person/sam-okoye;5 person/okoye person/sam-okoye",
		"Okoye,person,person/sam-okoye,," + fourth:                                 "4 person/okoye person/sam-okoye",
		"Okoye,person,person/okoye":                                                "4 person/okoye person/okoye;5 person/okoye person/okoye",
		"Maria Okoye,person,person/m-o":                                            "1 person/maria-okoye person/m-o;4 person/okoye person/m-o;warn no article has person/m-o, to which it joins",
		"Maria Okoye,person,person/okoye":                                          "1 person/maria-okoye person/okoye;4 person/okoye person/okoye",
		"Maria Okoye,person,hide":                                                  "1 person/maria-okoye ;4 person/okoye ",
		"A woman,person,hide":                                                      "1 person/a-woman ;5 person/a-woman ",
		"A woman,person,person/sam-okoye":                                          "1 person/a-woman person/a-woman-000000000000;warn is a description",
		"A woman,person,person/sam-okoye,," + fourth[:19] + "5":                    "5 person/a-woman person/sam-okoye",
		"person/a-woman-000000000000,,person/sam-okoye":                            "5 person/a-woman person/sam-okoye",
		"Sam Okoye,person,person/tomas-lind\nTomas Lind,person,person/maria-okoye": "6 person/sam-okoye person/maria-okoye;1 person/tomas-lind person/maria-okoye",
		"Gone,person,apart":                                                        "warn no article has person/gone",
	} {
		f, err := names.Read(strings.NewReader("form,type,entity,name,article\n" + rows))
		if err != nil {
			t.Errorf("%s: %v", rows, err)
			continue
		}
		found := Find(articles, f.Decisions)
		is := map[string]string{}
		for _, j := range found.Joins {
			is[strings.TrimLeft(j.Article, "0")+" "+j.Form] = j.Entity
			if by := strings.HasPrefix(j.Reason, "by names.csv line "); by && j.Confidence != 1 {
				t.Errorf("%s: %+v", rows, j)
			}
		}
		for _, w := range strings.Split(want, ";") {
			if part, ok := strings.CutPrefix(w, "warn "); ok {
				if !slices.ContainsFunc(found.Warnings, func(s string) bool { return strings.Contains(s, part) }) {
					t.Errorf("%s: the warnings are %q, want %q", rows, found.Warnings, part)
				}
				continue
			}
			at := strings.LastIndexByte(w, ' ')
			form, entity := w[:at], w[at+1:]
			got, joined := is[form]
			if !joined {
				got = form[strings.IndexByte(form, ' ')+1:]
			}
			if got != entity {
				t.Errorf("%s: %s is %q, want %q", rows, form, got, entity)
			}
		}
	}
}

// TestDoubts finds the short name that could be one of two, and not what is decided.
func TestDoubts(t *testing.T) {
	var articles []link.Article
	for i := range 8 {
		e := []string{"organization/Halden Harbour Board", "place/Halden", "person/Tomas Lind"}
		if i == 7 {
			e = []string{"organization/HHB", "place/Vell"}
		}
		articles = append(articles, story(fmt.Sprintf("%020x", i+1), e...))
	}
	all := Doubts(articles, nil)
	if len(all) != 1 || all[0].Form != "organization/hhb" || all[0].Entity != "organization/halden-harbour-board" || all[0].Reason != "acronym" || all[0].Joined {
		t.Errorf("the doubts are %+v", all)
	}
	if left := Doubts(articles, []names.Decision{{Line: 2, Form: "organization/hhb", Action: names.Apart}}); len(left) != 0 {
		t.Errorf("what is decided is doubted: %+v", left)
	}
}
