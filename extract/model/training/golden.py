"""Writes what the int8 simulation says of 100 windows, for the parity test of the Go encoder: python golden.py --features FILE MODEL OUT

FILE holds the JSON lines that `features` printed for testdata/articles. OUT says for each window, taken as a text of its own,
each token's best attribution and mention label, and where the links of the labelled tokens point: [token, target], -1 for none.
"""
import argparse
import hashlib
import json

import torch

import documents
import export
import labels
import network
import quantize

COUNT = 100


def links_of(attribution, mention):
    """The links that tokens of these labels have."""
    role = labels.ATTRIBUTION[attribution][2:]
    own = {"content": ["content-cue"], "source": ["source-cue"], "cue": ["cue-source"]}.get(role, [])
    return own + (labels.LINKS[3:] if mention else [])


def window(net, document, a, b):
    """The record of one window."""
    with torch.no_grad():
        x, y, z = net(network.batch([(document, a, b, None, None)]))
    attribution, mention, best = x[0].argmax(1).tolist(), y[0].argmax(1).tolist(), z[0].argmax(2).tolist()
    links = {kind: [] for kind in labels.LINKS}
    for i in range(b - a):
        for kind in links_of(attribution[i], mention[i]):
            target = best[labels.LINKS.index(kind)][i]
            links[kind].append([a + i, a + target if target < b - a else documents.NO_LINK])
    return {"article": document.name, "first": a, "end": b, "attribution": attribution, "mention": mention, "links": links}


def spread(items, count):
    """So many of the items, evenly spread."""
    return [items[k * len(items) // count] for k in range(min(count, len(items)))] if len(items) > count else items


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--features", required=True)
    p.add_argument("model")
    p.add_argument("out")
    a = p.parse_args()
    net = quantize.simulate(export.read(a.model))
    windows = [(d, first, end) for d in documents.read(a.features) for first, end in d.windows(126, 32)]
    with open(a.model, "rb") as f:
        digest = hashlib.sha256(f.read()).hexdigest()
    records = ",\n".join(json.dumps(window(net, *w), separators=(",", ":")) for w in spread(windows, COUNT))
    with open(a.out, "w", encoding="utf-8") as f:
        f.write(f'{{"model": "{digest}", "windows": [\n{records}\n]}}\n')


if __name__ == "__main__":
    main()
