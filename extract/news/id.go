package news

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"io"
	"net/url"
	"strings"
)

// ArticleID is the id of an article: the first 20 hex digits of the SHA-256 of
// its publisher, url, published, title and text, each preceded by its length in
// bytes as eight bytes, the highest first. The url is the canonical one, and the text
// has the line ends and the ends of lines of [Canonical], so that an article that was
// copied is still the same. It has one id on every machine; the same wire copy at two
// outlets has two.
func ArticleID(a Article) string {
	return hash(a.Publisher, CanonicalURL(a.URL), a.Published, strings.TrimSpace(a.Title), Canonical(a.Text))
}

// FormerID is the id that the article had before ids took no notice of how a line
// ends and how an address is written. Graphs of that time hold it; of an article
// whose text and address are canonical it is the same.
func FormerID(a Article) string { return hash(a.Publisher, a.URL, a.Published, a.Title, a.Text) }

func hash(fields ...string) string {
	h := sha256.New()
	for _, field := range fields {
		var length [8]byte
		binary.BigEndian.PutUint64(length[:], uint64(len(field)))
		h.Write(length[:])
		_, _ = io.WriteString(h, field) // a hash does not fail
	}
	return hex.EncodeToString(h.Sum(nil))[:20]
}

// Canonical is a text with LF as its line ends, and without blanks at the end of a
// line or of the text.
func Canonical(text string) string {
	var b strings.Builder
	b.Grow(len(text))
	ends := 0 // line ends that are not written yet
	for len(text) > 0 {
		line, rest := text, ""
		if i := strings.IndexAny(text, "\r\n"); i >= 0 {
			line, rest = text[:i], text[i+1:]
			if text[i] == '\r' {
				rest = strings.TrimPrefix(rest, "\n")
			}
		}
		if line = strings.TrimRight(line, " \t\u00a0"); line != "" {
			for ; ends > 0; ends-- {
				b.WriteByte('\n')
			}
			b.WriteString(line)
		}
		ends++
		text = rest
	}
	return b.String()
}

// CanonicalURL is an address in the one form in which two are compared: with https
// for http, without "www.", its fragment, a slash at its end and
// the parameters by which readers are counted. What is no such address stays.
func CanonicalURL(address string) string {
	address = strings.TrimSpace(address)
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || !strings.EqualFold(u.Scheme, "http") && !strings.EqualFold(u.Scheme, "https") {
		return address
	}
	host := strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
	if p := u.Port(); p != "" && p != "80" && p != "443" {
		host += ":" + p
	}
	out := "https://" + host + strings.TrimRight(u.EscapedPath(), "/")
	var kept []string
	for _, p := range strings.Split(u.RawQuery, "&") {
		if name, _, _ := strings.Cut(p, "="); p != "" && !counts(strings.ToLower(name)) {
			kept = append(kept, p)
		}
	}
	if len(kept) > 0 {
		out += "?" + strings.Join(kept, "&")
	}
	if strings.HasPrefix(u.Fragment, "!") { // the page's name in sites that are one program
		out += "#" + u.Fragment
	}
	return out
}

// counts says whether a parameter only tells where a reader came from.
func counts(name string) bool {
	switch name {
	case "fbclid", "gclid", "dclid", "msclkid", "yclid", "igshid", "twclid", "mc_cid", "mc_eid", "_ga", "_hsenc", "_hsmi",
		"ocid", "cmpid", "smid", "ns_mchannel", "ns_source", "ns_campaign":
		return true
	}
	return strings.HasPrefix(name, "utm_")
}
