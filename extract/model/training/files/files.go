// Package files reads and writes what the training tools beside it have in common:
// texts, and files of one name that differ in their endings.
package files

import (
	"bufio"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// A Text is a text and the name it goes by.
type Text struct{ Name, Text string }

// Texts reads the file at path, or every .txt file in the folder at path and below, by
// name. A text's name is its file's, without .txt.
func Texts(path string) ([]Text, error) {
	var texts []Text
	err := filepath.WalkDir(path, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || (p != path && filepath.Ext(p) != ".txt") {
			return err
		}
		data, err := os.ReadFile(p)
		texts = append(texts, Text{strings.TrimSuffix(filepath.Base(p), ".txt"), string(data)})
		return err
	})
	return texts, err
}

// Create makes a file of each ending and hands them to write, in their order.
func Create(name string, endings []string, write func(to []*bufio.Writer) error) (err error) {
	var to []*bufio.Writer
	for _, ending := range endings {
		f, err2 := os.Create(name + ending)
		if err2 != nil {
			return err2
		}
		defer func() { err = errors.Join(err, f.Close()) }()
		to = append(to, bufio.NewWriterSize(f, 1<<20))
	}
	err = write(to)
	for _, w := range to {
		err = errors.Join(err, w.Flush())
	}
	return err
}
