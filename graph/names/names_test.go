package names

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func read(text string) (*File, error) { return Read(strings.NewReader(text)) }

// TestRead reads each kind of row, in each dress that spreadsheets give a file.
func TestRead(t *testing.T) {
	plain := "form,type,entity,name,article,note\n# a comment\nTarrant,person,person/bill-tarrant,,,\nCarl Harrow,Person,APART,,8a1f0c22d4b6e8f01357,x\n" +
		"critics,group,hide,,,\n<organization/hhb>,,rename,\"Board, Halden\",,\nopen,person,,,,\nTarrant,person,<person/bill-tarrant>,,,again\n"
	want := "[{3 person/tarrant  join person/bill-tarrant } {4 person/carl-harrow 8a1f0c22d4b6e8f01357 apart  } {5 group/critics  hide  } {6 organization/hhb  rename  Board, Halden}]"
	for name, text := range map[string]string{
		"plain": plain, "BOM": "\ufeff" + plain, "CRLF": strings.ReplaceAll(plain, "\n", "\r\n"), "no last line end": strings.TrimSuffix(plain, "\n"),
		"semicolons": strings.ReplaceAll(strings.ReplaceAll(plain, "Board, Halden", "Board§ Halden"), ",", ";"),
	} {
		f, err := read(text)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got := strings.ReplaceAll(fmt.Sprint(f.Decisions), "§", ","); got != want || f.Open != 1 {
			t.Errorf("%s: %s, %d open, want %s", name, got, f.Open, want)
		}
	}
}

// TestWrong names every line that cannot be taken, and takes none.
func TestWrong(t *testing.T) {
	const head = "form,type,entity,name,article\n"
	for text, lines := range map[string]string{
		"a,b\n1,2\n": "1", "form,entity,form\n": "1", "form,type\n": "1",
		head + "A,person,apatr\nB,persn,apart\n,person,hide\n\"x,y\nz":                                                                            "2 3 4 5",
		head + "A,person,hide,,12\nA,person,rename,,\nA,person,hide,,8a1f0c22d4b6e8f01357\nA,person,hide,N,\na,b,c,d,e,f\n":                       "2 3 4 5 6",
		head + "A,person,person/b\nB,person,person/c\nC,person,person/a\nD,person,person/a\n":                                                     "2 3 4",
		head + "A,person,person/b\nA,person,person/c\nA,person,apart\n":                                                                           "3 4",
		head + "A,person,person/b\nA,person,hide\nC,person,rename,X\nC,person,rename,Y\n":                                                         "3 5",
		head + "A,person,person/" + strings.Repeat("x", 10<<20) + "\nB\x00,person,apart\nB\xff,person,apart\nB\"x,person,apart\nC,person,apart\n": "2 3 4 5",
		head + "A,person,person/b c\nA,person,person/\nA,person,../../etc\nA,place/x,apart\n":                                                     "2 3 4 5",
	} {
		_, err := read(text)
		var wrong *Error
		if !errors.As(err, &wrong) {
			t.Errorf("%.60q: %v, want lines %s", text, err, lines)
			continue
		}
		var got []string
		for _, p := range wrong.Problems {
			got = append(got, fmt.Sprint(p.Line))
		}
		if s := strings.Join(got, " "); s != lines || len(err.Error()) > 2000 {
			t.Errorf("%.60q: lines %s, want %s: %.300s", text, s, lines, err)
		}
	}
	if _, err := read(strings.Repeat("x", mostBytes+1)); err == nil {
		t.Error("a file beyond the limit is read")
	}
	for _, good := range []string{"", "# nothing yet\n", head, head + "A,person,person/a\n", head + "A,person,person/b\nA,person,apart,,8a1f0c22d4b6e8f01357\n"} {
		if _, err := read(good); err != nil {
			t.Errorf("%q: %v", good, err)
		}
	}
}

// TestEdit adds a row and takes one away: what else stands in the file stays as it is.
func TestEdit(t *testing.T) {
	path := filepath.Join(t.TempDir(), "g.names.csv")
	f, err := Load(path)
	if err != nil || len(f.Decisions) != 0 {
		t.Fatal(f, err)
	}
	f, err = f.With(Decision{Form: "person/a", Action: Join, Entity: "person/b"}, "=1+1")
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Save(path); err != nil {
		t.Fatal(err)
	}
	const first = "form,type,entity,name,article,note\nperson/a,person,person/b,,,'=1+1\n"
	if got, _ := os.ReadFile(path); string(got) != first {
		t.Errorf("written is %q, want %q", got, first)
	}
	const mine = "\ufeff# mine\r\nnote,entity,form,name\r\n\"two\r\nlines\",person/b,person/a\r\n# end"
	if err := os.WriteFile(path, []byte(mine), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(path, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := f.Save(path); !errors.Is(err, ErrChanged) {
		t.Errorf("what somebody else wrote is written over: %v", err)
	}
	if f, err = Load(path); err != nil {
		t.Fatal(err)
	}
	more, err := f.With(Decision{Form: "person/c", Action: Rename, Name: "@C"}, "")
	if err != nil {
		t.Fatal(err)
	}
	if want := mine + "\n,rename,person/c,'@C\r\n"; string(more.Bytes()) != want {
		t.Errorf("with a row more: %q, want %q", more.Bytes(), want)
	}
	if last := more.Decisions[1]; last.Name != "@C" {
		t.Errorf("the name is %q", last.Name)
	}
	again, err := more.Without(more.Decisions[1].Line)
	if err != nil || !bytes.Equal(again.Bytes(), []byte(mine+"\n")) {
		t.Errorf("undone: %q, %v", again.Bytes(), err)
	}
	less, err := more.Without(3)
	if err != nil || len(less.Decisions) != 1 || !strings.HasPrefix(string(less.Bytes()), "\ufeff# mine\r\nnote,entity,form,name\r\n# end\n") {
		t.Errorf("without the row: %q, %v", less.Bytes(), err)
	}
	if _, err := f.Without(1); err == nil {
		t.Error("a comment is taken away")
	}
	var wrong *Error
	if _, err := f.With(Decision{Form: "person/b", Action: Join, Entity: "person/a"}, ""); !errors.As(err, &wrong) {
		t.Errorf("a circle: %v", err)
	}
	if err := less.Save(path); err != nil {
		t.Error(err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Error("the file's permissions are others", info, err)
	}
}

func FuzzRead(f *testing.F) {
	f.Add("form,type,entity\nA,person,apart\n")
	f.Add("\ufefffrom;entity\n")
	f.Fuzz(func(t *testing.T, text string) {
		file, err := read(text)
		if err != nil {
			return
		}
		for _, d := range file.Decisions {
			if _, err := file.Without(d.Line); err != nil {
				var wrong *Error
				if !errors.As(err, &wrong) {
					t.Error(err)
				}
			}
		}
		if again, err := Decode(Encode(file.Decisions)); err != nil || Digest(again) != Digest(file.Decisions) {
			t.Error(again, err)
		}
	})
}
