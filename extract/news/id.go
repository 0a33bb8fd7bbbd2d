package news

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"io"
)

// ArticleID is the id of an article: the first 20 hex digits of the SHA-256 of
// its publisher, url, published, title and text, each preceded by its length in
// bytes as eight bytes, the highest first. The same article has one id on every
// machine; the same wire copy at two outlets has two.
func ArticleID(a Article) string {
	h := sha256.New()
	for _, field := range [...]string{a.Publisher, a.URL, a.Published, a.Title, a.Text} {
		var length [8]byte
		binary.BigEndian.PutUint64(length[:], uint64(len(field)))
		h.Write(length[:])
		_, _ = io.WriteString(h, field) // a hash does not fail
	}
	return hex.EncodeToString(h.Sum(nil))[:20]
}
