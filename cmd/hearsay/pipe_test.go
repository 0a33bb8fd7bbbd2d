package main

import (
	"bufio"
	"strings"
	"testing"

	"hearsay/extract/read"
)

// TestPipeAnswers writes a line to extract, and the next when the first is answered.
func TestPipeAnswers(t *testing.T) {
	cmd := command(t, t.TempDir(), "extract", "-")
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	answers := bufio.NewReader(out)
	for _, c := range [...]struct{ line, want string }{
		{`{"text": "Orla Vance said the quay was shut."}`, `{"article":`},
		{`{"no": "text"}`, `{"error":"no text`},
		{`{"text": "Ivo Pell denied that the quay was shut."}`, `{"article":`},
	} {
		if _, err := in.Write([]byte(c.line + "\n")); err != nil {
			t.Fatal(err)
		}
		got, err := answers.ReadString('\n')
		if err != nil || !strings.HasPrefix(got, c.want) {
			t.Errorf("%s: got %q, %v; want a line that begins with %s", c.line, got, err, c.want)
		}
	}
	if err := in.Close(); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err == nil || cmd.ProcessState.ExitCode() != 3 {
		t.Errorf("ends with %v, want status 3", err)
	}
}

// TestShard counts in how many parts each of ten items is.
func TestShard(t *testing.T) {
	for _, c := range []struct {
		parts []string
		want  string // of each item, how many parts have it
	}{
		{[]string{"1/3", "2/3", "3/3"}, "1111111111"},
		{[]string{"0/3", "1/3", "2/3"}, "1111111111"},
		{[]string{"1/1"}, "1111111111"},
		{[]string{"2/4"}, "0100010001"},
	} {
		got := []byte("0000000000")
		for _, part := range c.parts {
			var s shard
			if err := s.Set(part); err != nil {
				t.Fatal(err)
			}
			visit := s.of(func(i read.Item) error {
				got[i.Line]++
				return nil
			})
			for n := range 10 {
				if err := visit(read.Item{Line: n}); err != nil {
					t.Fatal(err)
				}
			}
		}
		if string(got) != c.want {
			t.Errorf("%v: got %s, want %s", c.parts, got, c.want)
		}
	}
	for _, wrong := range []string{"", "3", "0/0", "-1/3", "4/3", "1/3/5", "a/b", "1/ 3", "1/-3"} {
		if err := new(shard).Set(wrong); err == nil {
			t.Errorf("%q is taken for a part", wrong)
		}
	}
}
