// Package queries answers the questions that people ask of the graph, and prints
// the answers: who said what about whom, and through whom we heard it.
//
// Begin with [Ask]. How to import it, package [hearsay/extract] says.
package queries

import "errors"

// ErrNothing is wrapped by the error of a question that has no answer.
var ErrNothing = errors.New("nothing found")
