// Package news holds what the parts of hearsay hand each other: an article, the
// entities that speak in it or are spoken of, and the claims that link them.
// It has no behaviour beyond their ids, and the JSON form of these values, which is
// the one that `hearsay extract` prints.
//
// # What a claim is
//
// A claim is one attribution: the text says that somebody, or some outlet or document,
// says, writes, thinks, wants, denies, warns, promises, asks or rejects something.
// Nothing outside the text counts, and no claim is recorded as true.
//
// Headlines count like any sentence, and so do captions. A source's words that go on
// over further paragraphs are a claim each, without a cue. Nouns signal too ("the
// warning that"), where what is said stands beside them; bare feelings, insults and
// deeds do not, and sayings that did not happen ("declined to comment") are none. A
// speaker's own "I think" inside what he says is no claim of its own; somebody else's
// words inside it are, within his. A letter is its sender's, a poll is a source.
//
// The source is whom the text names, pronouns resolved, and whom it implies where it
// leaves the speaker out; there is none where nobody can be named ("it is said that").
// The content is about what it names or refers to by pronoun or description; about the
// source only where it speaks of itself. The stance is the cue's; where that is neutral
// ("said"), the content's that asks for something, promises or wishes.
//
// Begin with [Document].
package news
