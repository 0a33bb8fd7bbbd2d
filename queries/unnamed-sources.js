// What unnamed people said: groups such as "a senior aide", or nobody at all.
var nobody = {}, all = {};
g.V("<group>").In("<type>").In("<source>").ToArray().forEach(function (c) { all[c] = true; });
claims().Except(claims().Has("<source>")).ToArray().forEach(function (c) { all[c] = nobody[c] = true; });
some(Object.keys(all).sort(), function (claims) {
  var rows = [];
  function read(claims, further) {
    if (claims.length > 0) {
      further(nodes(claims).Tag("claim").Save("<content>", "content").SaveOpt("<cue>", "cue")).ForEach(function (e) {
        rows.push({ who: e.who || "", cue: e.cue || "", content: e.content, claim: e.claim });
      });
    }
  }
  read(claims.filter(function (c) { return !nobody[c]; }), function (path) { return path.Out("<source>").Has("<type>", "<group>").Save("<name>", "who"); });
  read(claims.filter(function (c) { return nobody[c]; }), function (path) { return path; });
  sorted(rows, ["claim", "who"]).forEach(emit);
});
