package main

import (
	"github.com/spf13/cobra"

	"hearsay/extract/read"
)

// readerFlags are the flags of all commands that read articles.
func readerFlags(cmd *cobra.Command, r *read.Reader) {
	cmd.Flags().StringVar(&r.Language, "language", "en", "read articles in English, or in `any` language")
}
