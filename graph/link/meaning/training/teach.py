"""Writes what the vectors are learnt from: python teach.py BASE ARTICLES.jsonl.gz TAUGHT.npz [--pieces 12000] [--sentences 2400]

BASE is the folder of all-MiniLM-L6-v2, a sentence encoder, which is computed here by numpy alone. It says the vector of the word
pieces that are most frequent in the articles, each alone, and of sentences of news: those that stand first in
articles in the order of a hash of day and topic, so that a story is told by several.
"""
import argparse
import collections
import gzip
import hashlib
import json
import re
from pathlib import Path

import numpy as np
from scipy.special import erf
from safetensors.numpy import load_file
from tokenizers import Tokenizer

LONGEST = 40  # pieces of a sentence, its marks included
BATCH = 1500  # pieces at a time
SENTENCE = re.compile(r'(?<=[.!?”"])\s+(?=[A-Z“"])|\n+')


def norm(x, weight, bias):
    x = x - x.mean(-1, keepdims=True)
    return x / np.sqrt((x * x).mean(-1, keepdims=True) + 1e-12) * weight + bias


def encode(w, ids):
    """The mean of the last layer's vectors of some texts of equal length."""
    n, length = ids.shape
    e = "embeddings."
    x = w[e + "word_embeddings.weight"][ids] + w[e + "position_embeddings.weight"][:length] + w[e + "token_type_embeddings.weight"][0]
    x = norm(x, w[e + "LayerNorm.weight"], w[e + "LayerNorm.bias"])
    heads, width = 12, x.shape[-1]
    for i in range(6):
        dense = lambda name, x: x @ w[f"encoder.layer.{i}.{name}.weight"].T + w[f"encoder.layer.{i}.{name}.bias"]
        ends = lambda name: (w[f"encoder.layer.{i}.{name}.LayerNorm.weight"], w[f"encoder.layer.{i}.{name}.LayerNorm.bias"])
        split = lambda x: x.reshape(n, length, heads, -1).transpose(0, 2, 1, 3)
        q, k, v = (split(dense("attention.self." + name, x)) for name in ("query", "key", "value"))
        score = q @ k.transpose(0, 1, 3, 2) / np.float32(np.sqrt(width // heads))
        score = np.exp(score - score.max(-1, keepdims=True))
        score /= score.sum(-1, keepdims=True)
        x = norm(x + dense("attention.output.dense", (score @ v).transpose(0, 2, 1, 3).reshape(n, length, width)), *ends("attention.output"))
        up = dense("intermediate.dense", x)
        up = up * np.float32(0.5) * (1 + erf(up * np.float32(np.sqrt(0.5))))
        x = norm(x + dense("output.dense", up), *ends("output"))
    return x.mean(1)


def encode_all(w, texts):
    """Vectors of texts, those of equal length together."""
    out = np.zeros((len(texts), 384), np.float32)
    by = collections.defaultdict(list)
    for i, t in enumerate(texts):
        by[len(t)].append(i)
    done = 0
    for length in sorted(by):
        for at in range(0, len(by[length]), max(1, BATCH // length)):
            some = by[length][at : at + max(1, BATCH // length)]
            out[some] = encode(w, np.array([texts[i] for i in some]))
            done += len(some)
            print(done, "of", len(texts), flush=True)
    return out


def main():
    p = argparse.ArgumentParser()
    p.add_argument("base", type=Path)
    p.add_argument("articles")
    p.add_argument("out")
    p.add_argument("--sentences", type=int, default=2400)
    p.add_argument("--pieces", type=int, default=12000)
    p.add_argument("--count", type=int, default=1500, help="articles in which pieces are counted")
    a = p.parse_args()
    cut = Tokenizer.from_file(str(a.base / "tokenizer.json"))
    cut.no_padding()
    cut.no_truncation()
    articles = [json.loads(line) for line in gzip.open(a.articles, "rt", encoding="utf-8")]
    story = lambda x: repr((x["published"][:10], x["topic"]))
    articles.sort(key=lambda x: (hashlib.sha256(story(x).encode()).hexdigest(), x["id"]))
    counts, sentences, stories = collections.Counter(), [], []
    for x in articles[: a.count]:
        for piece in cut.encode(x["text"][:3000], add_special_tokens=False).ids:
            counts[piece] += 1
        of = [s.strip() for s in SENTENCE.split(x["text"])]
        of = [s for s in of if 40 <= len(s) <= 160][:4]
        if len(sentences) < a.sentences:
            sentences += [t for t in (e.ids for e in cut.encode_batch(of)) if len(t) <= LONGEST]
            stories += [int(hashlib.sha256(story(x).encode()).hexdigest()[:8], 16)] * (len(sentences) - len(stories))
    frequent = [i for i, _ in sorted(counts.items(), key=lambda c: (-c[1], c[0])) if i > 999][: a.pieces]
    w = load_file(a.base / "model.safetensors")
    print(len(sentences), "sentences,", len(counts), "pieces met", flush=True)
    say = {"sentences": np.array([i for t in sentences for i in t[1:-1]], np.int32), "lengths": np.array([len(t) - 2 for t in sentences], np.int32)}
    say["alone"] = encode_all(w, [[101, i, 102] for i in frequent])
    say["vectors"] = encode_all(w, sentences)
    np.savez(a.out, stories=np.array(stories), counts=np.array([counts[i] for i in range(30522)]), pieces=np.array(frequent), **say)


if __name__ == "__main__":
    main()
