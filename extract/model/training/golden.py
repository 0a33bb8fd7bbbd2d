"""Writes what the int8 simulation says of 100 windows, for the parity test of the Go encoder: python golden.py --features FILE MODEL OUT

FILE holds the JSON lines that `features` printed for testdata/articles. OUT says for each window, taken as a text of its own,
each token's attribution label (by Viterbi) and best mention label, and where the links of the labelled tokens point: [token, target], -1 for none.
A label that hangs on the order in which floats are added up is -1, and such a link is left out: see simulations.
"""
import argparse
import hashlib
import json

import torch

import decode
import documents
import export
import labels
import network
import quantize

COUNT, UNDECIDED = 100, -1


def links_of(attribution, mention):
    """The links that tokens of these labels have."""
    role = labels.ATTRIBUTION[attribution][2:]
    own = {"content": ["content-cue"], "source": ["source-cue"], "cue": ["cue-source"]}.get(role, [])
    return own + (labels.LINKS[3:] if mention > 0 else [])


def simulations(net):
    """The int8 arithmetic with float sums in 32 and in 64 bits, and twice more with norms changed by some 1e-6 of themselves.

    A rounding to 7 bits that falls the other way changes what follows, so that sums in another order give other labels where two are near.
    """
    single, out = quantize.simulate(net), []
    for noise in (0, 1e-6, 1e-6):
        double = quantize.simulate(net).double()
        for m in double.modules():
            if isinstance(m, quantize.Dense):
                m.q, m.scale, m.bias = m.q.double(), m.scale.double(), m.bias.double()
            if isinstance(m, torch.nn.LayerNorm):
                m.weight.data *= 1 + noise * torch.randn(m.weight.shape)
        out.append(double)
    return [single, *out]


def opinion(net, batch):
    """(attribution labels, mention labels, where each link points [link, token]) of a window."""
    with torch.no_grad():
        x, y, z = net(batch)
    start, transition = (t.detach().numpy() for t in net.crf())
    return decode.viterbi(x[0].numpy(), start, transition), y[0].argmax(1).tolist(), z[0].argmax(2).tolist()


def agreed(values):
    """What all say, or None."""
    return values[0] if all(v == values[0] for v in values) else None


def window(nets, document, a, b):
    """The record of one window."""
    opinions = [opinion(net, network.batch([(document, a, b, None, None)])) for net in nets]
    attribution, mention, best = opinions[0]
    links = {kind: [] for kind in labels.LINKS}
    for i in range(b - a):
        for kind in links_of(attribution[i], mention[i]):
            k = labels.LINKS.index(kind)
            target = agreed([o[2][k][i] for o in opinions])
            if target is not None:
                links[kind].append([a + i, a + target if target < b - a else documents.NO_LINK])
    decided = lambda k: [UNDECIDED if agreed(v) is None else v[0] for v in zip(*(o[k] for o in opinions))]
    return {"article": document.name, "first": a, "end": b, "attribution": decided(0), "mention": decided(1), "links": links}


def spread(items, count):
    """So many of the items, evenly spread."""
    return [items[k * len(items) // count] for k in range(min(count, len(items)))] if len(items) > count else items


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--features", required=True)
    p.add_argument("model")
    p.add_argument("out")
    a = p.parse_args()
    torch.manual_seed(1)
    torch.set_num_threads(1)
    nets = simulations(export.read(a.model))
    windows = [(d, first, end) for d in documents.read(a.features) for first, end in d.windows(126, 32)]
    with open(a.model, "rb") as f:
        digest = hashlib.sha256(f.read()).hexdigest()
    records = [window(nets, *w) for w in spread(windows, COUNT)]
    count = lambda name, value: sum(x == value for r in records for x in r[name])
    print(f"undecided: {count('attribution', UNDECIDED)} attribution and {count('mention', UNDECIDED)} mention labels of {sum(len(r['mention']) for r in records)}")
    lines = ",\n".join(json.dumps(r, separators=(",", ":")) for r in records)
    with open(a.out, "w", encoding="utf-8") as f:
        f.write(f'{{"model": "{digest}", "windows": [\n{lines}\n]}}\n')


if __name__ == "__main__":
    main()
