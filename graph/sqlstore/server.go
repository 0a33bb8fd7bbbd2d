package sqlstore

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"net"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"
)

// The statements by which writers of one graph on a server take turns, those of a
// connection and of a transaction. Graphs are told apart by their schema. Who has the
// turn holds it until it is given back, or until the connection ends.
const (
	graphKey = "(hashtextextended(current_schema(), 1752392057))"
	turn     = "SELECT pg_advisory_xact_lock" + graphKey
	takeTurn = "SELECT pg_advisory_lock" + graphKey
	giveTurn = "SELECT pg_advisory_unlock" + graphKey
)

// begin begins a transaction on a server, when it is its turn, and gives what ends the
// turn when the transaction is over. Transactions are SERIALIZABLE: what others than
// these writers write meanwhile makes one of both fail, to be tried again. The turn comes
// first, for what a transaction sees is settled by its first statement.
func (t *Tx) begin(ctx context.Context) (end func(), err error) {
	if t.conn, err = t.store.db.Conn(ctx); err != nil {
		return nil, err
	}
	end = func() {
		var given bool
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), turnTime)
		defer cancel()
		if err := t.conn.QueryRowContext(ctx, giveTurn).Scan(&given); err != nil || !given {
			_ = t.conn.Raw(func(any) error { return driver.ErrBadConn }) // the turn ends with the connection
		}
		_ = t.conn.Close() // what is wrong with it the transaction has said
	}
	if _, err = t.conn.ExecContext(ctx, takeTurn); err != nil {
		end()
		return nil, fmt.Errorf("wait for other writers: %w", err)
	}
	if t.tx, err = t.conn.BeginTx(ctx, &sql.TxOptions{Isolation: sql.LevelSerializable}); err != nil {
		end()
		return nil, err
	}
	return end, nil
}

// turnTime is how long a server may take to hear that a turn is over.
const turnTime = 5 * time.Second

// openServer opens the store in a database of a PostgreSQL server; for a writer
// it makes the tables where there are none.
func openServer(ctx context.Context, db string, mode Mode, schema Schema) (*Store, error) {
	name := Redacted(db)
	pool, err := connectServer(db, mode)
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", name, oneLine{err})
	}
	s := &Store{name: name, dialect: Postgres, db: pool, readers: pool, values: newCache(), write: mode == Write, failure: &failure{}}
	if mode == Write {
		err = s.createTables(ctx, schema)
	}
	if err == nil {
		err = s.checkFormat(ctx, schema.Version)
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("open %s: %w", name, oneLine{err}), pool.Close())
	}
	return s, nil
}

// oneLine is an error in one line: the driver takes one for each address that it
// tried, and often the same.
type oneLine struct{ error }

func (e oneLine) Error() string {
	var lines []string
	for line := range strings.Lines(e.error.Error()) {
		if line = strings.TrimSpace(line); !slices.Contains(lines, line) {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, " ")
}

func (e oneLine) Unwrap() error { return e.error }

// connectServer opens a pool of connections to a server. Readers cannot write.
func connectServer(db string, mode Mode) (*sql.DB, error) {
	config, err := pgx.ParseConfig(db)
	if err != nil {
		return nil, misread(db, err)
	}
	if mode == Read {
		config.RuntimeParams["default_transaction_read_only"] = "on"
	}
	pool := stdlib.OpenDB(*config)
	pool.SetMaxIdleConns(max(4, runtime.GOMAXPROCS(0)))
	pool.SetConnMaxIdleTime(time.Minute)
	return pool, nil
}

// hasTable asks whether the graph's tables are there: hearsay_format, which the
// transaction that makes them makes too.
const hasTable = "SELECT to_regclass(quote_ident(current_schema()) || '.' || ?) IS NOT NULL"

// createTables makes the tables, in one transaction, where there are none.
func (s *Store) createTables(ctx context.Context, schema Schema) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, turn); err != nil {
		return err
	}
	for _, table := range [...]string{"hearsay_format", "quad"} {
		var there bool
		if err := tx.QueryRowContext(ctx, s.dialect.bind(hasTable), table).Scan(&there); err != nil {
			return err
		}
		if there && table == "quad" {
			return fmt.Errorf("it has a table quad of something else: %w", ErrForeign)
		}
		if there {
			return nil
		}
	}
	for _, statement := range []string{
		fmt.Sprintf("CREATE TABLE hearsay_format (version BIGINT NOT NULL); INSERT INTO hearsay_format (version) VALUES (%d);", schema.Version),
		s.dialect.DDL(tables), schema.Postgres,
	} {
		if _, err := tx.ExecContext(ctx, statement); err != nil {
			return err
		}
	}
	return tx.Commit()
}

// checkFormat looks whether the database holds a graph of this version.
func (s *Store) checkFormat(ctx context.Context, version int) error {
	var there bool
	if err := s.QueryRowContext(ctx, hasTable, "hearsay_format").Scan(&there); err != nil {
		return err
	}
	if !there {
		return fmt.Errorf("no graph in this database yet: %w", ErrMissing)
	}
	var found int
	if err := s.QueryRowContext(ctx, "SELECT version FROM hearsay_format").Scan(&found); err != nil {
		return err
	}
	if found != version {
		return &FormatError{Found: found, Known: version}
	}
	return nil
}

// serverBytes is the space of the tables and indexes of the graph's schema.
func (s *Store) serverBytes(ctx context.Context) (int64, error) {
	var bytes int64
	err := s.QueryRowContext(ctx, `SELECT COALESCE(SUM(pg_total_relation_size(pg_class.oid)), 0)::bigint FROM pg_class
		JOIN pg_namespace ON pg_namespace.oid = pg_class.relnamespace WHERE pg_namespace.nspname = current_schema() AND pg_class.relkind = 'r'`).Scan(&bytes)
	return bytes, err
}

// How often a transaction on a server is tried again, and how long the first of
// these waits; each further one waits twice as long, half a minute in all.
const (
	retries   = 8
	firstWait = 100 * time.Millisecond
)

// Retry does f again while what it fails of may pass: a lost connection, a
// server that starts, a conflict with another transaction. On a file it does f once.
func (s *Store) Retry(ctx context.Context, f func() error) error {
	if s.dialect == SQLite {
		return f()
	}
	for attempt := 0; ; attempt++ {
		err := f()
		if err == nil || attempt == retries || !passing(err) {
			return lost(err)
		}
		select {
		case <-ctx.Done():
			return errors.Join(lost(err), ctx.Err())
		case <-time.After(firstWait << attempt):
		}
	}
}

// passing says whether an error of a server may be gone when one tries again.
func passing(err error) bool {
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return false
	}
	var answer *pgconn.PgError
	if errors.As(err, &answer) {
		switch answer.Code {
		case "40001", "40P01", // serialization failure, deadlock
			"57P01", "57P02", "57P03", // the server stops, has crashed, starts
			"53300": // too many connections
			return true
		}
		return strings.HasPrefix(answer.Code, "08") // connection exceptions
	}
	return disconnected(err)
}

// disconnected says whether an error is that of a connection, not of a server's answer.
func disconnected(err error) bool {
	var connecting *pgconn.ConnectError
	var network net.Error
	return errors.As(err, &connecting) || errors.As(err, &network) || errors.Is(err, driver.ErrBadConn) || errors.Is(err, sql.ErrConnDone) ||
		errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, net.ErrClosed) || pgconn.SafeToRetry(err)
}

// lost names the error of a connection that was lost, whatever else it is.
func lost(err error) error {
	var answer *pgconn.PgError
	stopped := errors.As(err, &answer) && (strings.HasPrefix(answer.Code, "57P") || strings.HasPrefix(answer.Code, "08"))
	if err == nil || errors.Is(err, ErrLost) || !stopped && (answer != nil || !disconnected(err)) {
		return err
	}
	return fmt.Errorf("%w: %w", ErrLost, oneLine{err})
}
