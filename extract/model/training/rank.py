"""Trains the ranker that says who is who: python rank.py --out ../../internal/coref/rank.weights MARKED[:WEIGHT] ...

Each MARKED is the name, without its ending, of two files that `pairs` wrote; --dev names those that are only scored.
"""
import argparse
from pathlib import Path

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

import perceptron

WIDTH = 384  # of a token's vector
BATCH = 32


class Example:
    """A mention and the things that it may go back to."""

    def __init__(self, text, pronoun, mention, vector, pairs, near, name, right):
        self.text, self.pronoun, self.mention, self.vector = text, pronoun, mention, vector
        self.pairs, self.near, self.name, self.right = pairs, near, name, right


def read(name):
    """The examples of NAME.i32 and NAME.f32."""
    whole = np.fromfile(Path(name).with_suffix(".i32"), dtype="<i4")
    floats = np.fromfile(Path(name).with_suffix(".f32"), dtype="<f4")
    i = x = 0
    out = []
    while i < len(whole):
        text, pronoun, n, mention, pair = map(int, whole[i : i + 5])
        right = whole[i + 5 : i + 5 + n]
        i += 5 + n
        head = floats[x : x + mention + WIDTH]
        x += len(head)
        rows = floats[x : x + n * (pair + 2 * WIDTH)].reshape(n, -1)
        x += rows.size
        out.append(Example(text, pronoun, head[:mention], head[mention:], rows[:, :pair], rows[:, pair : pair + WIDTH], rows[:, pair + WIDTH :], right))
    return out


class Ranker(nn.Module):
    """Scores of candidates, and of being new; extract/internal/pointer computes the same."""

    def __init__(self, mention, pair, hidden=32, low=16, alone=16, dropout=0.2):
        super().__init__()
        self.sizes = (mention, pair, low, hidden, alone, WIDTH)
        self.source, self.target = nn.Linear(WIDTH, low), nn.Linear(WIDTH, low)
        self.first, self.last = nn.Linear(mention + pair + 3 * low, hidden), nn.Linear(hidden, 1)
        self.new_first, self.new_last = nn.Linear(mention + low, alone), nn.Linear(alone, 1)
        self.dropout = nn.Dropout(dropout)
        for layer in (self.source, self.target):
            nn.init.normal_(layer.weight, std=0.05)
            nn.init.zeros_(layer.bias)

    def forward(self, b):
        source = self.source(b["vector"]) * b["seen"][:, None]
        of = b["of"]
        a, seen = source[of], b["seen"][of][:, None]
        x = torch.cat([b["mention"][of], b["pairs"], a * self.target(b["near"]) * seen, a * self.target(b["name"]) * seen, a], 1)
        scores = self.last(self.dropout(F.relu(self.first(self.dropout(x)))))[:, 0]
        new = self.new_last(self.dropout(F.relu(self.new_first(self.dropout(torch.cat([b["mention"], source], 1))))))[:, 0]
        return scores, new

    def write(self, path):
        """The file that network.go reads."""
        perceptron.write(path, "ranker", self.sizes, (self.source, self.target, self.first, self.last, self.new_first, self.new_last))


def batch(examples, blind=()):
    """Tensors of examples; those in blind are shown without vectors, so that the features can do alone."""
    t = lambda x: torch.from_numpy(np.ascontiguousarray(x))
    return {
        "mention": t(np.stack([e.mention for e in examples])),
        "vector": t(np.stack([e.vector for e in examples])),
        "pairs": t(np.concatenate([e.pairs for e in examples])),
        "near": t(np.concatenate([e.near for e in examples])),
        "name": t(np.concatenate([e.name for e in examples])),
        "right": t(np.concatenate([e.right for e in examples])).bool(),
        "of": t(np.repeat(np.arange(len(examples)), [len(e.right) for e in examples])),
        "seen": torch.tensor([0.0 if i in blind else 1.0 for i in range(len(examples))]),
    }


def log_sum(scores, of, n):
    """The log of the sum of exponentials over each example's candidates."""
    top = torch.full((n,), -1e9).scatter_reduce(0, of, scores, "amax").detach()
    return torch.log(torch.zeros(n).index_add(0, of, torch.exp(scores - top[of])) + 1e-30) + top


def losses(net, examples, blind=()):
    """Minus the log probability of what is right: any of the right candidates, or being new where none is."""
    b, n = batch(examples, blind), len(examples)
    scores, new = net(b)
    right = log_sum(scores.masked_fill(~b["right"], -1e9), b["of"], n)
    has = torch.zeros(n).index_add(0, b["of"], b["right"].float()) > 0
    return torch.logaddexp(log_sum(scores, b["of"], n), new) - torch.where(has, right, new)


def score(net, examples):
    """Prints how many decisions are right, and the precision and recall of links, for pronouns and noun phrases."""
    net.eval()
    for pronoun, name in ((1, "pronouns"), (0, "noun phrases")):
        some = [e for e in examples if e.pronoun == pronoun]
        if not some:
            continue
        right = linked = hit = links = 0
        for i in range(0, len(some), 64):
            part = some[i : i + 64]
            b = batch(part)
            with torch.no_grad():
                scores, new = net(b)
            for k, (e, s) in enumerate(zip(part, scores.split([len(e.right) for e in part]))):
                best = int(s.argmax())
                link = bool(s[best] > new[k])
                good = link and bool(e.right[best])
                right += good or not link and not e.right.any()
                linked, hit, links = linked + link, hit + good, links + int(e.right.any())
        print(f"  {name}: {len(some)}, right {right / len(some):.3f}, links P {hit / max(1, linked):.3f} R {hit / max(1, links):.3f}", flush=True)


def train(sets, arguments):
    """A ranker trained on [(examples, weight)]."""
    torch.manual_seed(arguments.seed)
    rng = np.random.default_rng(arguments.seed)
    data = [(e, w) for examples, w in sets for e in examples]
    net = Ranker(len(data[0][0].mention), data[0][0].pairs.shape[1], hidden=arguments.hidden, low=arguments.low, alone=arguments.low, dropout=arguments.dropout)
    optimizer = torch.optim.AdamW(net.parameters(), arguments.rate, weight_decay=0.02)
    steps, step = arguments.epochs * (len(data) // BATCH), 0
    for epoch in range(arguments.epochs):
        net.train()
        order = rng.permutation(len(data))
        for i in range(0, len(order) - BATCH + 1, BATCH):
            part = [data[k] for k in order[i : i + BATCH]]
            blind = set(np.nonzero(rng.random(BATCH) < arguments.blind)[0])
            loss = (losses(net, [e for e, _ in part], blind) * torch.tensor([w for _, w in part])).mean()
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            step += 1
            for g in optimizer.param_groups:
                g["lr"] = arguments.rate * max(0.02, 1 - step / steps)
            optimizer.step()
    return net


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("marked", nargs="+", metavar="MARKED")
    p.add_argument("--dev", action="append", default=[])
    p.add_argument("--out", required=True)
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--epochs", type=int, default=8)
    p.add_argument("--rate", type=float, default=2e-3)
    p.add_argument("--dropout", type=float, default=0.2)
    p.add_argument("--blind", type=float, default=0.1)
    p.add_argument("--hidden", type=int, default=32)
    p.add_argument("--low", type=int, default=16, help="width of the projected vectors, and of the layer that tells what is new")
    arguments = p.parse_args()
    torch.set_num_threads(1)
    sets = []
    for name in arguments.marked:
        name, _, weight = name.partition(":")
        sets.append((read(name), float(weight or 1)))
    net = train(sets, arguments)
    net.write(arguments.out)
    for name in arguments.dev:
        print(name)
        score(net, read(name))


if __name__ == "__main__":
    main()
