package gizmo

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"
)

// bombs are statements that never end, that take all memory, or that neither.
var bombs = []string{
	// Loops, and what looks like one.
	`while (true) {}`,
	`a: for (;;) { for (;;) { continue a; } }`,
	`(function f() { Promise.resolve().then(f); })()`,
	`var i = 0; function* n() { for (;;) yield i++; } for (var x of n()) {}`,
	`[...{[Symbol.iterator]() { return {next() { return {value: 1, done: false}; }}; }}]`,
	`new Function("for (;;) {}")()`,
	`var z = []; z.length = 4294967295; z.indexOf(1)`,
	`var z = {length: 9007199254740991}; Array.prototype.reverse.call(z)`,
	`var z = []; for (var i = 0; i < 1e6; i++) z.push(i); z.sort(function () { return Math.random() - 0.5; })`,
	// Recursion.
	`(function f() { f(); })()`,
	`function p() { return q() + 1; } function q() { return p() + 1; } p()`,
	`var o = {toString: function () { return "" + o; }}; "" + o`,
	`var o = {get a() { return o; }}; JSON.stringify(o)`,
	`var o = []; o[0] = o; o.toString(); JSON.stringify(o)`,
	`var o = {}; o.o = o; g.Emit(o)`,
	`var d = []; for (var i = 0; i < 1e6; i++) d = [d]; g.Emit(d)`,
	`var d = []; for (var i = 0; i < 1e6; i++) d = [d]; JSON.stringify(d)`,
	`JSON.parse("[".repeat(1e6))`,
	`JSON.parse("[".repeat(1e5) + "]".repeat(1e5))`,
	`eval("(".repeat(1e5) + "1")`,
	`eval("[".repeat(1e5) + "]".repeat(1e5))`,
	`eval("-".repeat(1e5).split("").join(" ") + "1")`,
	`eval("a" + ".a".repeat(1e5))`,
	`eval("1" + "+1".repeat(2e5))`,
	// Regular expressions that go back.
	`/^(?=a)(a+)+$/.test("a".repeat(50) + "!")`,
	`/(a*)*\1b/.test("a".repeat(50))`,
	`/^(([a-z])+.)+[A-Z]([a-z])+$/.exec("a".repeat(5000))`,
	`"x".repeat(1e6).replace(/(?=(x+))\1*y/g, "")`,
	`new RegExp("(".repeat(1e5))`,
	`new RegExp("(a{1,1000}){1,1000}").test("a".repeat(1000))`,
	// Memory, at once or bit by bit.
	`var m = []; for (;;) m.push(new Array(1000).join("x") + m.length)`,
	`var m = {}; for (var i = 0; ; i++) m["k" + i] = {i: i}`,
	`var m = new Map(); for (var i = 0; ; i++) m.set(i, [i])`,
	`var s = "x"; for (;;) s += s`,
	`"a".repeat(1 << 30).repeat(2)`,
	`"a".padStart(1 << 30, "bc")`,
	`new Array(1e9).join("xxxxxxxx")`,
	`new Array(1e9).fill(0)`,
	`new Uint8Array(4e9)`,
	`var m = []; for (;;) m.push(new Uint8Array(1e7).fill(1))`,
	`"x".repeat(1e8).split("")`,
	`"ü".repeat(1e8).normalize("NFKD")`,
	`encodeURIComponent("ü".repeat(1e8))`,
	`2n ** 1000000000n`,
	`BigInt("9".repeat(1e7)) * BigInt("9".repeat(1e7))`,
	`Array.from({length: 4294967295}, function (_, i) { return i; })`,
	`var c = "x"; for (var i = 0; i < 40; i++) c = c.replace(/x/g, "xx")`,
	// Answers without end, large or odd.
	`for (;;) g.Emit({a: 1})`,
	`for (;;) emit({a: "x".repeat(100000)})`,
	`g.Emit(new Array(1e6).fill(1))`,
	`g.Emit("x".repeat(3e7))`,
	`g.Emit("\u0000\ud800\u001b[31m\u202e")`,
	`var w = {}; for (var i = 0; i < 1e5; i++) w["c" + i] = i; emit(w)`,
	`throw new Array(1e7).join("x")`,
	`throw new Error("a\nb\u001b[31m\u0000\u202e")`,
	`throw {get message() { throw 1; }, toString: null}`,
	// Paths.
	`g.V().both().both().both().both().both().both().all()`,
	`g.V().followRecursive(g.M().both()).count()`,
	`var p = g.V(); for (var i = 0; i < 40; i++) p = p.and(p.both()); p.all()`,
	`var p = g.V(); for (var i = 0; i < 1e5; i++) p = p.out(); p.all()`,
	`var p = g.M(); for (var i = 0; i < 40; i++) p = p.follow(p); g.V().follow(p).all()`,
	`g.V.apply(g, new Array(1e6).fill("<a>")).all()`,
	`g.V().tag.apply(g.V(), new Array(1e5).fill("t")).all()`,
	`g.V().filter(regex("(a*)*$")).both().both().both().count()`,
	`g.V().skip(-9007199254740991).limit(9007199254740991).all()`,
	`g.V().map(function (v) { g.V().map(function (w) { g.V().all(); }); })`,
}

// wrappers are places of a script in which an engine runs code of it.
var wrappers = []string{
	`(function () { %s })()`,
	`try { %s } catch (e) { while (true) {} } finally { while (true) {} }`,
	`try { %[1]s } catch (e) { %[1]s }`,
	`var outer = {get x() { %s }}; outer.x`,
	`JSON.stringify({toJSON() { %s }})`,
	`[2, 1].sort(function () { %s })`,
	`new Proxy({}, {get() { %s }}).x`,
	`Promise.resolve().then(function () { %s })`,
	`"a".replace(/a/, function () { %s })`,
	`class C { static { %s } }`,
	`g.V().forEach(function () { %s })`,
	`g.V("<" + {toString() { %s }} + ">").all()`,
	`emit({get a() { %s }})`,
}

// TestBombs runs each bomb by itself, and each within one of the wrappers after
// the other.
func TestBombs(t *testing.T) {
	a := newAttack(t, Limits{Time: 100 * time.Millisecond, Rows: 100, Memory: 200 << 20})
	scripts := append([]string{}, bombs...)
	for i, bomb := range bombs {
		for k := range 6 { // of the wrappers; another half for the next bomb
			scripts = append(scripts, fmt.Sprintf(wrappers[(i*6+k)%len(wrappers)], bomb))
		}
	}
	for _, bomb := range bombs[:6] {
		quoted, err := json.Marshal(bomb)
		if err != nil {
			t.Fatal(err)
		}
		scripts = append(scripts, "eval("+string(quoted)+")", bomb+"; "+bomb)
	}
	if len(scripts) < 400 {
		t.Errorf("%d scripts, want 400 or more", len(scripts))
	}
	for _, script := range sample(t, 43, scripts) {
		a.run(t, script)
	}
}

// TestSource runs what is no script at all, or an odd one.
func TestSource(t *testing.T) {
	a := newAttack(t, Limits{Time: time.Second, Rows: 10})
	for _, script := range []string{
		"", " ", ";", "\x00", "\xff\xfe", "\ufeff1", "\u2028", "#!/bin/sh", "<!--", "*/", "`", "'\n'", "}", "})();", "return 1", "await 1", "import 'fs'",
		"require('fs')", "process.exit(0)", "console.log(1)", "quit()", "load('x')", "g.deleteQuad()", "g.AddQuad('a', 'b', 'c')", "hearsay",
		strings.Repeat("(", MaxSource-1), strings.Repeat("[", MaxSource), strings.Repeat("!", MaxSource-1) + "1", strings.Repeat("a=", MaxSource/2-1) + "1",
		strings.Repeat("if(1)", MaxSource/5-1) + "1", strings.Repeat("{", MaxSource/2-1) + strings.Repeat("}", MaxSource/2-1), strings.Repeat("x", MaxSource+1),
		"/" + strings.Repeat("(", MaxSource/2), "`" + strings.Repeat("${`", MaxSource/4), strings.Repeat("1;\n", MaxSource/3),
	} {
		a.run(t, script)
	}
}

// TestTampering changes what scripts stand on: it harms nobody but the script.
func TestTampering(t *testing.T) {
	a := newAttack(t, Limits{Time: time.Second, Rows: 10})
	for _, c := range []struct{ script, want string }{
		{`g = null; graph = null; eval = null; JSON = null; Array = null; Object = null; "still"`, "[still] "},
		{`delete g; $run = null; "still"`, "[still] "},
		{`Object.defineProperty(Array.prototype, "0", {set: function () { throw 1; }}); "still"`, "[still] "},
		{`Array.prototype[Symbol.iterator] = null; "still"`, "[still] "},
		{`Object.prototype.toJSON = function () { return "fooled"; }; emit({a: 1})`, ""},
		{`Object.prototype.$columns = ["a"]; Object.prototype.$values = [1]; g.Emit({b: 2})`, "[2] "},
		{`Object.prototype.get = function () { return 1; }; Object.defineProperty({}, "x", {})`, ""},
		{`Object.setPrototypeOf(Object.prototype, new Proxy({}, {}))`, ""},
		{`Array.prototype.push = Array.prototype.map = function () { while (true) {} }; tally(["a"])`, ""},
		{`Object.keys = function () { return ["__proto__", "constructor"]; }; emit({a: 1})`, ""},
		{`emit(JSON.parse('{"__proto__": {"x": 1}, "constructor": 2}'))`, ""},
		{`names(["__proto__", "<constructor>"]); tally(["__proto__", "toString", "__proto__"]).length`, ""},
		{`emit({$columns: ["a"], $values: [1, 2]})`, ""},
		{`g.Emit({$columns: ["a", {toString: null}], $values: [1, 2]})`, ""},
		{`g.Emit({$columns: "a", $values: {}})`, ""},
		{`g.V().all = null; g.V().GetLimit = null; "still"`, "[still] "},
		{`g.V("<claim>").In("<type>").GetLimit(1); g.V("<claim>").In("<type>").GetLimit(0); "still"`, ""},
		{`Function.prototype.call = Function.prototype.apply = null; "still"`, "[still] "},
		{`this.__proto__ = null; "still"`, "[still] "},
		{`Object.freeze(globalThis); "still"`, "[still] "},
		{`args.push("x"); args = 1; "still"`, "[still] "},
		{`with ({g: null}) { "still" }`, "[still] "},
		{`Symbol.prototype.toString = null; emit({a: Symbol()})`, ""},
		{`throw new Proxy({}, {get: function () { throw new Proxy({}, {}); }})`, ""},
		{`Error.prototype.toString = function () { while (true) {} }; nothing()`, ""},
		{`Object.defineProperty(Error.prototype, "name", {get: function () { throw 1; }}); throw new Error("x")`, ""},
	} {
		if got := a.run(t, c.script); c.want != "" && got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", brief(c.script), got, c.want)
		}
	}
}
