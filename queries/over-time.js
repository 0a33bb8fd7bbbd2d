// What somebody said over time, the oldest first.
// usage: NAME
var rows = [];
said(args).Tag("claim").Save("<content>", "content").SaveOpt("<cue>", "cue").SaveOpt("<date>", "date").Out("<article>").SaveOpt("<published>", "published").SaveOpt("<title>", "title").ForEach(function (e) {
  rows.push({ day: (e.date || e.published || "").substring(0, 10), cue: e.cue || "", content: e.content, title: e.title || "", claim: e.claim });
});
sorted(rows, ["day", "claim"]).forEach(emit);
