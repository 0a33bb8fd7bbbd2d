package extract_test

import (
	"fmt"
	"log"

	"hearsay/extract"
	"hearsay/extract/news"
)

// An article in, and who said what about whom out.
func Example() {
	model, err := extract.Open("") // the one that the program comes with
	if err != nil {
		log.Fatal(err)
	}
	document := extract.Extract(model, news.Article{
		Publisher: "The Harbour Courier",
		Published: "2031-03-03",
		Text:      "“Norvik Bank never lied,” Ada Lund told Reuters. Tom Reed said that Norvik Bank was bankrupt.\n",
	})
	for _, c := range document.Claims {
		fmt.Println(c.Source, c.Cue, c.About, c.Content)
	}
	// Output:
	// [person/ada-lund] told [organization/norvik-bank] “Norvik Bank never lied,”
	// [person/tom-reed] said [organization/norvik-bank] that Norvik Bank was bankrupt
}
