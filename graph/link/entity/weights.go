package entity

// fitted are the weights by which pairs are judged, as [Fit] found them.
// From 982 documents of ECB+ (corpora/crossdoc/ecbplus.json) and 1908 of their entities that its gold names.
//
// On its 250 pairs, by relation: how many are one; joined at 0.75, and how many of these are one.
//
//	the same name of another type      128 pairs,  128 one;  128 joined,  128 right
//	given name                          10 pairs,    5 one;    1 joined,    1 right
//	last name                           53 pairs,   41 one;   38 joined,   38 right
//	middle name                         19 pairs,   19 one;   19 joined,   19 right
//	nickname                             6 pairs,    6 one;    6 joined,    6 right
//	junior or senior                     2 pairs,    2 one;    2 joined,    2 right
//	spelling                             6 pairs,    5 one;    5 joined,    5 right
//	acronym                              8 pairs,    7 one;    7 joined,    7 right
//	country before the name              4 pairs,    4 one;    4 joined,    4 right
//	the name's beginning                 4 pairs,    3 one;    2 joined,    2 right
//	the name's end                      10 pairs,   10 one;   10 joined,   10 right
var fitted = weights{
	Relation: [...]float64{0.000, 2.662, -1.418, -0.885, 0.000, 1.368, 1.363, 0.037, -3.640, -1.476, 0.358, -4.865, 0.271, 0.000},
	Context:  [...]float64{0.000, 1.086, 0.059, 8.515, 0.000, 0.769, 0.548, 0.028, -2.212, 0.009, 0.007, -5.364, 0.198, 0.000},
	Feature:  [...]float64{3.646, 3.816, -1.711, 0.330, -0.393, 0.728, 0.241, 2.490, -0.039},
}
