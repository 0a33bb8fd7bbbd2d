package gizmo

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"
)

// TestAtOnce asks more than a Runner runs at the same time: never more children
// than it says, and who cannot be served in time is told so.
func TestAtOnce(t *testing.T) {
	a := newAttack(t, Limits{Time: 300 * time.Millisecond})
	var waiting sync.WaitGroup
	answers := make([]error, 5*AtOnce)
	for i := range answers {
		waiting.Go(func() {
			_, answers[i] = a.runner.Run(t.Context(), a.db, Query{Script: "while (true) {}"}, a.limits)
		})
	}
	most := 0
	for range 10 {
		time.Sleep(50 * time.Millisecond)
		most = max(most, len(children(t)))
	}
	waiting.Wait()
	if most > AtOnce {
		t.Errorf("%d children at once, want at most %d", most, AtOnce)
	}
	refused := 0
	for _, err := range answers {
		if !errors.Is(err, ErrQuery) {
			t.Errorf("got %v, want an ErrQuery", err)
		} else if strings.Contains(err.Error(), "other queries run already") {
			refused++
		}
	}
	if refused == 0 {
		t.Error("none of many was told that others run already")
	}
}

// TestGuard has the parent watch a child that takes memory without end and does
// not watch itself, as on systems that set a process no limit.
func TestGuard(t *testing.T) {
	if _, err := exec.LookPath("ps"); err != nil {
		t.Skip("no ps, by which a parent sees the memory of its child")
	}
	if testing.Short() {
		t.Skip("memory under the race detector is another")
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	r := NewRunner(self, greedyArgument)
	r.watched = true
	const memory = 100 << 20
	_, err = r.Run(t.Context(), "", Query{}, Limits{Time: 20 * time.Second, Memory: memory})
	if want := "query: it used more than 100 MiB"; err == nil || err.Error() != want {
		t.Errorf("a child without end of memory: got %v, want %s", err, want)
	}
	leftNothing(t)
}

// greedyArgument makes this test binary a child that takes memory.
const greedyArgument = "take-memory"

// greedy takes and uses a MiB every 2 ms, up to a GiB.
func greedy() {
	var all [][]byte
	for range 1024 {
		piece := make([]byte, 1<<20)
		for i := range piece {
			piece[i] = byte(i)
		}
		all = append(all, piece)
		time.Sleep(2 * time.Millisecond)
	}
	fmt.Println(len(all))
}

// TestSecrets looks at what a child is given: neither the environment nor the
// command line, which others may see, has what the parent keeps to itself.
func TestSecrets(t *testing.T) {
	const secret = "not for a child"
	t.Setenv("HEARSAY_TOKEN", secret)
	t.Setenv("HEARSAY_DB", "postgres://reader:"+secret+"@db.example/news")
	a := newAttack(t, Limits{Time: time.Second})
	ended := make(chan error, 1)
	go func() {
		_, err := a.runner.Run(t.Context(), a.db, Query{Script: "while (true) {}"}, a.limits)
		ended <- err
	}()
	for looked := false; !looked; {
		select {
		case err := <-ended:
			t.Skipf("no child is seen here: %v", err)
		case <-time.After(20 * time.Millisecond):
		}
		for _, stat := range children(t) {
			folder := "/proc/" + strings.Fields(stat)[0]
			environ, _ := os.ReadFile(folder + "/environ")
			command, _ := os.ReadFile(folder + "/cmdline")
			looked = looked || strings.Contains(string(environ), "GOTRACEBACK=none")
			if strings.Contains(string(environ)+string(command), secret) {
				t.Fatalf("a child has %q and %q", command, environ)
			}
		}
	}
	<-ended
}

// TestOrphan closes a busy child's standard input, as the death of its parent
// does: the child goes as well.
func TestOrphan(t *testing.T) {
	a := newAttack(t, Limits{Time: time.Minute})
	request, err := json.Marshal(request{DB: []byte(a.db), Query: Query{Script: `/^(?=a)(a+)+$/.test("a".repeat(50) + "!")`}, Limits: a.limits})
	if err != nil {
		t.Fatal(err)
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), self, childArgument)
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if _, err := in.Write(append(request, '\n')); err != nil {
		t.Fatal(err)
	}
	time.Sleep(300 * time.Millisecond)
	if err := in.Close(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	select {
	case <-ended:
	case <-time.After(3 * time.Second):
		t.Error("3 s after its parent has gone the child is there")
	}
}

// TestLargeAnswers reads answers at the limits of what a parent takes.
func TestLargeAnswers(t *testing.T) {
	a := newAttack(t, Limits{Time: 5 * time.Second, Rows: 10})
	for _, c := range []struct{ script, want string }{
		{`emit({a: "x".repeat(1e7)}); emit({a: "x".repeat(1e7)})`, "query: it answers more than 15 MiB; ask for less, or for more rows"},
		{`var w = {}; for (var i = 0; i < 1001; i++) w["c" + i] = i; emit(w)`, "query: its rows have more than 1000 columns together; give the values of each row the same names"},
		{`for (var i = 0; ; i++) { var w = {}; w["c" + i] = i; emit(w); }`, "[0 <nil> <nil> <nil> <nil> <nil> <nil> <nil> <nil> <nil>] [<nil> 1 <nil>"},
		{`var w = {}; w["c".repeat(257)] = 1; emit(w)`, "query: the name of a column has 257 bytes; at most 256 are answered"},
		{`emit({n: 9007199254740993, f: 0.1, big: 1e300, t: true, s: "1", nil: null, l: [1, {a: "<b>"}]})`, `[9007199254740992 0.1 1e+300 true 1 <nil> [1,{"a":"<b>"}]] `},
	} {
		if got := a.run(t, c.script); !strings.HasPrefix(got, c.want) {
			t.Errorf("%s:\n got %.300s\nwant %s", brief(c.script), got, c.want)
		}
	}
	a.limits.Rows = 5000
	for _, c := range []struct{ script, want string }{
		{`for (var i = 0; ; i++) { var w = {}; w["c" + i] = i; emit(w); }`, "query: its rows have 566 columns together, and more than 320000 cells; give the values of each row the same names, or ask for less"},
		{`for (var i = 0; ; i++) { var w = {}; for (var k = 0; k < 900; k++) w["c" + k] = 1; emit(w); }`, "query: its rows have 900 columns together, and more than 320000 cells; give"},
		{`for (var i = 0; i < 5000; i++) emit({a: i, b: i})`, "[0 0] [1 1] "},
	} {
		if got := a.run(t, c.script); !strings.HasPrefix(got, c.want) {
			t.Errorf("%s:\n got %.300s\nwant %s", brief(c.script), got, c.want)
		}
	}
	a.limits.Rows = 10
	answer, err := a.runner.Run(t.Context(), a.db, Query{Script: `emit({n: args.length})`, Args: make([]string, 1000)}, a.limits)
	if got, want := text(answer, err), "[1000] "; got != want {
		t.Errorf("a thousand arguments: got %s, want %s", got, want)
	}
	_, err = a.runner.Run(t.Context(), a.db, Query{Script: `1`, Args: []string{strings.Repeat("x", MaxSource+1)}}, a.limits)
	if !errors.Is(err, ErrQuery) {
		t.Errorf("long arguments: %v, want an ErrQuery", err)
	}
}
