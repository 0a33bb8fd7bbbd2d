package main

import (
	"context"
	"encoding/gob"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime/metrics"
	"time"

	"github.com/spf13/cobra"

	"hearsay/extract/read"
)

// apartCommand reads a document for another process, which it cannot take along: the
// libraries read some damaged files for ever, in more and more memory, and print of
// them.
const apartCommand = "read-apart"

// Bounds of the process that reads a document.
const (
	apartTime   = time.Minute // until it hands on the next row
	apartMemory = 512 << 20
	apartFull   = 4 // its exit status where it has taken more
)

// A note is what the two processes tell each other, in gob: the child asks for bytes of
// the document, which the parent sends, and hands on values, or why there are no more.
type note struct {
	At     int64
	Size   int    // of the bytes that it asks for; 0 for none
	Data   []byte // of the document
	Value  []byte
	Fault  string
	Reason read.Reason
}

// apartChild is the process that reads a document.
func (a *app) apartChild() *cobra.Command {
	return &cobra.Command{
		Use:               apartCommand + " FORMAT SIZE [TEXT-COLUMN]",
		Short:             "Read one document of the process that started this one",
		Hidden:            true,
		Args:              cobra.RangeArgs(2, 3),
		PersistentPreRunE: func(*cobra.Command, []string) error { return nil }, // it has no graph
		RunE: func(_ *cobra.Command, args []string) error {
			go watchMemory()
			d := read.Document{Format: args[0]}
			if _, err := fmt.Sscan(args[1], &d.Size); err != nil || d.Size < 0 {
				return fmt.Errorf("%s: no size %q", apartCommand, args[1])
			}
			if len(args) > 2 {
				d.TextColumn = args[2]
			}
			out := gob.NewEncoder(a.stdout)
			os.Stdout = nil // where the libraries print
			d.In = newDistant(a.in, out)
			err := read.Values(d, func(v []byte) error { return out.Encode(note{Value: v}) })
			last := note{Reason: read.KindOf(err)}
			if err != nil {
				last.Fault = err.Error()
			}
			return out.Encode(last)
		},
	}
}

// A distant is a document that the parent has.
type distant struct {
	out   *gob.Encoder
	parts chan []byte
}

// newDistant asks for the bytes of a document through out, and has them from in. With the
// end of in, which is that of the parent, this process ends too, whatever it is at.
func newDistant(in io.Reader, out *gob.Encoder) *distant {
	d := &distant{out, make(chan []byte)}
	go func() {
		for dec := gob.NewDecoder(in); ; {
			var n note
			if err := dec.Decode(&n); err != nil {
				os.Exit(1)
			}
			d.parts <- n.Data
		}
	}()
	return d
}

func (d *distant) ReadAt(p []byte, at int64) (int, error) {
	if len(p) == 0 {
		return 0, nil
	}
	if err := d.out.Encode(note{At: at, Size: len(p)}); err != nil {
		return 0, err
	}
	n := copy(p, <-d.parts)
	if n < len(p) {
		return n, io.EOF
	}
	return n, nil
}

// watchMemory ends the process when it takes too much.
func watchMemory() {
	sample := []metrics.Sample{{Name: "/memory/classes/total:bytes"}, {Name: "/memory/classes/heap/released:bytes"}}
	for range time.Tick(20 * time.Millisecond) {
		if metrics.Read(sample); sample[0].Value.Uint64()-sample[1].Value.Uint64() > apartMemory {
			os.Exit(apartFull)
		}
	}
}

// apart reads documents in processes of their own, which end with ctx.
func apart(ctx context.Context) read.Apart {
	return func(d read.Document, value func([]byte) error) error { return readApart(ctx, d, value) }
}

// readApart reads a document in a process of its own, which has nothing of this one's
// environment, where passwords may be, and ends with it.
func readApart(ctx context.Context, d read.Document, value func([]byte) error) error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	cmd := exec.CommandContext(ctx, self, apartCommand, "--", d.Format, fmt.Sprint(d.Size), d.TextColumn)
	cmd.Env = []string{"GOTRACEBACK=none"}
	in, err := cmd.StdinPipe() // stays open: its end is the child's
	if err != nil {
		return err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	late := fmt.Errorf("it is not read within %v", apartTime)
	clock := time.AfterFunc(apartTime, func() { cancel(late) })
	defer clock.Stop()
	err = converse(d, gob.NewDecoder(out), gob.NewEncoder(in), func(v []byte) error {
		clock.Reset(apartTime)
		return value(v)
	})
	if errors.Is(err, errDied) {
		_ = cmd.Wait()
		switch {
		case errors.Is(context.Cause(ctx), late):
			return late
		case ctx.Err() != nil:
			return ctx.Err()
		case cmd.ProcessState.ExitCode() == apartFull:
			return fmt.Errorf("it takes more than %d MiB to read", apartMemory>>20)
		}
		return errDied
	}
	cancel(nil)
	_ = cmd.Wait() // it was ended
	return err
}

// errDied says that a child has ended without a last word.
var errDied = errors.New("its reader broke down")

// converse gives a child the bytes of a document that it asks for, and hands on its
// values, until its last word.
func converse(d read.Document, from *gob.Decoder, to *gob.Encoder, value func([]byte) error) error {
	for {
		var n note
		if err := from.Decode(&n); err != nil {
			return errDied
		}
		switch {
		case n.Size > 0:
			data := make([]byte, min(int64(n.Size), max(d.Size-n.At, 0)))
			got, err := d.In.ReadAt(data, n.At)
			if err != nil && !errors.Is(err, io.EOF) {
				return read.Fault(read.Unreadable, "cannot be read: "+err.Error())
			}
			if err := to.Encode(note{Data: data[:got]}); err != nil {
				return errDied
			}
		case n.Value != nil:
			if err := value(n.Value); err != nil {
				return err
			}
		case n.Reason != "":
			return read.Fault(n.Reason, n.Fault)
		case n.Fault != "":
			return errors.New(n.Fault)
		default:
			return nil
		}
	}
}
