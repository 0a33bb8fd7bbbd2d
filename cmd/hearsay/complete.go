package main

import (
	"context"
	"slices"

	"github.com/spf13/cobra"

	"hearsay/extract/news"
	"hearsay/graph"
	"hearsay/graph/export/table"
)

// completed is how many names are offered while one is typed.
const completed = 30

// complete offers, for the flags of cmd and of those below it, what can stand behind
// them: names of the graph, and the words of short lists.
func (a *app) complete(cmd *cobra.Command) {
	lists := map[string][]string{"kind": words(news.Kinds[:]), "stance": words(news.Stances[:]), "sort": words(graph.Orders[1:])}
	for _, flag := range []string{"who", "about", "via", "publisher", "kind", "stance", "sort"} {
		if cmd.Flags().Lookup(flag) == nil {
			continue
		}
		offer := a.begun
		if list := lists[flag]; list != nil {
			offer = cobra.FixedCompletions(list, cobra.ShellCompDirectiveNoFileComp)
		}
		if err := cmd.RegisterFlagCompletionFunc(flag, offer); err != nil {
			panic(err) // only a flag that there is not, or one that has got one
		}
	}
	for _, c := range cmd.Commands() {
		a.complete(c)
	}
}

// words are the values of a list as they are typed.
func words[T ~string](list []T) []string {
	out := make([]string, len(list))
	for i, v := range list {
		out[i] = string(v)
	}
	return out
}

// begun offers the names of the graph that have a word that begins with what has been
// typed, those in most claims first. Where there is no graph it offers none.
func (a *app) begun(cmd *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
	const directive = cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveKeepOrder
	ctx := cmd.Context()
	if ctx == nil {
		ctx = context.Background() // which Cobra gives no command that completes
	}
	s, err := a.read(ctx)
	if err != nil {
		return nil, directive
	}
	defer s.Close() // it was only read
	found, err := s.Begins(ctx, typed, completed)
	if err != nil {
		return nil, directive
	}
	var names []string
	for _, m := range found {
		if name := table.Visible(m.Entity.Name); !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names, directive
}
