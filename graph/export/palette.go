package export

import (
	"hearsay/extract/news"
	"hearsay/graph/export/picture"
)

// Colours of pages, letters and lines, each on a light and on a dark page. Letters
// keep a contrast of 4.5 to what they stand on (WCAG 2.2, AA).
var (
	paper    = picture.Colour{Name: "page", Light: 0xffffff, Dark: 0x14171c}
	ink      = picture.Colour{Name: "ink", Light: 0x1b1f24, Dark: 0xe9ecf0}
	soft     = picture.Colour{Name: "soft", Light: 0x5b6470, Dark: 0xa3acb8}
	faint    = picture.Colour{Name: "faint", Light: 0xd9dde3, Dark: 0x363d47}
	card     = picture.Colour{Name: "card", Light: 0xf8f9fb, Dark: 0x1e232a}
	cardLine = picture.Colour{Name: "cardline", Light: 0xb9c0ca, Dark: 0x4d5663}
)

// typeColours are those of the circles of entities, typeTints those of their cards.
var typeColours = map[news.Type]picture.Colour{
	news.Person:       {Name: "person", Light: 0x3574c4, Dark: 0x6ea8ee},
	news.Organization: {Name: "organization", Light: 0x2b9166, Dark: 0x57c596},
	news.Publication:  {Name: "publication", Light: 0xd98a21, Dark: 0xf0b45c},
	news.Group:        {Name: "group", Light: 0x8662c7, Dark: 0xb498ec},
	news.Place:        {Name: "place", Light: 0xcd5246, Dark: 0xf08a7f},
	news.Event:        {Name: "event", Light: 0xc44d95, Dark: 0xee8cc5},
	news.Law:          {Name: "law", Light: 0x66717f, Dark: 0x9fabba},
	news.Work:         {Name: "work", Light: 0x94792a, Dark: 0xcdb264},
	news.System:       {Name: "system", Light: 0x1f919b, Dark: 0x58c8d1},
	"":                {Name: "claim", Light: 0x9aa4b1, Dark: 0x76818f},
}

var typeTints = map[news.Type]picture.Colour{
	news.Person:       {Name: "person-tint", Light: 0xe3eefb, Dark: 0x1b2f49},
	news.Organization: {Name: "organization-tint", Light: 0xdff3ea, Dark: 0x17372b},
	news.Publication:  {Name: "publication-tint", Light: 0xfcefd9, Dark: 0x402e12},
	news.Group:        {Name: "group-tint", Light: 0xeee7fa, Dark: 0x31264a},
	news.Place:        {Name: "place-tint", Light: 0xfce6e3, Dark: 0x47221d},
	news.Event:        {Name: "event-tint", Light: 0xfbe4f1, Dark: 0x441f36},
	news.Law:          {Name: "law-tint", Light: 0xe9ecf0, Dark: 0x2b323b},
	news.Work:         {Name: "work-tint", Light: 0xf4eed9, Dark: 0x38301a},
	news.System:       {Name: "system-tint", Light: 0xdcf2f3, Dark: 0x14383b},
}

// edgeColours are those of lines, by their kind.
var edgeColours = map[string]picture.Colour{
	Says:    {Name: "says", Light: 0x3574c4, Dark: 0x6ea8ee},
	About:   {Name: "about", Light: 0x8a94a2, Dark: 0x7c8897},
	Reports: {Name: "reports", Light: 0xd0762a, Dark: 0xeaa25e},
	Carries: {Name: "carries", Light: 0xc9a15a, Dark: 0x9c8047},
}
