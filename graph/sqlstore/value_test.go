package sqlstore

import (
	"bytes"
	"errors"
	"math"
	"slices"
	"testing"
	"time"

	"github.com/cayleygraph/quad"
)

func TestValues(t *testing.T) {
	for _, v := range []quad.Value{
		quad.IRI("person/a"), quad.BNode("b"), quad.String(""), quad.String("ü\x00\xff"),
		quad.LangString{Value: "a\x00b", Lang: "en"},
		quad.TypedString{Value: "1", Type: "xsd:x"},
		quad.Int(-1), quad.Int(math.MinInt64), quad.Float(1.5), quad.Float(-1e300), quad.Float(math.Inf(-1)), quad.Bool(true), quad.Bool(false),
		quad.Time(time.Date(1812, 6, 24, 1, 2, 3, 4, time.UTC)),
	} {
		data, err := encode(v)
		if err != nil {
			t.Fatal(err)
		}
		got, err := decode(data)
		if err != nil || got != v {
			t.Errorf("decode(encode(%#v)) = %#v, %v", v, got, err)
		}
	}
	for _, bad := range []string{"", "n123", "f", "t12345678", "l", "?x"} {
		if v, err := decode([]byte(bad)); !errors.Is(err, ErrDamaged) {
			t.Errorf("decode(%q) = %v, %v, want ErrDamaged", bad, v, err)
		}
	}
}

// TestOrder holds the bytes of values to the order of the values.
func TestOrder(t *testing.T) {
	for _, rising := range [][]quad.Value{
		{quad.Int(math.MinInt64), quad.Int(-300), quad.Int(-1), quad.Int(0), quad.Int(1), quad.Int(255), quad.Int(256), quad.Int(math.MaxInt64)},
		{quad.Float(math.Inf(-1)), quad.Float(-1e9), quad.Float(-.5), quad.Float(0), quad.Float(1e-300), quad.Float(2), quad.Float(math.Inf(1))},
		{quad.String(""), quad.String("A"), quad.String("a"), quad.String("ab"), quad.String("b"), quad.String("ü")},
		{quad.Time(time.Unix(-1, 5)), quad.Time(time.Unix(0, 0)), quad.Time(time.Unix(0, 1)), quad.Time(time.Unix(1, 0))},
	} {
		data := make([][]byte, len(rising))
		for i, v := range rising {
			data[i], _ = encode(v)
		}
		if !slices.IsSortedFunc(data, bytes.Compare) {
			t.Errorf("the bytes of %v do not rise", rising)
		}
	}
}
