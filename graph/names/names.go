// Package names reads and writes the file in which people decide who is one: a
// table in CSV (RFC 4180; lines that begin with # are comments) with a header row.
//
//	form,type,entity,name,article,note
//	Tarrant,person,person/bill-tarrant,,,the mayor
//	Tarrant,person,person/ann-tarrant,,8a1f0c22d4b6e8f01357,in this article only
//	Carl Harrow,person,apart,,,
//	critics,group,hide,,,
//	HHB,organization,rename,Halden Harbour Board,,
//
// A form is a name as articles write it, or its id ("person/tarrant", without which the
// type has to be there). The entity is the id of what the form is joined to, or apart
// (joined to nothing), hide (left out of answers) or rename (the column name is what it
// is called). An article, by its id, keeps a join or apart to that article. A row
// without an entity is not decided yet. Note, suggestion and evidence are for people.
// Columns are found by the header; those that are not needed may be left out.
//
// Begin with [Load]; [File.With] and [File.Without] give a file with a row more or less,
// comments and order kept, and [File.Save] writes it.
package names

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"hearsay/extract/news"
	"hearsay/graph/file"
)

// An Action is what a decision does.
type Action string

// The actions. Join has the id of an entity in its place in the file.
const (
	Join   Action = "join"
	Apart  Action = "apart"
	Hide   Action = "hide"
	Rename Action = "rename"
)

// A Decision is one row of the file.
type Decision struct {
	Line    int    `json:"line"` // of the file, from 1
	Form    string `json:"form"` // id of the entity in articles: "person/tarrant"
	Article string `json:"article,omitempty"`
	Action  Action `json:"action"`
	Entity  string `json:"entity,omitempty"` // of Join: the id that the form is joined to; the form's own makes all of the form one
	Name    string `json:"name,omitempty"`   // of Rename
}

// Reason is why something is as the decision says.
func (d *Decision) Reason() string { return fmt.Sprintf("by names.csv line %d", d.Line) }

// A File is a file of decisions as it was read. It is not changed: what changes it
// gives another. The zero File is an empty one.
type File struct {
	Decisions []Decision // in the order of the file, each once
	Open      int        // rows that are not decided yet

	text  []byte
	disk  []byte // what stood on the disk; nil where there was no file
	rows  map[int][2]int
	comma rune
	head  []string
}

// A Problem is what is wrong with a line, an Error all that is wrong with a file.
type (
	Problem = file.Problem
	Error   = file.Error
)

// Bounds of a file.
const (
	mostBytes = 64 << 20
	mostCell  = 10_000 // bytes
)

// ErrChanged says that a file was changed by somebody else since it was read.
var ErrChanged = errors.New("the file was changed since it was read")

// Columns are the header of a new file.
var Columns = [...]string{"form", "type", "entity", "name", "article", "note"}

// known are the columns that a file may have.
var known = append(Columns[:], "suggestion", "evidence")

// Load reads the file at a path; an empty one where there is none. What is wrong with its
// lines is an [Error].
func Load(path string) (*File, error) {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return &File{}, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read names: %w", err)
	}
	defer f.Close()
	out, err := Read(f)
	var wrong *Error
	switch {
	case errors.As(err, &wrong):
		wrong.File = path
		return nil, wrong
	case err != nil:
		return nil, fmt.Errorf("read names %s: %w", path, err)
	}
	out.disk = out.text
	return out, nil
}

// Read reads a file of at most 64 MiB. What is wrong with its lines is an [Error].
func Read(in io.Reader) (*File, error) {
	data, err := io.ReadAll(io.LimitReader(in, mostBytes+1))
	if err != nil {
		return nil, err
	}
	if len(data) > mostBytes {
		return nil, fmt.Errorf("it has more than %d MiB", mostBytes>>20)
	}
	return parse(data)
}

var mark = []byte("\ufeff")

// parse reads the rows and holds them against each other.
func parse(data []byte) (*File, error) {
	f := &File{text: data, rows: map[int][2]int{}, comma: ','}
	if f.text == nil {
		f.text = []byte{}
	}
	begin := 0
	if bytes.HasPrefix(data, mark) {
		begin = len(mark)
	}
	body := data[begin:]
	starts := []int{0, 0} // of lines, which are counted from 1
	for i, c := range body {
		if c == '\n' {
			starts = append(starts, i+1)
		}
	}
	r := csv.NewReader(bytes.NewReader(body))
	r.Comma, r.Comment, r.FieldsPerRecord, r.ReuseRecord = delimiter(body), '#', -1, true
	f.comma = r.Comma
	var wrong []Problem
	places := map[string]int{}
	seen := map[Decision]bool{}
	for {
		row, err := r.Read()
		if err == io.EOF {
			break
		}
		var at *csv.ParseError
		if errors.As(err, &at) {
			wrong = append(wrong, Problem{Line: at.StartLine, Text: "no CSV: " + at.Err.Error()})
			continue
		}
		if err != nil {
			return nil, err
		}
		line, _ := r.FieldPos(0)
		f.rows[line] = [2]int{begin + starts[line], begin + int(r.InputOffset())}
		if f.head == nil {
			if p := f.header(row, places); p != "" {
				return nil, &Error{Problems: append(wrong, Problem{Line: line, Text: p})}
			}
			continue
		}
		if len(row) == 1 && strings.TrimSpace(row[0]) == "" {
			continue
		}
		d, open, err := decision(row, places, len(f.head))
		switch {
		case err != nil:
			wrong = append(wrong, Problem{Line: line, Text: err.Error()})
		case open:
			f.Open++
		case !seen[d]:
			seen[d] = true
			d.Line = line
			f.Decisions = append(f.Decisions, d)
		}
	}
	if wrong = append(wrong, contradictions(f.Decisions)...); len(wrong) > 0 {
		slices.SortStableFunc(wrong, func(a, b Problem) int { return cmp.Compare(a.Line, b.Line) })
		return nil, &Error{Problems: wrong}
	}
	return f, nil
}

// delimiter is what stands between cells: a comma, or what some spreadsheets write.
func delimiter(body []byte) rune {
	for line := range bytes.Lines(body) {
		if line = bytes.TrimSpace(line); len(line) == 0 || line[0] == '#' {
			continue
		}
		for _, c := range [...]byte{',', ';', '\t'} {
			if bytes.IndexByte(line, c) >= 0 {
				return rune(c)
			}
		}
		break
	}
	return ','
}

// header finds the columns; it says what is wrong with them.
func (f *File) header(row []string, places map[string]int) string {
	for i, c := range row {
		c = strings.ToLower(strings.TrimSpace(c))
		if !slices.Contains(known, c) && c != "" {
			return fmt.Sprintf("no column %.40q; the first row names the columns: %s", c, strings.Join(known, ","))
		}
		if _, twice := places[c]; twice && c != "" {
			return fmt.Sprintf("the column %q is there twice", c)
		}
		places[c] = i
		f.head = append(f.head, c)
	}
	for _, c := range [...]string{"form", "entity"} {
		if _, ok := places[c]; !ok {
			return fmt.Sprintf("there is no column %q; the first row names the columns: %s", c, strings.Join(known, ","))
		}
	}
	return ""
}

// decision reads a row; open is one that is not decided yet.
func decision(row []string, places map[string]int, columns int) (d Decision, open bool, err error) {
	if len(row) > columns {
		return d, false, fmt.Errorf("%d cells, where the header has %d", len(row), columns)
	}
	for _, c := range row {
		if len(c) > mostCell || !utf8.ValidString(c) || strings.IndexFunc(c, isControl) >= 0 {
			return d, false, fmt.Errorf("%.20q… is no cell of text: it has more than %d bytes, or holds control characters or what is no UTF-8", c, mostCell)
		}
	}
	cell := func(column string) string {
		at, ok := places[column]
		if !ok || at >= len(row) {
			return ""
		}
		c := strings.TrimSpace(row[at])
		// An apostrophe keeps spreadsheets from running a cell.
		if rest, ok := strings.CutPrefix(c, "'"); ok && strings.IndexAny(rest, "=+-@\t") == 0 {
			c = rest
		}
		return c
	}
	entity := cell("entity")
	if entity == "" {
		return d, true, nil
	}
	if d.Form, err = formID(cell("form"), strings.ToLower(cell("type"))); err != nil {
		return d, false, err
	}
	if article := strings.TrimPrefix(cell("article"), "article/"); article != "" {
		if raw, err := hex.DecodeString(article); err != nil || len(raw) != 10 {
			return d, false, fmt.Errorf("%.40q is no id of an article, which has 20 hexadecimal digits", article)
		}
		d.Article = strings.ToLower(article)
	}
	name := cell("name")
	switch d.Action = Action(strings.ToLower(entity)); d.Action {
	case Apart:
	case Hide, Rename:
		if d.Article != "" {
			return d, false, fmt.Errorf("%s is of an entity in all articles; the column article has to be empty", d.Action)
		}
		if d.Action == Rename {
			if d.Name = name; name == "" {
				return d, false, errors.New("rename needs the column name: what it is to be called")
			}
		}
	default:
		d.Action, d.Entity = Join, strings.TrimSuffix(strings.TrimPrefix(entity, "<"), ">")
		if !isID(d.Entity) {
			return d, false, fmt.Errorf("%.60q is neither the id of an entity (%s) nor apart, hide or rename", entity, d.Form)
		}
	}
	if name != "" && d.Action != Rename {
		return d, false, errors.New("the column name is for rename only")
	}
	return d, false, nil
}

func isControl(r rune) bool { return unicode.IsControl(r) && r != '\t' && r != '\n' && r != '\r' }

// formID is the id of a form, which is given as one or as a name and a type.
func formID(form, kind string) (string, error) {
	id := strings.TrimSuffix(strings.TrimPrefix(form, "<"), ">")
	switch {
	case form == "":
		return "", errors.New("it has no form")
	case isID(id) && (kind == "" || strings.HasPrefix(id, kind+"/")):
		return id, nil
	case isID(id):
		return "", fmt.Errorf("the type of %s is not %.20q", id, kind)
	case kind == "":
		return "", errors.New("it has no type")
	case !slices.Contains(news.Types[:], news.Type(kind)):
		return "", fmt.Errorf("there is no type %.20q; there are %s", kind, types())
	}
	return news.EntityID(news.Type(kind), form), nil
}

func types() string {
	all := make([]string, len(news.Types))
	for i, t := range news.Types {
		all[i] = string(t)
	}
	return strings.Join(all, ", ")
}

// isID says whether a text is an id of an entity.
func isID(s string) bool {
	kind, slug, ok := strings.Cut(s, "/")
	return ok && slug != "" && slices.Contains(news.Types[:], news.Type(kind)) &&
		strings.IndexFunc(slug, func(r rune) bool { return r != '-' && !unicode.IsLetter(r) && !unicode.IsDigit(r) }) < 0
}

// contradictions are the lines of which not all can hold.
func contradictions(all []Decision) (out []Problem) {
	type key struct {
		form, article, of string
	}
	first := map[key]*Decision{}
	joins := map[string]*Decision{} // of all articles, by form
	for i := range all {
		d := &all[i]
		k := key{d.Form, d.Article, "who"}
		if d.Action == Hide || d.Action == Rename {
			k.of = "what"
		}
		if was := first[k]; was != nil {
			out = append(out, Problem{Line: d.Line, Text: fmt.Sprintf("%s contradicts line %d", d.Form, was.Line)})
			continue
		}
		first[k] = d
		if d.Action == Join && d.Article == "" && d.Entity != d.Form {
			joins[d.Form] = d
		}
	}
	done := map[string]bool{}
	for i := range all {
		d := &all[i]
		if was := joins[d.Form]; was != nil && (d.Action == Hide || d.Action == Rename) {
			text := fmt.Sprintf("%s is joined to %s by line %d, and is no entity of its own", d.Form, was.Entity, was.Line)
			out = append(out, Problem{Line: d.Line, Text: text})
		}
		var path []string
		for at := d.Form; joins[at] != nil && !done[at]; at = joins[at].Entity {
			if from := slices.Index(path, at); from >= 0 {
				circle := strings.Join(path[from:], " → ") + " → " + at
				for _, form := range path[from:] {
					out = append(out, Problem{Line: joins[form].Line, Text: fmt.Sprintf("%s is joined in a circle: %s", form, circle)})
				}
				break
			}
			path = append(path, at)
		}
		for _, form := range path {
			done[form] = true
		}
	}
	return out
}

// With is the file with a row more, at its end. A decision that contradicts others is an
// [Error], in which its line is the last.
func (f *File) With(d Decision, note string) (*File, error) {
	text := bytes.Clone(f.text)
	head, comma := f.head, cmp.Or(f.comma, ',')
	var b bytes.Buffer
	if len(text) > 0 && text[len(text)-1] != '\n' {
		b.WriteByte('\n')
	}
	w := csv.NewWriter(&b)
	w.Comma = comma
	w.UseCRLF = bytes.Contains(text, []byte("\r\n"))
	if head == nil {
		head = Columns[:]
		if err := w.Write(head); err != nil {
			return nil, err
		}
	}
	kind, _, _ := strings.Cut(d.Form, "/")
	entity := string(d.Action)
	if d.Action == Join {
		entity = d.Entity
	}
	cells := map[string]string{"form": d.Form, "type": kind, "entity": entity, "name": guarded(d.Name), "article": d.Article, "note": guarded(note)}
	for _, c := range [...]string{"name", "article"} {
		if cells[c] != "" && !slices.Contains(head, c) {
			return nil, fmt.Errorf("the file has no column %q; add it to its first row", c)
		}
	}
	row := make([]string, len(head))
	for i, c := range head {
		row[i] = cells[c]
	}
	if err := w.Write(row); err != nil {
		return nil, err
	}
	if w.Flush(); w.Error() != nil {
		return nil, w.Error()
	}
	return f.changed(append(text, b.Bytes()...))
}

// guarded keeps spreadsheets from running a cell.
func guarded(cell string) string {
	if strings.IndexAny(cell, "=+-@\t") == 0 {
		return "'" + cell
	}
	return cell
}

// Without is the file without the row that begins in a line; what was decided by it is
// undone. A line in which no row of the table begins is an error.
func (f *File) Without(line int) (*File, error) {
	at, ok := f.rows[line]
	if !ok || !slices.ContainsFunc(f.Decisions, func(d Decision) bool { return d.Line == line }) {
		return nil, fmt.Errorf("no decision stands in line %d", line)
	}
	return f.changed(slices.Concat(f.text[:at[0]], f.text[at[1]:]))
}

func (f *File) changed(text []byte) (*File, error) {
	out, err := parse(text)
	if err != nil {
		return nil, err
	}
	out.disk = f.disk
	return out, nil
}

// Save writes the file in one step: whoever reads it finds the old one or the new one. It
// is [ErrChanged] where the one on the disk is not the one that was read any more.
func (f *File) Save(path string) error {
	err := file.Change(path, func(was []byte) ([]byte, error) {
		if (f.disk == nil) != (was == nil) || !bytes.Equal(was, f.disk) {
			return nil, fmt.Errorf("write %s: %w", path, ErrChanged)
		}
		return f.text, nil
	})
	if err != nil {
		return err
	}
	f.disk = slices.Clone(f.text)
	return nil
}

// Bytes is the file as it is written.
func (f *File) Bytes() []byte { return f.text }

// Encode gives decisions as they are kept in a graph, nil for none; Decode reads them.
func Encode(all []Decision) []byte {
	if len(all) == 0 {
		return nil
	}
	data, _ := json.Marshal(all) // of plain structs
	return data
}

// Decode reads what Encode gave.
func Decode(data []byte) (all []Decision, err error) {
	if len(data) == 0 {
		return nil, nil
	}
	err = json.Unmarshal(data, &all)
	return all, err
}

// Digest tells decisions from others: 20 hexadecimal digits; "" for none.
func Digest(all []Decision) string {
	if len(all) == 0 {
		return ""
	}
	sum := sha256.Sum256(Encode(all))
	return hex.EncodeToString(sum[:10])
}
