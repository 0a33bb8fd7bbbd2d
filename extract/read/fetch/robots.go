package fetch

import (
	"context"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// token is the name by which robots.txt may speak of us.
const token = "hearsay"

// robotsBytes is how much of a robots.txt is read (RFC 9309, 2.5).
const robotsBytes = 512 << 10

// rules are what the robots.txt of a host asks of us.
type rules struct {
	none  bool // nothing may be read: it could not be asked for
	lines []rule
	delay time.Duration
}

type rule struct {
	allow bool
	path  string
}

// origin is what a robots.txt is for.
func origin(u *url.URL) string { return u.Scheme + "://" + u.Host }

// allowed says whether the robots.txt of an address's host lets us read it.
func (c *Client) allowed(ctx context.Context, u *url.URL) (bool, error) {
	r, ok := c.robots[origin(u)]
	if !ok {
		var err error
		if r, err = c.ask(ctx, u); err != nil {
			return false, err
		}
		c.robots[origin(u)] = r
	}
	return r.allow(u.EscapedPath(), u.RawQuery), nil
}

// ask gets a robots.txt: where there is none, all may be read; where the server fails,
// nothing.
func (c *Client) ask(ctx context.Context, u *url.URL) (*rules, error) {
	at := *u
	at.Path, at.RawPath, at.RawQuery, at.Fragment = "/robots.txt", "", "", ""
	req, err := request(ctx, &at)
	if err != nil {
		return nil, err
	}
	c.robots[origin(u)] = &rules{} // a redirect to the same host is not asked about
	resp, err := c.do(req)
	if err != nil {
		delete(c.robots, origin(u))
		return nil, err
	}
	defer resp.Body.Close()
	switch {
	case resp.StatusCode >= http.StatusInternalServerError:
		return &rules{none: true}, nil
	case resp.StatusCode != http.StatusOK:
		return &rules{}, nil
	}
	body, err := io.ReadAll(io.LimitReader(resp.Body, robotsBytes))
	if err != nil {
		return nil, plainly(err)
	}
	return parse(string(body)), nil
}

// parse reads the groups that speak of us, or else of all.
func parse(text string) *rules {
	var ours, all rules
	named, mine, everyone, inAgents := false, false, false, false
	for line := range strings.Lines(text) {
		line, _, _ = strings.Cut(line, "#")
		key, value, ok := strings.Cut(line, ":")
		key, value = strings.ToLower(strings.TrimSpace(key)), strings.TrimSpace(value)
		if !ok {
			continue
		}
		if key == "user-agent" {
			if !inAgents {
				mine, everyone = false, false
			}
			inAgents = true
			mine = mine || strings.EqualFold(value, token)
			everyone = everyone || value == "*"
			named = named || mine
			continue
		}
		inAgents = false
		for _, to := range [...]struct {
			in bool
			r  *rules
		}{{mine, &ours}, {everyone, &all}} {
			if !to.in {
				continue
			}
			switch key {
			case "allow", "disallow":
				if value != "" {
					to.r.lines = append(to.r.lines, rule{key == "allow", value})
				}
			case "crawl-delay":
				if n, err := strconv.ParseFloat(value, 64); err == nil && n > 0 && n <= 60 {
					to.r.delay = time.Duration(n * float64(time.Second))
				}
			}
		}
	}
	if named {
		return &ours
	}
	return &all
}

// allow says whether a path may be read: the longest rule that fits decides, of two as
// long the one that allows.
func (r *rules) allow(path, query string) bool {
	if r.none {
		return false
	}
	if path == "" {
		path = "/"
	}
	if query != "" {
		path += "?" + query
	}
	allow, longest := true, -1
	for _, l := range r.lines {
		if n := len(l.path); fits(l.path, path) && (n > longest || n == longest && l.allow) {
			allow, longest = l.allow, n
		}
	}
	return allow
}

// fits says whether a rule's path, with * for anything and $ for the end, is the
// beginning of a path.
func fits(pattern, path string) bool {
	pattern, anchored := strings.CutSuffix(pattern, "$")
	parts := strings.Split(pattern, "*")
	if !strings.HasPrefix(path, parts[0]) {
		return false
	}
	rest := path[len(parts[0]):]
	for i, p := range parts[1:] {
		if anchored && i == len(parts)-2 {
			return strings.HasSuffix(rest, p)
		}
		at := strings.Index(rest, p)
		if at < 0 {
			return false
		}
		rest = rest[at+len(p):]
	}
	return !anchored || rest == ""
}
