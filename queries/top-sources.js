// Who is quoted most, by the number of claims.
some(counted("<source>"), function (few) {
  var called = names(few.map(function (c) { return c[0]; }));
  few.forEach(function (c) { emit({ claims: c[1], name: called[c[0]], id: c[0] }); });
});
