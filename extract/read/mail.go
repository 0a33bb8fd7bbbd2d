package read

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/base64"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"regexp"
	"strings"

	"golang.org/x/net/html/charset"

	"hearsay/extract/news"
	"hearsay/extract/read/page"
)

// mailStart is how a message begins: fields of which one is of mail.
var mailStart = regexp.MustCompile(`(?is)^(?:[A-Za-z][A-Za-z0-9-]*:[^\n]*\n(?:[ \t][^\n]*\n)*)*?(?:From|Received|Return-Path|MIME-Version|Message-ID|Delivered-To):`)

// mailField is a field of messages that other texts hardly have.
var mailField = regexp.MustCompile(`(?im)^(?:Subject|Date|Message-ID|MIME-Version):`)

// isMail says whether a source is a message (RFC 5322) with the fields of one.
func isMail(start []byte) bool { return mailStart.Match(start) && mailField.Match(start) }

// mail reads a message, such as a newsletter.
func (s *source) mail() error {
	data, skip := s.all(s.limits.File)
	if skip != (why{}) {
		return s.skip(skip)
	}
	return s.emit(s.message(data))
}

// mbox reads a box of messages (RFC 4155), each behind a line that begins with "From ".
func (s *source) mbox() error {
	s.many = true
	var message bytes.Buffer
	large, blank := false, true
	flush := func() error {
		defer func() { message.Reset(); large = false }()
		switch {
		case large:
			return s.skip(s.tooLarge(s.limits.File))
		case message.Len() > 0:
			return s.emit(s.message(message.Bytes()))
		}
		return nil
	}
	for {
		line, err := s.in.ReadSlice('\n')
		switch {
		case blank && bytes.HasPrefix(line, []byte("From ")):
			if err := flush(); err != nil {
				return err
			}
		case int64(message.Len()+len(line)) > s.limits.File:
			large = true
			message.Reset()
		case !large:
			if quoted := bytes.TrimLeft(line, ">"); len(quoted) < len(line) && bytes.HasPrefix(quoted, []byte("From ")) {
				line = line[1:]
			}
			message.Write(line)
		}
		blank = len(bytes.TrimRight(line, "\r\n")) == 0
		switch {
		case err == nil || errors.Is(err, bufio.ErrBufferFull):
		case errors.Is(err, io.EOF):
			return flush()
		default:
			return errors.Join(flush(), s.skip(unread(err)))
		}
	}
}

// message makes an article of a message: its subject is the title, who sent it the
// publisher.
func (s *source) message(data []byte) Item {
	m, err := mail.ReadMessage(bytes.NewReader(data))
	if err != nil {
		return Damaged.because("a message that is damaged: %v", err).item()
	}
	words := &mime.WordDecoder{CharsetReader: charset.NewReaderLabel}
	field := func(name string) string {
		value := m.Header.Get(name)
		if decoded, err := words.DecodeHeader(value); err == nil {
			value = decoded
		}
		return strings.Join(strings.Fields(strings.ToValidUTF8(strings.ReplaceAll(value, "\x00", ""), "\ufffd")), " ")
	}
	a := news.Article{Title: field("Subject"), Publisher: sender(m.Header.Get("From"), words), Language: field("Content-Language")}
	var notes []string
	a.Published, notes = dated(field("Date"))
	p := parts{limit: 4 * s.limits.Article} // HTML has several times the bytes of its text
	p.read(m.Header.Get("Content-Type"), m.Header.Get("Content-Transfer-Encoding"), m.Body, 0)
	if p.large {
		return s.tooLarge(s.limits.Article).item()
	}
	text := p.plain
	if html := page.Text(p.html); len(strings.TrimSpace(text)) < len(html)/2 {
		text = html
	}
	if strings.TrimSpace(text) == "" {
		return NoText.because("a message without text").item()
	}
	return s.finish(a, "", notes, strings.ReplaceAll(text, "\x00", ""))
}

// sender is the name of who sent a message, or the address.
func sender(from string, words *mime.WordDecoder) string {
	parser := mail.AddressParser{WordDecoder: words}
	a, err := parser.Parse(from)
	if err != nil {
		return ""
	}
	return strings.ToValidUTF8(cmp.Or(a.Name, a.Address), "\ufffd")
}

// Parts are the texts of a message.
type parts struct {
	plain, html string
	limit       int64 // bytes of each
	large       bool  // one has more
}

// mostParts is how many parts of a message are looked at, deepestPart how deep.
const mostParts, deepestPart = 100, 10

// read gathers the first plain text and the first HTML of a message, attachments left
// out.
func (p *parts) read(contentType, encoding string, body io.Reader, depth int) {
	kind, params, err := mime.ParseMediaType(contentType)
	if err != nil || kind == "" {
		kind = "text/plain"
	}
	if strings.HasPrefix(kind, "multipart/") && depth < deepestPart {
		r := multipart.NewReader(body, params["boundary"])
		for range mostParts {
			part, err := r.NextRawPart()
			if err != nil {
				return
			}
			if disposition, _, _ := mime.ParseMediaType(part.Header.Get("Content-Disposition")); disposition != "attachment" {
				p.read(part.Header.Get("Content-Type"), part.Header.Get("Content-Transfer-Encoding"), part, depth+1)
			}
		}
		return
	}
	to := &p.plain
	switch kind {
	case "text/plain":
	case "text/html":
		to = &p.html
	default:
		return
	}
	switch strings.ToLower(strings.TrimSpace(encoding)) {
	case "quoted-printable":
		body = quotedprintable.NewReader(body)
	case "base64":
		body = base64.NewDecoder(base64.StdEncoding, body)
	}
	data, _ := io.ReadAll(io.LimitReader(body, p.limit+1)) // what comes before a fault is taken
	if int64(len(data)) > p.limit {
		p.large = true
		return
	}
	if *to == "" {
		*to = strings.ReplaceAll(inCharset(data, params["charset"]), "\r\n", "\n")
	}
}

// inCharset is a text in the encoding that it says, or that its bytes show.
func inCharset(data []byte, label string) string {
	if e, name := charset.Lookup(label); e != nil && name != "utf-8" {
		if out, err := e.NewDecoder().Bytes(data); err == nil {
			return string(out)
		}
	}
	if text, _, skip := toUTF8(data); skip == (why{}) {
		return string(text)
	}
	return strings.ToValidUTF8(string(data), "\ufffd")
}
