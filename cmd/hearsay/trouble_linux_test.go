package main

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestStop sends a build the signals that end programs: it says so in a line, and
// the graph is whole. Run again it goes on.
func TestStop(t *testing.T) {
	dir := notes(t, 40)
	done(t, "build", finish(t, command(t, dir, "build", "--db", "whole.db", "news")))
	want := exported(t, dir, "whole.db")
	for _, sig := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM} {
		db := sig.String() + ".db"
		cmd := command(t, dir, "build", "--db", db, "--workers", "1", "news", "-")
		in, err := cmd.StdinPipe() // stays open: the build waits for more
		if err != nil {
			t.Fatal(err)
		}
		time.AfterFunc(1500*time.Millisecond, func() { _ = cmd.Process.Signal(sig) })
		r := finish(t, cmd)
		_ = in.Close()
		refused(t, sig.String(), r, "stopped; what was done is kept")
		exported(t, dir, db)
		done(t, "build again", finish(t, command(t, dir, "build", "--db", db, "news")))
		if exported(t, dir, db) != want {
			t.Errorf("%v: the graph of a stopped and a second build is another", sig)
		}
	}
}

// TestStopInArticle stops a build in the middle of a long article, which would take
// half a minute: it does not wait for its end.
func TestStopInArticle(t *testing.T) {
	dir := t.TempDir()
	text := strings.Repeat("The minister said on Monday that nobody had told her of the leak. ", 9000)
	if err := os.WriteFile(filepath.Join(dir, "long.txt"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"build", "--db", "g.db", "long.txt"}, {"extract", "long.txt"}} {
		cmd := command(t, dir, args...)
		var sent time.Time
		time.AfterFunc(1500*time.Millisecond, func() {
			sent = time.Now()
			_ = cmd.Process.Signal(syscall.SIGTERM)
		})
		r := finish(t, cmd)
		refused(t, args[0], r, "stopped")
		if took := time.Since(sent); took > 10*time.Second { // 2 s, on a machine with nothing else to do
			t.Errorf("%s goes on for %v", args[0], took)
		}
	}
}

// TestClosedOutput closes the reading end of standard output, and fills the other end.
func TestClosedOutput(t *testing.T) {
	dir := notes(t, 8)
	done(t, "build", finish(t, command(t, dir, "build", "--db", "g.db", "news")))
	for _, args := range [][]string{
		{"ask"},
		{"who"},
		{"info"},
		{"export", "--format", "nquads"},
		{"export", "--format", "svg"},
		{"export", "--format", "csv"},
		{"verify"},
		{"query", "--list"},
		{"query", "g.V().All()"},
		{"extract", "news"},
		{"extract", "--format", "jsonl", "news"},
		{"help"},
		{"version"},
		{"build", "news"},
	} {
		args = append(args, "--db", "g.db")
		read, write, err := os.Pipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := read.Close(); err != nil {
			t.Fatal(err)
		}
		cmd := command(t, dir, args...)
		cmd.Stdout = write
		if r := finish(t, cmd); r.status != 0 || r.err != "" {
			t.Errorf("%v to a reader who is gone: status %d, %q; want 0 and nothing", args, r.status, r.err)
		}
		_ = write.Close()
		if args[0] == "help" {
			continue // Cobra does not look whether it is printed
		}

		full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
		if err != nil {
			t.Fatal(err)
		}
		cmd = command(t, dir, args...)
		cmd.Stdout = full
		refused(t, fmt.Sprint(args, " to a full disk"), finish(t, cmd), "no space left")
		_ = full.Close()
	}
}

// smallDisk mounts a file system of so many KiB, where the system lets us.
func smallDisk(t *testing.T, kib int) string {
	t.Helper()
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, fmt.Sprintf("size=%dk", kib)); err != nil {
		t.Skipf("no small disk to fill: mounting one: %v", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(dir, 0); err != nil {
			t.Error(err)
		}
	})
	return dir
}

// fill writes a file until so many KiB are left, and gives its path.
func fill(t *testing.T, disk string, left int) string {
	t.Helper()
	path := filepath.Join(disk, "ballast")
	if err := os.RemoveAll(path); err != nil {
		t.Fatal(err)
	}
	var s syscall.Statfs_t
	if err := syscall.Statfs(disk, &s); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, make([]byte, max(0, int(s.Bavail)*int(s.Bsize)-left<<10)), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestFullDisk builds on disks with ever more room, none of them enough: one line
// says so, what is there is whole, and when there is room the same build goes on.
// HEARSAY_LONG=1 takes 60 levels.
func TestFullDisk(t *testing.T) {
	levels := []int{0, 40, 200, 420}
	if os.Getenv("HEARSAY_LONG") != "" {
		levels = nil
		for i := range 60 {
			levels = append(levels, 8*i)
		}
	}
	dir, disk := notes(t, 30), smallDisk(t, 4096)
	done(t, "build", finish(t, command(t, dir, "build", "--db", "whole.db", "news")))
	want := exported(t, dir, "whole.db")
	db := filepath.Join(disk, "g.db")
	full := 0
	for _, left := range levels {
		ballast := fill(t, disk, left)
		r := finish(t, command(t, dir, "build", "--db", db, "news"))
		if r.status != 0 {
			full++
			refused(t, fmt.Sprintf("%d KiB left", left), r, "no space left")
		}
		if err := os.Remove(ballast); err != nil {
			t.Fatal(err)
		}
		if _, err := os.Stat(db); err == nil {
			exported(t, dir, db)
		}
		done(t, "build again", finish(t, command(t, dir, "build", "--db", db, "news")))
		if exported(t, dir, db) != want {
			t.Errorf("%d KiB left: the graph is another", left)
		}
		for _, name := range files(t, disk) {
			if strings.HasPrefix(name, ".hearsay") {
				t.Errorf("%d KiB left: %s is left behind", left, name)
			}
			if err := os.Remove(filepath.Join(disk, name)); err != nil {
				t.Fatal(err)
			}
		}
	}
	if full < len(levels)/2 {
		t.Errorf("%d of %d builds ran out of space", full, len(levels))
	}
}

// TestFullDiskFiles writes files to a full disk: none is left, nor a part of one.
func TestFullDiskFiles(t *testing.T) {
	dir, disk := notes(t, 8), smallDisk(t, 64)
	done(t, "build", finish(t, command(t, dir, "build", "--db", "g.db", "news")))
	for _, args := range [][]string{
		{"export", "--format", "nquads", "-o", "DISK/all.nq"},
		{"export", "--format", "svg", "-o", "DISK/all.svg"},
		{"ask", "--format", "json", "-o", "DISK/ask.json"},
		{"extract", "-o", "DISK/all.json", "news"},
		{"backup", "DISK/copy.db"},
		{"restore", "--db", "DISK/again.db", "g.db"},
	} {
		fill(t, disk, 0)
		for i := range args {
			args[i] = strings.Replace(args[i], "DISK", disk, 1)
		}
		cmd := command(t, dir, args...)
		cmd.Env = append(os.Environ(), "HEARSAY_DB=g.db")
		refused(t, strings.Join(args, " "), finish(t, cmd), "no space left")
		if left := files(t, disk); len(left) != 1 {
			t.Errorf("%v leaves %v", args, left)
		}
	}
}

// TestLargestFile lets the program write files of so many KiB at most.
func TestLargestFile(t *testing.T) {
	dir := notes(t, 8)
	for _, kib := range []int{0, 4, 64} {
		cmd := limited(t, dir, fmt.Sprintf("ulimit -f %d", kib), "build", "--db", "g.db", "news")
		r := finish(t, cmd)
		refused(t, fmt.Sprintf("files of %d KiB", kib), r, map[bool]string{true: "file too large", false: "no space left, or a file that may not grow"}[kib == 0])
		if _, err := os.Stat(filepath.Join(dir, "g.db")); err == nil {
			exported(t, dir, "g.db")
		}
	}
	done(t, "build again", finish(t, command(t, dir, "build", "--db", "g.db", "news")))
	exported(t, dir, "g.db")
}

// TestFewFiles lets the program open few files at once.
func TestFewFiles(t *testing.T) {
	dir := notes(t, 4)
	for _, n := range []int{9, 10, 12, 16} {
		r := finish(t, limited(t, dir, fmt.Sprintf("ulimit -n %d", n), "build", "--db", "g.db", "news"))
		switch {
		case r.status == 2:
			refused(t, fmt.Sprintf("%d open files", n), r, "")
		case r.status != 0 && !strings.Contains(r.err, "cannot be read: too many open files"):
			t.Errorf("%d open files: status %d, %.500q", n, r.status, r.err)
		}
	}
	done(t, "build again", finish(t, command(t, dir, "build", "--db", "g.db", "news")))
	exported(t, dir, "g.db")
}

// TestOddNames builds a graph of a folder in which names and files are such as
// nobody expects: what is an article is read, the rest named, and nothing waits.
func TestOddNames(t *testing.T) {
	dir := t.TempDir()
	in := filepath.Join(dir, "in")
	deep := filepath.Join(in, strings.Repeat("d/", 200))
	if err := os.MkdirAll(deep, 0o755); err != nil {
		t.Fatal(err)
	}
	articles := 0
	for _, name := range []string{
		"a\nb.txt", "\x1b[31mred.txt", "-rf.txt", "--db.txt", "\xff\xfe.txt", strings.Repeat("n", 251) + ".txt", "sp ace.txt", "%s$HOME`id`.txt", "\u202egpj.txt", "..txt.txt", "CON.txt",
		strings.Repeat("d/", 200) + "deep.txt",
	} {
		text := fmt.Sprintf("Note %d\n\nAda Low said that bridge %d was safe.\n", articles, articles)
		if err := os.WriteFile(filepath.Join(in, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		if !strings.HasPrefix(name, ".") {
			articles++
		}
	}
	skipped := map[string]string{
		"loop.txt": "too many levels of symbolic links", "gone.txt": "no such file or directory", "pipe.txt": "not a regular file", "zero.txt": "not a regular file", "none.txt": "empty",
	}
	for name, target := range map[string]string{"loop.txt": "loop.txt", "gone.txt": "nowhere", "zero.txt": "/dev/zero", "up": ".."} {
		if err := os.Symlink(target, filepath.Join(in, name)); err != nil {
			t.Fatal(err)
		}
	}
	if err := syscall.Mkfifo(filepath.Join(in, "pipe.txt"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(in, "none.txt"), []byte(" \n\t\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	r := finish(t, command(t, dir, "build", "--db", "g.db", "in"))
	harmless(t, "what build says", r.out+r.err)
	if want := fmt.Sprintf("Read: %d new, %d skipped (", articles, len(skipped)); r.status != 3 || !strings.HasPrefix(r.out, want) || strings.Count(r.err, "\n") != len(skipped) {
		t.Errorf("status %d, %.200q and\n%s; want 3, %q and a line for each that was skipped", r.status, r.out, r.err, want)
	}
	for name, why := range skipped {
		if !strings.Contains(r.err, "skipped in/"+name+": ") || !strings.Contains(r.err, why) {
			t.Errorf("nothing about %s, %s", name, why)
		}
	}
	exported(t, dir, "g.db")
	if r := finish(t, command(t, dir, "extract", "/dev/zero")); r.status != 1 && r.status != 3 || !strings.Contains(r.err, "/dev/zero: larger than 16 MiB") {
		t.Errorf("/dev/zero: status %d, %.200q", r.status, r.err)
	}
}

// TestLargeInput pipes values of 12 MiB that are no articles, lines of more than
// 16 MiB, and a few articles between them, and looks how much memory that takes.
// HEARSAY_LONG=1 pipes a GiB.
func TestLargeInput(t *testing.T) {
	rounds := 2
	if os.Getenv("HEARSAY_LONG") != "" {
		rounds = 30
	}
	dir := t.TempDir()
	cmd := command(t, dir, "build", "--db", "g.db", "-")
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	go func() {
		defer in.Close()
		for i := range rounds {
			fmt.Fprintf(in, "{\"text\": \"Ada Low said that bridge %d was safe.\"}\n", i)
			fmt.Fprintf(in, "{\"html\": [%s[]], \"title\": 1}\n", strings.Repeat("[],", 4<<20))
			fmt.Fprintf(in, "{\"text\": \"%s\"}\n", strings.Repeat("word ", 4<<20))
			fmt.Fprintf(in, "{\"text\": \"%s\"}\n", strings.Repeat("word ", 1<<19))
		}
	}()
	r := finish(t, cmd)
	if want := fmt.Sprintf("Read: %d new, %d skipped (", rounds, 3*rounds); r.status != 3 || !strings.HasPrefix(r.out, want) {
		t.Errorf("status %d, %.200q, %.300q; want 3 and %q", r.status, r.out, r.err, want)
	}
	used := peak(cmd) >> 20
	if used > 384 {
		t.Errorf("the build took %d MiB of memory", used)
	}
	t.Logf("%d MiB of memory for %d MiB of input", used, rounds*35)
}

// peak is the memory that a process took at most, in bytes.
func peak(cmd *exec.Cmd) int64 { return cmd.ProcessState.SysUsage().(*syscall.Rusage).Maxrss << 10 }

// limited runs the program behind a limit of the shell.
func limited(t *testing.T, dir, limit string, args ...string) *exec.Cmd {
	t.Helper()
	cmd := command(t, dir, args...)
	shell := exec.Command("bash", append([]string{"-c", limit + ` && exec "$0" "$@"`, cmd.Path}, args...)...)
	if _, err := exec.LookPath("bash"); err != nil {
		t.Skip("no bash to set a limit with")
	}
	shell.Dir = dir
	return shell
}

// nobody is a user who may write nothing of ours.
const nobody = 65534

// asNobody is a run of the program by that user.
func asNobody(t *testing.T, path, dir string, args ...string) *exec.Cmd {
	t.Helper()
	cmd := command(t, dir, args...)
	cmd.Path = path
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
	return cmd
}

// readable makes a folder that everybody can come to, with the program in it.
func readable(t *testing.T) (dir, path string) {
	t.Helper()
	if os.Getuid() != 0 {
		t.Skip("only root can run the program as somebody who may not write")
	}
	dir, err := os.MkdirTemp("", "hearsay-readable-*")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	from, err := os.Open(program(t))
	if err != nil {
		t.Fatal(err)
	}
	defer from.Close()
	path = filepath.Join(dir, "hearsay")
	to, err := os.OpenFile(path, os.O_CREATE|os.O_WRONLY, 0o755)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.Copy(to, from); err != nil {
		t.Fatal(err)
	}
	if err := to.Close(); err != nil {
		t.Fatal(err)
	}
	return dir, path
}

// TestReadOnly uses a graph in a folder that one may not write to: it can be read
// in every way, and what would write says in a line that it cannot.
func TestReadOnly(t *testing.T) {
	dir, path := readable(t)
	done(t, "build", finish(t, command(t, notes(t, 3), "build", "--db", filepath.Join(dir, "g.db"), "news")))
	if err := os.WriteFile(filepath.Join(dir, "a.txt"), []byte("Late\n\nAda Low said that Bo was late.\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	read := func(when string) {
		t.Helper()
		for _, args := range [][]string{{"ask"}, {"who"}, {"info"}, {"verify"}, {"export", "--format", "nquads"}, {"query", "claims().Count()"}, {"show", "Note 1"}} {
			done(t, "as nobody: "+args[0]+when, finish(t, asNobody(t, path, dir, append(args, "--db", "g.db")...)))
		}
	}
	read("")
	done(t, "info", finish(t, command(t, dir, "info", "--db", "g.db"))) // leaves SQLite's files for readers behind
	read(" after its owner has read it")
	anyones := filepath.Join(dir, "anyones")
	if err := os.Mkdir(anyones, 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(anyones, 0o777); err != nil {
		t.Fatal(err)
	}
	for _, when := range []string{"beside SQLite's files", "alone"} {
		copied := filepath.Join(anyones, when+".db")
		done(t, "as nobody: backup to elsewhere, "+when, finish(t, asNobody(t, path, dir, "backup", "--db", "g.db", copied)))
		if exported(t, dir, "g.db") != exported(t, dir, copied) {
			t.Errorf("the copy of a graph that one may only read, %s, is another", when)
		}
		for _, suffix := range [...]string{"-wal", "-shm"} {
			if err := os.RemoveAll(filepath.Join(dir, "g.db"+suffix)); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, args := range [][]string{
		{"build", "a.txt"},
		{"build", "--db", "new.db", "a.txt"},
		{"remove", "5d41402abc4b2a76b971"},
		{"backup", "copy.db"},
		{"restore", "--db", "again.db", "g.db"},
		{"export", "--format", "nquads", "-o", "all.nq"},
	} {
		cmd := asNobody(t, path, dir, args...)
		cmd.Env = append(os.Environ(), "HEARSAY_DB=g.db")
		refused(t, "as nobody: "+strings.Join(args, " "), finish(t, cmd), "permission denied")
	}
	if err := os.Chmod(filepath.Join(dir, "a.txt"), 0o600); err != nil {
		t.Fatal(err)
	}
	if r := finish(t, asNobody(t, path, dir, "extract", "a.txt")); r.status != 1 && r.status != 3 || !strings.Contains(r.err, "a.txt: cannot be read: permission denied") {
		t.Errorf("a file that may not be read: status %d, %q", r.status, r.err)
	}
}
