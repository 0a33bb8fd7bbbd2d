"""Trains the finder of noun phrases: python phrase.py --out ../../internal/mention/phrase.weights NOUNS ...

Each NOUNS is the name, without its ending, of the files that `vectors -list` wrote; --dev names those that are only scored.
"""
import argparse
import json
import re
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

import tag

BATCH = 256
TYPES = "person organization publication group place event law work system".split()  # as extract/news has them
ENDS = re.compile(r" (?:of|in|at|for|on|to|from|with|by|against|about|over|between|among|who|that|which|whose|where|when|and|or|as|into|than|under|such|whom|not|called|known) |[,;:(–—]|(?<=[^ ])['’]s ")  # a possessive is no end, but what follows it is of the phrase


UNLIKELY = -0.25  # the encoder's rating of a word that heads nothing, in eighths of log odds
LABELS = 15  # what the encoder tells heads apart by: name, nominal and pronoun of each of five types


def labels(d, traits):
    """The label of each token of a text: 0 where it heads no marked noun phrase, else its type from 1.

    The head is the word before what completes the phrase that the encoder rates highest ("rule" of "the rule issued last year"),
    of those that may head one and do not head a shorter one.
    traits, the last of which is whether the token may, hold before that how much likelier the encoder takes it for a head of each label than for none.
    """
    raw = d["text"].encode()
    starts, ends = np.array([t[0] for t in d["tokens"]]), np.array([t[1] for t in d["tokens"]])
    rated = traits[:, -1 - LABELS : -1].reshape(len(starts), -1, 3)[:, :, :2].max((1, 2))  # no pronouns
    y, asked = np.zeros(len(starts), np.int64), traits[:, -1] > 0
    for a, b, kind in sorted(d.get("names") or [], key=lambda s: s[1] - s[0]):
        i, j = np.searchsorted(ends, a, side="right"), np.searchsorted(starts, b, side="left")
        text = raw[a:b].decode()
        cut = next((m.start() for m in ENDS.finditer(text) if m.group()[:1] not in "'’" and m.start() > 0), len(text))
        last = len(text[:cut].encode()) + a
        k = np.searchsorted(starts, last, side="left")
        words = [t for t in range(i, min(k, j)) if asked[t]]
        head = max((t for t in words if y[t] == 0), key=lambda t: (rated[t], t), default=-1)
        # Where a shorter phrase has taken a word ("Russian" of "the Russian government"), another must look like a head too.
        if head >= 0 and (rated[head] > UNLIKELY or all(y[t] == 0 for t in words)):
            y[head] = TYPES.index(kind) + 1
    return y


def read(name):
    """(vectors, traits, whether asked, labels, text) of all tokens."""
    return tag.read(name, labels)


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("nouns", nargs="+")
    p.add_argument("--dev", action="append", default=[])
    a, rng = tag.begin(p, epochs=10, dropout=0.3)
    sets = [read(n) for n in a.nouns]
    net = tag.Tagger(sets[0][1].shape[1], a.hidden, a.dropout, len(TYPES) + 1)
    optimizer = torch.optim.AdamW(net.parameters(), a.rate, weight_decay=0.02)
    use = np.array([(s, k) for s, (_, _, asked, _, _) in enumerate(sets) for k in np.nonzero(asked)[0]])
    devs = [(n, read(n)) for n in a.dev]
    steps, step = a.epochs * (len(use) // BATCH), 0
    for epoch in range(a.epochs):
        net.train()
        order = rng.permutation(len(use))
        for i in range(0, len(order) - BATCH + 1, BATCH):
            k = use[order[i : i + BATCH]]
            loss = 0
            for s, (x, traits, _, y, text) in enumerate(sets):
                if len(j := k[k[:, 0] == s, 1]):
                    loss = loss + F.cross_entropy(net(tag.context(x, text, j), tag.context(traits, text, j)), torch.from_numpy(y[j]), reduction="sum") / BATCH
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            step += 1
            for g in optimizer.param_groups:
                g["lr"] = a.rate * max(0.02, 1 - step / steps)
    net.write(a.out)
    net.eval()
    for name, (x, traits, asked, y, text) in devs:
        k = np.arange(len(y))
        with torch.no_grad():
            q = F.softmax(net(tag.context(x, text, k), tag.context(traits, text, k)), 1).numpy()
        p_any = np.where(asked, 1 - q[:, 0], 0)
        right = (y > 0) & (q[:, 1:].argmax(1) + 1 == y)
        for least in (0.15, 0.3, 0.5):
            got = p_any >= least
            print(f"{name}: from {least}: {got.sum()} found, P {(got & (y > 0)).sum() / max(1, got.sum()):.3f} R {(got & (y > 0)).sum() / (y > 0).sum():.3f}, type right {(right & got).sum() / max(1, (got & (y > 0)).sum()):.3f}", flush=True)


if __name__ == "__main__":
    main()
