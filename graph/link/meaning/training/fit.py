"""Makes english.vectors of what the sentence encoder said: python fit.py BASE TAUGHT.npz ../english.vectors

A word piece's vector is what the encoder says of it alone (model2vec: Tulkens and van Dongen, Minish Lab, 2024); of the rarer ones,
of which it was not asked, a linear map of the base's input embedding, found by ridge regression on the others. Their mean is taken
away, and pieces weigh by their frequency (SIF: Arora, Liang and Ma, ICLR 2017). Another linear map, drawn towards leaving all as
it is, makes the sum of a sentence's pieces what the encoder says of the sentence (as Minish Lab's tokenlearn does a piece); the first
directions of all are kept (PCA). Of five stories three teach, by one is chosen what is free, and one judges.
"""
import argparse
import unicodedata
from pathlib import Path

import numpy as np
from safetensors.numpy import load_file

WIDTH = 96
GREATEST = 4095  # of weights


def kept(piece):
    """Whether a piece is of the letters, digits and marks that English news has."""
    plain = piece.removeprefix("##")
    return piece == "[UNK]" or not (piece.startswith("[") and len(piece) > 1) and all(
        c < "\u0250" or unicodedata.category(c) in ("Pd", "Pi", "Pf", "Po", "Sc") for c in plain
    )


def unit(x):
    return x / np.maximum(np.linalg.norm(x, axis=-1, keepdims=True), 1e-9)


def correlation(a, b):
    return np.corrcoef(a, b)[0, 1]


class Sentences:
    """Sentences as ids, with the encoder's vectors, and the stories that they are of."""

    def __init__(self, taught):
        self.ids = np.split(taught["sentences"], np.cumsum(taught["lengths"])[:-1])
        self.vectors = unit(taught["vectors"].astype(np.float64))
        self.stories = taught["stories"]
        self.teach, self.choose, self.judge = (np.flatnonzero(np.isin(self.stories % 5, of)) for of in ((2, 3, 4), (1,), (0,)))

    def sums(self, rows, which):
        return unit(np.array([rows[self.ids[i]].sum(0) for i in which]))

    def agreement(self, v, which):
        """Pearson's correlation of the cosines of pairs with the encoder's: within a story, and across stories."""
        t = self.vectors[which]
        upper = np.triu_indices(len(which), 1)
        same = self.stories[which][upper[0]] == self.stories[which][upper[1]]
        near, far = (v @ v.T)[upper], (t @ t.T)[upper]
        return [float(round(correlation(near[m], far[m]), 3)) for m in (same, ~same)]

    def both(self, rows):
        return [self.agreement(self.sums(rows, which), which) for which in (self.choose, self.judge)]


def main():
    p = argparse.ArgumentParser()
    p.add_argument("base", type=Path)
    p.add_argument("taught")
    p.add_argument("out")
    a = p.parse_args()
    vocabulary = (a.base / "vocab.txt").read_text(encoding="utf-8").rstrip("\n").split("\n")
    given = load_file(a.base / "model.safetensors")["embeddings.word_embeddings.weight"].astype(np.float64)
    taught = dict(np.load(a.taught))
    s, pieces, alone = Sentences(taught), taught["pieces"].astype(int), taught["alone"].astype(np.float64)
    frequency = taught["counts"] / taught["counts"].sum()
    print("chosen by, judged by; within a story and across")
    print("input embeddings, no weights:", *s.both(given), flush=True)
    x, mean = given - given[pieces].mean(0), alone.mean(0)
    left = x[pieces].T @ x[pieces]
    full = x @ np.linalg.solve(left + 0.003 * np.trace(left) / len(left) * np.eye(len(left)), x[pieces].T @ (alone - mean))
    full[pieces] = 0.7 * (alone - mean) + 0.3 * full[pieces]
    best = None
    for sif in (1e-3, 3e-3, 1e-2, 3e-2):
        rows = full * (sif / (sif + frequency))[:, None]
        print("pieces alone, SIF", sif, *s.both(rows), flush=True)
        v, t = s.sums(rows, s.teach), s.vectors[s.teach]
        for drawn in (0.1, 0.3, 1):
            # In the scale of unit vectors; a cosine takes no notice of how long all are.
            scale = (v * t).sum() / (v * v).sum()
            turn = np.linalg.solve(v.T @ v + drawn * np.eye(v.shape[1]), v.T @ t + drawn * scale * np.eye(v.shape[1]))
            w = s.sums(rows @ turn, s.teach)
            cut = np.linalg.eigh(w.T @ w)[1][:, ::-1][:, :WIDTH]
            after = rows @ turn @ cut
            agrees = s.both(after)
            if best is None or sum(agrees[0]) > sum(best[0]):
                best = (agrees[0], after)
                print("SIF", sif, "drawn", drawn, f"cut to {WIDTH}:", *agrees, flush=True)
    rows = best[1]
    which = [i for i, piece in enumerate(vocabulary) if kept(piece)]
    rows = rows[which]
    rows[[vocabulary[i] == "[UNK]" for i in which]] = 0
    most = np.abs(rows).max(1)
    bytes_ = np.rint(rows / np.maximum(most, 1e-12)[:, None] * 127).astype(np.int8)
    # What weighs more than all but a few pieces weighs no more than these: so that the others' weights are not rounded away.
    top = np.quantile(most, 0.9999)
    weights = np.minimum(np.rint(most / top * GREATEST), GREATEST).astype("<u2")
    back = np.zeros((len(vocabulary), WIDTH))
    back[which] = bytes_ * weights[:, None].astype(np.float64)
    print("rounded:", *s.both(back), len(which), "pieces")
    with open(a.out, "wb") as f:
        f.write(f"hearsay meaning 1 {len(which)} {WIDTH}\n".encode())
        f.write("".join(vocabulary[i] + "\n" for i in which).encode())
        f.write(weights.tobytes())
        f.write(bytes_.tobytes())


if __name__ == "__main__":
    main()
