// What unnamed people said: groups such as "a senior aide", or nobody at all.
var named = {};
g.V("<group>").In("<type>").Save("<name>", "name").ForEach(function (e) { named[e.id] = e.name; });
claims().Save("<content>", "content").SaveOpt("<cue>", "cue").SaveOpt("<source>", "source").ForEach(function (e) {
  if (!e.source || named[e.source]) {
    emit({ who: e.source ? named[e.source] : "", cue: e.cue || "", content: e.content, claim: e.id });
  }
});
