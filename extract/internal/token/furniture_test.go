package token

import (
	"strings"
	"testing"
)

// What a site puts between the words of an article has no tokens; the article's own words have.
func TestFurniture(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"A title\n\nOne.\n\nAdvertisement\n\nTwo.\n\n*Story continues below advertisement*\n\nThree.", "A title One . Two . Three ."},
		{"Advertisement ran\n\nThe advertisement ran. Advertisement", "Advertisement ran The advertisement ran . Advertisement"}, // words of a sentence
		{"Story highlights Ferry sinks, mayor says\n\nIt sank.\n\nSEE ALSO: Mayor of Halden says no\n\nHe left.", "Ferry sinks , mayor says It sank . He left ."},
		{"Advertisement\n\nIt ran.", "Advertisement It ran ."}, // a title
		{"It sank\n\nSign up for Daily Newsletters\n\nEnlarge this image toggle caption Ada Ruiz/AP\n\nSign up he would not.", "It sank Sign up he would not ."},
		{"The case\nADVERTISEMENT:\nIt ran.\nAdvertising:", "The case It ran ."},
		{"Sen. Ada Ruiz Ada Mary RuizSenate to vote on ferries Ferry sinks MORE (R-Me.) said so.", "Sen. Ada Ruiz ( R - Me . ) said so ."},
		{"Ada Ruiz Ada (Addy) Mary RuizTen ferries to watch MORE and Erik Dahl Erik DahlThe old port MORE agreed.", "Ada Ruiz and Erik Dahl agreed ."},
		{"Ada Ruiz Ada Mary RuizMORE agreed.", "Ada Ruiz agreed ."},
		{"Ada Ruiz read RuizNews once more.", "Ada Ruiz read RuizNews once more ."}, // no teaser ends
		{"Mac MacDonald wants\nMORE of it.", "Mac MacDonald wants MORE of it ."},    // it ends in another line
		{"Ada Ruiz Ada RuizIn", "Ada Ruiz Ada RuizIn"},
		{"", ""},
	} {
		s := Split(c.text)
		var words []string
		for i := range s.Tokens {
			words = append(words, s.Word(i))
		}
		if got := strings.Join(words, " "); got != c.want {
			t.Errorf("%q:\n got %s\nwant %s", c.text, got, c.want)
		}
	}
	s := Split("A title\n\n“One,\n\nAdvertisement\n\n“and two,” she said.")
	if n := len(s.Paragraphs); n != 3 {
		t.Errorf("%d paragraphs, want 3", n)
	}
}
