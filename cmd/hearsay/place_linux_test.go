package main

import (
	"fmt"
	"io"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// TestMovedGraph removes or replaces the file of a graph while a build waits for
// more: the build says that what it does now is lost.
func TestMovedGraph(t *testing.T) {
	t.Parallel()
	dir := notes(t, 3)
	done(t, "build", finish(t, command(t, dir, "build", "--db", "other.db", "news")))
	for name, move := range map[string]func(db string) error{
		"removed":  os.Remove,
		"replaced": func(db string) error { return os.Rename(filepath.Join(dir, "other.db"), db) },
	} {
		db := filepath.Join(dir, name+".db")
		cmd := command(t, dir, "build", "--db", db, "news", "-")
		in, err := cmd.StdinPipe()
		if err != nil {
			t.Fatal(err)
		}
		time.AfterFunc(2500*time.Millisecond, func() { // what it has read it has committed
			if err := move(db); err != nil {
				t.Error(err)
			}
			_, _ = io.WriteString(in, "Late\n\nAda Low said that Bo was late.\n")
			_ = in.Close()
		})
		refused(t, name, finish(t, cmd), "removed or replaced while it was in use; run the same command again")
	}
}

// TestKilledAndRemoved kills a build and removes its graph, but not what lies beside
// it; then a graph is made there, in each way that there is: it is the one that is
// made where nothing was. HEARSAY_LONG=1 kills 20 builds for each way.
func TestKilledAndRemoved(t *testing.T) {
	t.Parallel()
	cycles := 1
	if os.Getenv("HEARSAY_LONG") != "" {
		cycles = 20
	}
	dir := notes(t, 9)
	done(t, "build", finish(t, command(t, dir, "build", "--db", "whole.db", "news")))
	want := exported(t, dir, "whole.db")
	if err := os.Mkdir(filepath.Join(dir, "more"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "more", "a.txt"), []byte("Gone\n\nAda Low said that Bo was gone.\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	left := 0
	for cycle := range cycles {
		for _, args := range [][]string{
			{"build", "--db", "g.db", "news"},
			{"restore", "--db", "g.db", "whole.db"},
			{"backup", "--db", "whole.db", "g.db"},
		} {
			cmd := command(t, dir, "build", "--db", "g.db", "more", "news", "-")
			in, err := cmd.StdinPipe() // stays open: the build waits for more, its log is there
			if err != nil {
				t.Fatal(err)
			}
			time.AfterFunc(1500*time.Millisecond+time.Duration(cycle)*50*time.Millisecond, func() { _ = cmd.Process.Kill() })
			finish(t, cmd)
			_ = in.Close()
			if info, err := os.Stat(filepath.Join(dir, "g.db-wal")); err == nil && info.Size() > 0 {
				left++
			}
			if err := os.Remove(filepath.Join(dir, "g.db")); err != nil {
				t.Fatal(err)
			}
			done(t, args[0], finish(t, command(t, dir, args...)))
			if exported(t, dir, "g.db") != want {
				t.Fatalf("cycle %d: %s where a graph was removed makes another graph", cycle, args[0])
			}
			for _, suffix := range [...]string{"", "-wal", "-shm"} {
				if err := os.RemoveAll(filepath.Join(dir, "g.db"+suffix)); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	if left == 0 {
		t.Error("no killed build left a log")
	}
}

// TestSecrets gives every command a server that is not there: what it prints holds
// no password.
func TestSecrets(t *testing.T) {
	t.Parallel()
	dir := notes(t, 1)
	for _, db := range []string{
		"postgres://ada:geheim@127.0.0.1:1/news",
		"postgresql://127.0.0.1:1/news?user=ada&password=geheim",
		"postgres://ada:geheim@127.0.0.1:port/news",
		"postgres://ada:geheim fünf@[/news",
		"postgres://127.0.0.1:1/news?password=geheim&sslmode=never",
		"postgres://127.0.0.1:1/news?password=geheim&port=never",
	} {
		for _, args := range [][]string{
			{"--help"},
			{"ask", "--help"},
			{"ask"},
			{"info"},
			{"verify"},
			{"backup", "copy.db"},
			{"backup", "--db", "news.db", db},
			{"restore", "copy.db"},
			{"restore", "--db", "news.db", db},
			{"remove", "5d41402abc4b2a76b971"},
			{"query", "claims()"},
			{"export", "--format", "nquads"},
			{"serve"},
			{"build", "news"},
		} {
			cmd := command(t, dir, args...)
			cmd.Env = append(os.Environ(), "HEARSAY_DB="+db)
			if r := finish(t, cmd); strings.Contains(r.out+r.err, "geheim") {
				t.Errorf("HEARSAY_DB=%s, %v: %s%s", db, args, r.out, r.err)
			}
		}
	}
}

// TestOddPath keeps a graph at a path that is not UTF-8.
func TestOddPath(t *testing.T) {
	dir := notes(t, 2)
	db := "g\xff\xfe?#%41.db"
	done(t, "build", finish(t, command(t, dir, "build", "--db", db, "news")))
	done(t, "ask", finish(t, command(t, dir, "ask", "--db", db)))
	r := finish(t, command(t, dir, "query", "--db", db, "claims().Count()"))
	done(t, "query", r)
	if !strings.Contains(r.out, "4") {
		t.Errorf("query finds %q, want 4 claims", r.out)
	}
}

// TestModelFile gives build what is no model, and what never ends.
func TestModelFile(t *testing.T) {
	dir := notes(t, 1)
	if err := syscall.Mkfifo(filepath.Join(dir, "pipe"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, model := range []string{"/dev/zero", "pipe", "news", "none"} {
		refused(t, "--model "+model, finish(t, command(t, dir, "build", "--db", "g.db", "--model", model, "news")), model)
	}
}

// A relay is a way to the tests' server that can be cut.
type relay struct {
	net.Listener
	mu    sync.Mutex
	conns []net.Conn
}

// newRelay leads to the server's socket in a folder.
func newRelay(t *testing.T, folder string) *relay {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	r := &relay{Listener: l}
	go func() {
		for {
			near, err := l.Accept()
			if err != nil {
				return
			}
			far, err := net.Dial("unix", filepath.Join(folder, ".s.PGSQL.5432"))
			if err != nil {
				_ = near.Close()
				continue
			}
			r.mu.Lock()
			r.conns = append(r.conns, near, far)
			r.mu.Unlock()
			go func() { _, _ = io.Copy(near, far) }()
			go func() { _, _ = io.Copy(far, near) }()
		}
	}()
	return r
}

// cut ends all connections; there will be no other.
func (r *relay) cut() {
	_ = r.Close()
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, c := range r.conns {
		_ = c.Close()
	}
}

// TestLostServer cuts the way to a server during a build: the build names the lost
// connection. It tries again for half a minute before.
func TestLostServer(t *testing.T) {
	t.Parallel()
	place := os.Getenv("HEARSAY_TEST_POSTGRES")
	if place == "" || os.Getenv("HEARSAY_LONG") == "" {
		t.Skip("takes half a minute and a server: HEARSAY_LONG=1, and its URL in HEARSAY_TEST_POSTGRES")
	}
	u, err := url.Parse(place)
	if err != nil || u.Query().Get("host") == "" {
		t.Skipf("not a server with a socket: %s", place)
	}
	r := newRelay(t, u.Query().Get("host"))
	dir := notes(t, 3)
	db := fmt.Sprintf("postgres://%s@%s%s?search_path=pg_temp", u.User.Username(), r.Addr(), u.Path)
	cmd := command(t, dir, "build", "--db", db, "news", "-")
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	time.AfterFunc(2500*time.Millisecond, func() {
		r.cut()
		_, _ = io.WriteString(in, "Late\n\nAda Low said that Bo was late.\n")
		_ = in.Close()
	})
	refused(t, "build", finish(t, cmd), "the connection to the server was lost")
}
