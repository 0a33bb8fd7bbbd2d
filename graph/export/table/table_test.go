package table

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
// TestPadding has one cell that is far longer than all others.
func TestPadding(t *testing.T) {
	long := strings.Repeat("x", 1<<20)
	table := &Table{Columns: []string{"a", "b"}, Rows: [][]any{{long, "y"}}}
	for range 1000 {
		table.Rows = append(table.Rows, []any{"short", "z"})
	}
	var b strings.Builder
	if err := table.Write(&b, Style{Format: "table"}); err != nil {
		t.Fatal(err)
	}
	if got := b.String(); len(got) > 3<<20 || !strings.Contains(got, long+gap+"y\n") {
		t.Errorf("a cell of 1 MiB beside 1,000 short ones gives %d bytes, want it whole and no more than 3 MiB", len(got))
	}
}

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
		{"\ufeff=1", "'\ufeff=1"}, // a byte order mark, and what else is not seen
		{"\u200b+1", "'\u200b+1"},
		{"\u00a0-1", "'\u00a0-1"},
		{"\u3000@A1", "'\u3000@A1"},
		{"\u2028=1", "'\u2028=1"},
		{"\u2029=1", "'\u2029=1"},
		{"\u2060=1", "'\u2060=1"},
		{"\u00ad=1", "'\u00ad=1"},
		{"\u180e=1", "'\u180e=1"},
		{"\ufe0f=1", "'\ufe0f=1"},
		{"\u3164=1", "'\u3164=1"},
		{"\u2800=1", "'\u2800=1"},
		{"\u2009 \u200d\"=1", "'\u2009 \u200d\"=1"},
		{"﹢1", "'﹢1"},
		{"\nx", "'\nx"},
		{"\u200b", "\u200b"},
		{"\u00a0a", "\u00a0a"},
		{"é-1", "é-1"},
		{"a=1", "a=1"},
		{"", ""},
		{"“-1”", "“-1”"},
	} {
		got := Style{}.Safe(c.in)
		if got != c.want {
			t.Errorf("Safe(%q) = %q, want %q", c.in, got, c.want)
		}
		if raw := (Style{Raw: true}).Safe(c.in); raw != c.in {
			t.Errorf("raw Safe(%q) = %q", c.in, raw)
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

func TestCut(t *testing.T) {
	for _, c := range []struct {
		in   string
		room int
		want string
	}{
		{"short", 5, "short"},
		{"longer", 5, "long…"},
		{"two words", 5, "two…"},
		{"漢字漢字", 5, "漢字…"},
		{"e\u0301e\u0301e\u0301", 3, "e\u0301e\u0301e\u0301"}, // accents take no room
		{"", 5, ""},
	} {
		if got := Cut(c.in, c.room); got != c.want {
			t.Errorf("Cut(%q, %d) = %q, want %q", c.in, c.room, got, c.want)
		}
	}
}

func TestWrapText(t *testing.T) {
	for _, c := range []struct {
		in   string
		room int
		want string
	}{
		{"one two three", 7, "one two|three"},
		{"one two three", 0, "one two three"},
		{"incomprehensible word", 5, "incomprehensible|word"},
		{"", 5, ""},
	} {
		if got := strings.Join(wrapText(c.in, c.room), "|"); got != c.want {
			t.Errorf("wrapText(%q, %d) = %q, want %q", c.in, c.room, got, c.want)
		}
	}
}

// TestNumbers holds that a number below 0 stays one, while a text that looks like it
// is no formula; and that a byte order mark stands first and once.
func TestNumbers(t *testing.T) {
	table := &Table{Columns: []string{"n", "text"}, Rows: [][]any{{-5, "-5"}, {-0.5, "a\r\nb"}}}
	for _, c := range []struct{ format, want string }{
		{"csv", "\ufeffn,text\n-5,'-5\n-0.5,\"a\nb\"\n"},
		{"tsv", "\ufeffn\ttext\n-5\t'-5\n-0.5\ta b\n"},
		{"jsonl", "{\"n\":-5,\"text\":\"-5\"}\n{\"n\":-0.5,\"text\":\"a\\r\\nb\"}\n"},
	} {
		var b strings.Builder
		if err := table.Write(&b, Style{Format: c.format, Mark: true}); err != nil || b.String() != c.want {
			t.Errorf("%s: %q, %v, want %q", c.format, b.String(), err, c.want)
		}
	}
}
