//go:build !purego

package encoder

// kernels are those that this machine can run, the fastest first.
func kernels() []kernel { return []kernel{plain} }
