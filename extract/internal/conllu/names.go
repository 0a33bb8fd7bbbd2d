package conllu

import (
	"io"
	"strings"

	"hearsay/extract/news"
)

// A Name is a name that people marked in a document.
type Name struct {
	Span news.Span // in the document's text
	Type string    // as the file has it: PER, ORG, LOC
}

// ReadNames reads the names of documents from a file in the IOB2 format of
// Universal NER (Mayhew et al., NAACL 2024), which has the sentences of the
// treebank the documents are from, in any order, by their "# sent_id": a token a
// line, as number, form, and "O", "B-PER" and so on. Their tokens
// may differ from the treebank's. It gives the names of each document.
func ReadNames(file string, r io.Reader, documents []Document) ([][]Name, error) {
	p := namesParser{
		position: position{file: file}, documents: documents, names: make([][]Name, len(documents)), places: map[string]place{},
	}
	for d := range documents {
		for _, s := range documents[d].Sentences {
			if t := documents[d].Tokens; s.First < s.End {
				p.places[s.ID] = place{d, t[s.First].Span.Start, t[s.End-1].Span.End}
			}
		}
	}
	if err := p.lines(r, p.read); err != nil {
		return nil, err
	}
	return p.names, nil
}

// A place is what is left of a sentence: the bytes at to end of a document's text.
type place struct{ document, at, end int }

type namesParser struct {
	position
	documents []Document
	names     [][]Name
	places    map[string]place // of each sentence, by its id
	sentence  place            // the one that is being read
	inside    bool             // the last token belongs to a name
}

// read reads one line.
func (p *namesParser) read(line string) error {
	if line == "" || line[0] == '#' {
		p.inside = false
		if key, id, ok := strings.Cut(line, "="); ok && strings.TrimSpace(key) == "# sent_id" {
			if p.sentence, ok = p.places[strings.TrimSpace(id)]; !ok {
				return p.fail("the treebank has no sentence %q", strings.TrimSpace(id))
			}
		}
		return nil
	}
	columns := strings.Split(line, "\t")
	if len(columns) < 3 {
		return p.fail("%d columns, want 3 or more", len(columns))
	}
	if strings.ContainsAny(columns[0], "-.") {
		return nil // the written word of several, or an empty node
	}
	if p.sentence == (place{}) {
		return p.fail("a token before its # sent_id")
	}
	rest := p.documents[p.sentence.document].Text[p.sentence.at:p.sentence.end]
	before := strings.Index(rest, columns[1])
	if before < 0 {
		if columns[2] == "O" { // "n't" behind "can"
			p.inside = false
			return nil
		}
		return p.fail("the token %q, where the treebank goes on with %.40q", columns[1], rest)
	}
	start := p.sentence.at + before
	p.sentence.at = start + len(columns[1])
	return p.label(columns[2], news.Span{Start: start, End: p.sentence.at})
}

// label reads the label of a token.
func (p *namesParser) label(label string, span news.Span) error {
	names := &p.names[p.sentence.document]
	switch part, kind, _ := strings.Cut(label, "-"); {
	case part == "O" || label == "_":
		p.inside = false
	case part == "B":
		*names = append(*names, Name{span, kind})
		p.inside = true
	case part == "I" && p.inside:
		(*names)[len(*names)-1].Span.End = span.End
	default:
		return p.fail("the label %q behind no B-", label)
	}
	return nil
}
