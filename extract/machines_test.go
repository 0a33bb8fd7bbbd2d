package extract

import (
	"os"
	"os/exec"
	"regexp"
	"testing"
)

// TestNothingFused compiles what extracts for a processor on which the compiler
// fuses products with sums, and on which math's exponential and logarithm are
// assembler: neither may be used, since an article gives the same document
// everywhere.
func TestNothingFused(t *testing.T) {
	cmd := exec.Command("go", "build", "-gcflags=hearsay/extract/...=-S", "./...")
	cmd.Env = append(os.Environ(), "GOARCH=arm64", "CGO_ENABLED=0")
	listing, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, listing)
	}
	if !regexp.MustCompile(`\tFMULD\t`).Match(listing) {
		t.Fatal("the listing has no product at all")
	}
	bad := regexp.MustCompile(`\(\S+:\d+\)\t(FN?M(ADD|SUB)[SD]\t|CALL\tmath\.(arch)?([Ee]xp|[Ll]og|[Pp]ow|[Tt]anh)).*`)
	for _, line := range bad.FindAll(listing, -1) {
		t.Errorf("differs from machine to machine: %s", line)
	}
}
