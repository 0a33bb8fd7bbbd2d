package search

// Least is least, for tests of other packages.
const Least = least

// Likeness is the likeness of a folded name and a wanted one.
func Likeness(wanted, name string) float64 { return newLikeness(wanted).of(name) }
