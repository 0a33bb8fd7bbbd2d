package page

import (
	"cmp"
	"net/url"
	"regexp"
	"strings"
)

// title is the headline: as the article says itself, else as the page does, without
// the name of the site.
func (s *said) title() string {
	return s.withoutSite(cmp.Or(
		text(s.ld["headline"]), s.first["headline"], s.meta["og:title"], s.meta["twitter:title"], s.meta["parsely-title"], s.meta["sailthru.title"],
		s.meta["dc.title"], s.first["h1"], s.first["title"], text(s.ld["name"]),
	))
}

// siteEnd is what titles have between the headline and the name of the site.
var siteEnd = regexp.MustCompile(`\s+[|–—·»-]\s+`)

// withoutSite takes the name of the site off a title.
func (s *said) withoutSite(title string) string {
	cuts := siteEnd.FindAllStringIndex(title, -1)
	if len(cuts) == 0 {
		return title
	}
	last := cuts[len(cuts)-1]
	head, tail := title[:last[0]], title[last[1]:]
	site := cmp.Or(s.meta["og:site_name"], text(s.ld["publisher"]), s.meta["application-name"])
	if alike(tail, site) || alike(head, s.first["h1"]) || strings.EqualFold(strings.ReplaceAll(tail, " ", ""), domain(s.address())) {
		return head
	}
	if head = title[:cuts[0][0]]; alike(head, s.first["h1"]) {
		return head
	}
	return title
}

// domain is the first name of an address's host, without "www".
func domain(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	name, _, _ := strings.Cut(strings.TrimPrefix(u.Hostname(), "www."), ".")
	return name
}

var (
	bylineName = regexp.MustCompile(`(?:^|[\s_-])(?:byline|author|author-?name|article-?author|post-?author|contributor)(?:$|[\s_-])`)
	byWord     = regexp.MustCompile(`(?i)^(?:written |posted |story |reported |article )?by:?\s+`)
	bylineEnd  = regexp.MustCompile(`(?i)\s*(?:[|•·–—]|\bposted\b|\bpublished\b|\bupdated\b|,?\s+(?:staff|senior|chief|associated press|reuters|special to|for|the|contributor|correspondent|reporter|editor)\b|\d).*$`)
)

// author is who wrote the article.
func (s *said) author() string {
	for _, v := range [...]string{
		texts(s.ld["author"]), texts(s.ld["creator"]), s.meta["author"], s.meta["article:author"], s.meta["parsely-author"], s.meta["sailthru.author"],
		s.meta["dc.creator"], s.meta["byl"], s.first["author"], s.first["rel-author"], s.first["byline"],
	} {
		v = byWord.ReplaceAllString(strings.TrimSpace(v), "")
		if v == "" || strings.Contains(v, "://") || strings.HasPrefix(v, "@") || len(v) > 200 {
			continue
		}
		return strings.TrimSpace(bylineEnd.ReplaceAllString(v, ""))
	}
	return ""
}

// publisher is the outlet's name.
func (s *said) publisher() string {
	for _, v := range [...]string{
		text(s.ld["publisher"]), s.meta["og:site_name"], s.first["publisher"], s.meta["application-name"], s.meta["publisher"], s.meta["dc.publisher"],
		s.meta["twitter:app:name:iphone"],
	} {
		if v != "" && !strings.Contains(v, "://") {
			return v
		}
	}
	for _, n := range s.nodes { // the site's own node
		switch text(n["@type"]) {
		case "NewsMediaOrganization", "WebSite":
			if name := text(n["name"]); name != "" {
				return name
			}
		}
	}
	return ""
}

// published is when the article came out, as the page has it.
func (s *said) published() string {
	return cmp.Or(
		text(s.ld["datePublished"]), s.meta["article:published_time"], s.meta["datepublished"], s.first["published"], s.meta["parsely-pub-date"],
		s.meta["sailthru.date"], s.meta["dc.date.issued"], s.meta["dc.date"], s.meta["dcterms.created"], s.meta["pubdate"], s.meta["publishdate"],
		s.meta["publish-date"], s.meta["date"], s.meta["og:published_time"], text(s.ld["dateCreated"]), s.first["time"],
	)
}

// address is the article's own address.
func (s *said) address() string {
	for _, v := range [...]string{s.first["canonical"], s.meta["og:url"], text(s.ld["url"]), ldID(s.ld["mainEntityOfPage"])} {
		if u, err := url.Parse(v); err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" {
			return v
		}
	}
	return ""
}

func ldID(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case map[string]any:
		return text(v["@id"])
	}
	return ""
}
