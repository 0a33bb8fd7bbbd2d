package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"hearsay/extract/read"
	"hearsay/graph"
	"hearsay/graph/export/table"
	"hearsay/graph/sqlstore"
	"hearsay/queries"
	"hearsay/queries/gizmo"
)

func main() { os.Exit(run()) }

// run runs the command line and gives its exit status: 0 found or done, 1 nothing
// found, 2 an error or bad usage, 3 done but for some inputs.
func run() int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop)   // a second signal ends the process at once
	signal.Ignore(syscall.SIGPIPE) // who reads no more is an EPIPE, after which a graph is closed in order
	err := root(os.Stdin, os.Stdout, os.Stderr).ExecuteContext(ctx)
	var partial *partialError
	switch {
	case err == nil:
		return 0
	case errors.Is(err, syscall.EPIPE):
		return 0 // who reads has read enough
	case errors.As(err, &partial):
		return 3
	}
	fmt.Fprintln(os.Stderr, "hearsay: "+table.Visible(advice(err)))
	if errors.Is(err, queries.ErrNothing) || errors.Is(err, graph.ErrNotFound) {
		return 1
	}
	return 2
}

// partialError ends a command that is done but for some inputs, which it has named.
type partialError struct{ skipped int }

func (e *partialError) Error() string { return fmt.Sprintf("%d inputs were skipped", e.skipped) }

// advice is what went wrong, and what to do about it where we know.
func advice(err error) string {
	switch {
	case errors.Is(err, graph.ErrMissing):
		return "no graph here: " + err.Error() + "; make one with: hearsay build ARTICLES, or name it with --db FILE"
	case errors.Is(err, graph.ErrForeign):
		return err.Error() + "; name another file with --db FILE"
	case errors.Is(err, graph.ErrNewer):
		return err.Error() + "; use a newer program, or build the graph again"
	case errors.Is(err, graph.ErrOlder):
		return err.Error() + "; build the graph again in another database"
	case errors.Is(err, graph.ErrLog):
		return err.Error() + "; put back what belongs together or restore a backup; to take the file as it is, remove what lies beside it"
	case errors.Is(err, graph.ErrDamaged):
		return err.Error() + "; look with: hearsay verify, and restore a backup or build the graph again"
	case errors.Is(err, graph.ErrMoved), errors.Is(err, graph.ErrLost):
		return err.Error() + "; run the same command again, it goes on from what is there"
	case errors.Is(err, gizmo.ErrTime):
		return err.Error() + "; --timeout gives it longer"
	case errors.Is(err, gizmo.ErrMemory):
		return err.Error() + "; --memory gives it more"
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, graph.ErrFull):
		return err.Error() + "; free some space and run the same command again, nothing is lost"
	case errors.Is(err, fs.ErrExist):
		return err.Error() + "; name a file that is not there yet"
	case errors.Is(err, context.Canceled):
		return "stopped"
	}
	return err.Error()
}

// An app is what all commands share: the streams and the flags of the root.
type app struct {
	in     io.Reader
	out    io.Writer // standard output, safe for a terminal
	stdout io.Writer // the same for an output, which makes it safe in its format
	err    io.Writer
	db     string
	names  string // the file of decisions that was named; "" for none

	reviews                string // the file of reviews that was named; "" for none
	withWrong, checkedOnly bool   // which claims answers have, by what people found of them
}

// root is the command line.
func root(in io.Reader, out, stderr io.Writer) *cobra.Command {
	a := &app{in: in, out: safe(out), stdout: out, err: stderr}
	cmd := &cobra.Command{
		Use:   "hearsay",
		Short: "Who said what about whom, and through whom we heard it",
		Long: `hearsay reads news articles and builds a graph of who said what about whom, and
through whom we heard it. It takes no side: a claim is recorded as made, with its
chain of sources and its place in the text, never as true.`,
		Example: `  hearsay build articles/                              read articles into ./hearsay.db
  hearsay ask --who "Michael Ryan" --about "vaccine passport"
  hearsay ask --via Breitbart                          what came through an outlet
  hearsay search 'vaccin* -trial who:ryan after:2021'  names, claims and articles
  hearsay query --list                                 saved queries, in Gizmo
  hearsay serve                                        all of it in a browser
  hearsay export --format svg -o graph.svg             a picture of it`,
		Args:          noCommand,
		SilenceErrors: true,
		SilenceUsage:  true,
		RunE:          func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
		PersistentPreRunE: func(*cobra.Command, []string) error {
			if sqlstore.IsURL(a.db) {
				return nil
			}
			file, err := sqlstore.Follow(a.db, streams.MatchString)
			if err != nil {
				return fmt.Errorf("open %s: %w", a.db, cause(err))
			}
			a.db = file
			return nil
		},
	}
	cmd.SetIn(in)
	cmd.SetOut(out)
	cmd.SetErr(stderr)
	db := os.Getenv("HEARSAY_DB")
	if db == "" {
		db = "hearsay.db"
	}
	cmd.PersistentFlags().StringVar(&a.db, "db", db, "the graph's `file` (or HEARSAY_DB)")
	cmd.PersistentFlags().Lookup("db").DefValue = graph.Redacted(db) // which help shows
	cmd.CompletionOptions.HiddenDefaultCmd = true
	cmd.SuggestionsMinimumDistance = 2
	cobra.EnableCommandSorting = false // the commands stand in the order of work
	cmd.SetUsageTemplate(usage)
	cmd.AddCommand(
		a.build(), a.load(),
		a.ask(), a.who(), a.about(), a.disputes(), a.shifts(), a.timeline(), a.relays(), a.search(), a.check(), a.trace(), a.count(), a.compare(), a.query(),
		a.serve(), a.export(), a.readArticles(), a.extract(), a.show(), a.remove(), a.decide(), a.review(), a.info(),
		a.verify(), a.backup(), a.restore(), a.evaluate(), a.version(), a.child(), a.apartChild(), a.generate(),
	)
	a.complete(cmd)
	return cmd
}

// usage is Cobra's template of a command's help, with the examples first.
const usage = `{{if .HasExample}}Examples:
{{.Example}}

{{end}}Usage:
  {{.UseLine}}{{if .HasAvailableSubCommands}}

Commands:{{range .Commands}}{{if .IsAvailableCommand}}
  {{rpad .Name .NamePadding}} {{.Short}}{{end}}{{end}}{{end}}{{if .HasAvailableLocalFlags}}

Flags:
{{.LocalFlags.FlagUsages | trimTrailingWhitespaces}}{{end}}{{if .HasAvailableInheritedFlags}}

Flags of every command:
{{.InheritedFlags.FlagUsages | trimTrailingWhitespaces}}{{end}}{{if .HasAvailableSubCommands}}

"{{.CommandPath}} COMMAND --help" says more of a command.{{end}}
`

// noCommand refuses a word that is no command, and names the nearest ones.
func noCommand(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	text := fmt.Sprintf("no command %q", args[0])
	if near := cmd.SuggestionsFor(args[0]); len(near) > 0 {
		text += fmt.Sprintf("; did you mean %q?", near[0])
	}
	return errors.New(text + "; see: hearsay --help")
}

// read opens the graph for reading.
func (a *app) read(ctx context.Context) (*graph.Store, error) {
	return graph.Open(ctx, a.db, graph.Read)
}

// notes writes what was not taken of an article as it stands.
func (a *app) notes(i read.Item) {
	for _, n := range i.Notes {
		a.note("%s: %s", named(i.Path), n)
	}
}

// named is the name of an input on one line.
func named(path string) string {
	return strings.NewReplacer("\n", `\n`, "\r", `\r`, "\t", `\t`).Replace(path)
}

// note writes a line to standard error.
func (a *app) note(format string, args ...any) {
	fmt.Fprintln(a.err, "hearsay: "+table.Visible(fmt.Sprintf(format, args...)))
}
