package dispute

// fitted are the weights by which pairs are judged, as [Fit] found them.
// From 1559 articles of many outlets and 472 pairs of their claims that were judged by reading.
//
// On its 208 pairs, by kind: how many may disagree; told from 0.60 on, and how many of these may.
//
//	reported     29 pairs,  23 may;  29 told,  23 right
//	answered    113 pairs,  58 may;  56 told,  48 right
//	denied       23 pairs,  15 may;  13 told,  13 right
//	negates      41 pairs,  32 may;  40 told,  32 right
//	counted       2 pairs,   2 may;   2 told,   2 right
var fitted = weights{
	Kind: [kinds]float64{0.370, -1.359, -0.815, -0.073, 0.385},
	Feature: [groupsOfKinds][features]float64{
		{0.000, 0.000, 0.000, 0.000, 0.000, 0.000, 0.000, 0.000, 0.794, 1.662, 0.000, 0.000, 0.000, 0.000, 0.000, 0.000, 0.000},
		{0.000, 0.000, 0.000, 0.000, 0.000, 0.000, 0.000, 0.000, -0.771, 0.296, 1.476, 1.338, 1.164, 0.876, 1.626, -0.375, -0.843},
		{0.339, 0.714, 1.024, -0.269, -0.579, -0.834, -0.588, 0.390, 2.099, 0.734, 0.000, 0.000, 0.000, 0.000, 0.000, 0.000, 0.000},
	},
}
