package entity

// fittedBare are the weights by which it is judged who is meant by a bare name, as
// [FitBare] found them.
// From 1000 articles of many outlets (the first in the order of sha256(repr((day, topic)))), whose names
// were found by their capitals and by lists of first names and places, not by the model.
//
// 1458 names taught; of 169 others 150 are of somebody whom other articles name in full. Joined
// at 0.90 are 128, 126 of them right.
var fittedBare = bareWeights{
	Bias:    -5.355,
	Feature: [...]float64{6.460, -3.532, 1.687, -0.209, 1.882, 0.280, 2.840, 0.409, 0.290, 1.148, -2.400, -4.181, -3.252},
}
