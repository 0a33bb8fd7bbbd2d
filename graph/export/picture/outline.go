package picture

import "math"

// An outline is a row of straight lines.
type outline []Point

// steps is the number of straight lines that a curve is drawn with.
const steps = 16

// flatten turns Bézier curves into straight lines.
func flatten(points []Point) outline {
	o := outline{points[0]}
	for i := 1; i+2 < len(points); i += 3 {
		o = o.cubic(points[i], points[i+1], points[i+2])
	}
	return o
}

// cubic adds a cubic Bézier curve from the outline's end.
func (o outline) cubic(a, b, end Point) outline {
	from := o[len(o)-1]
	for k := 1; k <= steps; k++ {
		t := float64(k) / steps
		s := 1 - t
		w := [4]float64{s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t}
		o = append(o, Point{
			float64(w[0]*from.X) + float64(w[1]*a.X) + float64(w[2]*b.X) + float64(w[3]*end.X),
			float64(w[0]*from.Y) + float64(w[1]*a.Y) + float64(w[2]*b.Y) + float64(w[3]*end.Y),
		})
	}
	return o
}

// quadratic adds a quadratic Bézier curve, as letters have them: short ones.
func (o outline) quadratic(a, end Point) outline {
	from := o[len(o)-1]
	for k := 1; k <= steps/4; k++ {
		t := float64(k) / (steps / 4)
		s := 1 - t
		w := [3]float64{s * s, 2 * s * t, t * t}
		o = append(o, Point{
			float64(w[0]*from.X) + float64(w[1]*a.X) + float64(w[2]*end.X),
			float64(w[0]*from.Y) + float64(w[1]*a.Y) + float64(w[2]*end.Y),
		})
	}
	return o
}

// arc is how far the control points of a quarter of a circle are from its ends,
// by its radius.
const arc = 0.5522847498

// roundRect is the outline of a rectangle with round corners, closed; with Round
// half its side, of a circle.
func roundRect(r Rect) outline {
	k := min(r.Round, r.W/2, r.H/2)
	c := k - float64(k*arc)
	x, y, X, Y := r.X, r.Y, r.X+r.W, r.Y+r.H
	if k <= 0 {
		return outline{{x, y}, {X, y}, {X, Y}, {x, Y}, {x, y}}
	}
	o := outline{{x + k, y}, {X - k, y}}
	o = o.cubic(Point{X - c, y}, Point{X, y + c}, Point{X, y + k})
	o = append(o, Point{X, Y - k}).cubic(Point{X, Y - c}, Point{X - c, Y}, Point{X - k, Y})
	o = append(o, Point{x + k, Y}).cubic(Point{x + c, Y}, Point{x, Y - c}, Point{x, Y - k})
	return append(o, Point{x, y + k}).cubic(Point{x, y + c}, Point{x + c, y}, Point{x + k, y})
}

// thick is the area within half a width of the outline, as pieces that all turn the
// same way: a rectangle along each line, and at each bend a small polygon around it.
func (o outline) thick(half float64) []outline {
	var all []outline
	for i := 1; i < len(o); i++ {
		a, b := o[i-1], o[i]
		dx, dy := b.X-a.X, b.Y-a.Y
		length := math.Sqrt(float64(dx*dx) + float64(dy*dy))
		if length == 0 {
			continue
		}
		nx, ny := float64(dy*half)/length, -float64(dx*half)/length
		all = append(all, outline{{a.X + nx, a.Y + ny}, {b.X + nx, b.Y + ny}, {b.X - nx, b.Y - ny}, {a.X - nx, a.Y - ny}})
		if half >= 0.7 && i > 1 {
			all = append(all, knot(a, half))
		}
	}
	return all
}

// knot is a polygon of eight corners around a point.
func knot(p Point, r float64) outline {
	d := float64(r * 0.70710678)
	return outline{{p.X, p.Y - r}, {p.X + d, p.Y - d}, {p.X + r, p.Y}, {p.X + d, p.Y + d}, {p.X, p.Y + r}, {p.X - d, p.Y + d}, {p.X - r, p.Y}, {p.X - d, p.Y - d}}
}

// dashes cuts the outline into dashes as long as the gaps between them; 0 leaves
// it whole.
func (o outline) dashes(length float64) []outline {
	if length <= 0 {
		return []outline{o}
	}
	var all []outline
	dash := outline{o[0]}
	left, drawn := length, true
	for i := 1; i < len(o); i++ {
		a, b := o[i-1], o[i]
		for {
			dx, dy := b.X-a.X, b.Y-a.Y
			apart := math.Sqrt(float64(dx*dx) + float64(dy*dy))
			if apart <= left {
				left -= apart
				break
			}
			a = Point{a.X + float64(dx*left)/apart, a.Y + float64(dy*left)/apart}
			if drawn {
				all = append(all, append(dash, a))
			}
			dash = outline{a}
			left, drawn = length, !drawn
		}
		if drawn {
			dash = append(dash, b)
		}
	}
	if drawn && len(dash) > 1 {
		all = append(all, dash)
	}
	return all
}
