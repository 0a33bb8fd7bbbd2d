"""Marked articles of other outlets, without their text: outlets.py read CORPUS FOLDER [MARKS] writes NAME.txt, NAME.gold.json and list.txt to FOLDER.

CORPUS is outlets/articles.jsonl.gz, which holds the texts; MARKS (outlets.jsonl.gz beside this file, those that teach, or
held.jsonl.gz and fresh.jsonl.gz, those that only judge) holds the marks alone: whose each stretch of an article is, in code points, and the
claims as stretches. outlets.py write CORPUS FOLDER LIST [MARKS] makes it anew of marked articles, of which LIST says by tabs
the name and the corpus's id. outlets.py draw CORPUS COPIES FOLDER COUNT writes the texts of COUNT articles of at most 700 words that
are nowhere marked, nor copies of such by outlets/copies.tsv, drawn by chance, the same each time.
"""
import gzip
import json
import random
import sys
from pathlib import Path

MARKS = Path(__file__).with_name("outlets.jsonl.gz")


def texts(corpus):
    """The text of each article of the corpus: its title, a blank line, what follows it."""
    out = {}
    for line in gzip.open(corpus, "rt", encoding="utf-8"):
        a = json.loads(line)
        title, body = a["title"].strip(), a["text"].strip()
        out[a["id"]] = title + "\n\n" + body.removeprefix(title).strip() + "\n"
    return out


def read(corpus, folder, marks=MARKS):
    all_texts, folder, names = texts(corpus), Path(folder), []
    folder.mkdir(parents=True, exist_ok=True)
    for line in gzip.open(marks, "rt", encoding="utf-8"):
        a = json.loads(line)
        text = all_texts[a["id"]]
        cut = lambda span: text[span[0] : span[1]] if span else ""
        entities = [{**e, "mentions": sorted({cut(s) for s in e["spans"] if s[2] != "pronoun"})} for e in a["entities"]]
        claims = [{**c, "content": cut(c["span"]), "cue": cut(c["cue_span"])} for c in a["claims"]]
        (folder / (a["name"] + ".txt")).write_text(text, encoding="utf-8")
        (folder / (a["name"] + ".gold.json")).write_text(json.dumps({"entities": entities, "claims": claims}, ensure_ascii=False, indent=1), encoding="utf-8")
        names.append(a["name"])
    (folder / "list.txt").write_text("\n".join(names) + "\n", encoding="utf-8")


def write(corpus, folder, names, marks=MARKS):
    all_texts = texts(corpus)
    with gzip.GzipFile(marks, "w", mtime=0) as f:
        for row in Path(names).read_text(encoding="utf-8").splitlines():
            name, article = row.split("\t")[:2]
            path = Path(folder) / (name + ".gold.json")
            if not path.exists():
                continue
            if (Path(folder) / (name + ".txt")).read_text(encoding="utf-8") != all_texts[article]:
                raise ValueError(f"{name}: the text is not that of the corpus")
            gold = json.loads(path.read_text(encoding="utf-8"))
            entities = [{k: e[k] for k in ("id", "type", "name", "spans")} for e in gold["entities"]]
            claims = [{k: c.get(k) for k in ("id", "source", "about", "within", "stance", "kind", "when", "span", "cue_span")} for c in gold["claims"]]
            f.write((json.dumps({"name": name, "id": article, "entities": entities, "claims": claims}, ensure_ascii=False) + "\n").encode())


def draw(corpus, copies, folder, count):
    used = {json.loads(line)["id"] for marks in (MARKS, MARKS.with_name("held.jsonl.gz"), MARKS.with_name("fresh.jsonl.gz")) for line in gzip.open(marks, "rt", encoding="utf-8")}
    for line in Path(copies).read_text(encoding="utf-8").splitlines()[1:]:
        pair = set(line.split("\t")[1:])
        if pair & used:
            used |= pair
    all_texts, folder = texts(corpus), Path(folder)
    ids = sorted(i for i in all_texts if i not in used and len(all_texts[i].split()) <= 700)
    random.Random(1).shuffle(ids)
    folder.mkdir(parents=True, exist_ok=True)
    for i in ids[: int(count)]:
        (folder / (i + ".txt")).write_text(all_texts[i], encoding="utf-8")


if __name__ == "__main__":
    {"read": read, "write": write, "draw": draw}[sys.argv[1]](*sys.argv[2:])
