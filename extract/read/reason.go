package read

import "strings"

// reasons are the kinds of what Skip says, each by words that it has; the first that
// fits is the kind.
var reasons = []struct{ kind, words string }{
	{"in another language", "not in English"},
	{"too large", "larger than|longer than|unpacks to more than|packed more than|in more than|behind more than"},
	{"without full text", "without its full text"},
	{"addresses that were not followed", "--follow"},
	{"not got from the web", "cannot be got|an address, which"},
	{"damaged", "damaged|not JSON|not XML|cut off|UTF-|its answer cannot be read|record at byte|malformed"},
	{"of a kind that is not read", "not read|binary|neither a feed|no article;|not a regular file"},
	{"without text", "no text|without text|not an article|without a column"},
	{"unreadable", "cannot be read"},
	{"empty", "empty|without rows|without items|without pages|without a header"},
}

// Reason is the kind of what an Item's Skip says, in a few words.
func Reason(skip string) string {
	for _, r := range reasons {
		for words := range strings.SplitSeq(r.words, "|") {
			if strings.Contains(skip, words) {
				return r.kind
			}
		}
	}
	return "for another reason"
}
