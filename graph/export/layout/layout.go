// Package layout finds places for the nodes of a graph on a plane: [Force] for
// the overview of a network, [Layered] for chains that are read from left to
// right. It knows nothing of news.
//
// Same input, same places, bit by bit and on every processor: nothing is drawn by
// chance but from a fixed seed, ties are broken by index, only + - * / and the
// square root are used, and every product stands in a conversion, so that no
// compiler fuses it with the sum around it.
package layout

// A Point is a place on the plane, in pixels; Y grows downwards.
type Point struct{ X, Y float64 }

// A Size is the width and height of what a node takes up, in pixels: its figure
// and its label.
type Size struct{ W, H float64 }

// An Edge is a line between two nodes, by their indices.
type Edge struct{ From, To int }
