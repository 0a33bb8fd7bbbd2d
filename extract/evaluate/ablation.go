package evaluate

import (
	"fmt"
	"io"

	"hearsay/extract"
	"hearsay/extract/internal/conllu"
	"hearsay/extract/score"
)

// An AblationScore says what each part of the extraction gives.
type AblationScore []AblationRow

// An AblationRow is what is measured without one part, "nothing" for all together.
type AblationRow struct {
	Without string
	Names   score.MentionRow // of all types
	Chains  *ChainScore
	Claims  score.ClaimScore
}

// Ablation measures the extraction on a treebank and on folders as [Claims] takes them,
// whole and without each part.
func Ablation(m *extract.Model, treebank string, folders []string) (AblationScore, error) {
	texts, err := conllu.ReadFile(treebank)
	if err != nil {
		return nil, err
	}
	articles, gold, err := readGold(folders)
	if err != nil {
		return nil, err
	}
	row := func(name string, without ...extract.Part) AblationRow {
		names := score.Mentions(mentionsOf(m, texts, nil, without...))
		return AblationRow{
			name, names[len(names)-1], scoreChains(m, texts, without...), scoreClaims(gold, documents(m, articles, without...)),
		}
	}
	rows := AblationScore{row("nothing")}
	for _, p := range extract.Parts() {
		rows = append(rows, row(string(p), p))
	}
	return rows, nil
}

// Write prints a line for each row: F1 but for chains of claims, whose recall it is.
func (s AblationScore) Write(w io.Writer) error {
	if _, err := fmt.Fprintf(w, "%-36s mentions  CoNLL  linked  claims   said  triples  chain\n", "without"); err != nil {
		return err
	}
	for _, r := range s {
		_, err := fmt.Fprintf(w, "%-36s %8.3f %6.3f %7.3f %7.3f %6.3f %8.3f %6.3f\n", r.Without, r.Names.F1(),
			r.Chains.All.CoNLL(), r.Chains.Linked.CoNLL(), r.Claims[0].F1(), r.Claims[1].F1(), r.Claims[2].F1(), r.Claims[3].Recall())
		if err != nil {
			return err
		}
	}
	return nil
}
