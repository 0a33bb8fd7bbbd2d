// Who said what about somebody or something.
// usage: NAME
about(args[0]).SaveOpt("<date>", "date").Save("<content>", "content").SaveOpt("<cue>", "cue").SaveOpt("<stance>", "stance").Tag("claim").Out("<source>").Save("<name>", "who").ForEach(function (e) {
  emit({ who: e.who, cue: e.cue, content: e.content, stance: e.stance, date: e.date, claim: e.claim });
});
