// Who speaks for an organization: the people affiliated with it who are quoted.
// usage: NAME
var found = [];
entity(args).In("<affiliation>").Tag("who").In("<source>").ForEach(function (e) { found.push(e.who); });
var counted = tally(found);
var called = names(found);
counted.forEach(function (c) {
  emit({ claims: c[1], name: called[c[0]], id: c[0] });
});
