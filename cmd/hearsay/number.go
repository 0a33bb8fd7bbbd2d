package main

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
)

// A number is the value of a flag that lies between two bounds, which are refused
// where they are passed before anything is done. It is a pflag.Value.
type number[T int | int64 | float64 | time.Duration] struct {
	to          *T
	least, most T
	parse       func(string) (T, error)
}

// whole is a flag of a whole number from least on; it begins with value.
func whole[T int | int64](to *T, value, least T) *number[T] {
	*to = value
	return &number[T]{to, least, math.MaxInt32, func(s string) (T, error) {
		n, err := strconv.ParseInt(s, 10, 32)
		return T(n), err
	}}
}

// share is a flag of a number from 0 to 1.
func share(to *float64) *number[float64] {
	return &number[float64]{to, 0, 1, func(s string) (float64, error) { return strconv.ParseFloat(s, 64) }}
}

// stretch is a flag of a time of least or more; it begins with value.
func stretch(to *time.Duration, value, least time.Duration) *number[time.Duration] {
	*to = value
	return &number[time.Duration]{to, least, math.MaxInt64, time.ParseDuration}
}

// Set takes what stands behind the flag.
func (n *number[T]) Set(s string) error {
	v, err := n.parse(strings.TrimSpace(s))
	if err != nil || v < n.least || v > n.most || v != v { // which of all numbers only NaN is not
		return fmt.Errorf("%s is needed", n.allowed())
	}
	*n.to = v
	return nil
}

// allowed says in words what the flag takes.
func (n *number[T]) allowed() string {
	switch any(n.least).(type) {
	case time.Duration:
		return fmt.Sprintf("a time of %v or more, such as 30s,", n.least)
	case float64:
		return fmt.Sprintf("a number from %v to %v", n.least, n.most)
	}
	return fmt.Sprintf("a whole number of %v or more", n.least)
}

func (n *number[T]) String() string {
	if n.to == nil {
		return ""
	}
	return fmt.Sprint(*n.to)
}

// Type is how help names the value.
func (n *number[T]) Type() string {
	switch any(n.least).(type) {
	case time.Duration:
		return "duration"
	case float64:
		return "float"
	}
	return "int"
}

// numbers is a flag of several whole numbers from 1 on, apart by commas or given
// again and again.
type numbers struct{ to *[]int }

// Set adds what stands behind the flag.
func (n numbers) Set(s string) error {
	for one := range strings.SplitSeq(s, ",") {
		var v int
		if err := whole(&v, 0, 1).Set(one); err != nil {
			return err
		}
		*n.to = append(*n.to, v)
	}
	return nil
}

func (n numbers) String() string {
	if n.to == nil {
		return ""
	}
	return strings.Trim(strings.Join(strings.Fields(fmt.Sprint(*n.to)), ","), "[]")
}

// Type is how help names the value.
func (numbers) Type() string { return "ints" }
