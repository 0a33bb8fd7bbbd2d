package gizmo

import (
	"os"
	"sync/atomic"
	"time"
)

// lookEvery is how often a watchdog looks.
const lookEvery = 50 * time.Millisecond

// A watchdog kills a child that uses too much memory, where the system has no limit
// for that. The child watches itself as well, and more closely; the watchdog is for
// one that does not come to it.
type watchdog struct {
	ended chan struct{}
	over  atomic.Bool
}

// watchChild guards a process until stop is called.
func watchChild(p *os.Process, limit int64) *watchdog {
	g := &watchdog{ended: make(chan struct{})}
	go func() {
		for {
			select {
			case <-g.ended:
				return
			case <-time.After(lookEvery):
			}
			// Where it cannot be told, the child's own watch has to do.
			if used, err := resident(p.Pid); err == nil && used > limit {
				g.over.Store(true)
				_ = p.Kill()
				return
			}
		}
	}()
	return g
}

// stop ends the watch.
func (g *watchdog) stop() { close(g.ended) }

// killed says whether the watchdog has killed the child; false for no watchdog.
func (g *watchdog) killed() bool { return g != nil && g.over.Load() }
