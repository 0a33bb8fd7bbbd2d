"""From scores to attributions: the probe's decoding, for choosing models. The product's own is extract/internal/attribution."""
import numpy as np
import torch

import documents
import labels
import network

WINDOW, OVERLAP = 126, 32
ROLE = {"source": labels.A["B-source"], "cue": labels.A["B-cue"], "content": labels.A["B-content"]}
LEAST_SOURCE, LEAST_POINTER, LEAST_MOVE = 0.2, 0.3, 0.1


def scores(net, document, size=8):
    """(attribution scores, mention scores, links) of a text: each token from the window in which it stands deepest.

    links: of each token (first token of its window, probabilities [kind, token of the window + none]).
    """
    n, windows = len(document), document.windows(WINDOW, OVERLAP)
    attribution, mention = np.zeros((n, len(labels.ATTRIBUTION)), "f4"), np.zeros((n, len(labels.MENTION)), "f4")
    depth, links = [-1] * n, [None] * n
    for i in range(0, len(windows), size):
        items = [(document, a, b, None, None) for a, b in windows[i : i + size]]
        with torch.no_grad():
            x, y, z = net(network.batch(items))
        z = torch.softmax(z, -1).numpy()
        width = z.shape[2]
        for r, (_, a, b, *_) in enumerate(items):
            for t in range(a, b):
                d = min(t - a if a else 10**6, b - 1 - t if b < n else 10**6)
                if d > depth[t]:
                    depth[t], attribution[t], mention[t] = d, x[r, t - a], y[r, t - a]
                    links[t] = a, np.concatenate([z[r, :, t - a, : b - a], z[r, :, t - a, width:]], 1)
    return attribution, mention, links


def viterbi(scores, start, transition):
    """The best label sequence."""
    back, a = np.zeros(scores.shape, "i4"), scores[0] + start
    for t in range(1, len(scores)):
        s = a[:, None] + transition
        back[t], a = s.argmax(0), s.max(0) + scores[t]
    path = [int(a.argmax())]
    for t in range(len(scores) - 1, 0, -1):
        path.append(int(back[t, path[-1]]))
    return path[::-1]


def spans(path):
    """Role -> token ranges of a label sequence."""
    out, begun = {role: [] for role in ROLE}, None
    for i, label in enumerate([*path, 0]):
        name = labels.ATTRIBUTION[label]
        if begun and (name == "O" or name[0] == "B" or name[2:] != begun[0]):
            out[begun[0]].append((begun[1], i))
            begun = None
        if name != "O" and begun is None:
            begun = name[2:], i
    return out


class Decoder:
    """The spans of a text and how strongly they are linked."""

    def __init__(self, attribution, links, start, transition):
        self.links = links
        found = spans(viterbi(attribution, start, transition))
        self.sources, self.cues, self.contents = found["source"], found["cue"], found["content"]
        each = lambda span, kind, to: sum(self.mass(i, kind, to) for i in range(*span)) / (span[1] - span[0])
        self.content_cue = [[each(t, 0, c) for c in self.cues] for t in self.contents]
        self.source_cue = [[each(s, 1, c) for c in self.cues] for s in self.sources]
        self.cue_source = [[self.mass(c[0], 2, s) for s in self.sources] for c in self.cues]
        self.named = self.named_sources(attribution, start, transition)

    def mass(self, token, kind, span):
        """The probability that a token's link points into a span."""
        first, p = self.links[token]
        a, b = max(0, span[0] - first), min(p.shape[1] - 1, span[1] - first)
        return float(p[kind][a:b].sum()) if a < b else 0.0

    def named_sources(self, attribution, start, transition):
        """Of each cue the source that would begin where its pointer points, and the pointer's strength; or None."""
        at, forced = [], attribution.copy()
        for c in self.cues:
            first, p = self.links[c[0]]
            k = int(p[2][:-1].argmax())
            at.append((first + k, float(p[2][k])))
            forced[first + k, ROLE["source"]] += 50
        by_start = {s[0]: s for s in spans(viterbi(forced, start, transition))["source"]} if at else {}
        return [(by_start[t], p) if t in by_start else None for t, p in at]

    def attributions(self):
        """[(source or None, cue or None, [content, ...])], token ranges."""
        contents, alone = self.assign_contents()
        sources = self.assign_sources()
        out = [(sources[j], c, contents[j]) for j, c in enumerate(self.cues) if contents[j]]
        return out + [(None, None, [t]) for t in alone]

    def assign_contents(self):
        """The contents of each cue, and those without one."""
        n = len(self.cues)
        if not n:
            return [], self.contents
        best = [max(range(n), key=lambda j, row=row: row[j]) for row in self.content_cue]
        for j in range(n):  # a cue without a content takes one from a cue with several
            if j not in best:
                rivals = [(row[j], x) for x, row in enumerate(self.content_cue) if row[j] > LEAST_MOVE and best.count(best[x]) > 1]
                if rivals:
                    best[max(rivals)[1]] = j
        return [[t for x, t in enumerate(self.contents) if best[x] == j] for j in range(n)], []

    def assign_sources(self):
        """The source of each cue: by both links, then one that another cue has too, then the one its pointer names."""
        out, used = [None] * len(self.cues), set()
        ranked = sorted(((self.source_cue[x][j] + self.cue_source[j][x]) / 2, j, x) for j in range(len(self.cues)) for x in range(len(self.sources)))[::-1]
        for value, j, x in ranked:
            if value >= LEAST_SOURCE and out[j] is None and x not in used:
                out[j] = self.sources[x]
                used.add(x)
        for _, j, x in ranked:
            if out[j] is None and self.cue_source[j][x] >= LEAST_POINTER:
                out[j] = self.sources[x]
        busy = self.cues + self.contents
        for j, named in enumerate(self.named):
            if out[j] is None and named and named[1] >= LEAST_POINTER and not any(a < named[0][1] and named[0][0] < b for a, b in busy):
                out[j] = named[0]
        return out


def predict(net, document):
    """The record of a text for score_attributions.py."""
    attribution, _, links = scores(net, document)
    start, transition = (t.detach().numpy() for t in net.crf())
    span = lambda s: [document.spans[s[0]][0], document.spans[s[1] - 1][1]]
    found = Decoder(attribution, links, start, transition).attributions() if len(document) else []
    out = [{"source": [span(s)] if s else [], "cue": [span(c)] if c else [], "content": [span(t) for t in ts]} for s, c, ts in found]
    return {"article": document.name, "attributions": out}
