"""PolNeAR: gold attributions, and silver names from the CoreNLP file."""
import bisect
import re
from pathlib import Path

import labels
from documents import NO_LINK, NO_TARGET

ROLES = ("content", "source", "cue")  # later ones win where two touch the same token
SILVER_TYPES = {"PERSON": "person", "ORGANIZATION": "organization", "LOCATION": "place"}
PERSONAL = set("i me my we us our you your he him his she her".split())
FUNCTION_TAGS = {"VB", "VBD", "VBG", "VBN", "VBP", "VBZ", "IN", "DT", "RB", "MD", "TO", "CC", ".", ",", ":", "``", "''", "JJ", "POS", "RP", "EX", "WRB"}
SILVER_WEIGHT = 0.15


def read_annotations(path):
    """The attributions of a brat file: [{role: [[start, end], ...]}], in code points."""
    spans, events = {}, []
    for line in path.read_text(encoding="utf-8-sig").split("\n"):
        if re.match(r"T\d+\t", line):
            key, place = line.split("\t")[:2]
            spans[key] = [[int(n) for n in piece.split()] for piece in place.split(" ", 1)[1].split(";")]
        elif re.match(r"E\d+\t", line):
            events.append([argument.split(":") for argument in line.split("\t")[1].split()[1:]])
    out = []
    for event in filter(None, events):
        attribution = {role: [] for role in ROLES}
        for role, key in event:
            if key in spans:
                attribution[role.rstrip("0123456789").lower()] += spans[key]
        out.append(attribution)
    return out


def annotations(folder):
    """Text name -> the attributions of each of its annotators."""
    folder, out = Path(folder), {}
    texts = {p.stem for p in (folder / "text").glob("*.txt")}
    for path in sorted((folder / "attributions").glob("*.ann")):
        stem = path.stem if path.stem in texts else path.stem.rpartition("_")[0]
        out.setdefault(stem, []).append(read_annotations(path))
    return out


def merge(text, spans):
    """Spans with pieces joined where only blanks and punctuation stand between them."""
    out = []
    for start, end in sorted(spans):
        if out and (start <= out[-1][1] or not re.search(r"\w", text[out[-1][1] : start])):
            out[-1][1] = max(end, out[-1][1])
        else:
            out.append([start, end])
    return out


def label(document, attributions):
    """Returns (attribution labels, links) of a document for one annotator's attributions."""
    n = len(document)
    tags, owner = [0] * n, [None] * n
    starts, ends = [s for s, _ in document.spans], [e for _, e in document.spans]
    first_source = {}
    for number, attribution in enumerate(attributions):
        for role in ROLES:
            for x, y in merge(document.text, attribution[role]):
                a, b = bisect.bisect_right(ends, x), bisect.bisect_left(starts, y)
                if a < b and role == "source":
                    first_source.setdefault(number, a)
                for i in range(a, b):
                    tags[i], owner[i] = labels.A[("B-" if i == a else "I-") + role], number
    for i in range(n):  # a span cut by another begins anew after it
        if labels.impossible(labels.ATTRIBUTION[tags[i - 1]] if i else None, labels.ATTRIBUTION[tags[i]]):
            tags[i] -= 1
    return tags, links(tags, owner, first_source)


def links(tags, owner, first_source):
    """The three attribution links from each token's label and the attribution that it belongs to."""
    n, cue = len(tags), (labels.A["B-cue"], labels.A["I-cue"])
    first_cue = {}
    for i in range(n):
        if tags[i] in cue:
            first_cue.setdefault(owner[i], i)
    out = {kind: [NO_TARGET] * n for kind in labels.LINKS[:3]}
    for i in range(n):
        role = labels.ATTRIBUTION[tags[i]][2:]
        if role in ("content", "source"):
            out[role + "-cue"][i] = first_cue.get(owner[i], NO_LINK)
    for number, i in first_cue.items():
        out["cue-source"][i] = first_source.get(number, NO_LINK)
    return out


def silver_sentences(path):
    """Yields (document name, rows of a sentence); a row is (start, end, lower form, tag, head index, label, ner)."""
    name, rows = None, []
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("# newdoc id = "):
                name = line[14:].strip()
            elif line[:1].isdigit():
                c = line.rstrip("\n").split("\t")
                misc = dict(kv.split("=", 1) for kv in c[9].split("|") if "=" in kv)
                rows.append((int(misc["start"]), int(misc["end"]), c[1].lower(), c[4], int(c[6]) - 1, c[7], misc.get("ner", "O")))
            elif not line.strip() and rows:
                yield name, rows
                rows = []
    if rows:
        yield name, rows


def silver_labels(rows):
    """The mention label of each row of a sentence: heads of names, personal pronouns, what is surely no head; else None."""
    out, i = [None] * len(rows), 0
    while i < len(rows):
        ner, j = rows[i][6], i + 1
        while j < len(rows) and rows[j][6] == ner:
            j += 1
        if ner in SILVER_TYPES:
            heads = [k for k in range(i, j) if not i <= rows[k][4] < j]
            if len(heads) == 1 and rows[heads[0]][3].startswith("NNP"):
                for k in range(i, j):
                    if k != heads[0] and rows[k][5] in ("compound", "amod", "name"):
                        out[k] = "O"
                out[heads[0]] = SILVER_TYPES[ner] + "-name"
        elif ner == "O":
            for k in range(i, j):
                if rows[k][3] in ("PRP", "PRP$") and rows[k][2] in PERSONAL:
                    out[k] = "person-pronoun"
                elif rows[k][3] in FUNCTION_TAGS:
                    out[k] = "O"
        i = j
    return out


def add_silver(documents, path):
    """Gives the documents (name -> Document) the silver mention labels of a CoreNLP file, at a low weight."""
    for name, rows in silver_sentences(path):
        d = documents.get(name)
        if d is None:
            continue
        at = {s: i for i, (s, _) in enumerate(d.spans)}
        for row, value in zip(rows, silver_labels(rows)):
            i = at.get(row[0])
            if i is not None and value is not None and d.spans[i][1] == row[1]:
                d.mention[i], d.weights[i] = labels.M[value], SILVER_WEIGHT
