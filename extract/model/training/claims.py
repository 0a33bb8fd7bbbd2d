#!/usr/bin/env python3
"""Fit the learnt decisions of extract/internal/claim on articles with gold claims, and write extract/internal/claim/learnt.txt.

usage: claims.py [--model FILE] [--dev FOLDER...] [--made FOLDER] FOLDER...
       claims.py --settle FOLDER...

Each FOLDER holds NAME.txt and NAME.gold.json (evaluation/CLAIMS.md). Every question gets gradient boosted trees
(scikit-learn's HistGradientBoostingClassifier) on its traits and on a logistic regression over the encoder's vectors,
whose own training answers are by cross-validation over articles. What follows a question's answers is fitted after it.
What made.py made counts little, and is in no held fold. Figures: area under the curve and log loss, by so many folds over the articles as
--folds says (which takes as many times as long), and on the dev folder, which nothing is fitted on.
"""
import argparse, io, json, re, subprocess, sys
from collections import Counter
from pathlib import Path

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss, roc_auc_score

TOP = Path(__file__).resolve().parents[3]
TITLES = r"^(the|a|an|mr|mrs|ms|dr|sen|rep|gov|president|senator|prof|professor|gen|judge|secretary)\.? "
# of each question: trees, leaves, learning rate, and how little the vectors are held back
MADE = 0.08  # what a made example counts
LEAST = {"claim": -1.1, "about": -0.62, "source": -99}  # the log odds from which on the program decides for it
SHAPE = {"claim": (120, 8, 0.06, 0.0003), "about": (150, 8, 0.06, 0.0003), "source": (60, 6, 0.06, 0)}
FIRST, LATER = ("claim",), ("about", "source")  # whether it is a claim decides who is who, and so the others


def words(text):
    return Counter(re.findall(r"\w+", text.casefold()))


def dice(a, b):
    return 2 * sum((a & b).values()) / max(1, sum(a.values()) + sum(b.values()))


def norm(name):
    name = re.sub(r"['’]s$", "", name.strip().casefold())
    name = re.sub(r"[^\w ]", "", name.replace("-", " "))
    previous = None
    while name != previous:
        previous, name = name, re.sub(TITLES, "", name)
    return name.strip()


def same(a, b):
    names = lambda e: {norm(n) for n in [e["name"], *e.get("mentions", []), *e.get("aliases", [])]} - {""}
    return norm(a["name"]) in names(b) or norm(b["name"]) in names(a)


def match(gold, found):
    """One-to-one pairs of contents, best Dice first: index of the gold claim of each that is found."""
    g, f = [words(x) for x in gold], [words(x) for x in found]
    scored = sorted(((dice(a, b), -abs(i / max(1, len(g)) - j / max(1, len(f))), i, j) for i, a in enumerate(g) for j, b in enumerate(f)), reverse=True)
    taken, pairs = set(), {}
    for d, _, i, j in scored:
        if d >= 0.5 and i not in taken and j not in pairs:
            taken.add(i)
            pairs[j] = i
    return pairs


def read(folders, model, questions, gate=False):
    """The decisions on each of some questions in the articles of folders: the traits' names, traits, vectors, answers, article of each, odds."""
    flags = [*(["-model", model] if model else []), *(["-gate"] if gate else [])]
    out = subprocess.Popen(["go", "run", "./extract/model/training/claims", *flags, *folders], cwd=TOP, stdout=subprocess.PIPE)
    rows, names = {q: [] for q in questions}, {}
    for n, line in enumerate(out.stdout):
        a = json.loads(line)
        text = a["Document"]["article"]["text"].encode()
        path = next(p for f in folders if (p := Path(f) / (a["Name"] + ".gold.json")).exists())
        gold = json.loads(path.read_text(encoding="utf-8"))
        for q in questions:
            for d, y in answers(q, a, text, gold):
                names.setdefault(q, [t["Name"] for t in d["Traits"]])
                rows[q].append((np.array([t["Value"] for t in d["Traits"]]), np.array(d["Vector"] or [], np.float32), y, n, d["Odds"]))
    if out.wait():
        raise subprocess.CalledProcessError(out.returncode, out.args)
    kinds = (float, np.float32, float, float, float)
    return {q: (names[q], *(np.array([x[k] for x in r], kind) for k, kind in enumerate(kinds))) for q, r in rows.items()}


def answers(question, a, text, gold):
    """The decisions on a question in an article, and the right answer to each; not those that nobody can tell."""
    people = {e["id"]: e for e in gold["entities"]}
    found = {e["id"]: e for e in a["Document"]["entities"]}
    asked = [d for d in a["Decisions"] or [] if d["Question"] == question]
    if question == "claim":
        claims = match([c["content"] for c in gold["claims"]], [text[slice(*d["Content"])].decode() for d in asked])
        yield from ((d, k in claims) for k, d in enumerate(asked))
        return
    if not gold["claims"]:
        return
    claims = match([c["content"] for c in gold["claims"]], [c["content"] for c in a["Document"]["claims"]])
    spans = {(c["start"], c["end"]): k for k, c in enumerate(a["Document"]["claims"])}
    for d in asked:
        g = claims.get(spans.get(tuple(d["Content"])))
        if g is None:
            continue
        if question == "about":
            yield d, any(same(people[x], found[d["Entity"]]) for x in gold["claims"][g]["about"])
        else:
            said, wanted = a["Document"]["claims"][spans[tuple(d["Content"])]]["source"], gold["claims"][g]["source"]
            yield d, len(said) == len(wanted) and all(any(same(people[x], found[s]) for s in said) for x in wanted)


class Decision:
    """Trees over traits, the last of which is a regression over vectors."""

    def __init__(self, trees, leaves, rate, C):
        self.C = C
        self.trees = HistGradientBoostingClassifier(max_iter=trees, learning_rate=rate, max_leaf_nodes=leaves, l2_regularization=5, min_samples_leaf=15, early_stopping=False)

    def line(self, V, y, weight):
        if not V.shape[1]:
            return np.zeros(0), 0
        mean, std = V.mean(0), V.std(0) + 1e-3
        m = LogisticRegression(C=self.C, max_iter=500).fit((V - mean) / std, y, weight)
        w = m.coef_[0] / std
        return w, m.intercept_[0] - w @ mean

    def fit(self, X, V, y, article, weight):
        z = np.zeros(len(y))
        for f in range(5):
            out = article % 5 == f
            w, b = self.line(V[~out], y[~out], weight[~out])
            z[out] = V[out] @ w + b
        self.w, self.b = self.line(V, y, weight)
        self.trees.fit(np.c_[X, z], y, weight)
        return self

    def odds(self, X, V):
        return self.trees.decision_function(np.c_[X, V @ self.w + self.b])

    def write(self, name, traits, out):
        print("question", name, *traits, "vectors", file=out)
        print("vector", *(f"{v:.4g}" for v in [*self.w, self.b]), file=out)
        print("constant", f"{self.trees._baseline_prediction[0, 0]:.6g}", file=out)
        print("scale 1 0", file=out)
        for (tree,) in self.trees._predictors:
            def walk(i):
                n = tree.nodes[i]
                if n["is_leaf"]:
                    return [f"={n['value']:.4g}"]
                return [f"{n['feature_idx']}<{n['num_threshold']:.6g}", *walk(n["left"]), *walk(n["right"])]
            print(*walk(0), file=out)


def error(p, y):
    """The expected calibration error, ten bins (Naeini et al., AAAI 2015)."""
    bins = np.minimum((p * 10).astype(int), 9)
    return sum(abs((p[bins == b] - y[bins == b]).sum()) for b in range(10)) / len(y)


def settle(args):
    """Fits how sure one may be (Platt) to the odds of what learnt.txt decides for, in articles that it was not fitted on."""
    path = TOP / "extract/internal/claim/learnt.txt"
    text = path.read_text(encoding="utf-8")
    all_read = read(args.folders, args.model, SHAPE, gate=True)
    for question in SHAPE:
        _, _, _, y, article, odds = all_read[question]
        keep = odds > LEAST[question]
        y, article, odds = y[keep], article[keep], odds[keep, None]
        line = lambda i: LogisticRegression(C=1e3).fit(odds[i], y[i])
        p = np.zeros(len(y))
        for f in range(5):
            p[article % 5 == f] = line(article % 5 != f).predict_proba(odds[article % 5 == f])[:, 1]
        m = line(y >= 0)
        figures = f"# {question}: sure: {len(y)} decisions, {y.mean():.3f} right, expected error {error(p, y):.3f} by five folds, {error(1 / (1 + np.exp(-odds[:, 0])), y):.3f} unsettled"
        print(figures, file=sys.stderr)
        head, name, rest = text.partition(f"question {question} ")
        head = re.sub(rf"# {question}: sure: .*\n", "", head)
        rest = re.sub(r"^scale .*\n", "", rest, count=1, flags=re.M) if rest.find("\nscale ") < (rest.find("\nquestion ") % (len(rest) + 1)) else rest
        rest = re.sub(r"^(constant .*\n)", rf"\1scale {m.coef_[0, 0]:.4g} {m.intercept_[0]:.4g}\n", rest, count=1, flags=re.M)
        text = head + figures + "\n" + name + rest
    path.write_text(text, encoding="utf-8")


def fit(question, args, gold, made, dev, out):
    """Fits the answers to a question and writes them: gold, made and dev are what read gives, the last two may be None."""
    make = lambda: Decision(*SHAPE[question])
    traits, *gold, _ = gold
    gold.append(np.ones(len(gold[0])))
    if made:
        _, *made, _ = made
        made[-1] += gold[-2].max() + 1
        made.append(np.full(len(made[0]), MADE))
    train = lambda keep: make().fit(*(np.concatenate([g[keep], m]) if made else g[keep] for g, m in zip(gold, made or gold)))
    X, V, y, article, _ = gold
    odds = np.zeros(len(y))
    for f in range(args.folds):
        held = article % args.folds == f
        odds[held] = train(~held).odds(X[held], V[held])
    figures = lambda y, o: f"{len(y)} decisions, {y.mean():.3f} yes, area {roc_auc_score(y, o):.4f}, log loss {log_loss(y, 1 / (1 + np.exp(-o))):.4f}"
    if args.folds:
        print(f"# {question}: {args.folds} folds: {figures(y, odds)}", file=out)
    d = train(np.full(len(y), True))
    if dev:
        _, A, B, yes, *_ = dev
        print(f"# {question}: dev: {figures(yes, d.odds(A, B))}", file=out)
    d.write(question, traits, out)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("folders", nargs="+"), ap.add_argument("--dev", nargs="*"), ap.add_argument("--made"), ap.add_argument("--model")
    ap.add_argument("--folds", type=int, default=6, help="of the figures over the articles taught; 0: none")
    ap.add_argument("--only", choices=["first", "later"], help="fit only whether an attribution is a claim, and leave nothing of the other questions; or only these")
    ap.add_argument("--settle", action="store_true", help="fit only how sure one may be, on FOLDERs that nothing else was fitted on")
    args = ap.parse_args()
    args.only = {"first": FIRST, "later": LATER, None: None}[args.only]
    if args.settle:
        return settle(args)
    path = TOP / "extract/internal/claim/learnt.txt"
    done = "hearsay decisions 1\n"
    if args.only == LATER:  # what stands before it stays
        done = path.read_text(encoding="utf-8").partition("question about ")[0].partition("# about")[0]
    for questions in (FIRST, LATER):
        if args.only not in (None, questions):
            continue
        path.write_text(done, encoding="utf-8")
        gold, made = (read(f, args.model, questions) if f else {} for f in (args.folders, args.made and [args.made]))
        dev = read(args.dev, args.model, questions, gate=True) if args.dev else {}
        for q in questions:
            fit(q, args, gold[q], made.get(q), dev.get(q), out := io.StringIO())
            done += out.getvalue()
            print("\n".join(l for l in out.getvalue().splitlines() if l.startswith("#")), file=sys.stderr)
    path.write_text(done, encoding="utf-8")


if __name__ == "__main__":
    main()
