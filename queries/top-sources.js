// Who is quoted most, by the number of claims.
var found = [];
claims().Out("<source>").ForEach(function (e) { found.push(e.id); });
var counted = tally(found);
var called = names(counted.map(function (c) { return c[0]; }));
counted.forEach(function (c) {
  emit({ claims: c[1], name: called[c[0]] || c[0], id: c[0] });
});
