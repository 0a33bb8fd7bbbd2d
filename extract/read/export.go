package read

import (
	"regexp"
	"strings"

	"hearsay/extract/news"
)

// What the exports of press archives have and no other text: Nexis ends or begins its
// documents with these lines, Factiva has its tags or its number.
var (
	nexisEnd     = regexp.MustCompile(`(?m)^[ \t]*End of Document[ \t]*\r?$`)
	nexisCount   = regexp.MustCompile(`(?m)^[ \t]*(?:Document )?\d+ of \d+(?: DOCUMENTS?)?[ \t]*\r?$`)
	nexisLength  = regexp.MustCompile(`(?mi)^[ \t]*length:\s*[\d,]+ words`)
	nexisTail    = regexp.MustCompile(`(?m)^\s*(?:Load-Date|Classification|Graphic|Correction)\b.*$`)
	factivaTag   = regexp.MustCompile(`(?m)^(?:HD|SE|BY|WC|PD|ET|SN|SC|LA|CY|LP|TD|ED|PG|CO|IN|NS|RE|PUB|AN|CR|CX|RF|ART|IPC|IPD|CT|NS)[ \t]`)
	factivaHead  = regexp.MustCompile(`(?m)^HD[ \t]`)
	factivaDoc   = regexp.MustCompile(`(?m)^[ \t]*Document [A-Z]{2,}[A-Za-z0-9]{8,}[ \t]*\r?$`)
	factivaWords = regexp.MustCompile(`(?m)^[\d,]+ words[ \t]*\r?$`)
)

// export splits a text export of Nexis or Factiva into its articles; nil for a text
// that is none.
func export(text string) []news.Article {
	switch {
	case nexisLength.MatchString(text) && nexisEnd.MatchString(text):
		return each(nexisEnd.Split(text, -1), nexisNew)
	case nexisLength.MatchString(text) && nexisCount.MatchString(text):
		return each(nexisCount.Split(text, -1), nexisOld)
	case factivaHead.MatchString(text) && len(factivaTag.FindAllString(text, 6)) > 5:
		return each(before(factivaHead, text), factivaTagged)
	case factivaDoc.MatchString(text) && factivaWords.MatchString(text):
		return each(factivaDoc.Split(text, -1), factivaPlain)
	}
	return nil
}

// before splits a text before each place that matches.
func before(mark *regexp.Regexp, text string) []string {
	var out []string
	last := 0
	for _, at := range mark.FindAllStringIndex(text, -1) {
		out = append(out, text[last:at[0]])
		last = at[0]
	}
	return append(out, text[last:])
}

// each reads the documents that are some.
func each(documents []string, read func([]string) news.Article) []news.Article {
	var out []news.Article
	for _, d := range documents {
		if strings.TrimSpace(d) == "" {
			continue
		}
		if a := read(strings.Split(strings.ReplaceAll(d, "\r\n", "\n"), "\n")); strings.TrimSpace(a.Text) != "" {
			out = append(out, a)
		}
	}
	return out
}

// labelled is a line "Section: NEWS" of Nexis.
var labelled = regexp.MustCompile(`(?i)^\s*(byline|section|length|dateline|highlight|load-date|language|publication-type|graphic|copyright|correction|correction-date|source|subject|organization|company|ticker|industry|person|geographic|city|state|country|url|headline|journal-code|type|series|body|classification)(?::\s*(.*)|)$`)

// label gives the name and the value of a line that has one; ok is false for others,
// most of which are known by their beginnings.
func label(line string) (name, value string, ok bool) {
	if head, _, _ := strings.Cut(line, ":"); len(head) > len("publication-type") {
		return "", "", false
	}
	m := labelled.FindStringSubmatch(line)
	if m == nil {
		return "", "", false
	}
	return m[1], m[2], true
}

// nexisNew reads a document of Nexis Uni: title, outlet, date, fields, "Body", text.
func nexisNew(lines []string) news.Article {
	var head []string
	var a news.Article
	for i, line := range lines {
		trimmed := strings.TrimSpace(line)
		name, value, ok := label(trimmed)
		switch {
		case trimmed == "Body":
			body := strings.Join(lines[i+1:], "\n")
			if at := nexisTail.FindStringIndex(body); at != nil {
				body = body[:at[0]]
			}
			a.Text = paragraphsOf(body)
			return nexisHead(a, head)
		case ok && value != "":
			field(&a, name, value)
		case trimmed != "" && !strings.HasPrefix(trimmed, "Copyright") && trimmed != "All Rights Reserved":
			head = append(head, trimmed)
		}
	}
	return nexisHead(a, head)
}

// nexisHead takes title, outlet and date from the lines above the fields.
func nexisHead(a news.Article, head []string) news.Article {
	for i, line := range head {
		if iso, ok := date(weekdayEnd.ReplaceAllString(line, "")); ok && i > 0 {
			a.Published, a.Publisher = iso, head[i-1]
			if a.Title == "" && i > 1 {
				a.Title = strings.Join(head[:i-1], " ")
			}
			return a
		}
	}
	return a
}

// weekdayEnd is what Nexis has behind its dates.
var weekdayEnd = regexp.MustCompile(`(?i)\s+(?:mon|tues|wednes|thurs|fri|satur|sun)day.*$`)

func field(a *news.Article, name, value string) {
	switch strings.ToLower(name) {
	case "language":
		a.Language = strings.ToLower(value)
	case "headline":
		a.Title = value
	case "url":
		a.URL = value
	}
}

// nexisOld reads a document of Nexis of former times: outlet and date in the middle of
// their lines, the headline, fields, text, fields.
func nexisOld(lines []string) news.Article {
	var a news.Article
	var blocks []string
	for _, b := range strings.Split(strings.Join(lines, "\n"), "\n\n") {
		if b = strings.TrimSpace(strings.Join(strings.Fields(b), " ")); b != "" {
			blocks = append(blocks, b)
		}
	}
	var head, body []string
	started := false // the fields before the text have been met
	for _, b := range blocks {
		name, value, ok := label(b)
		switch {
		case ok && strings.EqualFold(name, "length"):
			started = true
		case ok && value != "":
			field(&a, name, value)
		case strings.HasPrefix(b, "Copyright ") || b == "All Rights Reserved":
		case started:
			body = append(body, b)
		default:
			head = append(head, b)
		}
	}
	for i, b := range head {
		if iso, ok := date(weekdayEnd.ReplaceAllString(b, "")); ok {
			a.Published = iso
			if i > 0 {
				a.Publisher = head[i-1]
			}
			if i+1 < len(head) && a.Title == "" {
				a.Title = head[i+1]
			}
			break
		}
	}
	a.Text = strings.Join(body, "\n\n")
	return a
}

// factivaTagged reads a document with Factiva's tags of two letters.
func factivaTagged(lines []string) news.Article {
	fields := map[string][]string{}
	tag := ""
	for _, line := range lines {
		if m := factivaTag.FindString(line + " "); m != "" {
			tag, line = strings.TrimSpace(m), strings.TrimSpace((line + " ")[len(m):])
		}
		if tag != "" {
			fields[tag] = append(fields[tag], strings.TrimRight(line, " \t"))
		}
	}
	one := func(tag string) string { return strings.Join(strings.Fields(strings.Join(fields[tag], " ")), " ") }
	a := news.Article{Title: one("HD"), Publisher: one("SN"), Language: strings.ToLower(one("LA"))}
	a.Published, _ = date(one("PD"))
	a.Text = strings.TrimSpace(paragraphsOf(strings.Join(fields["LP"], "\n")) + "\n\n" + paragraphsOf(strings.Join(fields["TD"], "\n")))
	return a
}

// factivaPlain reads a document without tags: title, by-line, number of words, date,
// outlet, code, language, copyright, text.
func factivaPlain(lines []string) news.Article {
	var a news.Article
	i := 0
	for ; i < len(lines) && !factivaWords.MatchString(strings.TrimSpace(lines[i])); i++ {
		if t := strings.TrimSpace(lines[i]); t != "" && a.Title == "" {
			a.Title = t
		}
	}
	for i++; i < len(lines); i++ {
		t := strings.TrimSpace(lines[i])
		switch iso, ok := date(t); {
		case t == "" && a.Publisher != "":
			a.Text = paragraphsOf(strings.Join(lines[i:], "\n"))
			return a
		case ok && a.Published == "":
			a.Published = iso
		case a.Published != "" && a.Publisher == "" && t != "" && !timeLine.MatchString(t):
			a.Publisher = t
		case t == "English":
			a.Language = "en"
		}
	}
	return a
}

// timeLine is the time of day that Factiva has below some dates.
var timeLine = regexp.MustCompile(`^\d{1,2}:\d\d`)

// blankLine is what stands between two paragraphs.
var blankLine = regexp.MustCompile(`\n[ \t]*\n+`)

// paragraphsOf is a text whose paragraphs have a blank line between them: as it has
// them, or else one a line.
func paragraphsOf(text string) string {
	text = strings.Trim(text, " \t\n")
	if !strings.Contains(text, "\n\n") {
		return strings.ReplaceAll(text, "\n", "\n\n")
	}
	var out []string
	for _, p := range blankLine.Split(text, -1) {
		if p = strings.Join(strings.Fields(p), " "); p != "" {
			out = append(out, p)
		}
	}
	return strings.Join(out, "\n\n")
}
