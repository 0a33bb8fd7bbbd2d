// Hearsay reads news and answers who said what about whom, and through whom we
// heard it.
//
// A tour of the code, in the order of the data:
//
//   - extract/read turns files into articles (extract/news), bytes kept.
//   - extract makes documents of articles, by what lies in extract/internal:
//     token splits a text into tokens, sentences, paragraphs and quotations, by rules.
//     encoder turns tokens into vectors, and these into labels and links: a small
//     transformer with integer weights, in Go and assembler. Its weights lie in
//     extract/model, with the Python that trained them.
//     attribution puts labels and links together to attributions: source, cue,
//     content; and looks for further ones inside each content.
//     mention and coref find who and what is named, and which of these are the same.
//     claim makes claims of them: about whom, within which other claim, how the
//     source stands to it, when it was said.
//   - graph puts documents into one file as a Cayley graph (graph/sqlstore), whole
//     or not at all, and answers by statements; graph/census counts; graph/export writes it for others.
//   - graph/link finds what lies between articles, of their documents alone: who is the
//     same, who speaks for whom, whom an article credits, what disagrees; a folder a kind.
//     What people decide of names (graph/names) goes before it. What they find of claims
//     (graph/reviews) stands beside the graph, and says which claims answers have.
//   - queries asks and prints; queries/gizmo runs scripts in a process of their own;
//     queries/web shows the answers as pages.
//
// Something new that is said of a claim stands in five files: in extract/news (its
// field), graph/schema (its predicate), graph/internal/codec (how it is stored),
// graph/quads.go and graph/export/rdf.go (how it is written). Tests fail where one of them is missing.
//
// This package has one file a command and no logic: flags in, one call, text out.
// extract/evaluate measures what extract finds, by the figures of extract/score.
package main
