//go:build !windows

package gizmo

import (
	"fmt"
	"os/exec"
	"strconv"
	"strings"
)

// resident is how many bytes of memory a process has, as ps of POSIX tells it.
func resident(pid int) (int64, error) {
	out, err := exec.Command("ps", "-o", "rss=", "-p", strconv.Itoa(pid)).Output()
	if err != nil {
		return 0, fmt.Errorf("ps: %w", err)
	}
	kib, err := strconv.ParseInt(strings.TrimSpace(string(out)), 10, 64)
	if err != nil {
		return 0, fmt.Errorf("ps: %w", err)
	}
	return kib << 10, nil
}
