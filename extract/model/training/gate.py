"""Trains the gate before the second reading of contents: python gate.py --out ../../internal/attribution/gate.weights GATE ...

Each GATE is the name, without its ending, of the files that `vectors -contents` wrote: what the second reading finds teaches
the gate, so that no article need be marked. A word's score is how likely it is the cue of a claim inside a content; a content
is read where one of its words has a score above 0. That 0 lies where --keep of the contents that hold claims are read, by
three folds over the articles, of which the figures are too.
"""
import argparse
import json
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

import tag

BATCH, FOLDS = 64, 3


def labels(d, _=None):
    """Of each token of a text, whether it is of the cue of a claim in a content."""
    y = np.zeros(len(d["tokens"]), np.int64)
    for first, end in d.get("cues") or []:
        y[first:end] = 1
    return y


def read(names):
    """The rows of the words of contents, side by side with their neighbours', and their labels; the contents as (rows, whether there are claims, article)."""
    vectors, traits, y, contents = [], [], [], []
    rows = articles = 0
    for name in names:
        x, t, asked, labelled, text = tag.read(name, labels)
        use = np.nonzero(asked)[0]
        row = np.full(len(asked), -1)
        row[use] = np.arange(len(use)) + rows
        vectors.append(tag.context(x, text, use).half())
        traits.append(tag.context(t, text, use))
        y.append(labelled[use])
        begin = 0
        for line in open(Path(name).with_suffix(".jsonl"), encoding="utf-8"):
            d = json.loads(line)
            for first, end, yields in d.get("contents") or []:
                contents.append((row[begin + first : begin + end], yields, articles))
            begin += len(d["tokens"])
            articles += 1
        rows += len(use)
    return torch.cat(vectors), torch.cat(traits), torch.from_numpy(np.concatenate(y)), contents


def batch(data, some):
    """The inputs of some contents, the labels of their words, which content each word is of, and whether these hold claims."""
    vectors, traits, y, contents = data
    rows = torch.from_numpy(np.concatenate([contents[k][0] for k in some]))
    of = torch.from_numpy(np.repeat(np.arange(len(some)), [len(contents[k][0]) for k in some]))
    return vectors[rows].float(), traits[rows], y[rows], of, torch.tensor([float(contents[k][1]) for k in some])


def highest(net, x, traits, of, n):
    """The score of each word, and the highest of each content."""
    two = net(x, traits)
    score = two[:, 1] - two[:, 0]
    return score, torch.full((n,), -1e4).scatter_reduce(0, of, score, "amax")


def fit(a, data, some, rng):
    """A network taught by some contents."""
    torch.manual_seed(a.seed)
    net = tag.Tagger(data[1].shape[1] // 3, a.hidden, a.dropout, 2)
    optimizer = torch.optim.AdamW(net.parameters(), a.rate, weight_decay=0.02)
    steps, step = a.epochs * (len(some) // BATCH), 0
    for _ in range(a.epochs):
        net.train()
        order = rng.permutation(some)
        for i in range(0, len(order) - BATCH + 1, BATCH):
            x, traits, y, of, yields = batch(data, order[i : i + BATCH])
            score, top = highest(net, x, traits, of, BATCH)
            loss = F.binary_cross_entropy_with_logits(top, yields) + a.words * F.binary_cross_entropy_with_logits(score, y.float(), reduction="sum") / BATCH
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            step += 1
            for g in optimizer.param_groups:
                g["lr"] = a.rate * max(0.02, 1 - step / steps)
    return net.eval()


def scores(net, data, some):
    """The highest score in each of some contents."""
    out = []
    with torch.no_grad():
        for i in range(0, len(some), 1024):
            x, traits, _, of, yields = batch(data, some[i : i + 1024])
            out.append(highest(net, x, traits, of, len(yields))[1].numpy())
    return np.concatenate(out)


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("names", nargs="+")
    p.add_argument("--keep", type=float, default=0.97, help="share of the contents with claims that are read")
    p.add_argument("--words", type=float, default=0.3, help="what the words' own labels count beside their content's")
    a, rng = tag.begin(p, epochs=8, dropout=0.2)
    data = read(a.names)
    contents = data[3]
    held, yields = np.zeros(len(contents)), np.array([c[1] for c in contents])
    article, size = np.array([c[2] for c in contents]), np.array([len(c[0]) for c in contents])
    for f in range(FOLDS):
        fold = np.nonzero(article % FOLDS == f)[0]
        held[fold] = scores(fit(a, data, np.nonzero(article % FOLDS != f)[0], rng), data, fold)
    print(f"{article.max() + 1} articles, {len(contents)} contents, {yields.sum()} with claims")
    for keep in sorted({0.9, 0.95, 0.97, 0.98, 0.99, a.keep}):
        least = np.quantile(held[yields > 0], 1 - keep, method="lower")
        got = held >= least
        print(f"keep {keep}: from {least:.2f}: {got.mean():.3f} of contents read, {size[got].sum() / size.sum():.3f} of their words")
    net = fit(a, data, np.arange(len(contents)), rng)
    with torch.no_grad():
        net.last.bias[0] += float(np.quantile(held[yields > 0], 1 - a.keep, method="lower"))
    net.write(a.out)


if __name__ == "__main__":
    main()
