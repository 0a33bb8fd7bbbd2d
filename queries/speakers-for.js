// Who speaks for somebody: spokespeople, heads and campaigns who are quoted, by role and affiliation.
// usage: NAME
var found = {};
entity(args).In(["<speaksFor>", "<affiliation>"]).Unique().ForEach(function (e) { found[e.id] = nodes([e.id]).In("<source>").Count(); });
some(ranked(found), function (few) {
  var called = names(few.map(function (c) { return c[0]; }));
  few.forEach(function (c) {
    if (c[1] > 0) {
      emit({ claims: c[1], name: called[c[0]], id: c[0] });
    }
  });
});
