package read

import (
	"encoding/json"
	"strings"

	"gopkg.in/yaml.v3"
)

// frontBytes is how far behind the first rule the second is looked for.
const frontBytes = 64 << 10

// frontMatter takes off the YAML between two rules ("---") that a text begins with.
// What stands between rules and is no YAML of keys and values is text.
func frontMatter(text string) (fields object, body string, ok bool) {
	line, rest, _ := strings.Cut(text, "\n")
	if strings.TrimRight(line, " \t\r") != "---" {
		return nil, text, false
	}
	for at := 0; at < min(len(rest), frontBytes); {
		line, _, more := strings.Cut(rest[at:], "\n")
		if end := strings.TrimRight(line, " \t\r"); end == "---" || end == "..." {
			fields, ok = yamlObject(rest[:at])
			if !ok {
				return nil, text, false
			}
			return fields, rest[min(at+len(line)+1, len(rest)):], true
		}
		if !more {
			break
		}
		at += len(line) + 1
	}
	return nil, text, false
}

// yamlObject reads YAML of keys and values. Where people wrote what is not quite YAML
// ("title: Ferry: sold"), lines of a known key, a colon and a value are taken as such.
func yamlObject(source string) (object, bool) {
	source = strings.ReplaceAll(source, "\r\n", "\n")
	var root yaml.Node
	if err := yaml.Unmarshal([]byte(source), &root); err != nil {
		return keyLines(source)
	}
	if strings.TrimSpace(source) == "" {
		return object{}, true
	}
	if len(root.Content) != 1 || root.Content[0].Kind != yaml.MappingNode {
		return nil, false
	}
	out, front := object{}, false
	pairs := root.Content[0].Content
	for i := 0; i+1 < len(pairs); i += 2 {
		key := strings.ToLower(strings.TrimSpace(pairs[i].Value))
		if !known(key) {
			front = front || key != "" && !strings.ContainsAny(key, " \t\n") && (len(pairs) > 2 || key == pairs[i].Value)
			continue
		}
		budget := 1000
		data, err := json.Marshal(plainValue(pairs[i+1], &budget))
		if front = true; err == nil && out[key] == nil {
			out[key] = data
		}
	}
	return out, front
}

// keyLines reads lines "key: value", of which one at least has a known key.
func keyLines(source string) (object, bool) {
	out := object{}
	front := false
	for line := range strings.Lines(source) {
		key, value, found := strings.Cut(line, ":")
		key = strings.ToLower(strings.TrimSpace(key))
		if !found || key == "" || out[key] != nil {
			continue
		}
		front = front || known(key)
		data, err := json.Marshal(unquote(strings.TrimSpace(value)))
		if err == nil {
			out[key] = data
		}
	}
	return out, front
}

// known says whether a key is one that articles have.
func known(key string) bool {
	for _, k := range Keys {
		for _, n := range k.Names {
			if strings.EqualFold(n, key) {
				return true
			}
		}
	}
	return false
}

// unquote takes off the quotation marks around a value.
func unquote(s string) string {
	if len(s) >= 2 && (s[0] == '"' || s[0] == '\'') && s[len(s)-1] == s[0] {
		return s[1 : len(s)-1]
	}
	return s
}

// plainValue is a YAML value as JSON has it, scalars as they were written. Of a
// thing that refers to others more than budget values are left out.
func plainValue(n *yaml.Node, budget *int) any {
	if *budget--; *budget < 0 {
		return nil
	}
	switch n.Kind {
	case yaml.ScalarNode:
		if n.Tag == "!!null" {
			return nil
		}
		return n.Value
	case yaml.AliasNode:
		return plainValue(n.Alias, budget)
	case yaml.SequenceNode:
		out := []any{}
		for _, c := range n.Content {
			out = append(out, plainValue(c, budget))
		}
		return out
	case yaml.MappingNode:
		out := map[string]any{}
		for i := 0; i+1 < len(n.Content); i += 2 {
			if k := n.Content[i].Value; out[k] == nil {
				out[k] = plainValue(n.Content[i+1], budget)
			}
		}
		return out
	}
	return nil
}
