package sqlstore

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"math"
	"strings"
	"sync"
	"time"

	"github.com/cayleygraph/quad"
)

// The first byte of a stored value says what it is.
const (
	kindIRI    = 'i'
	kindBNode  = 'b'
	kindString = 's'
	kindLang   = 'l' // text, NUL, language
	kindTyped  = 'd' // text, NUL, type
	kindInt    = 'n' // 8 bytes
	kindFloat  = 'f' // 8 bytes
	kindBool   = 'o'
	kindTime   = 't' // RFC 3339
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
		return number(kindInt, uint64(v)), nil
	case quad.Float:
		return number(kindFloat, math.Float64bits(float64(v))), nil
	case quad.Bool:
		if v {
			return []byte{kindBool, 1}, nil
		}
		return []byte{kindBool, 0}, nil
	case quad.Time:
		return text(kindTime, time.Time(v).UTC().Format(time.RFC3339Nano)), nil
	}
	return nil, fmt.Errorf("store a value of type %T", v)
}

func text(kind byte, s string) []byte { return append([]byte{kind}, s...) }

func number(kind byte, n uint64) []byte {
	return binary.BigEndian.AppendUint64([]byte{kind}, n)
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
				return quad.Int(n), nil
			}
			return quad.Float(math.Float64frombits(n)), nil
		}
	case kindBool:
		if len(s) == 1 {
			return quad.Bool(s[0] == 1), nil
		}
	case kindTime:
		if t, err := time.Parse(time.RFC3339Nano, s); err == nil {
			return quad.Time(t), nil
		}
	}
	return nil, fmt.Errorf("read a value of %d bytes that begins with %q: %w", len(data), data[0], ErrDamaged)
}

// hashOf is the number under which the dictionary finds a value. Two values may
// share one; their bytes tell them apart.
func hashOf(data []byte) int64 {
	sum := sha256.Sum256(data)
	return int64(binary.BigEndian.Uint64(sum[:8]))
}

// A cache keeps values that were read lately, up to a bound in bytes; when it is
// full it is emptied. It is safe for several goroutines.
type cache struct {
	mu   sync.Mutex
	byID map[int64]quad.Value
	ids  map[quad.Value]int64
	size int
}

// cacheBytes bounds the text that a cache holds.
const cacheBytes = 8 << 20

func newCache() *cache {
	return &cache{byID: map[int64]quad.Value{}, ids: map[quad.Value]int64{}}
}

func (c *cache) value(id int64) (quad.Value, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	v, ok := c.byID[id]
	return v, ok
}

func (c *cache) id(v quad.Value) (int64, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	id, ok := c.ids[v]
	return id, ok
}

// put remembers a value of so many bytes; long ones are not worth it.
func (c *cache) put(id int64, v quad.Value, bytes int) {
	if bytes > 1<<12 {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.size += bytes + 64; c.size > cacheBytes {
		clear(c.byID)
		clear(c.ids)
		c.size = bytes + 64
	}
	c.byID[id] = v
	c.ids[v] = id
}

// empty forgets all, as after a transaction that failed or removed values.
func (c *cache) empty() {
	c.mu.Lock()
	defer c.mu.Unlock()
	clear(c.byID)
	clear(c.ids)
	c.size = 0
}
