package read

import (
	"fmt"
	"strings"
	"testing"
)

// TestDumps reads lines as common programs and collections write them, with an invented
// article: the same of all, but for what one of them does not have.
func TestDumps(t *testing.T) {
	const whole = `title=Pier shut%s of=%s on=%s at=https://post.example/pier in=%s "Pier shut\n\nThe pier was shut.\n\nSo they say."`
	for name, c := range map[string]struct{ line, want string }{
		"trafilatura": {
			`{"title":"Pier shut","author":"Ann Day","hostname":"post.example","date":"2031-03-04","fingerprint":"1f","id":null,"license":null,"comments":"","raw_text":"The pier was shut. So they say.","text":"The pier was shut.\n\nSo they say.","language":"en","image":"https://post.example/a.jpg","pagetype":"article","filedate":"2031-03-05","source":"https://post.example/pier","source-hostname":"The Post","excerpt":"Shut.","categories":"News","tags":""}`,
			fmt.Sprintf(whole, " by=Ann Day", "The Post", "2031-03-04", "en"),
		},
		"newspaper": {
			`{"url":"https://post.example/pier","read_more_link":"","language":"en","title":"Pier shut","top_image":"","meta_img":"","images":[],"movies":[],"keywords":["pier"],"meta_keywords":[""],"tags":[],"authors":["Ann Day"],"publish_date":"2031-03-04T10:00:00","summary":"","meta_description":"Shut.","meta_lang":"en","meta_favicon":"","meta_site_name":"The Post","canonical_link":"https://post.example/pier","text":"The pier was shut.\n\nSo they say."}`,
			fmt.Sprintf(whole, " by=Ann Day", "The Post", "2031-03-04T10:00:00", "en"),
		},
		"news-please": {
			`{"authors":["Ann Day"],"date_download":"2031-03-06 01:02:03","date_modify":"2031-03-05 01:02:03","date_publish":"2031-03-04 10:00:00","description":"Shut.","filename":"a.json","image_url":"","language":"en","localpath":null,"title":"Pier shut","title_page":null,"title_rss":null,"source_domain":"post.example","maintext":"The pier was shut.\n\nSo they say.","url":"https://post.example/pier"}`,
			fmt.Sprintf(whole, " by=Ann Day", "post.example", "2031-03-04T10:00:00", "en"),
		},
		"Common Crawl news, as first published": {
			`{"title":"Pier shut","text":"The pier was shut.\n\nSo they say.","domain":"post.example","date":"2031-03-04 10:00:00","description":"Shut.","url":"https://post.example/pier","image_url":""}`,
			fmt.Sprintf(strings.Replace(whole, " in=%s", "", 1), "", "post.example", "2031-03-04T10:00:00"),
		},
		"Common Crawl news, with plain_text": {
			`{"requested_url":"https://post.example/pier","responded_url":"https://post.example/pier","plain_text":"The pier was shut.\n\nSo they say.","published_date":"2031-03-04","title":"Pier shut","tags":[],"categories":[],"author":"Ann Day","sitename":"The Post","image_url":"","language":"en","language_score":0.9,"warc_path":"CC-NEWS-1.warc.gz","crawl_date":"2031-03-06"}`,
			fmt.Sprintf(whole, " by=Ann Day", "The Post", "2031-03-04", "en"),
		},
		"CNN/DailyMail": {
			`{"article":"The pier was shut.\n\nSo they say.","highlights":"Pier shut .","id":"0001d1afc246a7964130f43ae940af6bc6c57f01"}`,
			`title=The pier was shut. "The pier was shut.\n\nSo they say."`,
		},
		"Media Cloud": {
			`{"id":"1f","media_name":"The Post","media_url":"post.example","title":"Pier shut","publish_date":"2031-03-04","url":"https://post.example/pier","language":"en","indexed_date":"2031-03-06T00:00:00","text":"The pier was shut.\n\nSo they say."}`,
			fmt.Sprintf(whole, "", "The Post", "2031-03-04", "en"),
		},
		"Media Cloud of former times": {
			`{"stories_id":12,"media_id":3,"media_name":"The Post","title":"Pier shut","publish_date":"2031-03-04 10:00:00","collect_date":"2031-03-06 10:00:00","guid":"12","url":"https://post.example/pier","language":"en","story_text":"The pier was shut.\n\nSo they say."}`,
			fmt.Sprintf(whole, "", "The Post", "2031-03-04T10:00:00", "en"),
		},
		"Media Cloud, sentences": {
			`{"stories_id":12,"media_name":"The Post","title":"Pier shut","publish_date":"2031-03-04","url":"https://post.example/pier","language":"en","story_sentences":[{"sentence_number":0,"sentence":"The pier was shut."},{"sentence_number":1,"sentence":"So they say."}]}`,
			strings.Replace(fmt.Sprintf(whole, "", "The Post", "2031-03-04", "en"), `shut.\n\nSo`, "shut. So", 1),
		},
		"GDELT, which has no texts": {
			`{"date":"2031-03-04T10:00:00Z","url":"https://post.example/pier","title":"Pier shut","image":"","desc":"Shut.","lang":"en","domain":"post.example","outletName":"The Post"}`,
			`skipped=no text: none of its keys is "text", "body", "content", … `,
		},
	} {
		if got := shown(t, "dump.jsonl", c.line+"\n"); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", name, got, c.want)
		}
	}
}

// TestARC reads archives of the Internet Archive's first format.
func TestARC(t *testing.T) {
	one := "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><title>Pier shut</title><article><p>The pier was shut on Tuesday, and nobody in the town knows why that was so.</p></article></html>"
	head := "filedesc://a.arc 0.0.0.0 20310304100000 text/plain 77\n1 0 Halden Archive\nURL IP-address Archive-date Content-type Archive-length\n\n\n"
	made := func(address, kind string, length int, body string) string {
		return fmt.Sprintf("%s 192.0.2.1 20310304100000 %s %d\n%s\n", address, kind, length, body)
	}
	page := made("https://post.example/a pier", "text/html", len(one), one)
	const article = `title=Pier shut at=https://post.example/a pier "Pier shut\n\nThe pier was shut on Tuesday, and nobody in the town knows why that was so."`
	for _, c := range []struct{ name, in, want string }{
		{"a page among others", head + made("dns:post.example", "text/dns", 3, "a b") + made("https://post.example/x", "image/png", 24, "HTTP/1.1 200 OK\r\n\r\nabcde") + page, article},
		{"version 2", head + fmt.Sprintf("https://post.example/a pier 192.0.2.1 20310304100000 text/html 200 1f - 17 a.arc %d\n%s\n", len(one), one), article},
		{"no pages", head, "skipped=a web archive without pages "},
		{"a length that is none", head + "https://post.example/ 192.0.2.1 20310304100000 text/html -1\n\n" + page, "skipped=record at byte 131: no length \n" + article},
		{"too short a length", head + made("https://post.example/b", "text/plain", 30, "HTTP/1.1 404 Not Found\r\n\r\nnot there\nat all\n") + page, "skipped=record at byte 131: its header is none of ARC \n" + article},
		{"cut off", (head + page)[:350], strings.Replace(article, " on Tuesday, and nobody in the town knows why that was so.", "", 1) + "\nskipped=record"},
	} {
		got := shown(t, "a.arc", c.in)
		if c.name == "cut off" {
			if !strings.Contains(got, "cut off") || !strings.Contains(got, "skipped=record at byte 131: cut off, ") {
				t.Errorf("cut off: %s", got)
			}
			continue
		}
		if c.name == "too short a length" {
			if !strings.HasSuffix(got, article) || !strings.Contains(got, "its header is none of ARC") {
				t.Errorf("%s: %s", c.name, got)
			}
			continue
		}
		if got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
	}
}
