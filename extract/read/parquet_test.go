package read

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/parquet-go/parquet-go"
)

// A newsRow is a row as data sets of news have it.
type newsRow struct {
	Title     string            `parquet:"title"`
	PlainText string            `parquet:"plain_text,zstd"`
	URL       *string           `parquet:"url,optional"`
	Day       time.Time         `parquet:"published_date,timestamp(microsecond)"`
	Authors   []string          `parquet:"authors,list"`
	Source    newsSource        `parquet:"source"`
	Vector    []float32         `parquet:"embedding"`
	Other     map[string]string `parquet:"other"`
}

type newsSource struct {
	Name string `parquet:"name"`
	ID   int64  `parquet:"id"`
}

// tableOf is rows as a table of Parquet, in groups of two.
func tableOf[T any](t *testing.T, rows ...T) []byte {
	t.Helper()
	var b bytes.Buffer
	w := parquet.NewGenericWriter[T](&b, parquet.MaxRowsPerRowGroup(2))
	if _, err := w.Write(rows); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func newsTable(t *testing.T, n int) []byte {
	t.Helper()
	var rows []newsRow
	for i := range n {
		at := fmt.Sprintf("https://post.example/%d", i)
		rows = append(rows, newsRow{
			Title: fmt.Sprintf("Pier %d", i), PlainText: "The pier was shut.\n\nSo they say.", URL: &at, Day: time.Date(2031, 3, 4, 10, 0, 0, 0, time.UTC),
			Authors: []string{"Ann Day", "Bo Low"}, Source: newsSource{"The Halden Courier", 7}, Vector: []float32{1, 2}, Other: map[string]string{"a": "b"},
		})
	}
	if n > 1 {
		rows[1].URL, rows[1].PlainText = nil, ""
	}
	return tableOf(t, rows...)
}

func TestParquet(t *testing.T) {
	const row = `title=Pier %d by=Ann Day of=The Halden Courier on=2031-03-04T10:00:00Z at=https://post.example/%[1]d "Pier %[1]d\n\nThe pier was shut.\n\nSo they say."`
	want := fmt.Sprintf(row, 0) + "\n" + `skipped=no text: none of its keys is "text", "body", "content", … ` + "\n" + fmt.Sprintf(row, 2) + "\n" + fmt.Sprintf(row, 3) + "\n" + fmt.Sprintf(row, 4)
	if got := shown(t, "news.parquet", string(newsTable(t, 5))); got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
	type odd struct {
		Headline string `parquet:"headline"`
		Words    string `parquet:"Words"`
	}
	one := string(tableOf(t, odd{"Toll", "It falls."}))
	if got, want := shown(t, "x", one), `skipped=a table without a column "text"; it has headline, words `; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	err := (&Reader{TextColumn: "words"}).stream("x", strings.NewReader(one), func(i Item) error {
		if i.Article.Text != "Toll\n\nIt falls." {
			return fmt.Errorf("a named column gives %+v", i)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
	if got, want := shown(t, "x", string(tableOf[odd](t))), `skipped=a table without a column "text"; it has headline, words `; got != want {
		t.Errorf("an empty table: got %s, want %s", got, want)
	}
}

// TestParquetStops: an error of who visits ends the table, and is returned as it is.
func TestParquetStops(t *testing.T) {
	n := 0
	err := (&Reader{}).stream("x", bytes.NewReader(newsTable(t, 5)), func(Item) error {
		n++
		return errStop
	})
	if n != 1 || err != errStop {
		t.Errorf("%d rows, %v", n, err)
	}
}

var errStop = fmt.Errorf("enough")

// TestParquetDamaged reads tables that are cut off or have other bytes than they should
// behind their pages: what is damaged is named, or gives rows, and never a panic. Sizes
// of pages are left alone here: a process of its own bounds what they make it take.
func TestParquetDamaged(t *testing.T) {
	whole := newsTable(t, 5)
	random := rand.New(rand.NewPCG(1, 2))
	for i := range 200 {
		data := bytes.Clone(whole)
		if i%2 == 0 {
			data = data[:random.IntN(len(data))]
		} else {
			for range 3 { // in the footer: the lengths in it are held against the file's
				data[len(data)-9-random.IntN(200)] = byte(random.IntN(256))
			}
		}
		n := 0
		err := (&Reader{}).stream("x", bytes.NewReader(data), func(item Item) error {
			if n++; item.Skip != "" && item.Reason == "" {
				return fmt.Errorf("%q has no kind", item.Skip)
			}
			return nil
		})
		if err != nil || n == 0 && len(data) > 4 {
			t.Errorf("%d: %d items, %v", i, n, err)
		}
	}
}
