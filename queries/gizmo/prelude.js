// What a query can use beyond Gizmo itself. Each function takes names as they
// stand in the articles ("WHO", "Michael Ryan") or ids ("<person/michael-ryan>"),
// one or a list, and gives a path that goes on like any other:
//
//     said("Michael Ryan").Save("<content>", "what").All()
//     claim(about("vaccine passport")).All()
//
// The graph: an article has <title>, <publisher>, <published>, <mentions>; an
// entity <name>, <alias>, <role>, <affiliation>; a claim <source>, <cue>,
// <content>, <about>, <within>, <article>, <kind>, <stance>, <when>, <date>,
// <sentence>, <confidence>. Between articles: a claim <disputes> and <shifts> another,
// an article or claim <credits> an outlet, an entity <speaksFor> another.

// list is what was given, as an array.
function list(given) {
  return Array.isArray(given) ? given : [given];
}

// isID tells an id from a name.
function isID(name) {
  return name.charAt(0) === "<";
}

// nodes is a path from each of an array of nodes.
function nodes(all) {
  return g.V.apply(g, all);
}

// entity is everything that goes by one of the names.
function entity(names) {
  var all = list(names), ids = all.filter(isID), plain = all.filter(function (n) { return !isID(n); }).map(function (n) { return str(n); });
  var byName = plain.length > 0 ? nodes(plain).In(["<name>", "<alias>"]) : null;
  var byID = ids.length > 0 ? nodes(ids) : null;
  var path = byName === null ? byID : byID === null ? byName : byName.Or(byID);
  if (path === null) {
    throw new Error("entity needs a name or an id");
  }
  return path.Unique();
}

// said is the claims that somebody makes.
function said(names) {
  return entity(names).In("<source>").Unique();
}

// about is the claims about somebody or something.
function about(names) {
  return entity(names).In("<about>").Unique();
}

// via is the claims that came through somebody: those inside a claim of theirs,
// however deep, and those with which an article credits an outlet. What an outlet itself
// published is published(names).
function via(names) {
  return said(names).FollowRecursive(g.M().In("<within>")).Or(entity(names).In("<credits>").Has("<type>", "<claim>")).Unique();
}

// published is the claims in the articles of an outlet.
function published(names) {
  return entity(names).In("<publisher>").In("<article>").Unique();
}

// disputed is the claims that may disagree with some claims; it takes a path of claims
// or the id of one. Why, and how surely, say the links between them.
function disputed(claim) {
  return claimsOf(claim).Both("<disputes>").Unique();
}

// shifted is the claims of the same sources that may take some claims back, or that
// these may take back.
function shifted(claim) {
  return claimsOf(claim).Both("<shifts>").Unique();
}

// crediting is the articles that credit an outlet with what they tell.
function crediting(names) {
  return articlesOf(entity(names).In("<credits>"));
}

// speakers is who speaks for somebody: spokespeople, heads, campaigns.
function speakers(names) {
  return entity(names).In("<speaksFor>").Unique();
}

// stated is the claims that state the same as some claims, these included where another
// article states it too.
function stated(claim) {
  return claimsOf(claim).Out("<states>").In("<states>").Unique();
}

// copies is the articles that repeat some articles, or that these repeat; it takes the
// id of one or a path of articles.
function copies(article) {
  return claimsOf(article).Both("<copyOf>").Unique();
}

// Claims as a path, from a path or from the id of one.
function claimsOf(claim) {
  return typeof claim === "string" ? g.V(claim) : claim;
}

// Of a path the articles.
function articlesOf(path) {
  return path.Has("<type>", "<article>").Unique();
}

// chain is the claims that a claim is within, from the one that reports it to
// the outermost. It takes the id of a claim or a path of claims.
function chain(claim) {
  return claimsOf(claim).FollowRecursive(g.M().Out("<within>"));
}

// claims is every claim.
function claims() {
  return g.V("<claim>").In("<type>");
}

// articles is every article.
function articles() {
  return g.V("<article>").In("<type>");
}

// claim saves what one wants to read of each claim of a path. Save stands first:
// Cayley 0.7.7 forgets a SaveOpt behind a Save behind a SaveOpt.
function claim(path) {
  return path.Save("<content>", "content").SaveOpt("<source>", "source").SaveOpt("<cue>", "cue").SaveOpt("<date>", "date");
}

// names is the name of each entity of an array of ids, in an object; what is no
// id, or stands twice, does no harm.
function names(ids) {
  var found = {}, once = tally(ids.filter(Boolean)).map(function (t) { return t[0]; });
  if (once.length > 0) {
    nodes(once).Save("<name>", "name").ForEach(function (e) { found[e.id] = e.name; });
  }
  return found;
}

// sorted puts an array of objects into the order of their values of some keys.
function sorted(rows, keys) {
  return rows.sort(function (a, b) {
    for (var i = 0; i < keys.length; i++) {
      var x = a[keys[i]] || "", y = b[keys[i]] || "";
      if (x !== y) {
        return x < y ? -1 : 1;
      }
    }
    return 0;
  });
}

// tally counts how often each value stands in an array: [[value, times], …], the
// most frequent first, ties by the value.
function tally(values) {
  var times = {};
  values.forEach(function (v) { times[v] = (times[v] || 0) + 1; });
  return ranked(times);
}

// ranked is an object of numbers as [[key, number], …], the greatest first, ties by the key.
function ranked(times) {
  return Object.keys(times).map(function (v) { return [v, times[v]]; }).sort(function (a, b) {
    return b[1] - a[1] || (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0);
  });
}

// counted counts how often each node is the object of a predicate, as tally does. Of one
// that is written out, counted("<source>"), the graph has counted before the script runs,
// in a seventh of the time, and gives the first, as many as rows may be answered.
function counted(predicate) {
  return counts[predicate] || tally(g.V().Out(predicate).ToArray());
}

// some hands an array to a function a part at a time: what is read of the parts for which
// nobody asks, who has as many rows as he wants, is not read.
function some(all, take) {
  for (var i = 0; i < all.length; i += 250) {
    take(all.slice(i, i + 250));
  }
}

// emit answers a row whose columns keep their order.
function emit(row) {
  var columns = Object.keys(row);
  g.Emit({ $columns: columns, $values: columns.map(function (c) { return row[c]; }) });
}
