package queries

import (
	"encoding/csv"
	"encoding/json"
	"strings"
	"testing"
)

// small has a text that is long, one that is a formula, one that drives a
// terminal, numbers, a list and a cell that is not there.
func small() *Table {
	return &Table{Columns: []string{"name", "claims", "note"}, Rows: [][]any{
		{"Ada Low of the Harbour Board", 12, "=SUM(A1)"},
		{"Bo\x1b[31m", 3, []string{"a|b", "line\nend"}},
		{"漢字", 0.5, nil},
	}}
}

func TestTable(t *testing.T) {
	for _, c := range []struct {
		style Style
		want  string
	}{
		{Style{Format: "tsv"}, "name\tclaims\tnote\nAda Low of the Harbour Board\t12\t'=SUM(A1)\nBo\\x1b[31m\t3\ta|b; line end\n漢字\t0.5\t\n"},
		{Style{Format: "csv", Raw: true}, "name,claims,note\nAda Low of the Harbour Board,12,=SUM(A1)\nBo\\x1b[31m,3,\"a|b; line\nend\"\n漢字,0.5,\n"},
		{Style{Format: "table"}, "NAME                          CLAIMS  NOTE\nAda Low of the Harbour Board      12  =SUM(A1)\nBo\\x1b[31m                         3  a|b; line end\n漢字                             0.5  \n"},
		{Style{Format: "table", Width: 34}, "NAME          CLAIMS  NOTE\nAda Low of…       12  =SUM(A1)\nBo\\x1b[31m         3  a|b; line e…\n漢字             0.5  \n"},
		{Style{Format: "md"}, "| name | claims | note |\n| --- | --- | --- |\n| Ada Low of the Harbour Board | 12 | =SUM(A1) |\n| Bo\\\\x1b\\[31m | 3 | a\\|b; line end |\n| 漢字 | 0.5 |  |\n"},
		{Style{Format: "jsonl"}, `{"name":"Ada Low of the Harbour Board","claims":12,"note":"=SUM(A1)"}` + "\n" + `{"name":"Bo\u001b[31m","claims":3,"note":["a|b","line\nend"]}` + "\n" + `{"name":"漢字","claims":0.5}` + "\n"},
	} {
		var b strings.Builder
		if err := small().Write(&b, c.style); err != nil {
			t.Fatal(err)
		}
		if b.String() != c.want {
			t.Errorf("%+v:\n got %q\nwant %q", c.style, b.String(), c.want)
		}
	}
	if err := small().Write(&strings.Builder{}, Style{Format: "xls"}); err == nil {
		t.Error("an unknown format is no error")
	}
}

func TestTableJSON(t *testing.T) {
	var b strings.Builder
	if err := small().Write(&b, Style{Format: "json"}); err != nil {
		t.Fatal(err)
	}
	var rows []map[string]any
	if err := json.Unmarshal([]byte(b.String()), &rows); err != nil || len(rows) != 3 {
		t.Errorf("%q: %v, %d rows, want 3", b.String(), err, len(rows))
	}
	b.Reset()
	if err := (&Table{Columns: []string{"a"}}).Write(&b, Style{Format: "json"}); err != nil || b.String() != "[]\n" {
		t.Errorf("an empty table is %q, %v, want []", b.String(), err)
	}
}

// TestSafe holds that no cell is run by a spreadsheet, and that CSV reads back.
func TestSafe(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"=1+1", "'=1+1"},
		{"+1", "'+1"},
		{"-1", "'-1"},
		{"@SUM(A1)", "'@SUM(A1)"},
		{"＝1", "'＝1"},
		{" =1", "' =1"},
		{"\"=1", "'\"=1"},
		{"\t=1", "'\t=1"},
		{"\rx", "'\rx"},
		{"a=1", "a=1"},
		{"", ""},
		{"“-1”", "“-1”"},
	} {
		got := Style{}.safe(c.in)
		if got != c.want {
			t.Errorf("safe(%q) = %q, want %q", c.in, got, c.want)
		}
		if raw := (Style{Raw: true}).safe(c.in); raw != c.in {
			t.Errorf("raw safe(%q) = %q", c.in, raw)
		}
	}
	var b strings.Builder
	if err := small().Write(&b, Style{Format: "csv"}); err != nil {
		t.Fatal(err)
	}
	if rows, err := csv.NewReader(strings.NewReader(b.String())).ReadAll(); err != nil || len(rows) != 4 {
		t.Errorf("%d rows read back, %v, want 4", len(rows), err)
	}
}
