// What unnamed people said: groups such as "a senior aide", or nobody at all.
var groups = {}, rows = [];
g.V("<group>").In("<type>").Save("<name>", "name").ForEach(function (e) { groups[e.id] = e.name; });
claims().Save("<content>", "content").SaveOpt("<cue>", "cue").SaveOpt("<source>", "source").ForEach(function (e) {
  if (!e.source || groups[e.source]) {
    rows.push({ who: groups[e.source] || "", cue: e.cue || "", content: e.content, claim: e.id });
  }
});
sorted(rows, ["claim", "who"]).forEach(emit);
