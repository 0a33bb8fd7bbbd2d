// Package brat reads annotations in brat's stand-off format
// (https://brat.nlplab.org/standoff.html) as PolNeAR has them: each event is an
// attribution, its arguments (Source, Cue, Content, Content2 …) are the spans.
//
// Begin with [ReadFolder].
package brat

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"hearsay/extract/news"
)

// An Attribution is an annotated attribution; a role may have several spans, or none.
type Attribution struct{ Source, Cue, Content []news.Span }

// An Article is a text and the attributions that somebody marked in it.
type Article struct {
	Name         string // of the text's file
	Text         string
	Attributions []Attribution
}

// A SyntaxError says where a file is not what it should be.
type SyntaxError struct {
	File string
	Line int
	Msg  string
}

func (e *SyntaxError) Error() string { return fmt.Sprintf("%s:%d: %s", e.File, e.Line, e.Msg) }

// ReadFolder reads the texts of a folder that are annotated in another, by name:
// NAME.ann or NAME_ANNOTATOR.ann belongs to NAME.txt, and of several annotators
// the first in the order of names counts.
func ReadFolder(annotations, texts string) ([]Article, error) {
	files, err := filepath.Glob(filepath.Join(annotations, "*.ann"))
	if err != nil {
		return nil, err
	}
	slices.Sort(files)
	var articles []Article
	seen := map[string]bool{}
	for _, file := range files {
		stem := strings.TrimSuffix(filepath.Base(file), ".ann")
		text := filepath.Join(texts, stem+".txt")
		if _, err := os.Stat(text); err != nil {
			if cut := strings.LastIndexByte(stem, '_'); cut >= 0 {
				stem = stem[:cut]
			}
			text = filepath.Join(texts, stem+".txt")
		}
		if seen[stem] {
			continue
		}
		seen[stem] = true
		data, err := os.ReadFile(text)
		if err != nil {
			return nil, fmt.Errorf("%s: no text for it: %w", file, err)
		}
		marks, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		attributions, err := Parse(file, string(marks), string(data))
		if err != nil {
			return nil, err
		}
		articles = append(articles, Article{stem + ".txt", string(data), attributions})
	}
	if len(articles) == 0 {
		return nil, fmt.Errorf("%s: no .ann file", annotations)
	}
	return articles, nil
}

// Parse reads the annotations of a text, whose code points they count; the spans
// it gives count bytes. An event without arguments is passed over.
func Parse(file, annotations, text string) ([]Attribution, error) {
	at := offsets(text)
	spans := map[string][]news.Span{}
	type event struct {
		line      int
		arguments []string
	}
	var events []event
	for i, line := range strings.Split(annotations, "\n") {
		key, rest, _ := strings.Cut(line, "\t")
		switch {
		case numbered(key, 'T'):
			place, _, _ := strings.Cut(rest, "\t")
			found, err := parseSpans(place, at)
			if err != nil {
				return nil, &SyntaxError{file, i + 1, err.Error()}
			}
			spans[key] = found
		case numbered(key, 'E'):
			place, _, _ := strings.Cut(rest, "\t")
			if fields := strings.Fields(place); len(fields) > 1 {
				events = append(events, event{i + 1, fields[1:]})
			}
		}
	}
	var out []Attribution
	for _, e := range events {
		var a Attribution
		for _, argument := range e.arguments {
			role, key, ok := strings.Cut(argument, ":")
			found, known := spans[key]
			if !ok || !known {
				return nil, &SyntaxError{file, e.line, fmt.Sprintf("the argument %q names no span", argument)}
			}
			switch strings.ToLower(strings.TrimRight(role, "0123456789")) {
			case "source":
				a.Source = append(a.Source, found...)
			case "cue":
				a.Cue = append(a.Cue, found...)
			case "content":
				a.Content = append(a.Content, found...)
			default:
				return nil, &SyntaxError{file, e.line, fmt.Sprintf("no role %q is known", role)}
			}
		}
		out = append(out, a)
	}
	return out, nil
}

// numbered says whether a key is a letter and a number, as "T12".
func numbered(key string, letter byte) bool {
	if len(key) < 2 || key[0] != letter {
		return false
	}
	return strings.Trim(key[1:], "0123456789") == ""
}

// parseSpans reads "Source 3 7;9 12", as byte spans.
func parseSpans(place string, at []int) ([]news.Span, error) {
	_, numbers, ok := strings.Cut(place, " ")
	if !ok {
		return nil, errors.New("a span without numbers")
	}
	var out []news.Span
	for _, piece := range strings.Split(numbers, ";") {
		first, last, ok := strings.Cut(strings.TrimSpace(piece), " ")
		start, err1 := strconv.Atoi(first)
		end, err2 := strconv.Atoi(last)
		if !ok || err1 != nil || err2 != nil || start < 0 || end < start || end >= len(at) {
			return nil, fmt.Errorf("the span %q is not two places of the text", piece)
		}
		out = append(out, news.Span{Start: at[start], End: at[end]})
	}
	return out, nil
}

// offsets gives the byte at which each code point begins, and the text's length.
func offsets(text string) []int {
	at := make([]int, 0, utf8.RuneCountInString(text)+1)
	for i := range text {
		at = append(at, i)
	}
	return append(at, len(text))
}
