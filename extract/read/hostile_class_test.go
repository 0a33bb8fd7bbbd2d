package read

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

// TestHostileClasses reads the files that were made to break readers, a class at a
// time: as many articles and as much that is named as there were when each class was
// looked through. What a file may have allocated in all bounds the memory that it takes
// at a time, and the work.
func TestHostileClasses(t *testing.T) {
	dir := hostile(t)
	for _, c := range []struct {
		class             string
		articles, skipped int
	}{
		{"csv", 98, 62},
		{"feeds", 131, 1846},
		{"html", 121, 75},
		{"json", 139, 10819},
		{"paths", 33, 7},
		{"ssrf", 3, 5},
		{"text", 62, 381},
		{"warc", 69, 241},
		{"xml", 205, 189},
		{"xss", 30, 552},
	} {
		t.Run(c.class, func(t *testing.T) {
			r := Reader{Language: "any"}
			articles, skipped, files, most := 0, 0, 0, uint64(0)
			reasons := map[Reason]int{}
			err := filepath.WalkDir(filepath.Join(dir, c.class), func(path string, d fs.DirEntry, err error) error {
				if err != nil || d.IsDir() {
					return err
				}
				files++
				before := metric("/gc/heap/allocs:bytes")
				err = r.Walk([]string{path}, func(i Item) error {
					if i.Skip == "" {
						articles++
						return nil
					}
					skipped++
					reasons[i.Reason]++
					if i.Reason == "" {
						return fmt.Errorf("%s is skipped for %q, which has no kind", i.Path, i.Skip)
					}
					return nil
				})
				took := metric("/gc/heap/allocs:bytes") - before
				most = max(most, took)
				info, _ := os.Stat(path)
				if took > 256<<20 {
					t.Errorf("%s of %d bytes allocates %d MiB", path, info.Size(), took>>20)
				}
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			if articles != c.articles || skipped != c.skipped {
				t.Errorf("%d articles, %d skipped; want %d and %d", articles, skipped, c.articles, c.skipped)
			}
			t.Logf("%d files, at most %d MiB allocated for one, skipped %v", files, most>>20, reasons)
		})
	}
}
