package statement

// fitted are the weights by which pairs are judged, as [Fit] found them.
// From 231 articles and 209 pairs of their claims in other words that were judged by reading.
//
// On its 193 pairs, of which 69 state the same: 14 told from 0.85 on, 14 of these right.
var fitted = weights{-4.514, -0.711, 1.798, 1.175, -0.638, 0.470, 0.305, -0.036, 0.252, 1.921, -0.639, 1.681, 0.802, 2.386, 0.859, -2.402, 0.493}
