// Package page holds the script and the style of the interactive graph, for the
// page that `hearsay export --format html` writes and for the site of `hearsay
// serve` alike. The script reads what export.View.WriteJSON writes.
package page

import _ "embed"

// Script is the graph's script: it draws in every element of the class
// hearsay-graph, with no other library. Its head says what the element can ask for.
//
//go:embed graph.js
var Script string

// Style is the graph's style sheet, with the colours of light and dark pages.
//
//go:embed graph.css
var Style string

// HTML is the template (html/template) of the page that stands alone.
//
//go:embed page.html
var HTML string
