"""Marked articles: gold claims at every depth, and gold mentions with who is who."""
import json
from pathlib import Path

import labels
import polnear
from documents import NO_LINK, NO_NAME, NO_TARGET, Document

TYPES = {"person": "person", "group": "person", "organization": "organization", "publication": "organization", "place": "place", "event": "event"}
REACH = 40  # tokens between a source and its cue at most
LEAST_INSIDE = 5  # tokens of a content that is read again, as in extract/internal/attribution
TIES = set('that what whether if how why to as , : — - “ ” " `` \'\''.split())  # before a clause, as extract/internal/attribution leaves them out


def read(folder, names):
    """Yields (name, text, gold) of the articles named in a file, one a line."""
    folder = Path(folder)
    for name in (folder / names).read_text(encoding="utf-8").split():
        name = name.removesuffix(".txt")
        gold = json.loads((folder / (name + ".gold.json")).read_text(encoding="utf-8"))
        yield name, (folder / (name + ".txt")).read_bytes().decode("utf-8"), gold


def tokens(document, start, end):
    """The tokens that touch a span of code points, as a range."""
    inside = [i for i, (s, e) in enumerate(document.spans) if s < end and e > start]
    return (inside[0], inside[-1] + 1) if inside else (0, 0)


def source_span(document, claim, spans):
    """Where the claim's source stands beside its cue: the nearest mention of it outside the content, in the same sentence; None where none does."""
    cue = tokens(document, *claim["cue_span"])
    bounds = sorted(document.sentences) + [len(document)]
    k = max(i for i, s in enumerate(bounds) if s <= cue[0])
    best = None
    for entity in claim["source"]:
        for start, end, _ in spans.get(entity, []):
            a, b = tokens(document, start, end)
            in_content = start < claim["span"][1] and end > claim["span"][0]
            if in_content or a >= b or a < bounds[k] or b > bounds[k + 1]:
                continue
            gap = max(a - cue[1], cue[0] - b, 0)
            if gap <= REACH and (best is None or gap < best[0]):
                best = gap, [start, end]
    return best and best[1]


def level(document, claims, spans):
    """(labels, links) of claims none of which lies within another of them. Unknown where a content has no cue, and for the pieces of a split one."""
    said, unknown = [], []
    for c in claims:
        if not c["cue_span"]:
            unknown.append(tokens(document, *c["span"]))
            continue
        source = source_span(document, c, spans)
        said.append({"source": [source] if source else [], "cue": [c["cue_span"]], "content": [c["span"]]})
        if c["source"] and not source:
            unknown.append(None)  # its source stands elsewhere: the links of this cue are not known either
    tags, links = polnear.label(document, said)
    bounds = sorted(document.sentences) + [len(document)]
    cued = {i for i, t in enumerate(tags) if t == labels.A["B-cue"]}
    for a, b in zip(bounds, bounds[1:]):
        if any(i in cued for i in range(a, b)):
            for i in range(a, b):  # what stands in quotation marks beside a cue is the content's other piece, or a word quoted by the way
                if tags[i] == 0 and document.quote[i]:
                    tags[i] = NO_TARGET
    for r in filter(None, unknown):
        for i in range(*r):
            if tags[i] == 0:
                tags[i] = NO_TARGET
    for i in range(len(tags)):  # what begins behind the unknown begins for itself
        if tags[i] > 0 and labels.ATTRIBUTION[tags[i]].startswith("I-") and (i == 0 or tags[i - 1] == NO_TARGET):
            tags[i] -= 1
    return tags, links


def inside(document, claim, claims, spans):
    """A window of the claim's content alone, its labels those of the claims within it; None where it is too short or too long."""
    a, b = tokens(document, *claim["span"])
    quoted = all(document.quote[a:b])
    while a < b and document.text[document.spans[a][0] : document.spans[a][1]].lower() in TIES:
        a += 1
    while b > a and document.text[document.spans[b - 1][0] : document.spans[b - 1][1]] in ('"', "”", "''"):
        b -= 1
    if b - a < LEAST_INSIDE or sum(map(len, document.pieces[a:b])) > 120:
        return None
    tags, links = level(document, [c for c in claims if c["within"] == claim["id"]], spans)
    n = b - a
    move = lambda t: t if t in (NO_TARGET, NO_LINK) else t - a if a <= t < b else NO_LINK
    quote = [0] * n if quoted else document.quote[a:b]
    start = list(document.start[a:b])
    start[0] = 2
    out = Document(document.name, "", [None] * n, document.pieces[a:b], document.case[a:b], quote, start, {0})
    inner = tags[a:b]
    if inner[0] > 0 and labels.ATTRIBUTION[inner[0]].startswith("I-"):
        inner[0] -= 1
    return out, 0, n, inner, {kind: [move(t) for t in links[kind][a:b]] for kind in labels.LINKS[:3]}


def mentions(document, gold, score):
    """Gives a document its mentions, who is who, and bounds of what is named. score(document) rates each token as the head of a name, a description, a pronoun."""
    rated = score(document)
    n = len(document)
    document.mention, document.weights = [NO_NAME] * n, [1.0] * n
    document.links |= {kind: [NO_TARGET] * n for kind in labels.LINKS[3:]}
    spans = []
    for e in gold["entities"]:
        for start, end, form in e["spans"]:
            a, b = tokens(document, start, end)
            if a < b:
                spans.append((a, b, form, TYPES.get(e["type"], "object"), e["id"]))
    heads = []
    for a, b, form, kind, entity in sorted(spans, key=lambda s: (s[1] - s[0], s[0])):
        within = [h for h, *_ in heads]
        free = [i for i in range(a, b) if i not in within] or list(range(a, b))
        head = max(free, key=lambda i: (rated[i][labels.FORMS.index(form)], i))
        heads.append((head, a, b, form, kind, entity))
    for head, a, b, form, *_ in heads:
        if form == "name":
            for i in range(a, b):
                document.mention[i] = 0
    latest = {}
    for head, a, b, form, kind, entity in sorted(heads):
        document.mention[head] = labels.M[f"{kind}-{form}"]
        if form != "nominal":  # descriptions are marked without the clauses that a treebank counts in
            document.links["mention-first"][head], document.links["mention-last"][head] = a, b - 1
        document.links["antecedent"][head] = latest.get(entity, NO_LINK)
        latest[entity] = head
