//go:build !unix

package extract

// processorSeconds is 0: the system does not tell.
func processorSeconds() float64 { return 0 }
