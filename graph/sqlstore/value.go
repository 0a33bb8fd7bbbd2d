package sqlstore

import (
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"strings"
	"time"

	"github.com/cayleygraph/quad"
)

// The first byte of a stored value says what it is. The bytes of values of one
// kind are in the order of the values, texts, numbers and times alike, so that a
// statement can compare them.
const (
	kindIRI    = 'i'
	kindBNode  = 'b'
	kindString = 's'
	kindLang   = 'l' // text, NUL, language
	kindTyped  = 'd' // text, NUL, type
	kindInt    = 'n' // 8 bytes, the sign turned round
	kindFloat  = 'f' // 8 bytes, see ordered
	kindBool   = 'o'
	kindTime   = 't' // 8 bytes of seconds since 1970 like an int, 4 of nanoseconds
)

// encode writes a value so that equal values have equal bytes and none is lost.
func encode(v quad.Value) ([]byte, error) {
	switch v := v.(type) {
	case quad.IRI:
		return text(kindIRI, string(v)), nil
	case quad.BNode:
		return text(kindBNode, string(v)), nil
	case quad.String:
		return text(kindString, string(v)), nil
	case quad.LangString:
		return text(kindLang, string(v.Value)+"\x00"+v.Lang), nil
	case quad.TypedString:
		return text(kindTyped, string(v.Value)+"\x00"+string(v.Type)), nil
	case quad.Int:
		return number(kindInt, uint64(v)^sign), nil
	case quad.Float:
		if v != v {
			return nil, errors.New("store a number that is none (NaN)")
		}
		if v == 0 {
			v = 0 // not the zero that has a sign: they are equal
		}
		return number(kindFloat, ordered(math.Float64bits(float64(v)))), nil
	case quad.Bool:
		if v {
			return []byte{kindBool, 1}, nil
		}
		return []byte{kindBool, 0}, nil
	case quad.Time:
		t := time.Time(v)
		return binary.BigEndian.AppendUint32(number(kindTime, uint64(t.Unix())^sign), uint32(t.Nanosecond())), nil
	}
	return nil, fmt.Errorf("store a value of type %T", v)
}

func text(kind byte, s string) []byte { return append([]byte{kind}, s...) }

func number(kind byte, n uint64) []byte {
	return binary.BigEndian.AppendUint64([]byte{kind}, n)
}

// sign is the bit of a number's sign.
const sign = 1 << 63

// ordered turns the bits of a float into ones that are in its order as an
// unsigned number; unordered turns them back.
func ordered(bits uint64) uint64 {
	if bits&sign != 0 {
		return ^bits
	}
	return bits | sign
}

func unordered(bits uint64) uint64 {
	if bits&sign != 0 {
		return bits &^ sign
	}
	return ^bits
}

// decode reads what encode wrote.
func decode(data []byte) (quad.Value, error) {
	if len(data) == 0 {
		return nil, fmt.Errorf("read an empty value: %w", ErrDamaged)
	}
	s := string(data[1:])
	switch data[0] {
	case kindIRI:
		return quad.IRI(s), nil
	case kindBNode:
		return quad.BNode(s), nil
	case kindString:
		return quad.String(s), nil
	case kindLang, kindTyped:
		if at := strings.LastIndexByte(s, 0); at >= 0 {
			if data[0] == kindLang {
				return quad.LangString{Value: quad.String(s[:at]), Lang: s[at+1:]}, nil
			}
			return quad.TypedString{Value: quad.String(s[:at]), Type: quad.IRI(s[at+1:])}, nil
		}
	case kindInt, kindFloat:
		if len(s) == 8 {
			n := binary.BigEndian.Uint64(data[1:])
			if data[0] == kindInt {
				return quad.Int(n ^ sign), nil
			}
			return quad.Float(math.Float64frombits(unordered(n))), nil
		}
	case kindBool:
		if len(s) == 1 {
			return quad.Bool(s[0] == 1), nil
		}
	case kindTime:
		if len(s) == 12 {
			n := binary.BigEndian.Uint64(data[1:]) ^ sign
			return quad.Time(time.Unix(int64(n), int64(binary.BigEndian.Uint32(data[9:]))).UTC()), nil
		}
	}
	return nil, fmt.Errorf("read a value of %d bytes that begins with %q: %w", len(data), data[0], ErrDamaged)
}

// hashOf is the number of 32 bits under which the dictionary finds a value. Two
// values may share one; their bytes tell them apart.
func hashOf(data []byte) int64 {
	sum := sha256.Sum256(data)
	return int64(int32(binary.BigEndian.Uint32(sum[:4])))
}

// floatRange is the range of bytes of all numbers that are one.
func floatRange() (first, behind []byte) {
	first = number(kindFloat, ordered(math.Float64bits(math.Inf(-1))))
	behind = append(number(kindFloat, ordered(math.Float64bits(math.Inf(1)))), 0)
	return first, behind
}
