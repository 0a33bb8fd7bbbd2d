// Package fit finds the weights by which pairs are judged, and reads what they are found
// from: what the packages that join entities and tell disputes have in common, for those
// who make their weights anew.
package fit

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"os"
	"strings"
)

// Descend finds the weights of a logistic regression on so many samples by gradient
// descent from zero, with a ridge. It has no chance in it. parts are all numbers of some
// weights; slopes adds to g what each sample asks of the weights w.
func Descend[W any](samples int, ridge float64, parts func(*W) [][]float64, slopes func(w, g *W)) W {
	const steps, rate = 20000, 1
	var w, g W
	to, by := parts(&w), parts(&g)
	for range steps {
		for k := range by {
			clear(by[k])
		}
		slopes(&w, &g)
		for k := range to {
			for i := range to[k] {
				at := &to[k][i]
				*at -= float64(rate * (float64(by[k][i]/float64(samples)) + float64(ridge**at)))
			}
		}
	}
	return w
}

// Newton finds the same where each sample is a row of numbers and the weights are one for
// each column, by Newton's method, in a few steps for which gradient descent takes
// thousands. A column of ones is for the bias.
func Newton(rows [][]float64, one []bool, ridge float64) []float64 {
	const steps = 30
	n := len(rows[0])
	w := make([]float64, n)
	for range steps {
		slope, curve := make([]float64, n), make([][]float64, n)
		for i := range curve {
			curve[i] = make([]float64, n)
			slope[i] = float64(len(rows)) * ridge * w[i]
			curve[i][i] = float64(len(rows)) * ridge
		}
		for k, row := range rows {
			sum := 0.0
			for i, v := range row {
				sum += float64(w[i] * v)
			}
			p := 1 / (1 + math.Exp(-sum))
			miss := p
			if one[k] {
				miss--
			}
			for i, v := range row {
				slope[i] += float64(miss * v)
				for j := range i + 1 {
					curve[i][j] += float64(p * (1 - p) * v * row[j])
				}
			}
		}
		solve(curve, slope)
		for i, v := range slope {
			w[i] -= v
		}
	}
	return w
}

// solve makes b the solution of a x = b, of a symmetric positive definite a of which the
// lower half is given (Cholesky).
func solve(a [][]float64, b []float64) {
	for i := range a {
		for j := range i + 1 {
			sum := a[i][j]
			for k := range j {
				sum -= float64(a[i][k] * a[j][k])
			}
			if i == j {
				a[i][i] = math.Sqrt(sum)
			} else {
				a[i][j] = sum / a[j][j]
			}
		}
		for k := range i {
			b[i] -= float64(a[i][k] * b[k])
		}
		b[i] /= a[i][i]
	}
	for i := len(a) - 1; i >= 0; i-- {
		for k := i + 1; k < len(a); k++ {
			b[i] -= float64(a[k][i] * b[k])
		}
		b[i] /= a[i][i]
	}
}

// Head is how a file of weights begins: its package, what the weights are from, and a line
// on what they say of their own samples.
func Head(pkg, from, samples string) string {
	return fmt.Sprintf("package %s\n\n// fitted are the weights by which pairs are judged, as [Fit] found them.\n// %s\n//\n// %s\n//\n",
		pkg, strings.ReplaceAll(from, "\n", "\n// "), samples)
}

// Numbers are weights as they stand in Go, to three places.
func Numbers(values []float64) string {
	all := make([]string, len(values))
	for i, v := range values {
		all[i] = fmt.Sprintf("%.3f", math.Round(v*1000)/1000)
	}
	return strings.Join(all, ", ")
}

// Lines reads a file of JSON values, one a line.
func Lines[T any](file string) (out []T, err error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	d := json.NewDecoder(bufio.NewReader(f))
	for {
		var v T
		if err := d.Decode(&v); err == io.EOF {
			return out, nil
		} else if err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		out = append(out, v)
	}
}
