package gizmo

import (
	"regexp"
	"strconv"
	"strings"

	"hearsay/graph/export/table"
)

// insides are what errors of Cayley and goja say of their own code, and what a
// user would call it.
var insides = strings.NewReplacer(
	" at reflect.methodValueCall (native)", "",
	"GoError: ", "",
	"not a quad.Value", "not a value of the graph",
	"map[string]interface {}", "an object",
	"[]interface {}", "a list",
	"func(goja.FunctionCall) goja.Value", "a function",
	"*gizmo.graphObject", "the graph",
	"*path.Path", "a path",
	"*gizmo.pathObject", "a path",
	"gizmo.pathObject", "a path",
	"gizmo.valFilter", "a filter",
	"time.Time", "a date",
	"quad.Value", "a value of the graph",
	"<nil>", "null",
	": int64", ": a number",
	": float64", ": a number",
	": string", ": a text",
	": bool", ": a truth value",
)

// parameter is how goja says that it cannot hand an argument to Go.
var parameter = regexp.MustCompile(`(?s)^TypeError: could not convert function call parameter (\d+): could not convert (.*) to (a path|a filter|[^ ]+)$`)

// clear is an error of the engine in one line, in the words of its user.
func clear(s string) string {
	s = insides.Replace(strings.TrimSpace(s))
	if m := parameter.FindStringSubmatch(s); m != nil {
		n, _ := strconv.Atoi(m[1]) // digits
		s = "argument " + strconv.Itoa(n+1) + " cannot be taken as " + m[3]
	}
	return table.OneLine(s)
}
