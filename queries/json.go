package queries

import (
	"fmt"
	"io"
)

// writeArray writes n values as one array, a value a line.
func writeArray(w io.Writer, n int, value func(int) ([]byte, error)) error {
	if n == 0 {
		_, err := io.WriteString(w, "[]\n")
		return err
	}
	before := "["
	for i := range n {
		data, err := value(i)
		if err != nil {
			return err
		}
		if _, err := fmt.Fprintf(w, "%s%s", before, data); err != nil {
			return err
		}
		before = ",\n "
	}
	_, err := io.WriteString(w, "]\n")
	return err
}

// writeLines writes n values, a line each (https://jsonlines.org).
func writeLines(w io.Writer, n int, value func(int) ([]byte, error)) error {
	for i := range n {
		data, err := value(i)
		if err != nil {
			return err
		}
		if _, err := fmt.Fprintf(w, "%s\n", data); err != nil {
			return err
		}
	}
	return nil
}
