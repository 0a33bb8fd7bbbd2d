//go:build purego || !(amd64 || arm64)

package encoder

// kernels are those that this machine can run, the fastest first.
func kernels() []kernel { return []kernel{plain} }
