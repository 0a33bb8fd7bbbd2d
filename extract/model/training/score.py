"""Scores a checkpoint or a model file on PolNeAR dev and GUM dev: python score.py --data DIR --features DIR --scorer score_attributions.py MODEL

Prints the figures in float (of a checkpoint) and as int8 arithmetic gives them.
"""
import argparse
import importlib.util
import sys
from pathlib import Path

import torch

import decode
import documents
import export
import gum
import labels
import network
import quantize


def load(path):
    """The network of a checkpoint, or of a model file with its weights made floats again."""
    if str(path).endswith(".model"):
        return export.read(path)
    net = network.Network()
    net.load_state_dict(torch.load(path)["net"])
    return net.eval()


def attributions(net, scorer, data, features, limit):
    """The scorer's figures on PolNeAR dev."""
    gold = scorer.read_articles(data / "polnear/dev/attributions", data / "polnear/dev/text")
    found = []
    for d in list(documents.read(features / "polnear.dev.jsonl"))[:limit]:
        text, attributions = gold[d.name.removesuffix(".txt") + ".txt"]
        found.append((text, attributions, decode.predict(net, d)["attributions"]))
    return scorer.score(found)["figures"]


def mentions(net, data, features):
    """GUM dev: F1 of the heads of mentions by label and of those of names, accuracy of their links given gold heads."""
    hit = {k: 0 for k in ("mention", "name", *labels.LINKS[3:])}
    gold, predicted = dict(hit), dict(hit)
    is_name = [name.endswith("-name") for name in labels.MENTION]
    for d, (words, text) in zip(documents.read(features / "gum.dev.jsonl"), gum.read(data / "gum/dev.conllu")):
        gum.label(d, words, text)
        _, scores, links = decode.scores(net, d)
        for i, (want, got) in enumerate(zip(d.mention, scores.argmax(1))):
            for key, counted in (("mention", lambda m: m > 0), ("name", lambda m: is_name[m])):
                gold[key] += counted(want)
                predicted[key] += counted(got)
                hit[key] += counted(want) and want == got
            for k, kind in enumerate(labels.LINKS[3:], 3):
                if want > 0:
                    first, p = links[i]
                    at = int(p[k].argmax())
                    at = first + at if at < p.shape[1] - 1 else documents.NO_LINK
                    inside = first <= d.links[kind][i] < first + p.shape[1] - 1
                    gold[kind] += 1
                    hit[kind] += at == (d.links[kind][i] if inside else documents.NO_LINK)
    figures = {k: 2 * hit[k] / (gold[k] + predicted[k]) for k in ("mention", "name")}
    return figures | {k: hit[k] / gold[k] for k in labels.LINKS[3:]}


def line(figures):
    """The main figures in one line."""
    f = lambda name, key="f1": f"{figures[name][key]:.4f}"
    return (
        f"found {f('found')} (P {f('found', 'p')} R {f('found', 'r')}; direct {figures['found']['direct']['r']:.3f} indirect {figures['found']['indirect']['r']:.3f})"
        f" said {f('said')} source {f('source', 'r')} exact: source {f('exact source')} cue {f('exact cue')} content {f('exact content')}"
    )


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--data", type=Path, required=True)
    p.add_argument("--features", type=Path, required=True, help="folder of polnear.dev.jsonl and gum.dev.jsonl")
    p.add_argument("--scorer", required=True)
    p.add_argument("--limit", type=int, help="so many articles only")
    p.add_argument("--arithmetic", choices=["float", "int8", "both"], default="both")
    p.add_argument("--threads", type=int, default=2)
    p.add_argument("model", type=Path)
    a = p.parse_args()
    torch.set_num_threads(a.threads)
    spec = importlib.util.spec_from_file_location("scorer", a.scorer)
    scorer = importlib.util.module_from_spec(spec)
    sys.dont_write_bytecode = True
    spec.loader.exec_module(scorer)
    net = load(a.model)
    for name, n in (("float", net), ("int8", quantize.simulate(net))):
        if a.arithmetic in (name, "both"):
            print(name, line(attributions(n, scorer, a.data, a.features, a.limit)), flush=True)
            print(name, " ".join(f"{k} {v:.4f}" for k, v in mentions(n, a.data, a.features).items()), flush=True)


if __name__ == "__main__":
    main()
