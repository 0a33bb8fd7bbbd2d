package dispute

// fitted are the weights by which pairs are judged, as [Fit] found them.
// From 2139 articles of many outlets and 512 pairs of their claims that were judged by reading.
//
// On its 216 pairs, by kind: how many may disagree; told from 0.70 on, and how many of these may.
//
//	reported     27 pairs,  23 may;  27 told,  23 right
//	answered    127 pairs,  70 may;  63 told,  55 right
//	denied       23 pairs,  13 may;  11 told,  11 right
//	negates      36 pairs,  27 may;  24 told,  21 right
//	counted       3 pairs,   2 may;   1 told,   1 right
var fitted = weights{
	Kind: [kinds]float64{0.825, -1.413, -1.018, -0.039, -0.010},
	Feature: [groupsOfKinds][features]float64{
		{0.000, 0.000, 0.000, 0.000, 0.000, 0.000, 0.000, 0.000, 0.656, 1.318, 0.000, 0.000, 0.000, 0.000, 0.000, 0.000, 0.000},
		{0.000, 0.000, 0.000, 0.000, 0.000, 0.000, 0.000, 0.000, -0.586, 0.195, 1.476, 1.379, 1.229, 0.723, 1.628, -0.513, -0.867},
		{-0.154, 0.246, 1.250, 0.019, -0.908, -0.616, -0.487, 0.699, 1.663, 1.523, 0.000, 0.000, 0.000, 0.000, 0.000, 0.000, 0.000},
	},
}
