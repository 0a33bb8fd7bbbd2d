"""Trains the finder of noun phrases: python phrase.py --out ../../internal/mention/phrase.weights NOUNS ...

Each NOUNS is the name, without its ending, of the files that `vectors -list` wrote; --dev names those that are only scored.
"""
import argparse

import numpy as np
import torch
import torch.nn.functional as F

import tag

BATCH = 256
TYPES = "person organization publication group place event law work system".split()  # as extract/news has them


def labels(d, traits):
    """The label of each token of a text: 0 where it heads no marked noun phrase, else its type from 1.

    traits hold last whether the token may head one: a name's own head mostly may not.
    """
    y = np.zeros(len(d["tokens"]), np.int64)
    for (*_, kind), head in zip(d.get("names") or [], d.get("heads") or [], strict=True):
        if head >= 0 and traits[head, -1] > 0:
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
