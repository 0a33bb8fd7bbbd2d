package layout

import (
	"slices"
	"testing"
)

// TestCommunities tells two rings that one edge joins apart, whatever the order of the
// edges, and leaves out what no edge or only one joins.
func TestCommunities(t *testing.T) {
	edges := []Edge{{0, 1}, {1, 2}, {2, 3}, {3, 0}, {0, 2}, {4, 5}, {5, 6}, {6, 4}, {3, 4}, {7, 8}, {9, 9}}
	weights := []int{1, 1, 1, 1, 1, 1, 1, 1, 1, 3, 1}
	want := []int{1, 1, 1, 1, 2, 2, 2, 0, 0, 0}
	for range 5 {
		if got := Communities(10, edges, weights); !slices.Equal(got, want) {
			t.Fatalf("got %v, want %v", got, want)
		}
		slices.Reverse(edges)
		slices.Reverse(weights)
	}
	if got := Communities(3, nil, nil); !slices.Equal(got, []int{0, 0, 0}) {
		t.Errorf("without edges got %v", got)
	}
	if got := Communities(0, nil, nil); len(got) != 0 {
		t.Errorf("of nothing got %v", got)
	}
}

// TestCommunitiesAreStable finds those of a large network many times.
func TestCommunitiesAreStable(t *testing.T) {
	sizes, edges := web(600)
	weights := make([]int, len(edges))
	for i := range weights {
		weights[i] = 1 + i%7
	}
	want := Communities(len(sizes), edges, weights)
	if slices.Max(want) < 5 {
		t.Errorf("%d communities", slices.Max(want))
	}
	for range 10 {
		if got := Communities(len(sizes), edges, weights); !slices.Equal(got, want) {
			t.Fatal("the same network got other communities")
		}
	}
}

func BenchmarkCommunities(b *testing.B) {
	sizes, edges := web(1000)
	weights := make([]int, len(edges))
	for i := range weights {
		weights[i] = 1
	}
	for b.Loop() {
		Communities(len(sizes), edges, weights)
	}
}
