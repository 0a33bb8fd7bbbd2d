package main

import (
	"bytes"
	"crypto/md5"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"
)

// debian packs files as a package of Debian's (deb(5)): an archive of ar(1) with the
// version of the format, what dpkg is told, and the files themselves.
func debian(s source, processor string, files []file) ([]byte, error) {
	var data []file
	size := 0
	for _, f := range files {
		place, ok := debianPlace(f.name)
		if !ok {
			continue
		}
		if strings.HasSuffix(place, ".gz") {
			z, err := gzipped(f.data)
			if err != nil {
				return nil, err
			}
			f.data = z
		}
		size += len(f.data)
		data = append(data, file{place, f.data, f.mode})
	}
	slices.SortFunc(data, func(a, b file) int { return strings.Compare(a.name, b.name) })
	var md5sums strings.Builder
	for _, f := range data {
		fmt.Fprintf(&md5sums, "%x  %s\n", md5.Sum(f.data), f.name)
	}
	control := fmt.Sprintf(`Package: hearsay
Version: %s
Architecture: %s
Maintainer: hearsay maintainers <maintainers@hearsay.invalid>
Installed-Size: %d
Section: text
Priority: optional
Description: who said what about whom, and through whom we heard it
 hearsay reads news articles and builds a graph of claims: who said what about
 whom, with the chain of sources and the place in the text. It works offline.
`, debianVersion(s.version), processor, (size+1023)/1024)
	info, err := tarred(s.time, "./", []file{{"control", []byte(control), 0o644}, {"md5sums", []byte(md5sums.String()), 0o644}})
	if err != nil {
		return nil, err
	}
	packed, err := tarred(s.time, "./", data)
	if err != nil {
		return nil, err
	}
	b := bytes.NewBufferString("!<arch>\n")
	for _, m := range []file{{"debian-binary", []byte("2.0\n"), 0o100644}, {"control.tar.gz", info, 0o100644}, {"data.tar.gz", packed, 0o100644}} {
		fmt.Fprintf(b, "%-16s%-12d%-6d%-6d%-8o%-10d`\n", m.name, s.time.Unix(), 0, 0, m.mode, len(m.data))
		b.Write(m.data)
		if len(m.data)%2 > 0 {
			b.WriteByte('\n')
		}
	}
	return b.Bytes(), nil
}

// debianPlace is where a file of an archive goes in Debian; false where it goes nowhere.
func debianPlace(name string) (string, bool) {
	base := path.Base(name)
	switch {
	case name == "hearsay":
		return "usr/bin/hearsay", true
	case path.Dir(name) == "man":
		return "usr/share/man/man1/" + base + ".gz", true
	case base == "hearsay.bash":
		return "usr/share/bash-completion/completions/hearsay", true
	case base == "hearsay.zsh":
		return "usr/share/zsh/vendor-completions/_hearsay", true
	case base == "hearsay.fish":
		return "usr/share/fish/vendor_completions.d/hearsay.fish", true
	case base == "LICENSE":
		return "usr/share/doc/hearsay/copyright", true
	case base == "hearsay.ps1" || base == "Containerfile":
		return "", false
	}
	return "usr/share/doc/hearsay/" + base, true
}

// noVersion is what a version of Debian's cannot hold.
var noVersion = regexp.MustCompile(`[^0-9A-Za-z.+~]+`)

// debianVersion is a version as Debian has it: it begins with a digit.
func debianVersion(version string) string {
	v := noVersion.ReplaceAllString(strings.TrimPrefix(version, "v"), "+")
	if !regexp.MustCompile(`^\d+\.`).MatchString(v) {
		v = "0~" + v
	}
	return v
}
