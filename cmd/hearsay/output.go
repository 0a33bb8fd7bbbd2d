package main

import (
	"bufio"
	"context"
	"errors"
	"io"
	"os"
	"strconv"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"hearsay/graph"
	"hearsay/graph/export/table"
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

// safe is a stream through which no control character reaches a terminal.
func safe(stream io.Writer) io.Writer {
	if _, ok := terminal(stream); ok {
		return table.NewTerminal(stream, "", false)
	}
	return stream
}

// An answer's flags: its format and the file it goes to.
type outputFlags struct {
	format, file string
	raw, mark    bool
}

// flags adds the flags to a command.
func (o *outputFlags) flags(cmd *cobra.Command) {
	cmd.Flags().StringVar(&o.format, "format", "", "table, tsv, csv, json, jsonl or md (default: table on a terminal, else tsv)")
	o.fileFlag(cmd)
	cmd.Flags().BoolVar(&o.raw, "raw", false, "csv and tsv: leave cells that begin like a formula as they are")
	cmd.Flags().BoolVar(&o.mark, "bom", false, "csv and tsv: begin with a byte order mark, by which Excel tells “ü” from “Ã¼”")
}

// fileFlag adds the flag that names the file.
func (o *outputFlags) fileFlag(cmd *cobra.Command) {
	cmd.Flags().StringVarP(&o.file, "output", "o", "", "write to this `file` instead of standard output")
}

// An output is where an answer goes, and how it is printed there.
type output struct {
	table.Style
	to       *target
	terminal bool
}

// open finds out where the answer goes before anything is read: never over the
// graph, nor over the inputs, which are the files and folders that the command reads.
func (o *outputFlags) open(a *app, inputs ...string) (*output, error) {
	to, err := a.target(o.file, inputs)
	if err != nil {
		return nil, err
	}
	out := &output{to: to, Style: table.Style{Format: o.format, Raw: o.raw, Mark: o.mark}}
	width, isTerminal := to.terminal()
	if out.terminal = isTerminal; isTerminal {
		out.Width = width
		out.Colour = os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
	}
	return out, nil
}

// A printer is what was found, which prints itself.
type printer interface {
	Write(io.Writer, table.Style) error
}

// finding is what a command that lists does: it asks the graph, says the notes, and
// prints what was found. A limit that nobody gave is [limitRead] on a terminal.
func (a *app) finding(
	o *outputFlags, limit *int, find func(context.Context, *graph.Store) (printer, []string, error),
) func(*cobra.Command, []string) error {
	return func(cmd *cobra.Command, _ []string) error {
		out, err := o.answer(a)
		if err != nil {
			return err
		}
		if out.terminal && !cmd.Flags().Changed("limit") {
			*limit = limitRead
		}
		return a.answer(cmd.Context(), func(ctx context.Context, s *graph.Store) error {
			found, notes, err := find(ctx, s)
			a.noteAll(notes)
			if err != nil {
				return err
			}
			return out.write(ctx, func(w io.Writer) error { return found.Write(w, out.Style) })
		})
	}
}

// noteAll writes notes to standard error.
func (a *app) noteAll(notes []string) {
	for _, n := range notes {
		a.note("%s", n)
	}
}

// answer is open for an answer in one of the formats of queries.
func (o *outputFlags) answer(a *app, inputs ...string) (*output, error) {
	out, err := o.open(a, inputs...)
	if err != nil {
		return nil, err
	}
	if out.Format == "" {
		out.Format = "tsv"
		if out.terminal {
			out.Format = "table"
		}
	}
	return out, table.CheckFormat(out.Format)
}

// write hands print the place where the answer goes. A file appears under its name
// only when it is whole.
func (o *output) write(ctx context.Context, print func(io.Writer) error) error {
	return o.to.write(ctx, func(w io.Writer) error {
		if !o.terminal {
			return buffered(w, print)
		}
		t := table.NewTerminal(w, o.Format, o.Colour)
		return errors.Join(buffered(t, print), t.Flush())
	})
}

func buffered(out io.Writer, print func(io.Writer) error) error {
	b := bufio.NewWriter(out)
	if err := print(b); err != nil {
		return err
	}
	return b.Flush()
}

// cause is an error of the system without the name of a file that nobody asked for.
func cause(err error) error {
	var at *os.PathError
	if errors.As(err, &at) {
		return at.Err
	}
	return err
}
