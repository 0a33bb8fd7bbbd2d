package main

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/parquet-go/parquet-go"
)

// endless is a page that the library for PDF reads for ever, in more and more memory.
const endless = "BT /F1 10 Tf [ (x)"

// TestApartEnds: the process that reads a document knows nothing of the environment and
// the command line of the one that started it, and ends with it, however that ends.
func TestApartEnds(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for i := range 20 { // there is always one to be found
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%d.pdf", i)), pdfOf(endless), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	cmd := command(t, dir, "build", "--db", "secret.db", ".")
	cmd.Env = append(os.Environ(), "HEARSAY_DB=postgres://me:secret@localhost/x", "OTHER_TOKEN=secret")
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	child := ""
	for begun := time.Now(); child == "" && time.Since(begun) < time.Minute; time.Sleep(5 * time.Millisecond) {
		child = childOf(cmd.Process.Pid)
	}
	if child == "" {
		t.Fatal("no process reads the document")
	}
	for _, file := range []string{"environ", "cmdline"} {
		if data, _ := os.ReadFile(filepath.Join(child, file)); bytes.Contains(data, []byte("secret")) {
			t.Errorf("%s of the child: %q", file, data)
		}
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait()
	for begun := time.Now(); alive(child); time.Sleep(5 * time.Millisecond) {
		if time.Since(begun) > 30*time.Second {
			t.Fatal("it lives on without the one that started it")
		}
	}
}

// childOf is the folder in /proc of a process that another has started; "" for none.
func childOf(parent int) string {
	stats, _ := filepath.Glob("/proc/[0-9]*/stat")
	for _, stat := range stats {
		data, _ := os.ReadFile(stat)
		_, rest, _ := strings.Cut(string(data), ") ") // behind its name
		if f := strings.Fields(rest); len(f) > 1 && f[1] == fmt.Sprint(parent) && f[0] != "Z" {
			command, _ := os.ReadFile(filepath.Join(filepath.Dir(stat), "cmdline"))
			if bytes.Contains(command, []byte(apartCommand)) {
				return filepath.Dir(stat)
			}
		}
	}
	return ""
}

// alive says whether a process in /proc runs.
func alive(process string) bool {
	data, err := os.ReadFile(filepath.Join(process, "cmdline")) // empty once it has ended
	return err == nil && bytes.Contains(data, []byte(apartCommand))
}

// TestParquetHostile reads tables with wrong bytes anywhere, sizes of pages of gigabytes
// among them: each is named or gives rows, the others are read, memory stays bounded.
func TestParquetHostile(t *testing.T) {
	t.Parallel()
	type row struct {
		Title string `parquet:"title"`
		Text  string `parquet:"text,snappy"`
	}
	var whole bytes.Buffer
	w := parquet.NewGenericWriter[row](&whole)
	for i := range 50 {
		if _, err := w.Write([]row{{fmt.Sprintf("Pier %d", i), "Ada Low said that the pier was shut."}}); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	files := 12
	if os.Getenv("HEARSAY_LONG") != "" {
		files = 300
	}
	dir := t.TempDir()
	random := rand.New(rand.NewPCG(3, 4))
	for i := range files {
		data := bytes.Clone(whole.Bytes())
		at := 4 + random.IntN(len(data)-12)
		switch i % 3 {
		case 0:
			data[at] ^= byte(1 << random.IntN(8))
		case 1: // a number in a header, as large as it can be written
			copy(data[4+random.IntN(40):], "\xfe\xff\xff\xff\x0f")
		case 2:
			copy(data[at:], "\xfe\xff\xff\xff\xff\xff\xff\xff\x7f")
		}
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%03d.parquet", i)), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "whole"), whole.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := command(t, dir, "read", "--format", "jsonl", ".")
	r := finish(t, cmd)
	if r.status != 3 || strings.Contains(r.err, "goroutine") || strings.Count(r.out, "\n") < 50 {
		t.Errorf("status %d, %d articles, %.1000s", r.status, strings.Count(r.out, "\n"), r.err)
	}
	for i := range files {
		if name := fmt.Sprintf("%03d.parquet", i); !strings.Contains(r.err, name) && strings.Count(r.out, "\n") < 50*2 {
			t.Errorf("nothing is said of %s", name)
		}
	}
	if used := peak(cmd); used > 512<<20 {
		t.Errorf("it takes %d MiB", used>>20)
	}
}
