// Claims that came through more than two mouths, the outlet not counted.
var rows = [], ids = [];
claims().Tag("claim").Save("<content>", "content").SaveOpt("<source>", "who").Out("<within>").SaveOpt("<source>", "through").Out("<within>").SaveOpt("<source>", "first").ForEach(function (e) {
  rows.push(e);
  ids.push(e.first, e.through, e.who);
});
var called = names(ids);
sorted(rows, ["claim", "first", "through", "who"]).forEach(function (e) {
  emit({ first: called[e.first] || "", through: called[e.through] || "", who: called[e.who] || "", content: e.content, claim: e.claim });
});
