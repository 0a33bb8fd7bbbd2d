// Package table writes tables, and JSON, for people, spreadsheets and programs, in
// one dialect; and it is the one way to a terminal, which no text of an article may
// drive.
//
// Begin with [NewTerminal].
package table
