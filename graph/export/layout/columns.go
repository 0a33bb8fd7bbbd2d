package layout

import (
	"cmp"
	"slices"
)

// sortColumns gives the boxes of each layer, ordered so that few lines cross.
func sortColumns(all []Box, links [][]int) [][]int {
	last := 0
	for _, b := range all {
		last = max(last, b.layer)
	}
	columns := make([][]int, last+1)
	for i, b := range all {
		columns[b.layer] = append(columns[b.layer], i)
	}
	left, right := neighbours(len(all), links)
	number := func(column []int) {
		for k, i := range column {
			all[i].order = float64(k)
		}
	}
	for _, c := range columns {
		number(c)
	}
	sortBy := func(column []int, beside [][]int) {
		centre := make(map[int]float64, len(column))
		for _, i := range column {
			centre[i] = all[i].order
			if len(beside[i]) > 0 {
				sum := 0.0
				for _, j := range beside[i] {
					sum += all[j].order
				}
				centre[i] = sum / float64(len(beside[i]))
			}
		}
		slices.SortStableFunc(column, func(a, b int) int { return cmp.Compare(centre[a], centre[b]) })
		number(column)
	}
	for range sweeps {
		for _, c := range columns[1:] {
			sortBy(c, left)
		}
		for l := len(columns) - 2; l >= 0; l-- {
			sortBy(columns[l], right)
		}
	}
	return columns
}

// neighbours gives what lies before and behind each box on the lines.
func neighbours(n int, links [][]int) (left, right [][]int) {
	left, right = make([][]int, n), make([][]int, n)
	for _, way := range links {
		for k := 1; k < len(way); k++ {
			left[way[k]] = append(left[way[k]], way[k-1])
			right[way[k-1]] = append(right[way[k-1]], way[k])
		}
	}
	return left, right
}
