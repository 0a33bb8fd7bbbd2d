package main

import (
	"runtime/debug"
	"testing"
)

func TestSourceOf(t *testing.T) {
	set := func(pairs ...string) (all []debug.BuildSetting) {
		for i := 0; i < len(pairs); i += 2 {
			all = append(all, debug.BuildSetting{Key: pairs[i], Value: pairs[i+1]})
		}
		return all
	}
	for _, c := range []struct {
		version  string
		settings []debug.BuildSetting
		want     string
	}{
		{"", nil, "development build"},
		{"(devel)", set("-trimpath", "true"), "development build"},
		{"v1.4.0", nil, "v1.4.0"},
		{"v1.4.0", set("vcs.revision", "0123456789abcdef0123", "vcs.modified", "false"), "v1.4.0, commit 0123456789ab"},
		{"v1.4.1-0.20310304050607-0123456789ab+dirty", set("vcs.revision", "0123456789abcdef0123", "vcs.modified", "true"), "v1.4.1-0.20310304050607-0123456789ab+dirty"},
		{"(devel)", set("vcs.revision", "0123456", "vcs.modified", "true"), "development build, commit 0123456, modified"},
	} {
		if got := sourceOf(&debug.BuildInfo{Main: debug.Module{Version: c.version}, Settings: c.settings}); got != c.want {
			t.Errorf("version %q with %v: got %q, want %q", c.version, c.settings, got, c.want)
		}
	}
}
