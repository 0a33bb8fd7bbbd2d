package main

import (
	"context"
	"errors"
	"os"
	"time"

	"github.com/spf13/cobra"

	"hearsay/extract"
	"hearsay/extract/chat"
	"hearsay/extract/news"
)

// An asked is a language model that is asked about doubtful claims; without a URL nobody
// is.
type asked struct {
	options chat.Options
	model   *chat.Model
}

// flags adds the flags to a command that extracts.
func (q *asked) flags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringVar(&q.options.URL, "ask-model", "", "ask the language model at this `URL` (OpenAI's protocol, such as http://127.0.0.1:8080/v1) "+
		"who makes a claim whose source is in doubt; it is shown that claim's sentence and the names in it, and chooses one; its key is in HEARSAY_ASK_KEY")
	f.StringVar(&q.options.Name, "ask-name", "", "the `name` of that model (default: the first that the server lists)")
	f.Var(stretch(&q.options.Timeout, chat.DefaultTimeout, time.Millisecond), "ask-timeout", "leave a claim as it is where an answer takes longer than this")
}

// open finds the model, before anything is read.
func (q *asked) open(ctx context.Context) (err error) {
	if q.options.URL == "" {
		if q.options.Name != "" {
			return errors.New("--ask-name is for --ask-model, which is not given")
		}
		return nil
	}
	q.options.Key = os.Getenv("HEARSAY_ASK_KEY")
	q.model, err = chat.Open(ctx, q.options)
	return err
}

// extract is what is done with an article: [extract.Extract], and the model's decisions.
func (q *asked) extract(ctx context.Context) func(*extract.Model, news.Article) news.Document {
	if q.model == nil {
		return extract.Extract
	}
	return func(m *extract.Model, a news.Article) news.Document {
		d := extract.Extract(m, a)
		_ = q.model.Decide(ctx, &d) // at the end of the context, which ends all
		return d
	}
}

// report says what became of the questions, and gives how many claims stay in doubt for
// want of an answer.
func (q *asked) report(a *app) (left int) {
	if q.model == nil {
		return 0
	}
	r := q.model.Report()
	a.note("%s named the source of %d of %d claims in doubt", q.model.Name(), r.Decided, r.Doubtful)
	if r.Failed > 0 {
		a.note("%d of them stay as they are: ask %s: %v", r.Failed, q.options.URL, r.Err)
	}
	return r.Failed
}
