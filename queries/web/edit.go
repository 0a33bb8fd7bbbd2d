package web

import (
	"cmp"
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"hearsay/extract/news"
	"hearsay/graph"
	"hearsay/graph/export/table"
	"hearsay/graph/file"
	"hearsay/graph/names"
	"hearsay/graph/reviews"
	"hearsay/queries"
)

// editTime is how long one change may take: the graph is linked anew for one of names.
const editTime = 5 * time.Minute

// mostNote is how many bytes a note has at most.
const mostNote = 2000

// An editor takes what people decide in a form. There is one only where the site is told
// to change files.
type editor struct {
	key [32]byte // made at the start: forms are of this server alone
}

func newEditor() *editor {
	e := &editor{}
	_, _ = rand.Read(e.key[:]) // never fails
	return e
}

// seal is what the form of a subject shows, and another page cannot make.
func (e *editor) seal(subject string) string {
	mac := hmac.New(sha256.New, e.key[:])
	mac.Write([]byte(subject))
	return hex.EncodeToString(mac.Sum(nil))
}

// sealed makes sure that a form was made here, for its subject.
func (e *editor) sealed(r *http.Request, subject string) error {
	if !same(r.PostForm.Get("seal"), e.seal(subject)) {
		return &statusError{http.StatusForbidden, "This form is not of this server, or was opened before it was started anew. Load the page again."}
	}
	return nil
}

// noteIn reads the note of a form.
func noteIn(r *http.Request) (string, error) {
	note := strings.TrimSpace(strings.ReplaceAll(r.PostForm.Get("note"), "\r\n", "\n"))
	if len(note) > mostNote {
		return "", bad("The note has more than %d bytes.", mostNote)
	}
	if strings.ContainsFunc(note, func(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\t' }) {
		return "", bad("The note holds control characters.")
	}
	return note, nil
}

// audit notes a change that was made.
func (s *Site) audit(r *http.Request, format string, args ...any) {
	if s.options.Audit == nil {
		return
	}
	who := ""
	if s.options.By != "" {
		who = " by " + s.options.By
	}
	s.options.Audit(fmt.Sprintf("%s %s%s: ", time.Now().UTC().Format(time.RFC3339), r.RemoteAddr, who) + fmt.Sprintf(format, args...))
}

// A reviewForm is the form in which a claim is reviewed.
type reviewForm struct {
	Action, Seal string
	Choices      []choice // verdicts; On is the one that holds
	Undo         bool     // there is one to be undone
}

// reviewForm is that of a claim; nil where nothing is changed here.
func (s *Site) reviewForm(c *graph.Claim) *reviewForm {
	if s.editor == nil || s.options.Reviews == "" {
		return nil
	}
	f := &reviewForm{Action: claimPath(c.ID) + "/review", Seal: s.editor.seal(c.ID), Undo: c.Review != nil}
	for _, v := range [...][2]string{
		{string(reviews.Right), "Checked: the article makes this claim so"},
		{string(reviews.Source), "Wrong source: somebody else says it"},
		{string(reviews.Words), "Wrong words: they begin or end elsewhere"},
		{string(reviews.None), "No claim: nobody claims anything here"},
	} {
		f.Choices = append(f.Choices, choice{Label: v[1], Value: v[0], On: c.Review != nil && string(c.Review.Verdict) == v[0]})
	}
	return f
}

// review takes what somebody found of a claim, and leads back to its page.
func (s *Site) review(g *reader, r *http.Request) (*answer, error) {
	id := "claim/" + r.PathValue("id")
	if err := s.editor.sealed(r, id); err != nil {
		return nil, err
	}
	note, err := noteIn(r)
	if err != nil {
		return nil, err
	}
	verdict := reviews.Verdict(r.PostForm.Get("verdict"))
	if !slices.Contains(reviews.Verdicts[:], verdict) {
		return nil, bad("Choose what you found of the claim.")
	}
	one, err := g.store.Review(r.Context(), id, verdict)
	if err != nil {
		return nil, err
	}
	one.Note, one.Who, one.When = note, s.options.By, time.Now().UTC().Format(time.RFC3339)
	if err := reviews.Add(s.options.Reviews, one); err != nil {
		return nil, unwritten(err)
	}
	s.audit(r, "%s: %s", id, verdict.Meaning())
	if err := s.graph.again(r.Context()); err != nil {
		return nil, err
	}
	return &answer{to: claimPath(id) + "#review"}, nil
}

// unwritten says why a file was not changed.
func unwritten(err error) error {
	var wrong *file.Error
	switch {
	case errors.As(err, &wrong):
		lines := make([]string, len(wrong.Problems))
		for i, p := range wrong.Problems {
			lines[i] = fmt.Sprintf("line %d: %s", p.Line, p.Text)
		}
		return &statusError{http.StatusConflict, "This does not go with what stands in the file: " + strings.Join(lines, "; ") + ". Nothing was changed."}
	case errors.Is(err, names.ErrChanged):
		return &statusError{http.StatusConflict, "Somebody else has changed the file in this moment. Nothing was changed; load the page again."}
	case errors.Is(err, graph.ErrLocked), errors.Is(err, file.ErrBusy):
		return err // see [Site.failure]
	}
	for errors.Unwrap(err) != nil { // without the file's path
		err = errors.Unwrap(err)
	}
	return &statusError{http.StatusInternalServerError, "The file cannot be written: " + table.OneLine(err.Error()) + ". Nothing was changed."}
}

// locked tells a client to send its form again when a build is done.
func locked() *response {
	const text = "A build is writing to the graph; nothing was changed. Send the form again when it is done.\n"
	return &response{http.StatusServiceUnavailable, "text/plain; charset=utf-8", [][2]string{{"Retry-After", "10"}}, []byte(text)}
}

// A nameForm is the forms in which an entity's names are decided.
type nameForm struct {
	Action, Seal, Name string
	Forms              []choice // ids of what is taken for the entity, its own the first
	Types              []choice // those that it has not
	Decided            []decided
}

// A decided is a row of the file of decisions that can be undone.
type decided struct {
	Line               int
	Row                string // tells it from another that comes to its line
	Text, Action, Seal string
}

// decisionsPath is where the forms of decisions lead to that are no entity's.
const decisionsPath = "/decisions"

// formsOfEntity are the ids that are taken for an entity, its own the first.
func formsOfEntity(ctx context.Context, s *graph.Store, id string) ([]string, error) {
	out := []string{id}
	links, err := s.Links(ctx, "entity", id)
	for _, l := range links {
		if form, ok := strings.CutPrefix(l.From, "form/"); ok && l.To == id && form != id {
			out = append(out, form)
		}
	}
	return out, err
}

// nameForm is that of an entity; nil where nothing is changed here.
func (s *Site) nameForm(ctx context.Context, g *reader, e graph.EntityRef) (*nameForm, error) {
	if s.editor == nil || s.options.Names == "" {
		return nil, nil
	}
	f := &nameForm{Action: "/entity/" + escapePath(e.ID) + "/names", Seal: s.editor.seal(e.ID), Name: table.OneLine(e.Name)}
	forms, err := formsOfEntity(ctx, g.store, e.ID)
	if err != nil {
		return nil, err
	}
	for _, id := range forms {
		f.Forms = append(f.Forms, choice{Value: id, Label: table.OneLine(id)})
	}
	for _, t := range news.Types {
		if string(t) != string(e.Type) {
			f.Types = append(f.Types, choice{Value: string(t), Label: string(t)})
		}
	}
	all, err := s.decided()
	if err != nil {
		return nil, err
	}
	for _, d := range all {
		if slices.Contains(forms, d.Form) || d.Entity == e.ID {
			f.Decided = append(f.Decided, s.undoable(&d))
		}
	}
	return f, nil
}

// decided are the decisions that stand in the file.
func (s *Site) decided() ([]names.Decision, error) {
	f, err := names.Load(s.options.Names)
	if err != nil {
		return nil, unwritten(err)
	}
	return f.Decisions, nil
}

// undoable makes a decision ready for a page.
func (s *Site) undoable(d *names.Decision) decided {
	text := d.Form
	switch d.Action {
	case names.Join:
		text += " is " + d.Entity
	case names.Apart:
		text += " is joined to nothing"
	case names.Hide:
		text += " is not shown"
	case names.Rename:
		text += " is called " + d.Name
	}
	if d.Article != "" {
		text += " in article " + d.Article
	}
	return decided{Line: d.Line, Row: names.Digest([]names.Decision{*d}), Text: table.OneLine(text), Action: decisionsPath, Seal: s.editor.seal(decisionsPath)}
}

// decisions lists what people decided of names, each to be undone.
func (s *Site) decisions(_ *reader, _ *http.Request) (*answer, error) {
	all, err := s.decided()
	if err != nil {
		return nil, err
	}
	rows := make([]decided, len(all))
	for i := range all {
		rows[i] = s.undoable(&all[i])
	}
	return &answer{page: "decisions", title: "What people decided of names", data: rows}, nil
}

// undo takes a decision back.
func (s *Site) undo(_ *reader, r *http.Request) (*answer, error) {
	if err := s.editor.sealed(r, decisionsPath); err != nil {
		return nil, err
	}
	line, err := strconv.Atoi(r.PostForm.Get("line"))
	if err != nil {
		return nil, bad("Say which line is to be undone.")
	}
	form := ""
	err = s.decide(r, func(f *names.File) (*names.File, error) {
		at := slices.IndexFunc(f.Decisions, func(d names.Decision) bool { return d.Line == line })
		if at < 0 || names.Digest(f.Decisions[at:at+1]) != r.PostForm.Get("row") {
			return nil, names.ErrChanged
		}
		form = f.Decisions[at].Form
		return f.Without(line)
	})
	if err != nil {
		return nil, err
	}
	s.audit(r, "%s: line %d undone", form, line)
	return &answer{to: decisionsPath}, nil
}

// name takes a decision on an entity's names, and leads to the entity's page.
func (s *Site) name(g *reader, r *http.Request) (*answer, error) {
	id := r.PathValue("type") + "/" + r.PathValue("slug")
	if err := s.editor.sealed(r, id); err != nil {
		return nil, err
	}
	note, err := noteIn(r)
	if err != nil {
		return nil, err
	}
	ctx := r.Context()
	if _, err := g.store.Entity(ctx, id); err != nil {
		return nil, err
	}
	forms, err := formsOfEntity(ctx, g.store, id)
	if err != nil {
		return nil, err
	}
	d := names.Decision{Form: cmp.Or(r.PostForm.Get("form"), id), Action: names.Action(r.PostForm.Get("action"))}
	if !slices.Contains(forms, d.Form) {
		return nil, bad("“%s” is no form of this entity.", d.Form)
	}
	to := "/entity/" + escapePath(id)
	switch value := strings.TrimSpace(r.PostForm.Get("value")); d.Action {
	case names.Join:
		if value == "" {
			return nil, bad("Say to whom or what it is to be joined: a name, or an id.")
		}
		ids, _, err := queries.Resolve(ctx, g.store, value)
		if err != nil {
			return nil, err
		}
		if len(ids) != 1 || ids[0] == d.Form {
			return nil, bad("“%s” may mean several; give the id, such as %s.", value, id)
		}
		if _, err := g.store.Entity(ctx, ids[0]); err != nil {
			return nil, err
		}
		d.Entity = ids[0]
		to = "/entity/" + escapePath(d.Entity)
	case "type":
		_, slug, _ := strings.Cut(d.Form, "/")
		if !slices.Contains(news.Types[:], news.Type(value)) {
			return nil, bad("There is no type “%s”.", value)
		}
		d.Action, d.Entity = names.Join, value+"/"+slug
		to = "/entity/" + escapePath(d.Entity)
	case names.Rename:
		if d.Name = table.OneLine(value); d.Name == "" {
			return nil, bad("Say what it is to be called.")
		}
	case names.Hide:
		to = decisionsPath
	case names.Apart:
		to = "/entity/" + escapePath(d.Form)
	default:
		return nil, bad("Choose what is to be done.")
	}
	if err := s.decide(r, func(f *names.File) (*names.File, error) { return f.With(d, note) }); err != nil {
		return nil, err
	}
	s.audit(r, "%s: %s", d.Form, strings.TrimSpace(string(d.Action)+" "+cmp.Or(d.Entity, d.Name)))
	return &answer{to: to}, nil
}

// decide changes the file of decisions, and lets the graph follow it as `hearsay names
// --apply` does. While another process writes to the graph it changes nothing.
func (s *Site) decide(r *http.Request, change func(*names.File) (*names.File, error)) (err error) {
	ctx := r.Context()
	f, err := names.Load(s.options.Names)
	if err != nil {
		return unwritten(err)
	}
	if f, err = change(f); err != nil {
		return unwritten(err)
	}
	w, err := graph.Open(ctx, s.graph.db, graph.Write)
	if err != nil {
		return unwritten(err)
	}
	defer func() { err = errors.Join(err, w.Close()) }()
	if err := f.Save(s.options.Names); err != nil {
		return unwritten(err)
	}
	if err := w.Decide(ctx, f.Decisions); err != nil {
		return err
	}
	if err := w.Link(ctx); err != nil {
		return err
	}
	return s.graph.again(ctx)
}
