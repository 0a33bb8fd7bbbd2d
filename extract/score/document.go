package score

import (
	"encoding/json"
	"fmt"
)

// ReadDocument reads a document in JSON: a gold file of the annotation guide,
// whose entities have "mentions", or what `hearsay extract` prints, whose entities
// have "aliases". A claim that names an entity which is not there is an error.
func ReadDocument(data []byte) (Document, error) {
	var j struct {
		Entities []struct {
			ID, Name          string
			Mentions, Aliases []string
		}
		Claims []struct {
			ID, Content, Stance, Kind string
			Within                    *string
			Source, About             []string
		}
	}
	if err := json.Unmarshal(data, &j); err != nil {
		return Document{}, fmt.Errorf("read a document: %w", err)
	}
	var d Document
	known := map[string]bool{}
	for _, e := range j.Entities {
		known[e.ID] = true
		d.Entities = append(d.Entities, Entity{e.ID, e.Name, append(e.Mentions, e.Aliases...)})
	}
	for _, c := range j.Claims {
		for _, ids := range [...][]string{c.Source, c.About} {
			for _, id := range ids {
				if !known[id] {
					return Document{}, fmt.Errorf("read a document: claim %s names the unknown entity %s", c.ID, id)
				}
			}
		}
		claim := Claim{ID: c.ID, Content: c.Content, Stance: c.Stance, Kind: c.Kind, Source: c.Source, About: c.About}
		if c.Within != nil {
			claim.Within = *c.Within
		}
		d.Claims = append(d.Claims, claim)
	}
	return d, nil
}
