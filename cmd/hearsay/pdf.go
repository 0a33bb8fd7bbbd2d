package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"time"

	"github.com/spf13/cobra"

	"hearsay/extract/read"
)

// pdfCommand reads a PDF for another process, which it cannot take along: the library
// reads some damaged files for ever, in more and more memory, and prints of them.
const pdfCommand = "read-pdf"

// Bounds of the process that reads a PDF.
const (
	pdfTime   = time.Minute
	pdfMemory = 512 << 20
)

// pdfMark is what the lines of a PDF stand behind, since the library prints too.
const pdfMark = "\n\x00pdf:"

// pdfChild is the process that reads a PDF.
func (a *app) pdfChild() *cobra.Command {
	return &cobra.Command{
		Use:    pdfCommand,
		Short:  "Read one PDF from standard input, for the commands that read articles",
		Hidden: true,
		Args:   cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			go watchMemory()
			data, err := io.ReadAll(a.in)
			if err != nil {
				return err
			}
			out, err := json.Marshal(read.PDFLines(data))
			if err != nil {
				return err
			}
			_, err = fmt.Fprintf(a.stdout, "%s%s", pdfMark, out)
			return err
		},
	}
}

// watchMemory ends the process when it takes too much.
func watchMemory() {
	for range time.Tick(20 * time.Millisecond) {
		var m runtime.MemStats
		if runtime.ReadMemStats(&m); m.Sys > pdfMemory {
			os.Exit(4)
		}
	}
}

// readPDF reads a PDF in a process of its own.
func readPDF(ctx context.Context, data []byte) read.PDF {
	self, err := os.Executable()
	if err != nil {
		return read.PDF{Fault: "a PDF, which cannot be read here: " + err.Error()}
	}
	ctx, cancel := context.WithTimeout(ctx, pdfTime)
	defer cancel()
	cmd := exec.CommandContext(ctx, self, pdfCommand)
	cmd.Stdin = bytes.NewReader(data)
	out := &tail{}
	cmd.Stdout = out
	err = cmd.Run()
	var exit *exec.ExitError
	switch _, found, ok := bytes.Cut(out.data, []byte(pdfMark)); {
	case ctx.Err() != nil:
		return read.PDF{Fault: fmt.Sprintf("a PDF that is damaged: it is not read within %v", pdfTime)}
	case errors.As(err, &exit) && exit.ExitCode() == 4:
		return read.PDF{Fault: fmt.Sprintf("a PDF that is damaged: it takes more than %d MiB to read", pdfMemory>>20)}
	case err != nil || !ok:
		return read.PDF{Fault: "a PDF that is damaged"}
	default:
		var doc read.PDF
		if err := json.Unmarshal(found, &doc); err != nil {
			return read.PDF{Fault: "a PDF that is damaged"}
		}
		return doc
	}
}

// A tail keeps what is written behind the mark; what the library prints before it is
// dropped as it comes.
type tail struct{ data []byte }

func (t *tail) Write(p []byte) (int, error) {
	t.data = append(t.data, p...)
	if !bytes.Contains(t.data, []byte(pdfMark)) && len(t.data) > 1<<16 {
		t.data = append(t.data[:0], t.data[len(t.data)-len(pdfMark):]...)
	}
	return len(p), nil
}
