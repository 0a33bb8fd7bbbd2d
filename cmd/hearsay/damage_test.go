package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// damages are the ways in which a disk or a copy spoils a file: each gives the file
// with something else at a place that random chooses.
var damages = []struct {
	name  string
	spoil func(random *rand.Rand, file []byte) []byte
}{
	{"a bit", func(random *rand.Rand, file []byte) []byte {
		file[random.IntN(len(file))] ^= 1 << random.IntN(8)
		return file
	}},
	{"a byte", func(random *rand.Rand, file []byte) []byte {
		file[random.IntN(len(file))] += byte(1 + random.IntN(255))
		return file
	}},
	{"many bytes", func(random *rand.Rand, file []byte) []byte {
		at := random.IntN(len(file))
		for i := at; i < min(at+random.IntN(100), len(file)); i++ {
			file[i] = byte(random.Uint32())
		}
		return file
	}},
	{"a page of zeros", func(random *rand.Rand, file []byte) []byte {
		clear(aPage(random, file))
		return file
	}},
	{"a page at random", func(random *rand.Rand, file []byte) []byte {
		p := aPage(random, file)
		for i := range p {
			p[i] = byte(random.Uint32())
		}
		return file
	}},
	{"two pages changed for each other", func(random *rand.Rand, file []byte) []byte {
		a, b := aPage(random, file), aPage(random, file)
		kept := slices.Clone(a)
		copy(a, b)
		copy(b, kept)
		return file
	}},
	{"a page twice", func(random *rand.Rand, file []byte) []byte {
		copy(aPage(random, file), aPage(random, file))
		return file
	}},
	{"half a page", func(random *rand.Rand, file []byte) []byte {
		copy(aPage(random, file)[4096:], aPage(random, file)[4096:])
		return file
	}},
	{"cut at a page", func(random *rand.Rand, file []byte) []byte { return file[:8192*random.IntN(len(file)/8192)] }},
	{"cut anywhere", func(random *rand.Rand, file []byte) []byte { return file[:random.IntN(len(file))] }},
	{"its header", func(random *rand.Rand, file []byte) []byte {
		file[random.IntN(100)] ^= 1 << random.IntN(8)
		return file
	}},
}

// aPage is one of a file's pages.
func aPage(random *rand.Rand, file []byte) []byte {
	return file[8192*random.IntN(len(file)/8192):][:8192]
}

// TestDamagedFiles asks damaged copies of a graph with every command: each gives the
// right answer, or says in a line what is wrong, but never another answer.
// HEARSAY_LONG=1 takes 220 copies, HEARSAY_LONG=2 1,100.
func TestDamagedFiles(t *testing.T) {
	t.Parallel()
	each := long(1, 20, 100)
	dir := t.TempDir()
	done(t, "generate", finish(t, command(t, dir, "generate", "--db", "g.db", "12")))
	good, err := os.ReadFile(filepath.Join(dir, "g.db"))
	if err != nil {
		t.Fatal(err)
	}
	who := strings.Split(strings.Split(finish(t, command(t, dir, "who", "--db", "g.db")).out, "\n")[1], "\t")[1]
	asked := [][]string{
		{"info", "--format", "json"},
		{"ask", "--limit", "0"},
		{"ask", "--who", who},
		{"ask", "--about", who, "--sort", "surest"},
		{"ask", "--said", "harbour", "--format", "json"},
		{"who", "--limit", "0"},
		{"about", "--limit", "0"},
		{"show", who},
		{"show", who[:len(who)-1]},
		{"export", "--format", "nquads"},
		{"export", "--format", "csv"},
		{"export", "--format", "jsonld"},
		{"query", "claims().Count()"},
		{"query", "g.V().Has('<type>', '<person>').Save('<name>', 'name').All()"},
	}
	want := make([]result, len(asked))
	for i, args := range asked {
		want[i] = finish(t, command(t, dir, append(args, "--db", "g.db")...))
	}
	random := rand.New(rand.NewPCG(9, 9))
	verdicts := map[string]int{}
	for _, d := range damages {
		for copied := range each {
			spoiled := d.spoil(random, slices.Clone(good))
			if err := os.WriteFile(filepath.Join(dir, "g.db"), spoiled, 0o644); err != nil {
				t.Fatal(err)
			}
			for i, args := range asked {
				r := finish(t, command(t, dir, append(args, "--db", "g.db")...))
				switch {
				case r.status == want[i].status && r.out == want[i].out && r.err == want[i].err:
					verdicts["right"]++
				case r.status == 2 && strings.HasPrefix(r.err, "hearsay: ") && strings.Count(r.err, "\n") == 1:
					verdicts["an error"]++
				default:
					t.Errorf("%s, copy %d: %v: status %d, %.300q, %.300q", d.name, copied, args, r.status, r.err, r.out)
				}
			}
		}
	}
	t.Logf("%d copies: %s", each*len(damages), fmt.Sprint(verdicts))
}
