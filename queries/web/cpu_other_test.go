//go:build !linux

package web

// cpuSeconds is not measured here.
func cpuSeconds() float64 { return 0 }
