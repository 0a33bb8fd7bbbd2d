//go:build linux || darwin || freebsd

package sqlstore

import (
	"os"
	"path/filepath"

	"golang.org/x/sys/unix"
)

// littleRoom is how many bytes are left at most where a write failed for want of room.
const littleRoom = 1 << 20

// hasRoom says whether the file at a path, and its log, can grow: there is space
// on the disk, and neither is as long as this process may make a file.
func hasRoom(path string) bool {
	var disk unix.Statfs_t
	if err := unix.Statfs(filepath.Dir(path), &disk); err == nil && int64(disk.Bavail)*int64(disk.Bsize) < littleRoom {
		return false
	}
	var limit unix.Rlimit
	if err := unix.Getrlimit(unix.RLIMIT_FSIZE, &limit); err != nil {
		return true
	}
	longest := int64(0)
	for _, suffix := range [...]string{"", "-wal", "-shm"} {
		if info, err := os.Stat(path + suffix); err == nil {
			longest = max(longest, info.Size())
		}
	}
	return uint64(longest)+littleRoom < limit.Cur
}
