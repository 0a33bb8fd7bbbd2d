// What unnamed people said: groups such as "a senior aide", or nobody at all.
var rows = [];
function read(path) {
  path.Save("<content>", "content").SaveOpt("<cue>", "cue").ForEach(function (e) {
    rows.push({ who: e.who || "", cue: e.cue || "", content: e.content, claim: e.id });
  });
}
read(g.V("<group>").In("<type>").Save("<name>", "who").In("<source>"));
read(claims().Except(claims().Has("<source>")));
sorted(rows, ["claim", "who"]).forEach(emit);
