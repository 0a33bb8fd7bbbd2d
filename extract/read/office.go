package read

import (
	"archive/zip"
	"encoding/xml"
	"errors"
	"io"
	"strings"

	"hearsay/extract/news"
)

// docx reads a document of Word (Office Open XML, ECMA-376): its paragraphs.
func (s *source) docx(z *zip.Reader) error {
	return s.office(z, "word/document.xml", "docProps/core.xml",
		map[string]bool{"p": true}, map[string]bool{"t": true}, map[string]bool{"del": true, "instrText": true, "delText": true})
}

// odt reads a text of OpenDocument (ISO 26300).
func (s *source) odt(z *zip.Reader) error {
	return s.office(z, "content.xml", "meta.xml",
		map[string]bool{"p": true, "h": true}, nil, map[string]bool{"note": true, "annotation": true, "tracked-changes": true})
}

// office reads the paragraphs of a document: the text in elements of some names (in
// all, where names is nil), but for that in elements of others.
func (s *source) office(z *zip.Reader, document, about string, paragraphs, words, hidden map[string]bool) error {
	in, skip := s.member(z, document)
	if skip != (why{}) {
		return s.skip(skip)
	}
	defer in.Close()
	dec := xml.NewDecoder(s.bounded(in))
	var out []string
	var b strings.Builder
	inside, unseen := 0, 0 // how many elements of words, and of what is hidden, are open
	size := int64(0)
	for {
		t, err := dec.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return s.skip(kindOf(err, Damaged).because("a document that is damaged: %v", err))
		}
		switch t := t.(type) {
		case xml.StartElement:
			switch name := t.Name.Local; {
			case hidden[name]:
				unseen++
			case words[name] || words == nil && paragraphs[name]:
				inside++
			case name == "tab" || name == "br" || name == "s" || name == "line-break" || name == "cr":
				b.WriteByte(' ')
			}
		case xml.EndElement:
			name := t.Name.Local
			switch {
			case hidden[name]:
				unseen--
			case words[name] || words == nil && paragraphs[name]:
				inside--
			}
			if paragraphs[name] && unseen == 0 {
				if text := strings.Join(strings.Fields(b.String()), " "); text != "" {
					out = append(out, text)
				}
				b.Reset()
			}
		case xml.CharData:
			if inside > 0 && unseen == 0 {
				b.Write(t)
				if size += int64(len(t)); size > s.limits.Article {
					return s.skip(s.tooLarge(s.limits.Article))
				}
			}
		}
	}
	title, author := s.properties(z, about)
	return s.emit(s.finish(news.Article{Title: title}, author, nil, strings.Join(out, "\n\n")))
}

// bounded gives at most as many bytes of a document as a file may have.
func (s *source) bounded(in io.Reader) io.Reader {
	left := s.limits.File
	return readerFunc(func(p []byte) (int, error) {
		n, err := in.Read(p)
		if left -= int64(n); left < 0 {
			return 0, &fault{s.tooLarge(s.limits.File)}
		}
		return n, err
	})
}

// properties are title and author as a document's properties have them.
func (s *source) properties(z *zip.Reader, about string) (title, author string) {
	in, skip := s.member(z, about)
	if skip != (why{}) {
		return "", ""
	}
	defer in.Close()
	dec := xml.NewDecoder(io.LimitReader(in, 1<<20))
	for field := ""; ; {
		t, err := dec.Token()
		if err != nil {
			return title, author
		}
		switch t := t.(type) {
		case xml.StartElement:
			field = t.Name.Local
		case xml.EndElement:
			field = ""
		case xml.CharData:
			switch text := strings.TrimSpace(string(t)); {
			case field == "title":
				title = strings.Join(strings.Fields(text), " ")
			case field == "creator" || field == "initial-creator" && author == "":
				author = text
			}
		}
	}
}

// member opens a file of a document.
func (s *source) member(z *zip.Reader, name string) (io.ReadCloser, why) {
	for _, f := range z.File {
		if f.Name == name {
			in, err := s.inflate(f, "document")
			if err != nil {
				return nil, Damaged.because("a document that is damaged: %v", err)
			}
			return in, why{}
		}
	}
	return nil, Damaged.because("a document without %s", name)
}
