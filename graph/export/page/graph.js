// The interactive graph, without a library: a map whose places were computed
// beforehand, drawn on a canvas; the claims behind a circle or an arrow beside it.
//
// It draws in each element of the class hearsay-graph. The element says by
// attributes where its graph is and what can be done with it:
//
//	data-graph="ID"      id of a <script type="application/json"> with the graph
//	data-src="URL"       or where to fetch it
//	data-centre="ID"     id of the node that is picked and in the middle at first
//	data-expand="URL"    what can be fetched around a node: URL + its id
//	data-behind="URL"    where the claims behind what is picked are fetched, where
//	                     the graph came without: URL + who=, about=, via= or of=
//	data-entity="URL"    where an entity, a claim, an article is read: URL + id
//	data-claim="URL"
//	data-article="URL"
//
// Or call hearsayGraph.mount(element, graph). The graph is the JSON of
// export.View.WriteJSON: nodes, heaviest first, with x, y, r in pixels of the map;
// edges and nodes point at claims by index.
"use strict";
(() => {
	const KINDS = ["about", "carries", "says", "reports"]; // painted in this order
	const WORDS = {
		people: { about: "speaks about", reports: "passes on the words of" },
		claims: { says: "says", about: "about", reports: "reports", carries: "carries" },
	};
	const TYPES = ["person", "organization", "publication", "group", "place", "event", "law", "work", "system", "claim"];
	const HUES = 10; // colours of communities
	const NAMED = 8; // communities that the legend names
	const LABELS = 180; // most names in a frame
	const BEND = 0.12; // of an arrow, by its length, as in the pictures

	// element makes a DOM element; text is only ever text.
	function element(name, properties, ...children) {
		const e = document.createElement(name);
		Object.assign(e, properties);
		e.append(...children.filter((c) => c !== null && c !== undefined && c !== ""));
		return e;
	}

	// link is a text, and a link where there is an address for it.
	function link(prefix, id, text) {
		if (!prefix) return text;
		return element("a", { href: prefix + id.split("/").map(encodeURIComponent).join("/") }, text);
	}

	const group = (n) => n.community ?? 0;
	const hue = (community) => "hue" + (((community - 1) % HUES) + 1);
	const count = (n, thing) => n + " " + thing + (n === 1 ? "" : "s");
	const span = (a, b) => (!a ? "" : a === b ? ", " + a : ", " + a + " to " + b);

	class Graph {
		constructor(root, data, options) {
			this.root = root;
			this.options = options;
			this.data = { view: data.view, nodes: [], edges: [], claims: [] };
			this.nodes = this.edges = []; // those that the filters let through
			this.off = new Set(); // what the legend switched off: "type person", "kind about", "community 3"
			this.least = 1; // claims of an edge
			this.colouring = "type";
			this.build();
			this.merge(data, null);
			this.listen();
			new ResizeObserver(() => this.resize()).observe(this.stage);
			matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { this.colours(); this.draw(); });
			this.colours();
			this.resize();
			this.fit();
			this.show();
			const centre = this.nodes.find((n) => n.id === options.centre);
			if (centre) this.around(centre);
		}

		// build makes the elements.
		build() {
			this.base = element("canvas", {});
			this.over = element("canvas", { className: "over", tabIndex: 0 });
			this.over.setAttribute("role", "application");
			this.over.setAttribute("aria-label", "Graph. Arrow keys move to the next name, Enter shows more around it, plus and minus zoom, 0 shows all, Escape lets go. The claims are listed beside it.");
			this.stage = element("div", { className: "stage" }, this.base, this.over);
			this.picked = element("aside", { className: "picked", tabIndex: -1 });
			this.picked.setAttribute("aria-live", "polite");
			this.picked.setAttribute("aria-label", "Claims behind what is picked");
			const names = element("datalist", { id: "names-" + Math.random().toString(36).slice(2) });
			this.names = names;
			this.find = element("input", { type: "search", placeholder: "Find a name" });
			this.find.setAttribute("aria-label", "Find a name in the graph");
			this.find.setAttribute("list", names.id);
			const button = (text, label, act) => {
				const b = element("button", { type: "button", title: label, onclick: act }, text);
				b.setAttribute("aria-label", label);
				return b;
			};
			this.legend = element("div", { className: "legend" });
			this.filters = element("div", { className: "filters" });
			this.tools = element("div", { className: "tools" }, this.find, names,
				button("+", "Zoom in", () => this.zoom(1.4)), button("−", "Zoom out", () => this.zoom(1 / 1.4)), button("All", "Show all", () => { this.fit(); this.draw(); }),
				button("Picture", "Save what is shown as a picture", () => this.save()), this.filters, this.legend);
			this.root.replaceChildren(this.tools, this.stage, this.picked);
		}

		// merge adds what is not there yet. New nodes come around the node at.
		merge(data, at) {
			const { nodes, edges, claims } = this.data;
			this.index ??= { nodes: new Map(), edges: new Map(), claims: new Map() };
			const claimAt = data.claims.map((c) => {
				if (!this.index.claims.has(c.id)) { this.index.claims.set(c.id, claims.length); claims.push(c); }
				return this.index.claims.get(c.id);
			});
			let fresh = 0;
			const nodeAt = data.nodes.map((n) => {
				if (!this.index.nodes.has(n.id)) {
					const node = { ...n, label: n.label ?? n.name, links: [] };
					if (n.claim !== undefined) node.claim = claimAt[n.claim];
					if (at) this.put(node, at, fresh++);
					this.index.nodes.set(n.id, nodes.length);
					nodes.push(node);
				}
				return this.index.nodes.get(n.id);
			});
			for (const e of data.edges) {
				const edge = { ...e, from: nodes[nodeAt[e.from]], to: nodes[nodeAt[e.to]], claims: (e.claims ?? []).map((c) => claimAt[c]) };
				const key = edge.from.id + "\n" + edge.to.id + "\n" + edge.kind;
				const old = this.index.edges.get(key);
				if (old) {
					old.claims = [...new Set([...old.claims, ...edge.claims])];
					old.weight = Math.max(old.weight, edge.weight, old.claims.length);
					continue;
				}
				this.index.edges.set(key, edge);
				edges.push(edge);
				edge.from.links.push(edge);
				edge.to.links.push(edge);
			}
			this.names.replaceChildren(...nodes.slice(0, 1000).map((n) => element("option", { value: n.label })));
			this.offer();
			this.explain();
			this.filter();
			return fresh;
		}

		// put places a new node on a spiral around another, where nothing stands.
		put(node, at, k) {
			const taken = (x, y) => this.data.nodes.some((n) => Math.hypot(n.x - x, (n.y - y) * 2) < n.r + node.r + 44);
			for (let i = k; ; i++) {
				const turn = i * 2.39996, far = at.r + 60 + 16 * Math.sqrt(i) * 2;
				node.x = at.x + far * Math.cos(turn);
				node.y = at.y + far * Math.sin(turn) * 0.75;
				if (i > k + 400 || !taken(node.x, node.y)) return;
			}
		}

		// offer makes the filters that have something to tell apart: by the claims of an
		// edge, by day, and by what circles are coloured.
		offer() {
			const most = Math.max(1, ...this.data.edges.map((e) => e.weight));
			const days = [...new Set(this.data.edges.flatMap((e) => [e.first, e.last]).filter(Boolean))].sort();
			const slider = (text, max, value, act) => {
				const input = element("input", { type: "range", min: 0, max, value });
				const said = element("output", {});
				const tell = () => { said.textContent = act(Number(input.value)); input.setAttribute("aria-valuetext", said.textContent); };
				input.addEventListener("input", () => { tell(); this.filter(); this.draw(); });
				tell();
				return element("label", {}, text, " ", input, " ", said);
			};
			const parts = [];
			if (most > 1) parts.push(slider("Claims of a tie", Math.min(most, 50) - 1, this.least - 1, (v) => { this.least = v + 1; return "at least " + this.least; }));
			if (days.length > 1) {
				this.since ??= days[0];
				this.until ??= days[days.length - 1];
				parts.push(slider("From", days.length - 1, days.indexOf(this.since), (v) => { this.since = days[v]; return this.since; }),
					slider("To", days.length - 1, Math.max(0, days.indexOf(this.until)), (v) => { this.until = days[v]; return this.until; }));
			}
			this.dated = days.length > 1 ? [days[0], days[days.length - 1]] : null;
			if (this.data.nodes.some((n) => n.community > 1)) {
				const choice = element("select", { onchange: () => { this.colouring = choice.value; this.explain(); this.draw(); } },
					...["type", "community"].map((c) => element("option", { value: c, selected: c === this.colouring }, c)));
				parts.push(element("label", {}, "Colours by ", choice));
			}
			this.filters.replaceChildren(...parts);
		}

		// filter finds what the filters let through. A circle goes with its last edge, but for
		// one that never had any.
		filter() {
			const in_ = (e) => !this.dated || (this.since === this.dated[0] && this.until === this.dated[1]) || (e.first && e.first <= this.until && e.last >= this.since);
			const on = (n) => !this.off.has("type " + n.type) && !this.off.has("community " + group(n));
			this.edges = this.data.edges.filter((e) => e.weight >= this.least && !this.off.has("kind " + e.kind) && in_(e) && on(e.from) && on(e.to));
			const tied = new Set(this.edges.flatMap((e) => [e.from, e.to]));
			this.nodes = this.data.nodes.filter((n) => on(n) && (tied.has(n) || n.links.length === 0));
			this.way = null;
			if (this.pick && !(this.pick.links ? this.nodes : this.edges).includes(this.pick)) this.choose(null);
		}

		// explain fills the legend with what occurs: buttons that leave it out.
		explain() {
			const words = WORDS[this.data.view] ?? WORDS.claims;
			const sign = (text, name, key, className = "") => {
				const b = element("button", { type: "button", className, title: "Leave out or show", onclick: () => {
					if (!this.off.delete(key)) this.off.add(key);
					b.setAttribute("aria-pressed", !this.off.has(key));
					this.filter();
					this.draw();
				} }, text);
				b.setAttribute("aria-pressed", !this.off.has(key));
				b.style.setProperty("--sign", "var(--g-" + name + ")");
				return b;
			};
			const signs = [];
			if (this.colouring === "community") {
				const groups = new Map();
				for (const n of this.data.nodes) if (!groups.has(group(n))) groups.set(group(n), n); // the heaviest names it
				for (const [g, n] of [...groups].sort((a, b) => (a[0] || Infinity) - (b[0] || Infinity)).slice(0, NAMED + 1)) {
					signs.push(g ? sign("around " + n.label, hue(g), "community " + g) : sign("others", "claim", "community 0"));
				}
			} else {
				for (const t of TYPES) if (this.data.nodes.some((n) => n.type === t)) signs.push(sign(t, t, "type " + t));
			}
			for (const k of KINDS) if (this.data.edges.some((e) => e.kind === k)) signs.push(sign(words[k] ?? k, k, "kind " + k, "line"));
			this.legend.replaceChildren(...signs);
			this.legend.setAttribute("role", "group");
			this.legend.setAttribute("aria-label", "Legend: what is pressed is shown");
		}

		// paintOf is the name of a circle's colour.
		paintOf(n) { return this.colouring === "community" && n.type !== "claim" ? (group(n) ? hue(group(n)) : "claim") : n.type; }

		colours() {
			const style = getComputedStyle(this.root);
			this.colour = {};
			for (const name of ["page", "ink", "soft", "mark", ...TYPES, ...KINDS, ...Array.from({ length: HUES }, (_, i) => hue(i + 1))]) this.colour[name] = style.getPropertyValue("--g-" + name).trim();
		}

		resize() {
			const { width, height } = this.stage.getBoundingClientRect();
			const scale = devicePixelRatio || 1;
			const middle = this.width ? { x: (this.width / 2 - this.tx) / this.k, y: (this.height / 2 - this.ty) / this.k } : null;
			Object.assign(this, { width, height, scale });
			for (const c of [this.base, this.over]) { c.width = Math.round(width * scale); c.height = Math.round(height * scale); }
			if (middle) { this.tx = width / 2 - middle.x * this.k; this.ty = height / 2 - middle.y * this.k; this.draw(); }
		}

		// fit shows the whole map.
		fit() {
			let left = Infinity, top = Infinity, right = -Infinity, bottom = -Infinity;
			for (const n of this.nodes.length ? this.nodes : this.data.nodes) {
				left = Math.min(left, n.x - n.r - 30); right = Math.max(right, n.x + n.r + 30);
				top = Math.min(top, n.y - n.r - 12); bottom = Math.max(bottom, n.y + n.r + 22);
			}
			if (!(left < right)) { left = top = 0; right = bottom = 1; }
			this.k = Math.min(1.6, this.width / (right - left), this.height / (bottom - top));
			this.tx = (this.width - (left + right) * this.k) / 2;
			this.ty = (this.height - (top + bottom) * this.k) / 2;
		}

		// around picks a node and shows it in the middle, with those tied to it.
		around(n) {
			const reach = (f) => Math.max(1, ...n.links.map((e) => f(e.from === n ? e.to : e.from)));
			const k = Math.min(this.width / 2 / reach((m) => Math.abs(m.x - n.x) + m.r + 30), this.height / 2 / reach((m) => Math.abs(m.y - n.y) + m.r + 22));
			this.k = Math.min(1.6, Math.max(this.k, k));
			this.tx = this.width / 2 - n.x * this.k;
			this.ty = this.height / 2 - n.y * this.k;
			this.choose(n);
			this.draw();
		}

		zoom(by, x = this.width / 2, y = this.height / 2) {
			const k = Math.min(8, Math.max(0.03, this.k * by));
			this.tx = x - ((x - this.tx) * k) / this.k;
			this.ty = y - ((y - this.ty) * k) / this.k;
			this.k = k;
			this.draw();
		}

		// draw paints both canvases with the next frame.
		draw() {
			this.frame ??= requestAnimationFrame(() => { this.frame = null; this.paint(); this.paintOver(); });
		}

		drawOver() {
			this.frameOver ??= requestAnimationFrame(() => { this.frameOver = null; this.paintOver(); });
		}

		x(n) { return n.x * this.k + this.tx; }
		y(n) { return n.y * this.k + this.ty; }
		radius(n) { return Math.max(1.5, n.r * Math.min(this.k, 2)); }
		inside(n) { const x = this.x(n), y = this.y(n); return x > -120 && y > -60 && x < this.width + 120 && y < this.height + 60; }

		start(canvas) {
			const c = canvas.getContext("2d");
			c.setTransform(this.scale, 0, 0, this.scale, 0, 0);
			c.clearRect(0, 0, this.width, this.height);
			return c;
		}

		// paint draws all of it: arrows in one path a kind and width, circles in one a
		// type, names from the heaviest on where there is room.
		paint() {
			const c = this.start(this.base);
			const many = this.edges.length;
			c.globalAlpha = many < 60 ? 0.8 : Math.max(0.38, 0.8 * Math.sqrt(60 / many));
			for (const kind of KINDS) {
				for (const thick of [1, 2, 4]) {
					const edges = this.edges.filter((e) => e.kind === kind && (e.weight >= 4 ? 4 : e.weight >= 2 ? 2 : 1) === thick);
					this.strokeEdges(c, edges, this.colour[kind], 0.5 + thick * 0.5);
				}
			}
			c.globalAlpha = 1;
			this.fillNodes(c, this.nodes);
			this.writeNames(c, this.nodes, LABELS);
		}

		// curve gives an arrow's way in pixels of the screen: its ends at the circles'
		// borders and the point that bends it.
		curve(e) {
			const ax = this.x(e.from), ay = this.y(e.from), bx = this.x(e.to), by = this.y(e.to);
			const mx = (ax + bx) / 2 + (by - ay) * BEND, my = (ay + by) / 2 - (bx - ax) * BEND;
			const toA = Math.hypot(mx - ax, my - ay) || 1, toB = Math.hypot(mx - bx, my - by) || 1;
			const ra = Math.min(this.radius(e.from), toA * 0.9), rb = Math.min(this.radius(e.to) + 1.5, toB * 0.9);
			return { ax: ax + ((mx - ax) * ra) / toA, ay: ay + ((my - ay) * ra) / toA, mx, my, bx: bx + ((mx - bx) * rb) / toB, by: by + ((my - by) * rb) / toB, ux: (bx - mx) / toB, uy: (by - my) / toB };
		}

		strokeEdges(c, edges, colour, width) {
			if (!edges.length) return;
			c.strokeStyle = c.fillStyle = colour;
			c.lineWidth = width;
			const tip = 3.5 + width * 1.6;
			const tips = this.k > 0.22;
			const curves = [];
			c.beginPath();
			for (const e of edges) {
				if (!this.inside(e.from) && !this.inside(e.to)) continue;
				const p = this.curve(e);
				const end = tips ? tip : 0;
				c.moveTo(p.ax, p.ay);
				c.quadraticCurveTo(p.mx, p.my, p.bx - p.ux * end, p.by - p.uy * end);
				curves.push(p);
			}
			c.stroke();
			if (!tips) return;
			c.beginPath();
			for (const p of curves) {
				const nx = p.bx - p.ux * tip, ny = p.by - p.uy * tip, w = tip * 0.42;
				c.moveTo(p.bx, p.by);
				c.lineTo(nx - p.uy * w, ny + p.ux * w);
				c.lineTo(nx + p.uy * w, ny - p.ux * w);
			}
			c.fill();
		}

		fillNodes(c, nodes) {
			for (const paint of new Set(nodes.map((n) => this.paintOf(n)))) {
				c.beginPath();
				for (const n of nodes) {
					if (this.paintOf(n) !== paint || !this.inside(n)) continue;
					const x = this.x(n), y = this.y(n), r = this.radius(n);
					if (n.type === "claim") c.rect(x - r, y - r * 0.75, 2 * r, 1.5 * r);
					else { c.moveTo(x + r, y); c.arc(x, y, r, 0, 2 * Math.PI); }
				}
				c.fillStyle = this.colour[paint];
				c.fill();
				c.lineWidth = 1;
				c.strokeStyle = this.colour.page;
				c.stroke();
			}
		}

		// writeNames writes names below their circles, moved inwards where the edge would cut
		// them; one that would lie on another is left out, unless all have to stand.
		writeNames(c, nodes, most, all) {
			const taken = new Map(); // cells of 40 pixels → rectangles in them
			const free = (r) => {
				const cells = [];
				for (let i = Math.floor(r[0] / 40); i <= r[2] / 40; i++) for (let j = Math.floor(r[1] / 40); j <= r[3] / 40; j++) cells.push(i * 4096 + j);
				for (const cell of cells) for (const o of taken.get(cell) ?? []) if (r[0] < o[2] && o[0] < r[2] && r[1] < o[3] && o[1] < r[3]) return false;
				for (const cell of cells) { if (!taken.has(cell)) taken.set(cell, []); taken.get(cell).push(r); }
				return true;
			};
			for (const n of nodes) { // no name on a circle that can be seen
				const r = this.radius(n), x = this.x(n), y = this.y(n);
				if (r >= 3.5 && this.inside(n)) free([x - r * 0.8, y - r * 0.8, x + r * 0.8, y + r * 0.8]);
			}
			c.textAlign = "center";
			c.textBaseline = "top";
			c.lineJoin = "round";
			c.lineWidth = 3;
			c.strokeStyle = this.colour.page;
			c.fillStyle = this.colour.ink;
			let written = 0, font = 0;
			for (const n of nodes) {
				if (written >= most) break;
				if (!this.inside(n)) continue;
				const size = Math.round(Math.max(11, Math.min(20, (10 + n.r * 0.25) * this.k)));
				if (size !== font) { font = size; c.font = size + "px " + this.family; }
				n.unit ??= c.measureText(n.label).width / size;
				const half = (n.unit * size) / 2, r = this.radius(n);
				if (this.x(n) < -r || this.x(n) > this.width + r || this.y(n) < -r || this.y(n) > this.height + r) continue;
				const x = Math.max(half + 2, Math.min(this.width - half - 2, this.x(n)));
				const below = this.y(n) + r + 2, y = below + size > this.height ? Math.max(0, this.y(n) - r - size - 2) : below;
				if (!free([x - half, y, x + half, y + size]) && !all) continue;
				c.strokeText(n.label, x, y);
				c.fillText(n.label, x, y);
				written++;
			}
		}

		get family() { return (this.fonts ??= getComputedStyle(this.root).fontFamily || "sans-serif"); }

		// paintOver draws what the pointer rests on, or what is picked, above the rest,
		// which fades.
		paintOver() {
			const c = this.start(this.over);
			const it = this.hover ?? this.way ?? this.pick;
			if (!it) return;
			const edges = (it.path ?? it.links ?? [it]).filter((e) => this.edges.includes(e));
			const nodes = new Set(it.links ? [it] : []);
			for (const e of edges) { nodes.add(e.from); nodes.add(e.to); }
			c.globalAlpha = 0.78;
			c.fillStyle = this.colour.page;
			c.fillRect(0, 0, this.width, this.height);
			c.globalAlpha = 0.95;
			for (const kind of KINDS) this.strokeEdges(c, edges.filter((e) => e.kind === kind), this.colour[kind], 1.8);
			c.globalAlpha = 1;
			const list = [...nodes].sort((a, b) => b.weight - a.weight);
			this.fillNodes(c, list);
			if (this.pick?.links) {
				c.strokeStyle = this.colour.ink;
				c.lineWidth = 2;
				c.beginPath();
				c.arc(this.x(this.pick), this.y(this.pick), this.radius(this.pick) + 3, 0, 2 * Math.PI);
				c.stroke();
			}
			this.writeNames(c, it.links ? [it, ...list.filter((n) => n !== it)] : list, LABELS, list.length < 12);
		}

		// at is the node under a place of the screen, else the arrow close to it.
		at(x, y) {
			let best = null, least = Infinity;
			for (const n of this.nodes) {
				const d = Math.hypot(this.x(n) - x, this.y(n) - y) - this.radius(n);
				if (d < least) { least = d; best = n; }
			}
			if (least < 6) return best;
			best = null; least = 6;
			for (const e of this.edges) {
				if (!this.inside(e.from) && !this.inside(e.to)) continue;
				const p = this.curve(e);
				for (let t = 0.08; t < 1; t += 0.06) {
					const s = 1 - t;
					const d = Math.hypot(s * s * p.ax + 2 * s * t * p.mx + t * t * p.bx - x, s * s * p.ay + 2 * s * t * p.my + t * t * p.by - y);
					if (d < least) { least = d; best = e; }
				}
			}
			return best;
		}

		listen() {
			const held = new Map(); // pointers that are down
			let moved = 0;
			const place = (ev) => { const r = this.over.getBoundingClientRect(); return { x: ev.clientX - r.left, y: ev.clientY - r.top }; };
			this.over.addEventListener("pointerdown", (ev) => { this.over.setPointerCapture(ev.pointerId); held.set(ev.pointerId, place(ev)); moved = 0; });
			this.over.addEventListener("pointermove", (ev) => {
				const p = place(ev), before = held.get(ev.pointerId);
				if (!before) {
					const it = this.at(p.x, p.y);
					this.over.classList.toggle("on", !!it);
					if (it !== this.hover) { this.hover = it; this.over.title = it ? this.title(it) : ""; this.drawOver(); }
					return;
				}
				moved += Math.hypot(p.x - before.x, p.y - before.y);
				if (moved < 4 && held.size === 1) return;
				this.over.classList.add("held");
				this.hover = null;
				if (held.size === 2) {
					const other = [...held].find(([id]) => id !== ev.pointerId)[1];
					const by = Math.hypot(p.x - other.x, p.y - other.y) / (Math.hypot(before.x - other.x, before.y - other.y) || 1);
					held.set(ev.pointerId, p);
					this.zoom(by, (p.x + other.x) / 2, (p.y + other.y) / 2);
					return;
				}
				held.set(ev.pointerId, p);
				this.tx += p.x - before.x;
				this.ty += p.y - before.y;
				this.draw();
			});
			const up = (ev) => {
				if (!held.delete(ev.pointerId)) return;
				this.over.classList.remove("held");
				if (ev.type === "pointerup" && moved < 4) { const p = place(ev); this.choose(this.at(p.x, p.y)); }
			};
			this.over.addEventListener("pointerup", up);
			this.over.addEventListener("pointercancel", up);
			this.over.addEventListener("pointerleave", () => { if (this.hover) { this.hover = null; this.drawOver(); } });
			this.over.addEventListener("dblclick", (ev) => { const p = place(ev), it = this.at(p.x, p.y); if (it?.links) this.expand(it); else this.zoom(1.6, p.x, p.y); });
			this.over.addEventListener("wheel", (ev) => { ev.preventDefault(); const p = place(ev); this.zoom(Math.exp(-ev.deltaY * (ev.deltaMode ? 0.05 : 0.0016)), p.x, p.y); }, { passive: false });
			this.over.addEventListener("keydown", (ev) => this.key(ev));
			this.find.addEventListener("change", () => {
				const text = this.find.value.trim().toLowerCase();
				const n = this.called(text);
				if (n) this.go(n);
			});
		}

		key(ev) {
			if (ev.ctrlKey || ev.metaKey || ev.altKey) return;
			const ways = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
			if (ways[ev.key]) this.step(...ways[ev.key]);
			else if (ev.key === "+" || ev.key === "=") this.zoom(1.3);
			else if (ev.key === "-") this.zoom(1 / 1.3);
			else if (ev.key === "0") { this.fit(); this.draw(); }
			else if (ev.key === "Escape") this.choose(null);
			else if (ev.key === "Enter" && this.pick?.links) this.expand(this.pick);
			else return;
			ev.preventDefault();
		}

		// step goes from the picked node to the next in a direction; without one, to the
		// heaviest.
		step(dx, dy) {
			const from = this.pick?.links ? this.pick : null;
			if (!from) { if (this.nodes.length) this.go(this.nodes[0]); return; }
			let best = null, least = Infinity;
			for (const n of this.nodes) {
				const along = (n.x - from.x) * dx + (n.y - from.y) * dy, aside = Math.abs((n.x - from.x) * dy) + Math.abs((n.y - from.y) * dx);
				if (n !== from && along > 0 && along + 2 * aside < least) { least = along + 2 * aside; best = n; }
			}
			if (best) this.go(best);
		}

		// go picks a node and brings it into view.
		go(n) {
			const x = this.x(n), y = this.y(n);
			if (x < 40 || y < 40 || x > this.width - 40 || y > this.height - 60) { this.tx += this.width / 2 - x; this.ty += this.height / 2 - y; }
			this.choose(n);
			this.draw();
		}

		// called is the shown circle of this name, or of one that has it in it.
		called(text) {
			return text && (this.nodes.find((n) => n.label.toLowerCase() === text || n.name.toLowerCase() === text) ?? this.nodes.find((n) => n.name.toLowerCase().includes(text)));
		}

		// walk finds a shortest way between two circles along what is shown, and shows it.
		walk(from, to) {
			const before = new Map([[from, null]]), queue = [from];
			for (let i = 0; i < queue.length && !before.has(to); i++) {
				for (const e of queue[i].links.filter((e) => this.edges.includes(e)).sort((a, b) => b.weight - a.weight)) {
					const other = e.from === queue[i] ? e.to : e.from;
					if (!before.has(other)) { before.set(other, e); queue.push(other); }
				}
			}
			if (!before.has(to)) return null;
			const path = [];
			for (let n = to; before.get(n); n = before.get(n).from === n ? before.get(n).to : before.get(n).from) path.unshift(before.get(n));
			this.way = { path };
			this.drawOver();
			return path;
		}

		// save gives what is shown as a picture to be kept.
		save() {
			const both = element("canvas", { width: this.base.width, height: this.base.height }), c = both.getContext("2d");
			c.fillStyle = this.colour.page;
			c.fillRect(0, 0, both.width, both.height);
			c.drawImage(this.base, 0, 0);
			c.drawImage(this.over, 0, 0);
			both.toBlob((blob) => {
				const a = element("a", { href: URL.createObjectURL(blob), download: "hearsay-graph.png" });
				a.click();
				setTimeout(() => URL.revokeObjectURL(a.href), 1000);
			});
		}

		choose(it) {
			this.pick = it;
			this.hover = null;
			this.way = null;
			this.show();
			this.drawOver();
		}

		async expand(node) {
			if (!this.options.expand) return;
			this.choose(node);
			let fresh;
			try {
				fresh = this.merge(await this.options.expand(node.id), node);
			} catch (err) {
				this.picked.prepend(element("p", {}, "More could not be read: " + err.message));
				return;
			}
			this.choose(node);
			if (!fresh) this.picked.prepend(element("p", {}, "All around it is shown."));
			this.draw();
		}

		title(it) {
			if (it.links) return it.claim !== undefined ? this.data.claims[it.claim].sentence : it.name + " (" + it.type + ")";
			return it.from.label + " → " + it.to.label + ": " + count(it.weight, "claim");
		}

		// claimsOf are the claims behind a node or an arrow, newest first.
		claimsOf(it) {
			const list = it.links ? (it.claim !== undefined ? [it.claim] : it.links.flatMap((e) => e.claims)) : it.claims;
			const all = [...new Set(list)].map((i) => this.data.claims[i]);
			return all.sort((a, b) => (a.date < b.date ? 1 : a.date > b.date ? -1 : a.id < b.id ? -1 : 1));
		}

		// hint says what can be done, and lists the heaviest names.
		hint() {
			if (!this.data.nodes.length) return [element("p", {}, "There is nothing to draw.")];
			const names = this.nodes.filter((n) => n.claim === undefined).slice(0, 12);
			return [
				element("p", {}, "Pick a circle or an arrow to read the claims behind it." + (this.options.expand ? " Double-click a circle for more around it." : "")),
				element("ol", { className: "names" }, ...names.map((n) => element("li", {},
					element("button", { type: "button", onclick: () => this.go(n) }, element("span", {}, n.name), element("small", {}, String(n.weight)))))),
			];
		}

		// show lists the claims behind what is picked.
		show() {
			const it = this.pick, o = this.options;
			if (!it) {
				this.picked.replaceChildren(...this.hint());
				return;
			}
			const parts = [];
			if (it.links && it.claim === undefined) {
				parts.push(element("h3", {}, link(o.entity, it.id, it.name)), element("p", {}, it.type + ": makes " + count(it.said, "claim") + ", " + it.about + " about it" + span(it.first, it.last)));
				if (o.expand) parts.push(element("button", { type: "button", onclick: () => this.expand(it) }, "More around it"));
				parts.push(...this.beside(it));
			} else if (!it.links) {
				const word = (WORDS[this.data.view] ?? {})[it.kind] ?? it.kind;
				parts.push(element("h3", {}, it.from.label + " → " + it.to.label), element("p", {}, word + ": " + count(it.weight, "claim") + span(it.first, it.last)));
			}
			const all = this.claimsOf(it);
			parts.push(element("ol", { className: "behind" }, ...all.slice(0, 200).map((c) => this.claim(c))));
			if (all.length > 200) parts.push(element("p", {}, "and " + count(all.length - 200, "more claim")));
			this.picked.replaceChildren(...parts);
			this.picked.scrollTop = 0;
			if (!all.length && o.behind) this.fetchBehind(it);
		}

		// beside lists the neighbours of a circle, and finds ways from it.
		beside(it) {
			const steps = element("ol", { className: "names" });
			const to = element("input", { type: "search", placeholder: "Path to …" });
			to.setAttribute("list", this.names.id);
			to.setAttribute("aria-label", "Path from " + it.label + " to");
			to.addEventListener("change", () => {
				const n = this.called(to.value.trim().toLowerCase());
				const path = n && n !== it ? this.walk(it, n) : null;
				steps.replaceChildren(...(path ?? []).map((e) => element("li", {}, element("button", { type: "button", onclick: () => this.choose(e) },
					element("span", {}, e.from.label + " " + ((WORDS[this.data.view] ?? {})[e.kind] ?? e.kind) + " " + e.to.label), element("small", {}, String(e.weight))))));
				if (to.value.trim() && !path) steps.replaceChildren(element("li", {}, n ? "No way leads there in what is shown." : "No such name is shown."));
			});
			const weight = new Map();
			for (const e of it.links) {
				const other = e.from === it ? e.to : e.from;
				if (this.edges.includes(e)) weight.set(other, (weight.get(other) ?? 0) + e.weight);
			}
			const near = [...weight].sort((a, b) => b[1] - a[1]);
			const list = element("ol", { className: "names" }, ...near.slice(0, 8).map(([n, w]) => element("li", {},
				element("button", { type: "button", onclick: () => this.go(n) }, element("span", {}, n.name), element("small", {}, String(w))))));
			return [to, steps, element("details", {}, element("summary", {}, count(near.length, "neighbour")), list)];
		}

		// fetchBehind lists the claims behind what is picked of a graph that came without.
		async fetchBehind(it) {
			const list = this.picked.querySelector("ol.behind");
			list.replaceChildren(element("li", {}, "Reading …"));
			let claims;
			try {
				claims = it.behind ??= (await this.options.behind(it)).claims;
			} catch (err) {
				list.replaceChildren(element("li", {}, "The claims could not be read: " + err.message));
				return;
			}
			if (this.pick !== it) return;
			const newest = [...claims].sort((a, b) => (a.date < b.date ? 1 : a.date > b.date ? -1 : a.id < b.id ? -1 : 1));
			list.replaceChildren(...newest.map((c) => this.claim(c)));
		}

		claim(c) {
			const o = this.options, quote = c.kind === "direct" ? c.content : "“" + c.content + "”";
			const title = c.title || "article without a title";
			const where = o.article ? link(o.article, c.article, title) : c.url ? element("a", { href: c.url, rel: "noreferrer noopener" }, title) : title;
			const li = element("li", {}, element("span", { className: "who" }, c.who), " ", element("span", { className: "cue" }, (c.cue || "—") + (c.stance === "asserts" ? "" : " [" + c.stance + "]")), ": ",
				o.claim ? link(o.claim, c.id, quote) : quote,
				element("span", { className: "where" }, [c.date, c.publisher].filter(Boolean).join(" · "), c.date || c.publisher ? " · " : "", where));
			li.title = c.sentence;
			return li;
		}
	}

	async function get(url) {
		const answer = await fetch(url, { headers: { Accept: "application/json" } });
		if (!answer.ok) throw new Error(answer.status + " " + answer.statusText);
		return answer.json();
	}

	// question is what asks for the claims behind a node or an arrow.
	function question(it) {
		if (it.links) return new URLSearchParams({ of: it.id });
		const [from, to] = it.kind === "reports" ? ["via", "who"] : ["who", "about"];
		return new URLSearchParams({ [from]: it.from.id, [to]: it.to.id });
	}

	// mount draws a graph in an element, and returns it.
	function mount(root, data, options = {}) {
		const d = root.dataset;
		return new Graph(root, data, {
			centre: d.centre, expand: d.expand && ((id) => get(d.expand + encodeURIComponent(id))), behind: d.behind && ((it) => get(d.behind + "&" + question(it))), entity: d.entity, claim: d.claim, article: d.article, ...options,
		});
	}

	async function begin(root) {
		const d = root.dataset;
		try {
			const data = d.graph ? JSON.parse(document.getElementById(d.graph).textContent) : d.src ? await get(d.src) : null;
			if (data) root.graph = mount(root, data);
		} catch (err) {
			root.replaceChildren(element("p", {}, "The graph could not be read: " + err.message));
		}
	}

	window.hearsayGraph = { mount };
	const all = () => document.querySelectorAll(".hearsay-graph").forEach(begin);
	if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", all);
	else all();
})();
