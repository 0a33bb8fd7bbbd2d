package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"hearsay/queries"
)

// defaultWidth is a terminal's width where it does not say.
const defaultWidth = 80

// terminal says whether a stream is a terminal, and how wide. HEARSAY_FORCE_TTY
// is a number of columns: with it every stream is taken for one so wide.
func terminal(stream any) (width int, ok bool) {
	if forced, err := strconv.Atoi(os.Getenv("HEARSAY_FORCE_TTY")); err == nil && forced > 0 {
		return forced, true
	}
	f, isFile := stream.(*os.File)
	if !isFile || !term.IsTerminal(int(f.Fd())) {
		return 0, false
	}
	width, _, err := term.GetSize(int(f.Fd()))
	if err != nil || width <= 0 {
		width = defaultWidth
	}
	return width, true
}

// An answer's flags: its format and the file it goes to.
type outputFlags struct {
	format, file string
	raw          bool
}

// flags adds the flags to a command.
func (o *outputFlags) flags(cmd *cobra.Command) {
	cmd.Flags().StringVar(&o.format, "format", "", "table, tsv, csv, json, jsonl or md (default: table on a terminal, else tsv)")
	cmd.Flags().StringVarP(&o.file, "output", "o", "", "write to this `file` instead of standard output")
	cmd.Flags().BoolVar(&o.raw, "raw", false, "csv and tsv: leave cells that begin like a formula as they are")
}

// style is how the answer is printed: by the flags, else by where it goes.
func (o *outputFlags) style(out io.Writer) (queries.Style, error) {
	s := queries.Style{Format: o.format, Raw: o.raw}
	width, isTerminal := terminal(out)
	isTerminal = isTerminal && o.file == ""
	if s.Format == "" {
		s.Format = "tsv"
		if isTerminal {
			s.Format = "table"
		}
	}
	if isTerminal {
		s.Width = width
		s.Colour = os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
	}
	return s, queries.CheckFormat(s.Format)
}

// write hands print the place where output goes: standard output, or the file,
// which appears under its name only when it is whole.
func (o *outputFlags) write(out io.Writer, print func(io.Writer) error) error {
	if o.file == "" || o.file == "-" {
		return buffered(out, print)
	}
	return writeFile(o.file, print)
}

func buffered(out io.Writer, print func(io.Writer) error) error {
	b := bufio.NewWriter(out)
	if err := print(b); err != nil {
		return err
	}
	return b.Flush()
}

// writeFile writes a file by a temporary one beside it, synced, then renamed.
func writeFile(path string, print func(io.Writer) error) (err error) {
	f, err := os.CreateTemp(filepath.Dir(path), ".hearsay-*")
	if err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, ignoreClosed(f.Close()), os.Remove(f.Name()))
		}
	}()
	if err := buffered(f, print); err != nil {
		return err
	}
	if err := errors.Join(f.Chmod(0o644), f.Sync(), f.Close()); err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	if err := os.Rename(f.Name(), path); err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	return nil
}

// ignoreClosed leaves out that a file was closed already.
func ignoreClosed(err error) error {
	if errors.Is(err, os.ErrClosed) {
		return nil
	}
	return err
}
