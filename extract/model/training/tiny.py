"""Writes a tiny model with random weights, for tests and fuzzing: python tiny.py testdata/models/tiny-1.model"""
import string
import sys

import torch

import export
import network

SIZE = {"layers": 1, "width": 32, "heads": 2, "ffn": 64, "positions": 128, "link_width": 64}
WORDS = "the a of to and in that said says told according he she it they paper reported officials minister president .".split()


def vocabulary():
    """Word pieces: the special ones, single characters alone and inside words, a few words."""
    characters = string.ascii_lowercase + string.digits + string.punctuation + "“”‘’–—…"
    inside = ["##" + c for c in string.ascii_lowercase + string.digits]
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    return special + list(characters) + inside + [w for w in WORDS if w not in characters]


def main():
    torch.manual_seed(1)
    pieces = vocabulary()
    net = network.Network({**SIZE, "pieces": len(pieces)}).eval()
    with torch.no_grad():  # labels and links are to differ from token to token
        for linear in (net.attribution, net.mention, net.query, net.key, net.none):
            linear.weight.normal_(std=0.5)
        net.distance.normal_(std=1)
        net.crf_transition.normal_(std=0.3)
    with open(sys.argv[1], "wb") as f:
        f.write(export.encode(net, pieces, {"what": "random weights, seed 1"}, name="tiny"))


if __name__ == "__main__":
    main()
