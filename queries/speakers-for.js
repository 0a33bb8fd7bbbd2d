// Who speaks for somebody: spokespeople, heads and campaigns who are quoted, by role and affiliation.
// usage: NAME
var found = [];
entity(args).In(["<speaksFor>", "<affiliation>"]).Unique().Tag("who").In("<source>").ForEach(function (e) { found.push(e.who); });
var counted = tally(found);
var called = names(found);
counted.forEach(function (c) {
  emit({ claims: c[1], name: called[c[0]], id: c[0] });
});
