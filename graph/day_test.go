package graph

import "testing"

func TestDayNumber(t *testing.T) {
	for date, want := range map[string]int32{"2031-03-04": 20310304, "2031-03-04T10:00:00Z": 20310304, "2031-03": 20310300, "2031": 20310000, "": 0, "soon": 0, "31": 0} {
		if got := DayNumber(date); got != want {
			t.Errorf("DayNumber(%q) = %d, want %d", date, got, want)
		}
	}
}
