package read

import (
	"errors"
	"fmt"
	"strings"
)

// A Reason is the kind of why an input gives no article.
type Reason string

// The kinds of reasons, as a summary says them.
const (
	OtherLanguage Reason = "in another language"
	TooLarge      Reason = "too large"
	NoFullText    Reason = "without full text"
	NotFollowed   Reason = "addresses that were not followed"
	NotGot        Reason = "not got from the web"
	Damaged       Reason = "damaged"
	NotRead       Reason = "of a kind that is not read"
	NoText        Reason = "without text"
	Unreadable    Reason = "unreadable"
	Empty         Reason = "empty"
)

// A why is why there is no article: its kind, and what is said of it. The zero why is
// that there is one.
type why struct {
	reason Reason
	text   string
}

// because is a why of a kind.
func (r Reason) because(format string, args ...any) why { return why{r, fmt.Sprintf(format, args...)} }

// of is a why with what it speaks of before it.
func (w why) of(name string) why { return why{w.reason, name + ": " + w.text} }

// item is an item without an article: what is said of it stands in one line.
func (w why) item() Item {
	line := strings.Join(strings.Fields(strings.ToValidUTF8(w.text, "\ufffd")), " ")
	return Item{Skip: cut(line, 250), Reason: w.reason}
}

// A fault is an error that knows its kind.
type fault struct{ why }

func (f *fault) Error() string { return f.text }

// kindOf is the kind of an error: the one that it knows, or another.
func kindOf(err error, other Reason) Reason {
	var f *fault
	if errors.As(err, &f) {
		return f.reason
	}
	return other
}

// unread is why an input cannot be read on.
func unread(err error) why {
	return kindOf(err, Unreadable).because("cannot be read: %v", cause(err))
}
