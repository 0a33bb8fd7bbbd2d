package codec

import (
	"encoding/base64"
	"fmt"
	"reflect"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"hearsay/extract/news"
)

// fill sets every field of a value to another content, so that one that is left
// out shows.
func fill(v reflect.Value, n *int) {
	*n++
	switch v.Kind() {
	case reflect.String:
		v.SetString(fmt.Sprintf("text %d", *n))
	case reflect.Bool:
		v.SetBool(true)
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
		panic("a field of a kind that the codec does not know: " + v.Kind().String())
	}
}

// filled is a document with a content of its own in every field.
func filled() news.Document {
	var d news.Document
	n := 0
	fill(reflect.ValueOf(&d).Elem(), &n)
	return d
}

// usual is a document whose texts stand in the article's.
func usual() news.Document {
	return news.Document{
		Article:  news.Article{ID: "0a1b", Title: "Vote", Publisher: "The Courier", Published: "2031-03-04", Text: "Vote\n\nAnn Roe, the chair, said the quays are safe."},
		Entities: []news.Entity{{ID: "person/ann-roe", Name: "Ann Roe", Type: news.Person, Roles: []string{"the chair"}, Spans: []news.Span{{Start: 6, End: 13}}}},
		Claims: []news.Claim{{
			ID: "claim/0a1b-31-49", Source: []string{"person/ann-roe"}, Cue: "said", Content: "the quays are safe", Kind: news.Indirect, Stance: news.Asserts, Start: 31, End: 49,
			SourceSpans: []news.Span{{Start: 6, End: 13}}, CueSpans: []news.Span{{Start: 26, End: 30}}, ContentSpans: []news.Span{{Start: 31, End: 49}}, Sentence: "Ann Roe, the chair, said the quays are safe.", Confidence: 0.9,
		}},
	}
}

func TestCodec(t *testing.T) {
	for name, d := range map[string]news.Document{"every field": filled(), "usual": usual(), "empty": {Article: news.Article{ID: "1"}}} {
		data, hash, err := Encode(&d)
		if err != nil {
			t.Fatal(err)
		}
		got, err := Decode(data)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		empty := cmp.FilterPath(func(p cmp.Path) bool { return p.Last().Type().Kind() == reflect.Slice }, cmp.FilterValues(func(a, b any) bool {
			return reflect.ValueOf(a).Len()+reflect.ValueOf(b).Len() == 0
		}, cmp.Ignore()))
		if diff := cmp.Diff(d, got, empty); diff != "" {
			t.Errorf("%s: Decode(Encode(d)) is another (-put +got):\n%s", name, diff)
		}
		if _, again, err := Encode(&got); err != nil || string(again) != string(hash) {
			t.Errorf("%s: the hash of what was decoded is another; %v", name, err)
		}
	}
	if _, _, err := Encode(&news.Document{}); err == nil {
		t.Error("a document without an id is encoded")
	}
}

// former is what Encode of formats 2 and 3 made of the usual document, in base 64.
const former = "FbjOcSSKsarCMBRAbzOFEsrjIU4iGTq2mtrOFfEPRMT12l5plkRv0sF/1D/xI8R6tnM4/clHStOdc/rgqdBxIN0NaLnQAW0/+X3ER9DIpANe" +
	"aSUNVheYHwfSez+yJZ5tTF2Vpi5NAyDF4kYcvFujcyV7Upn6BRDLfxAqE20uQEAj2xwS+LOut0xdzDAE4hgSmKZGijZX5+37+eX1CQAA//8="

// TestDecodeFormer reads what was stored before entities said whether they are named.
func TestDecodeFormer(t *testing.T) {
	data, err := base64.StdEncoding.DecodeString(former)
	if err != nil {
		t.Fatal(err)
	}
	got, err := DecodeFormer(data)
	if err != nil {
		t.Fatal(err)
	}
	want := usual()
	want.Entities[0].Named = true
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("what was stored is another (-want +got):\n%s", diff)
	}
	if _, err := Decode(data); err == nil {
		t.Error("it is read as of this format")
	}
}

// TestBomb unpacks what would be more than any document.
func TestBomb(t *testing.T) {
	data := pack(make([]byte, mostUnpacked+1))
	if _, err := Decode(data); err == nil {
		t.Errorf("%d bytes unpack to more than %d, and no error", len(data), mostUnpacked)
	}
}

// TestDecodeDamaged turns each bit of a stored document and cuts it at each byte.
func TestDecodeDamaged(t *testing.T) {
	d := usual()
	data, _, err := Encode(&d)
	if err != nil {
		t.Fatal(err)
	}
	for i := range data {
		if _, err := Decode(data[:i]); err == nil {
			t.Fatalf("cut at byte %d: no error", i)
		}
		for bit := range 8 {
			data[i] ^= 1 << bit
			if got, err := Decode(data); err == nil && !cmp.Equal(got.Article, d.Article) {
				t.Fatalf("bit %d of byte %d is turned: another article, no error", bit, i)
			}
			data[i] ^= 1 << bit
		}
	}
}

// FuzzDecode reads any bytes: an error or a document, never a panic.
func FuzzDecode(f *testing.F) {
	d := filled()
	data, _, err := Encode(&d)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(data)
	p := encoder{text: d.Article.Text}
	p.document(&d)
	f.Add(p.out)
	f.Fuzz(func(t *testing.T, data []byte) {
		_, _ = Decode(data)
		u := decoder{in: string(data)} // and behind the checksum
		var d news.Document
		u.document(&d)
	})
}
