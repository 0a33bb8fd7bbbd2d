package gizmo

import (
	"fmt"
	"os"
	"syscall"
)

// limited says whether the system keeps a child to its memory by limitMemory.
const limited = true

// limitMemory keeps the process from mapping more than this many bytes beyond
// what it has mapped already: the Go runtime reserves addresses that it never uses.
func limitMemory(bytes int64) error {
	data, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		return nil // no /proc: the watch alone holds
	}
	var pages uint64
	if _, err := fmt.Sscan(string(data), &pages); err != nil {
		return fmt.Errorf("read /proc/self/statm: %w", err)
	}
	limit := pages*uint64(os.Getpagesize()) + uint64(bytes)
	return syscall.Setrlimit(syscall.RLIMIT_AS, &syscall.Rlimit{Cur: limit, Max: limit})
}
