package main

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// TestScale makes graphs of as many generated articles as HEARSAY_SCALE lists, asks
// each what users ask, and prints a table: what the graph takes, then the CPU time
// of each question, user and system, from the start of the process to its end; the
// least of three times. Of those of query the child that runs it is left out, for which
// nobody waits.
//
//	HEARSAY_SCALE=1000,10000,100000 go test ./cmd/hearsay -run TestScale -v -timeout 2h
func TestScale(t *testing.T) {
	sizes := os.Getenv("HEARSAY_SCALE")
	if sizes == "" {
		t.Skip("HEARSAY_SCALE lists no numbers of articles")
	}
	var table scaleTable
	defer func() { t.Log("\n" + table.String()) }() // what there is, where something fails
	for _, n := range strings.Split(sizes, ",") {
		db := filepath.Join(t.TempDir(), "g.db")
		table.put("", n+" articles")
		table.generate(t, db, n)
		table.ask(t, db)
	}
}

// A scaleTable has a row for each thing measured and a column for each graph.
type scaleTable struct {
	names []string
	cells map[string][]string
}

func (s *scaleTable) put(name, cell string) {
	if s.cells == nil {
		s.cells = map[string][]string{}
	}
	if _, ok := s.cells[name]; !ok {
		s.names = append(s.names, name)
	}
	s.cells[name] = append(s.cells[name], cell)
}

// String is the table in Markdown.
func (s *scaleTable) String() string {
	var b strings.Builder
	for i, name := range s.names {
		fmt.Fprintf(&b, "| %s | %s |\n", name, strings.Join(s.cells[name], " | "))
		if i == 0 {
			b.WriteString(strings.Repeat("|---", len(s.cells[name])+1) + "|\n")
		}
	}
	return b.String()
}

// taken is the CPU time that a process and those that it waited for took.
func taken(cmd *exec.Cmd) time.Duration {
	return cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
}

// generate makes a graph, as build writes one.
func (s *scaleTable) generate(t *testing.T, db, n string) {
	t.Helper()
	articles, err := strconv.ParseFloat(n, 64)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), program(t), "generate", "--db", db, n)
	done(t, "generate", finish(t, cmd))
	info, err := os.Stat(db)
	if err != nil {
		t.Fatal(err)
	}
	s.put("articles put in, a second of CPU", fmt.Sprintf("%.0f", articles/taken(cmd).Seconds()))
	s.put("memory for that", fmt.Sprintf("%d MB", peak(cmd)/1e6))
	s.put("size of the file", fmt.Sprintf("%.0f MB", float64(info.Size())/1e6))
}

// ask asks a graph all questions.
func (s *scaleTable) ask(t *testing.T, db string) {
	t.Helper()
	x, y, organization, outlet := known(t, db)
	for _, args := range [][]string{
		{"info"},
		{"ask", "--who", x, "--about", y},
		{"ask", "--who", x, "--limit", "50"},
		{"ask", "--who", x},
		{"ask", "--about", x, "--limit", "50"},
		{"ask", "--via", x, "--limit", "50"},
		{"ask", "--publisher", outlet, "--limit", "50"},
		{"ask", "--said", "harbour", "--limit", "50"},
		{"ask", "--said", "harbour", "--who", x, "--limit", "50"},
		{"ask", "--since", "2021", "--kind", "direct", "--limit", "50"},
		{"ask", "--sort", "surest", "--limit", "50"},
		{"ask", "--sort", "longest", "--limit", "50"},
		{"who"},
		{"about"},
		{"query", "about", x},
		{"query", "over-time", x},
		{"query", "speakers-for", organization},
		{"query", "top-sources"},
		{"query", "unnamed-sources"},
		{"query", "long-chains"},
	} {
		name := "`" + strings.NewReplacer(x, "X", y, "Y", organization, "ORGANIZATION", outlet, "OUTLET").Replace(strings.Join(args, " ")) + "`"
		s.put(name, timed(t, append(args, "--db", db)))
	}
}

// timed runs the program three times, or once where that takes seconds, and gives
// the least CPU time; for a query that was stopped, that it was.
func timed(t *testing.T, args []string) string {
	t.Helper()
	var least time.Duration
	for i := range 3 {
		cmd := exec.CommandContext(t.Context(), program(t), args...)
		r := finish(t, cmd)
		if r.status > 1 {
			if strings.Contains(r.err, "--timeout") || strings.Contains(r.err, "--memory") {
				return "stopped at its limit"
			}
			t.Fatalf("%v: %.300s", args, r.err)
		}
		cpu := taken(cmd)
		if i == 0 || cpu < least {
			least = cpu
		}
		if cpu > 2*time.Second {
			break
		}
	}
	return fmt.Sprintf("%d ms", least.Milliseconds())
}

// known gives the names of a graph's two that are quoted most, an organization and an
// outlet.
func known(t *testing.T, db string) (x, y, organization, outlet string) {
	t.Helper()
	var quoted []struct{ Name, Type string }
	answer(t, &quoted, "who", "--db", db, "--format", "json", "--limit", "50")
	for _, e := range quoted {
		if e.Type == "organization" && e.Name != quoted[10].Name {
			organization = e.Name
			break
		}
	}
	var newest []struct{ Article struct{ Publisher string } }
	answer(t, &newest, "ask", "--db", db, "--format", "json", "--limit", "1")
	return quoted[0].Name, quoted[10].Name, organization, newest[0].Article.Publisher
}

// answer reads the JSON that the program prints.
func answer(t *testing.T, into any, args ...string) {
	t.Helper()
	r := finish(t, command(t, t.TempDir(), args...))
	done(t, args[0], r)
	if err := json.Unmarshal([]byte(r.out), into); err != nil {
		t.Fatalf("%v: %v in %.200s", args, err, r.out)
	}
}
