package graph

import (
	"errors"
	"fmt"
	"reflect"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hearsay/extract/news"
)

// fill sets every field of a value to another content, so that one that is left
// out shows.
func fill(v reflect.Value, n *int) {
	*n++
	switch v.Kind() {
	case reflect.String:
		v.SetString(fmt.Sprintf("text %d", *n))
	case reflect.Int:
		v.SetInt(int64(*n))
	case reflect.Float64:
		v.SetFloat(float64(*n) / 1000)
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i), n)
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		for i := range 2 {
			fill(v.Index(i), n)
		}
	default:
		panic("a field of a kind that packing does not know: " + v.Kind().String())
	}
}

// filled is a document with a content of its own in every field.
func filled() news.Document {
	var d news.Document
	n := 0
	fill(reflect.ValueOf(&d).Elem(), &n)
	return d
}

func TestPack(t *testing.T) {
	for name, d := range map[string]news.Document{"every field": filled(), "usual": testDocument("a"), "empty": {Article: news.Article{ID: "1"}}} {
		data, hash, err := pack(&d)
		if err != nil {
			t.Fatal(err)
		}
		got, err := unpack(data)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		empty := cmp.FilterPath(func(p cmp.Path) bool { return p.Last().Type().Kind() == reflect.Slice }, cmp.FilterValues(func(a, b any) bool {
			return reflect.ValueOf(a).Len()+reflect.ValueOf(b).Len() == 0
		}, cmp.Ignore()))
		if diff := cmp.Diff(d, got, empty); diff != "" {
			t.Errorf("%s: unpack(pack(d)) is another (-put +got):\n%s", name, diff)
		}
		if _, again, err := pack(&got); err != nil || string(again) != string(hash) {
			t.Errorf("%s: the hash of what was unpacked is another; %v", name, err)
		}
	}
	if _, _, err := pack(&news.Document{}); err == nil {
		t.Error("a document without an id is packed")
	}
}

// TestUnpackDamaged turns each bit of a stored document and cuts it at each byte.
func TestUnpackDamaged(t *testing.T) {
	d := testDocument("a")
	data, _, err := pack(&d)
	if err != nil {
		t.Fatal(err)
	}
	for i := range data {
		if _, err := unpack(data[:i]); !errors.Is(err, ErrDamaged) {
			t.Fatalf("cut at byte %d: %v, want ErrDamaged", i, err)
		}
		for bit := range 8 {
			data[i] ^= 1 << bit
			if got, err := unpack(data); err == nil && !cmp.Equal(got.Article, d.Article) {
				t.Fatalf("bit %d of byte %d is turned: another article, no error", bit, i)
			}
			data[i] ^= 1 << bit
		}
	}
}

// FuzzUnpack reads any bytes: an error or a document, never a panic.
func FuzzUnpack(f *testing.F) {
	d := filled()
	data, _, err := pack(&d)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(data)
	p := packer{text: d.Article.Text}
	p.document(&d)
	f.Add(p.out)
	f.Fuzz(func(t *testing.T, data []byte) {
		if _, err := unpack(data); err != nil && !errors.Is(err, ErrDamaged) {
			t.Errorf("unpack: %v, want ErrDamaged", err)
		}
		u := unpacker{in: data} // and behind the checksum
		var d news.Document
		u.document(&d)
	})
}
