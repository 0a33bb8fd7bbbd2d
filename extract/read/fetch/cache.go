package fetch

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
)

// Kept is an answer as the cache has it.
type kept struct {
	URL, Type, ETag, Modified string
	Body                      []byte
}

func (k *kept) answer() *Answer {
	return &Answer{URL: k.URL, Type: k.Type, Body: io.NopCloser(bytes.NewReader(k.Body))}
}

// ask asks for the page only if it has changed.
func (k *kept) ask(req *http.Request) {
	if k.ETag != "" {
		req.Header.Set("If-None-Match", k.ETag)
	}
	if k.Modified != "" {
		req.Header.Set("If-Modified-Since", k.Modified)
	}
}

// file is where the cache has an address.
func (c *Client) file(address string) string {
	sum := sha256.Sum256([]byte(address))
	return filepath.Join(c.Cache, hex.EncodeToString(sum[:16])+".json")
}

// load is what the cache has of an address; nil for nothing, or what cannot be read.
func (c *Client) load(address string) *kept {
	if c.Cache == "" {
		return nil
	}
	data, err := os.ReadFile(c.file(address))
	var k kept
	if err != nil || json.Unmarshal(data, &k) != nil {
		return nil
	}
	return &k
}

// store keeps an answer that can be asked for again. A cache that cannot be written is
// none.
func (c *Client) store(address string, k *kept, header http.Header) {
	if c.Cache == "" || k.ETag == "" && k.Modified == "" || strings.Contains(strings.ToLower(header.Get("Cache-Control")), "no-store") {
		return
	}
	data, err := json.Marshal(k)
	if err != nil || os.MkdirAll(c.Cache, 0o700) != nil {
		return
	}
	file, err := os.CreateTemp(c.Cache, "new-*")
	if err != nil {
		return
	}
	_, err = file.Write(data)
	if closed := file.Close(); err == nil && closed == nil && os.Rename(file.Name(), c.file(address)) == nil {
		return
	}
	_ = os.Remove(file.Name()) // what is left of it
}
