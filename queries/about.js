// Who said what about somebody or something.
// usage: NAME
some(about(args).ToArray().sort(), function (claims) {
  var rows = [];
  nodes(claims).Tag("claim").Save("<content>", "content").SaveOpt("<cue>", "cue").Save("<stance>", "stance").SaveOpt("<date>", "date").SaveOpt("<source>", "source").ForEach(function (e) {
    rows.push(e);
  });
  var called = names(rows.map(function (e) { return e.source; }));
  sorted(rows, ["claim", "source"]).forEach(function (e) {
    emit({ who: called[e.source] || "", cue: e.cue || "", content: e.content, stance: e.stance, date: e.date || "", claim: e.claim });
  });
});
