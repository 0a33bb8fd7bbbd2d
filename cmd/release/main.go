// Release packs hearsay for those who use it: for each system and processor the program
// with its manual and the licences of what it is made of, a package for Debian, a list
// of its parts (CycloneDX), and the checksums of all of them. The same commit gives the
// same bytes, on whatever machine and however often.
//
//	go run ./cmd/release -o dist
//	go run ./cmd/release -o dist -targets linux/amd64,windows/amd64
//
// It wants a checkout of git and the modules that go.mod names, and no other program
// than go and git.
package main

import (
	"crypto/sha256"
	"debug/buildinfo"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

// targets are the systems and processors that a release is for.
const targets = "linux/amd64,linux/arm64,darwin/amd64,darwin/arm64,windows/amd64,windows/arm64"

func main() {
	out := flag.String("o", "dist", "the `folder` that the files go to; it must be empty")
	list := flag.String("targets", targets, "the systems and processors")
	flag.Parse()
	if err := release(*out, strings.Split(*list, ",")); err != nil {
		fmt.Fprintln(os.Stderr, "release: "+err.Error())
		os.Exit(1)
	}
}

// A source is the commit that is packed.
type source struct {
	version string    // "v1.2.0", of another commit with how many it is behind, and its hash
	time    time.Time // of the commit; all files are as old
}

// sourceHere is the commit that is checked out.
func sourceHere() (s source, err error) {
	if s.version, err = output(nil, "git", "describe", "--tags", "--always", "--dirty"); err != nil {
		return s, err
	}
	text, err := output(nil, "git", "log", "-1", "--format=%ct")
	if err != nil {
		return s, err
	}
	seconds, err := strconv.ParseInt(text, 10, 64)
	s.time = time.Unix(seconds, 0).UTC()
	return s, err
}

func release(out string, targets []string) error {
	if old, err := os.ReadDir(out); err == nil && len(old) > 0 {
		return fmt.Errorf("%s is not empty", out)
	}
	if err := os.MkdirAll(out, 0o755); err != nil {
		return err
	}
	s, err := sourceHere()
	if err != nil {
		return err
	}
	work, err := os.MkdirTemp("", "hearsay-release-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)
	manual, err := manual(s, work)
	if err != nil {
		return err
	}
	for _, t := range targets {
		system, processor, ok := strings.Cut(t, "/")
		if !ok {
			return fmt.Errorf("target %q is not a system and a processor, such as linux/amd64", t)
		}
		if err := pack(s, work, out, system, processor, manual); err != nil {
			return fmt.Errorf("%s: %w", t, err)
		}
	}
	return sums(out)
}

// manual makes the pages of the manual and the completions.
func manual(s source, work string) ([]file, error) {
	dir := filepath.Join(work, "manual")
	if err := os.Mkdir(dir, 0o755); err != nil {
		return nil, err
	}
	env := []string{"HEARSAY_MANUAL=" + dir, fmt.Sprintf("SOURCE_DATE_EPOCH=%d", s.time.Unix()), "TZ=UTC"}
	if _, err := output(env, "go", "test", "-count=1", "-run", "^TestManual$", "./cmd/hearsay"); err != nil {
		return nil, err
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	var files []file
	for _, e := range entries {
		data, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			return nil, err
		}
		folder := "completions/"
		if filepath.Ext(e.Name()) == ".1" {
			folder = "man/"
		}
		files = append(files, file{folder + e.Name(), data, 0o644})
	}
	return files, nil
}

// pack builds the program for a target and writes its files.
func pack(s source, work, out, system, processor string, manual []file) error {
	program := "hearsay"
	if system == "windows" {
		program += ".exe"
	}
	path := filepath.Join(work, system+"-"+processor, program)
	env := []string{"CGO_ENABLED=0", "GOOS=" + system, "GOARCH=" + processor, "GOAMD64=v1", "GOARM64=v8.0", "GOFLAGS=-mod=readonly"}
	if _, err := output(env, "go", "build", "-trimpath", "-ldflags", "-s -w -buildid=", "-o", path, "./cmd/hearsay"); err != nil {
		return err
	}
	binary, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	info, err := buildinfo.ReadFile(path)
	if err != nil {
		return err
	}
	licences, err := licences(info)
	if err != nil {
		return err
	}
	parts, err := billOfMaterials(s, info)
	if err != nil {
		return err
	}
	files := []file{{program, binary, 0o755}, {"LICENCES.txt", licences, 0o644}, {"hearsay.cdx.json", parts, 0o644}}
	for _, name := range []string{"README.md", "CHANGELOG.md", "LICENSE", "extract/model/NOTICE", ".release/Containerfile"} {
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		files = append(files, file{filepath.Base(name), data, 0o644})
	}
	files = append(files, manual...)
	slices.SortFunc(files, func(a, b file) int { return strings.Compare(a.name, b.name) })
	name := fmt.Sprintf("hearsay_%s_%s_%s", s.version, system, processor)
	if err := os.WriteFile(filepath.Join(out, name+".cdx.json"), parts, 0o644); err != nil {
		return err
	}
	var data []byte
	if system == "windows" {
		data, err = zipped(s.time, name, files)
		name += ".zip"
	} else {
		data, err = tarred(s.time, name+"/", files)
		name += ".tar.gz"
	}
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(out, name), data, 0o644); err != nil || system != "linux" {
		return err
	}
	if data, err = debian(s, processor, files); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(out, fmt.Sprintf("hearsay_%s_%s.deb", debianVersion(s.version), processor)), data, 0o644)
}

// sums writes the SHA-256 of each file of a folder, as sha256sum -c reads it.
func sums(dir string) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	var b strings.Builder
	for _, e := range entries {
		data, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			return err
		}
		fmt.Fprintf(&b, "%x  %s\n", sha256.Sum256(data), e.Name())
	}
	return os.WriteFile(filepath.Join(dir, "SHA256SUMS"), []byte(b.String()), 0o644)
}

// output runs a command with more of an environment, and gives what it prints.
func output(env []string, name string, args ...string) (string, error) {
	cmd := exec.Command(name, args...)
	cmd.Env = append(os.Environ(), env...)
	var stderr strings.Builder
	cmd.Stderr = &stderr
	data, err := cmd.Output()
	if err != nil {
		return "", fmt.Errorf("%s: %w\n%s%s", cmd, err, data, stderr.String())
	}
	return strings.TrimSpace(string(data)), nil
}
