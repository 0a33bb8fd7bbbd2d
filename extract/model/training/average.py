"""Averages the weights of checkpoints of one run into a model: python average.py --base DIR --out english.model CHECKPOINT...

Several last phases after one main part, each with a seed of its own, end near each other; their mean is better than
each (model soups: Wortsman et al., ICML 2022). Checkpoints of different main parts have nothing in common: never average these.
"""
import argparse
from pathlib import Path

import torch

import export
import network


def mean(states):
    """The mean of each weight, in the order of the files."""
    return {name: sum(s[name] for s in states) / len(states) if w.is_floating_point() else w for name, w in states[0].items()}


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--base", type=Path, required=True, help="folder of the base's weights")
    p.add_argument("--out", default="english.model")
    p.add_argument("checkpoint", nargs="+")
    a = p.parse_args()
    checkpoints = [torch.load(path) for path in a.checkpoint]
    net = network.Network()
    net.load_state_dict(mean([c["net"] for c in checkpoints]))
    export.write(net, a.base, a.out, {"mean of": [c["provenance"] for c in checkpoints]})


if __name__ == "__main__":
    main()
