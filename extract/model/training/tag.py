"""Trains the tagger of names: python tag.py --out ../../internal/mention/tag.weights NAMES

NAMES is the name, without its ending, of the files that `vectors -iob` wrote; --dev names those that are only scored.
"""
import argparse
import json
from pathlib import Path

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

import perceptron

WIDTH, BATCH = 384, 256
TYPES = {"Person": 0, "Organization": 1, "Location": 2, "Facility": 2}
LABELS = 7  # no name, the first word of each type, those that follow
UNKNOWN = -100  # names of other types


def labels(d, _=None):
    """The label of each token of a text."""
    starts, ends = np.array([t[0] for t in d["tokens"]]), np.array([t[1] for t in d["tokens"]])
    y = np.zeros(len(starts), np.int64)
    for a, b, kind in d.get("names") or []:
        i, j = np.searchsorted(ends, a, side="right"), np.searchsorted(starts, b, side="left")
        y[i:j] = TYPES[kind] + 4 if kind in TYPES else UNKNOWN
        if kind in TYPES:
            y[i] = TYPES[kind] + 1
    return y


def read(name, labels=labels):
    """(vectors, traits, whether asked, labels) of all tokens, a blank token between texts."""
    docs = [json.loads(line) for line in open(Path(name).with_suffix(".jsonl"), encoding="utf-8")]
    n = sum(len(d["tokens"]) for d in docs)
    x = np.memmap(Path(name).with_suffix(".f32"), dtype="<f4", mode="r").reshape(n, WIDTH)
    traits = np.fromfile(Path(name).with_suffix(".traits"), dtype="<f4").reshape(n, -1)
    y, begin = [], 0
    for d in docs:
        y.append(labels(d, traits[begin : begin + len(d["tokens"])]))
        begin += len(d["tokens"])
    text = np.repeat(np.arange(len(docs)), [len(k) for k in y])
    return x, traits[:, :-1], traits[:, -1] > 0, np.concatenate(y), text


def context(x, text, i):
    """The rows of the tokens before, at and behind each of i, zeros outside the text."""
    out = []
    for d in (-1, 0, 1):
        k = np.clip(i + d, 0, len(x) - 1)
        rows = np.array(x[k])
        rows[(text[k] != text[i]) | (i + d != k)] = 0
        out.append(rows)
    return torch.from_numpy(np.concatenate(out, 1))


class Tagger(nn.Module):
    """Scores of a token's labels; extract/internal/mention/tag.go computes the same."""

    def __init__(self, traits, hidden, dropout, labels=LABELS):
        super().__init__()
        self.sizes = (WIDTH, traits, hidden, labels)
        self.vector, self.trait, self.last = nn.Linear(3 * WIDTH, hidden), nn.Linear(3 * traits, hidden, bias=False), nn.Linear(hidden, labels)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x, traits):
        return self.last(self.dropout(F.relu(self.vector(self.dropout(x)) + self.trait(traits))))

    def write(self, path):
        """The file that tag.go reads."""
        perceptron.write(path, "tagger", self.sizes, (self.vector, self.trait, self.last))


def begin(p, epochs, dropout):
    """Adds what all taggers are trained by to the arguments; gives these, and the random numbers."""
    p.add_argument("--out", required=True)
    p.add_argument("--epochs", type=int, default=epochs)
    p.add_argument("--hidden", type=int, default=32)
    p.add_argument("--dropout", type=float, default=dropout)
    p.add_argument("--rate", type=float, default=1e-3)
    p.add_argument("--seed", type=int, default=1)
    a = p.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(a.seed)
    rng = np.random.default_rng(a.seed)
    return a, rng


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("names")
    p.add_argument("--dev")
    a, rng = begin(p, epochs=4, dropout=0.2)
    x, traits, asked, y, text = read(a.names)
    use = np.nonzero(asked & (y != UNKNOWN))[0]
    net = Tagger(traits.shape[1], a.hidden, a.dropout)
    optimizer = torch.optim.AdamW(net.parameters(), a.rate, weight_decay=0.01)
    dev = read(a.dev) if a.dev else None
    for epoch in range(a.epochs):
        net.train()
        order = rng.permutation(use)
        for i in range(0, len(order), BATCH):
            k = order[i : i + BATCH]
            loss = F.cross_entropy(net(context(x, text, k), context(traits, text, k)), torch.from_numpy(y[k]))
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            for g in optimizer.param_groups:
                g["lr"] = a.rate * max(0.02, 1 - (epoch + i / len(order)) / a.epochs)
        net.write(a.out)
        if dev:
            net.eval()
            dx, dt, dasked, dy, dtext = dev
            k = np.nonzero(dy != UNKNOWN)[0]
            with torch.no_grad():
                best = net(context(dx, dtext, k), context(dt, dtext, k)).argmax(1).numpy()
            best[~dasked[k]] = 0
            hit = ((best == dy[k]) & (best > 0)).sum()
            print(f"epoch {epoch}: loss {loss.item():.3f}, labels of names P {hit / (best > 0).sum():.4f} R {hit / (dy[k] > 0).sum():.4f}", flush=True)


if __name__ == "__main__":
    main()
