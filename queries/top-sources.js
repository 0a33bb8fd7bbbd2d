// Who is quoted most, by the number of claims.
var counted = tally(claims().Out("<source>").ToArray());
// Some at a time: of the last ones nobody will ask for the names.
for (var i = 0; i < counted.length; i += 500) {
  var some = counted.slice(i, i + 500);
  var called = names(some.map(function (c) { return c[0]; }));
  some.forEach(function (c) { emit({ claims: c[1], name: called[c[0]], id: c[0] }); });
}
