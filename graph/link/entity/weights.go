package entity

// fitted are the weights by which pairs are judged, as [Fit] found them.
// From 982 documents of ECB+ (corpora/crossdoc/ecbplus.json) and 1881 of their entities that its gold names.
//
// On its 243 pairs, by relation: how many are one; joined at 0.75, and how many of these are one.
//
//	the same name of another type      120 pairs,  120 one;  120 joined,  120 right
//	given name                          11 pairs,    6 one;    3 joined,    3 right
//	last name                           51 pairs,   44 one;   41 joined,   41 right
//	middle name                         18 pairs,   18 one;   18 joined,   18 right
//	nickname                             6 pairs,    6 one;    6 joined,    6 right
//	junior or senior                     3 pairs,    3 one;    3 joined,    3 right
//	spelling                             6 pairs,    5 one;    5 joined,    5 right
//	acronym                              7 pairs,    6 one;    6 joined,    6 right
//	country before the name              4 pairs,    4 one;    4 joined,    4 right
//	the name's beginning                 8 pairs,    7 one;    6 joined,    6 right
//	the name's end                       9 pairs,    9 one;    9 joined,    9 right
var fitted = weights{
	Relation: [...]float64{0.000, 2.508, -1.856, -1.132, 0.000, 1.001, 0.711, 0.202, -3.667, -0.900, 0.187, -2.595, 1.000, 0.000},
	Context:  [...]float64{0.000, 1.101, -0.281, 10.188, 0.000, 0.639, 0.273, 0.146, -3.378, 0.249, 0.007, -4.472, 0.288, 0.000},
	Feature:  [...]float64{4.759, 3.706, -3.568, -0.638, -0.799, 2.562, 0.302, 1.508, 0.169},
}
