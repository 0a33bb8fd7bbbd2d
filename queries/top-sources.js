// Who is quoted most, by the number of claims.
var found = claims().Out("<source>").TagArray().map(function (e) { return e.id; });
var called = names(found);
tally(found).forEach(function (c) {
  emit({ claims: c[1], name: called[c[0]], id: c[0] });
});
