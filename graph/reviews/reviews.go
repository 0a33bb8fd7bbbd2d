// Package reviews reads and writes the file in which people say what they found of
// claims: an object of JSON a line (GRAPH.reviews.jsonl beside the graph's file).
//
//	{"claim":"claim/8a1f0c22d4b6e8f01357-120-180","article":"8a1f0c22d4b6e8f01357","span":[120,180],
//	 "words":"the plan is safe","source":["Mara Rell"],"verdict":"right","note":"","who":"jt","when":"2031-04-12T09:30:00Z"}
//
// The verdict is right; source: somebody else says it; words: its words are cut wrongly;
// none: nobody claims anything there; or undo: no verdict any more. The last line of a
// claim holds. Article and span follow from the claim's id and may be left out, as may
// all but claim and verdict.
//
// What is reviewed are words of an article, and a text never changes under its id: where
// another model finds other claims in it, a review goes on to the one that overlaps most,
// see [Follow].
//
// Begin with [Load]; [Add] puts lines behind those that are there.
package reviews

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"hearsay/extract/news"
	"hearsay/graph/file"
)

// Suffix is what the name of the file beside a graph's has behind that.
const Suffix = ".reviews.jsonl"

// A Verdict is what somebody found of a claim.
type Verdict string

// The verdicts.
const (
	Right  Verdict = "right"  // the article makes it so
	Source Verdict = "source" // not the one says it who is told to
	Words  Verdict = "words"  // its words are not where they are told to begin and end
	None   Verdict = "none"   // there is no claim
	Undo   Verdict = "undo"   // what was found before holds no more
)

// Verdicts are all of them.
var Verdicts = [...]Verdict{Right, Source, Words, None, Undo}

// Wrong says whether a claim of which this was found is left out of answers.
func (v Verdict) Wrong() bool { return v == Source || v == Words || v == None }

// Meaning is the verdict in words: "checked", "wrong source".
func (v Verdict) Meaning() string {
	return map[Verdict]string{Right: "checked", Source: "wrong source", Words: "wrong words", None: "no claim", Undo: "undone"}[v]
}

// A Review is a line of the file.
type Review struct {
	Claim   string    `json:"claim"`   // its id when it was reviewed
	Article string    `json:"article"` // id, 20 hexadecimal digits
	Span    news.Span `json:"span"`    // of the claim in the article's text
	Words   string    `json:"words"`   // that stand there; "" where it is not told
	Source  []string  `json:"source"`  // names of who said it; nil where it is not told
	Verdict Verdict   `json:"verdict"`
	Note    string    `json:"note"`
	Who     string    `json:"who"`
	When    string    `json:"when"` // RFC 3339, or a date; "" where it is not told

	Line int `json:"-"` // of the file, from 1; 0 where it was not read
}

// Bounds of a file.
const (
	mostBytes = 64 << 20
	mostText  = 10_000  // bytes of a note, and of a name
	mostWords = 1 << 20 // bytes
)

// Load reads the file at a path; none where there is none. What is wrong with its lines
// is a [file.Error].
func Load(path string) ([]Review, error) {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read reviews: %w", err)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, mostBytes+1))
	if err != nil {
		return nil, fmt.Errorf("read reviews: %w", err)
	}
	all, err := Parse(data)
	return all, in(path, err)
}

// in names the file in an error.
func in(path string, err error) error {
	var wrong *file.Error
	switch {
	case errors.As(err, &wrong):
		wrong.File = path
	case err != nil:
		err = fmt.Errorf("reviews %s: %w", path, err)
	}
	return err
}

// Parse reads reviews, at most 64 MiB. What is wrong with the lines is a [file.Error].
func Parse(data []byte) (all []Review, err error) {
	if len(data) > mostBytes {
		return nil, fmt.Errorf("it has more than %d MiB", mostBytes>>20)
	}
	var wrong []file.Problem
	number := 0
	for line := range bytes.Lines(bytes.TrimPrefix(data, []byte("\ufeff"))) {
		number++
		if line = bytes.TrimSpace(line); len(line) == 0 {
			continue
		}
		r, err := parseLine(line)
		if err != nil {
			wrong = append(wrong, file.Problem{Line: number, Text: err.Error()})
			continue
		}
		r.Line = number
		all = append(all, r)
	}
	if len(wrong) > 0 {
		return nil, &file.Error{Problems: wrong}
	}
	return all, nil
}

func parseLine(line []byte) (r Review, err error) {
	if !utf8.Valid(line) {
		return r, errors.New("it holds what is no UTF-8")
	}
	in := json.NewDecoder(bytes.NewReader(line))
	in.DisallowUnknownFields()
	if err := in.Decode(&r); err != nil {
		return r, fmt.Errorf("no review in JSON: %.100s", strings.TrimPrefix(err.Error(), "json: "))
	}
	if _, err := in.Token(); err != io.EOF {
		return r, errors.New("something stands behind the review")
	}
	return r, r.complete()
}

// claimID is the id of a claim: its article, where it begins and ends, and a number.
var claimID = regexp.MustCompile(`^claim/([0-9a-f]{20})-([0-9]{1,9})-([0-9]{1,9})(-[0-9]{1,6})?$`)

// complete fills in what follows from the claim's id, and says what is wrong.
func (r *Review) complete() error {
	r.Claim = strings.TrimSuffix(strings.TrimPrefix(r.Claim, "<"), ">")
	m := claimID.FindStringSubmatch(r.Claim)
	if m == nil {
		return fmt.Errorf("%.60q is no id of a claim", r.Claim)
	}
	var at news.Span
	at.Start, _ = strconv.Atoi(m[2]) // of nine digits
	at.End, _ = strconv.Atoi(m[3])
	if r.Article = strings.TrimPrefix(r.Article, "article/"); r.Article == "" {
		r.Article = m[1]
	}
	if r.Span == (news.Span{}) {
		r.Span = at
	}
	switch {
	case r.Article != m[1] || r.Span != at || at.Start >= at.End:
		return fmt.Errorf("article and span are not those of %s", r.Claim)
	case !slices.Contains(Verdicts[:], r.Verdict):
		return fmt.Errorf("there is no verdict %.20q; there are right, source, words, none and undo", r.Verdict)
	case len(r.Words) > mostWords:
		return fmt.Errorf("the words have more than %d bytes", mostWords)
	}
	for _, text := range append([]string{r.Note, r.Who}, r.Source...) {
		if len(text) > mostText || strings.ContainsFunc(text, isControl) {
			return fmt.Errorf("%.20q… has more than %d bytes, or holds control characters", text, mostText)
		}
	}
	if r.When != "" {
		if _, err := time.Parse(time.RFC3339, r.When); err != nil {
			if _, err := time.Parse(time.DateOnly, r.When); err != nil {
				return fmt.Errorf("%.40q is neither a date nor a time like 2031-04-12T09:30:00Z", r.When)
			}
		}
	}
	return nil
}

func isControl(r rune) bool { return unicode.IsControl(r) && r != '\t' && r != '\n' && r != '\r' }

// Add puts reviews behind those of the file at a path, which is made where there is none,
// in one step. A file with wrong lines is a [file.Error] and stays as it is.
func Add(path string, more ...Review) error {
	return file.Change(path, func(was []byte) ([]byte, error) {
		if _, err := Parse(was); err != nil {
			return nil, in(path, err)
		}
		now := bytes.Clone(was)
		if len(now) > 0 && now[len(now)-1] != '\n' {
			now = append(now, '\n')
		}
		for _, r := range more {
			if err := r.complete(); err != nil {
				return nil, fmt.Errorf("write %s: %w", path, err)
			}
			var b bytes.Buffer
			out := json.NewEncoder(&b)
			out.SetEscapeHTML(false) // people read it
			if err := out.Encode(&r); err != nil {
				return nil, fmt.Errorf("write %s: %w", path, err)
			}
			now = append(now, b.Bytes()...)
		}
		if len(now) > mostBytes {
			return nil, fmt.Errorf("write %s: it would have more than %d MiB", path, mostBytes>>20)
		}
		return now, nil
	})
}
