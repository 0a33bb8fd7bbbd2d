// Claims that came through more than two mouths, the outlet not counted.
g.V("<claim>").In("<type>").Tag("claim").Save("<content>", "content").Out("<within>").Tag("through").Out("<within>").Tag("first").ForEach(function (e) {
  emit({ content: e.content, claim: e.claim, through: e.through, first: e.first });
});
