"""Averages the weights of checkpoints and model files into a model: python average.py --base DIR --out english.model FILE...

What goes on from the same weights (several last phases of one run, runs on more and more articles that began with one
model) ends near each other; its mean is better than each (model soups: Wortsman et al., ICML 2022). A file that is named
twice counts twice. Runs that began apart have nothing in common: never average these.
"""
import argparse
from pathlib import Path

import torch

import export
import network


def mean(states):
    """The mean of each weight, in the order of the files."""
    return {name: sum(s[name] for s in states) / len(states) if w.is_floating_point() else w for name, w in states[0].items()}


def load(path):
    """(weights, provenance) of a checkpoint, or of a model file."""
    if not path.endswith(".model"):
        c = torch.load(path)
        return c["net"], c["provenance"]
    net = export.read(path)
    with torch.no_grad():
        net.crf_start -= net.bad_start  # the file has it lowered where a text cannot begin so
        net.crf_transition -= net.bad_transition
    return net.state_dict(), export.provenance(path)


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--base", type=Path, required=True, help="folder of the base's weights")
    p.add_argument("--out", default="english.model")
    p.add_argument("files", nargs="+", metavar="FILE", help="a checkpoint, or a model file by its ending .model")
    a = p.parse_args()
    states, provenance = zip(*map(load, a.files))
    net = network.Network()
    net.load_state_dict(mean(states))
    export.write(net, a.base, a.out, {"mean of": provenance})


if __name__ == "__main__":
    main()
