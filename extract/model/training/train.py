"""Trains the model: python train.py --data ../../../../shared/corpora --base DIR --features DIR --out english.model --seed 1

With --from the training goes on from a model file in place of the base. --base holds what base.py writes: model.safetensors, vocab.txt and tokenizer.json. --features holds what `features.sh` writes.
--minutes bounds the time: the learning rate then falls with the clock, and the run ends when it is over.
"""
import argparse
import math
import random
import time
from pathlib import Path

import torch
from tokenizers import Tokenizer

import documents
import export
import gum
import labels
import marked
import network
import polnear
import quantize
import worldwide
from augment import Augmenter

WINDOW, SMALLEST, OVERLAP = 126, 96, 0  # pieces of a window in training; at use they overlap by 32
BATCH = 12  # windows
RATES = {"encoder": 1.2e-4, "heads": 5e-4, "crf": 5e-3}
WARM_UP, LAST_RATE = 0.05, 0.02
TUNE_RATE = 0.25  # of the rates, while int8 arithmetic is imitated


def load(arguments, score):
    """What is trained on: PolNeAR documents with each annotator's labels; marked ones likewise, and windows of their contents; documents that have mentions alone."""
    data, features = Path(arguments.data), Path(arguments.features)
    kept = set((data / "marked/dev.txt").read_text().split())  # articles that choose teach nothing
    articles = {d.name + ".txt": d for d in documents.read(features / "polnear.train.jsonl") if d.name not in kept}
    for d in articles.values():
        d.mention, d.weights = [documents.NO_TARGET] * len(d), [0.0] * len(d)
    polnear.add_silver(articles, data / "polnear/train.corenlp.conllu")
    attributed = []
    for name, versions in polnear.annotations(data / "polnear/train").items():
        if d := articles.get(name + ".txt"):
            attributed.append((d, [polnear.label(d, attributions) for attributions in versions]))
    claimed, inner, outer = [], [], []
    by_hand = list(zip(documents.read(features / "marked.train.jsonl"), marked.read(data / "marked", "train.txt"), strict=True))
    if arguments.more:
        by_hand += zip(documents.read(features / "more.jsonl"), marked.read(arguments.more, "list.txt"), strict=True)
    for d, (_, text, gold) in by_hand:
        if d.text != text:
            raise ValueError(f"{d.name}: the text of the features is another")
        spans = {e["id"]: e["spans"] for e in gold["entities"]}
        marked.mentions(d, gold, score)
        claimed.append((d, [marked.level(d, [c for c in gold["claims"] if not c["within"]], spans)]))
        for c in gold["claims"]:
            if window := marked.inside(d, c, gold["claims"], spans):
                (inner if any(window[3]) else outer).append(window)
    treebank = list(documents.read(features / "gum.train.jsonl"))
    for d, (words, text) in zip(treebank, gum.read(data / "gum/train.conllu"), strict=True):
        gum.label(d, words, text)
    press = [d for k, d in enumerate(documents.read(features / "worldwide.train.jsonl")) if k % arguments.every == 0]
    names = {name: (text, n) for name, text, n in worldwide.read(data / "worldwide/train.iob.gz")}
    for d in press:
        text, found = names[d.name]
        if d.text != text:
            raise ValueError(f"{d.name}: the text of the features is another")
        worldwide.label(d, found, score)
    return {"articles": attributed, "marked": claimed, "inner": inner, "outer": outer, "gum": treebank, "worldwide": press}


def some(values, share, rng):
    """So many passes over the values; of a pass that is not whole, values drawn at random."""
    for v in values:
        for _ in range(int(share) + (rng.random() < share % 1)):
            yield v


def epoch(data, augmenter, rng, shares):
    """The batches of one epoch: lists of items for network.batch."""
    windows = lambda d: documents.random_windows(d, SMALLEST, WINDOW, OVERLAP, rng)
    items = []
    for kind in ("articles", "marked"):
        for d, versions in some(data[kind], shares[kind], rng):
            tags, links = rng.choice(versions)
            items += [(d, a, b, tags, links) for a, b in windows(d)]
    made, tries, wanted = 0, 0, int(shares["made"] * len(items))
    while made < wanted and tries < 50 * wanted:
        d, versions = rng.choice(data["articles"])
        tags, links = rng.choice(versions)
        item = augmenter.window(d, tags, links, sorted(d.sentences) + [len(d)])
        tries += 1
        if item:
            items.append(item)
            made += 1
    for kind in ("inner", "outer"):
        items += some(data[kind], shares[kind], rng)
    for kind in ("gum", "worldwide"):
        for d in some(data[kind], shares[kind], rng):
            items += [(d, a, b, None, None) for a, b in windows(d)]
    rng.shuffle(items)
    size = lambda item: sum(len(p) for p in item[0].pieces[item[1] : item[2]])
    batches = []
    for i in range(0, len(items), 40 * BATCH):  # windows of about the same length go together
        chunk = sorted(items[i : i + 40 * BATCH], key=size)
        batches += [chunk[k : k + BATCH] for k in range(0, len(chunk), BATCH)]
    # Sorting gathers the short made windows: four in place of one long, for batches of about the same size.
    rng.shuffle(batches)
    return batches


def scorer(net):
    """A function that rates each token of a document as the head of a name, a description and a pronoun, 0 to 1, with a trained network."""

    def score(d):
        out = torch.zeros(len(d), len(labels.FORMS))
        with torch.no_grad():
            for a, b in d.windows(WINDOW, 0):
                scores = net(network.batch([(d, a, b, None, None)]))[1][0].softmax(-1)
                out[a:b] = scores[:, 1:].view(b - a, len(labels.TYPES), len(labels.FORMS)).sum(1)
        return out.tolist()

    return score


def last(d):
    """The rating without a trained network: the last word of a mention is its head."""
    return [[i] * len(labels.FORMS) for i in range(len(d))]


def optimizers(net):
    """AdamW for what is dense, lazy Adam for the word pieces' embeddings; and their rates."""
    groups = {"encoder": [], "heads": [], "crf": []}
    heads = ("attribution", "mention", "query", "key", "none", "distance", "case", "quote", "start")
    for name, p in net.named_parameters():
        if name == "word.weight":
            continue
        first = name.split(".")[0]
        groups["crf" if first.startswith("crf_") else "heads" if first in heads else "encoder"].append(p)
    dense = torch.optim.AdamW([{"params": p, "lr": RATES[g], "weight_decay": 0 if g == "crf" else 0.01} for g, p in groups.items()], fused=True)
    return [dense, torch.optim.SparseAdam([net.word.weight], lr=RATES["encoder"])]


class Run:
    """A training run and what a checkpoint needs to go on with it."""

    def __init__(self, arguments):
        self.arguments = arguments
        torch.manual_seed(arguments.seed)
        torch.set_num_threads(arguments.threads)
        self.rng = random.Random(arguments.seed)
        self.net = network.Network()
        if arguments.source:
            self.net = export.read(arguments.source)
            with torch.no_grad():
                self.net.crf_start -= self.net.bad_start  # the file has it lowered where a text cannot begin so; a window can
        else:
            self.net.load_base(Path(arguments.base) / "model.safetensors")
        rater = arguments.rater or arguments.source
        self.data = load(arguments, scorer(export.read(rater)) if rater else last)
        tokenizer = Tokenizer.from_file(str(Path(arguments.base) / "tokenizer.json"))
        augmenter = Augmenter(lambda w: tokenizer.encode(w, add_special_tokens=False).ids, self.rng)
        shares = {k: getattr(arguments, k) for k in ("articles", "made", "marked", "inner", "outer", "gum", "worldwide")}
        self.plan = [epoch(self.data, augmenter, self.rng, shares) for _ in range(math.ceil(arguments.epochs))]
        self.steps = int(sum(map(len, self.plan)) * arguments.epochs / math.ceil(arguments.epochs))
        self.optimizers = optimizers(self.net)
        self.base = [[g["lr"] for g in o.param_groups] for o in self.optimizers]
        self.step, self.tuned, self.spent = 0, 0, 0.0

    def progress(self):
        """How much of the run is over, 0 to 1."""
        limit = self.arguments.minutes * 60
        return max(self.step / self.steps, self.spent / limit if limit else 0)

    def rate(self):
        """What the learning rates are multiplied by: up, then down with what is left of the run."""
        p = self.progress()
        return min(1, p / WARM_UP + 0.01) * max(LAST_RATE, 1 - p)

    def train(self):
        """Runs to the end, with checkpoints."""
        batches = [b for e in self.plan for b in e]
        saved, log = time.time(), Log(self)
        self.net.short = self.arguments.bfloat16
        self.net.train()
        while self.step < self.steps and self.progress() < 1:
            begun = time.time()
            parts, count = self.learn(batches[self.step], self.rate())
            self.step += 1
            self.spent += time.time() - begun
            log.add(parts, count)
            if time.time() - saved > 60 * self.arguments.save_minutes:
                self.save()
                saved = time.time()
        self.save()

    def tune(self):
        """Goes on for some minutes as int8 arithmetic would compute, at low and falling rates."""
        limit, batches = 60 * self.arguments.tune, [b for e in self.plan for b in e]
        quantize.imitate(self.net)
        self.net.train()
        self.net.short = False  # its roundings are coarser than the ones that are imitated
        log, first, over = Log(self), time.time(), 0.0
        while over < 1:
            begun = time.time()
            parts, count = self.learn(batches[(self.step + self.tuned) % len(batches)], TUNE_RATE * min(1, 20 * over + 0.1) * (1 - over))
            self.tuned += 1
            self.spent += time.time() - begun
            log.add(parts, count)
            over = (time.time() - first) / limit
        self.save(f"-tuned-{self.arguments.seed}")

    def learn(self, items, rate):
        """One step. Returns the losses and the number of pieces."""
        for o, base in zip(self.optimizers, self.base):
            for g, r in zip(o.param_groups, base):
                g["lr"] = r * rate * self.arguments.rate
        b = network.batch(items)
        parts = network.losses(self.net, b)
        sum(parts.values()).backward()
        torch.nn.utils.clip_grad_norm_([p for n, p in self.net.named_parameters() if n != "word.weight"], 1.0)
        for o in self.optimizers:
            o.step()
            o.zero_grad()
        return parts, b["count"]

    def save(self, suffix=""):
        """Writes the checkpoint, and the model so far. The last phase has a checkpoint of its own, so that several can follow one main part."""
        a, path = self.arguments, Path(self.arguments.checkpoint)
        path = path.with_stem(path.stem + suffix)
        provenance = {"seed": a.seed, "steps": self.step, "tuning steps": self.tuned, "minutes": round(self.spent / 60, 1)}
        state = {"net": self.net.state_dict(), "optimizers": [o.state_dict() for o in self.optimizers], "step": self.step, "spent": self.spent, "random": torch.get_rng_state(), "provenance": provenance}
        torch.save(state, path.with_suffix(".part"))
        path.with_suffix(".part").replace(path)
        export.write(self.net, Path(a.base), a.out, provenance)
        print(f"saved {path} and {a.out} at step {self.step}", flush=True)

    def resume(self):
        """Goes on from the checkpoint."""
        state = torch.load(self.arguments.checkpoint)
        self.net.load_state_dict(state["net"])
        for o, s in zip(self.optimizers, state["optimizers"]):
            o.load_state_dict(s)
        self.step, self.spent = state["step"], state["spent"]
        torch.set_rng_state(state["random"])


class Log:
    """Prints a line every so many steps: the mean losses, and the speed."""

    def __init__(self, run):
        self.run, self.sums, self.pieces, self.since, self.steps = run, {}, 0, run.spent, 0

    def add(self, parts, pieces):
        """Counts a step."""
        self.pieces += pieces
        self.steps += 1
        for name, loss in parts.items():
            self.sums.setdefault(name, []).append(loss.item())
        if self.steps % self.run.arguments.report:
            return
        run, losses = self.run, " ".join(f"{k} {sum(v) / len(v):.4f}" for k, v in self.sums.items())
        speed = self.pieces / (run.spent - self.since)
        print(f"step {run.step}/{run.steps} {run.spent / 60:.1f} min, {100 * run.progress():.1f} % over, {speed:.0f} pieces/s: {losses}", flush=True)
        self.sums, self.pieces, self.since = {}, 0, run.spent


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--data", required=True, help="folder of the corpora")
    p.add_argument("--features", required=True, help="folder of polnear.train.jsonl and gum.train.jsonl")
    p.add_argument("--base", required=True, help="folder of the base's weights")
    p.add_argument("--out", default="english.model")
    p.add_argument("--checkpoint", default="checkpoint.pt")
    p.add_argument("--resume", action="store_true")
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--epochs", type=float, default=3)
    p.add_argument("--minutes", type=float, default=0, help="at most so long (0: no bound)")
    p.add_argument("--tune", type=float, default=0, help="minutes more that imitate int8 arithmetic")
    p.add_argument("--gum", type=float, default=1.5, help="passes over GUM in an epoch")
    p.add_argument("--articles", type=float, default=1, help="passes over PolNeAR in an epoch")
    p.add_argument("--every", type=int, default=1, help="take one in so many of the world's newspapers' articles")
    p.add_argument("--marked", type=float, default=2, help="passes over the marked articles")
    p.add_argument("--more", help="folder of more marked articles, named in its list.txt, with features/more.jsonl")
    p.add_argument("--inner", type=float, default=4, help="passes over their contents that hold claims")
    p.add_argument("--outer", type=float, default=0.7, help="passes over their other contents")
    p.add_argument("--worldwide", type=float, default=0.25, help="passes over the names of the world's newspapers")
    p.add_argument("--from", dest="source", help="model file to go on from")
    p.add_argument("--rater", help="model file that rates the words of marked mentions as heads (else that of --from; else the last word is the head)")
    p.add_argument("--bfloat16", action="store_true", help="multiply in bfloat16, half again as fast on processors that have it")
    p.add_argument("--rate", type=float, default=1, help="of the learning rates")
    p.add_argument("--made", type=float, default=0.2, help="made windows in an epoch, as a share of the articles'")
    p.add_argument("--threads", type=int, default=2)
    p.add_argument("--report", type=int, default=25, help="steps between lines of the log")
    p.add_argument("--save-minutes", type=float, default=10)
    run = Run(p.parse_args())
    print(f"{run.steps} steps; " + ", ".join(f"{len(v)} {k}" for k, v in run.data.items()), flush=True)
    if run.arguments.resume:
        run.resume()
    run.train()
    if run.arguments.tune:
        run.tune()


if __name__ == "__main__":
    main()
