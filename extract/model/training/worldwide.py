"""English Worldwide Newswire: names by hand in newspapers of five continents. Their heads are not marked."""
import gzip
import re

import labels
from documents import NO_NAME, NO_TARGET

TYPES = {"Person": "person", "Organization": "organization", "Location": "place", "Facility": "place"}
WEIGHT = 0.5


def read(path):
    """Yields (name, text, names) of each article; a name is (start, end, tag) in code points. A sentence stands on a line of its own, three to a paragraph."""
    name, sentences, words = None, [], []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in [*lines, "# newdoc id = "]:
            if line.startswith("# newdoc id = "):
                if words:
                    sentences.append(words)
                if sentences:
                    yield name, *lay_out(sentences)
                name, sentences, words = line[14:].strip().removesuffix(".txt"), [], []
            elif not line.strip():
                if words:
                    sentences.append(words)
                words = []
            else:
                word, tag = (line.rstrip("\n").split("\t") + ["O"])[:2]
                if not word.startswith("http"):
                    words.append((word, tag))


def lay_out(sentences):
    """(text, names): words with blanks between them as one would print them."""
    text, names = "", []
    for k, words in enumerate(sentences):
        text += ("\n\n" if k % 3 == 0 else " ") if text else ""
        glue, open_ = True, None
        quoted = False
        for word, tag in words:
            closing = re.fullmatch(r"[.,;:!?)\]%’”]+|'s|’s|n't|n’t|''|'(re|ve|ll|d|m)", word) or word == '"' and quoted
            if not (glue or closing or word in "-–/"):
                text += " "
            start = len(text)
            text += word
            glue = word in ("(", "[", "“", "‘", "``", "$", "£", "-", "–", "/") or word == '"' and not quoted
            if word == '"':
                quoted = not quoted
            if tag[0] in "BS":
                names.append([start, len(text), tag[2:]])
                open_ = tag[2:]
            elif tag[0] in "IE" and open_ == tag[2:]:
                names[-1][1] = len(text)
            else:
                open_ = None
    return text, names


def label(document, names, score):
    """Gives a document its names. score(document) rates each token as a head, as in marked.mentions."""
    rated = score(document)
    n = len(document)
    document.mention, document.weights = [NO_NAME] * n, [WEIGHT] * n
    document.links |= {kind: [NO_TARGET] * n for kind in labels.LINKS[3:]}
    at = 0
    for start, end, tag in names:
        while at < n and document.spans[at][1] <= start:
            at += 1
        b = at
        while b < n and document.spans[b][0] < end:
            b += 1
        if b == at:
            continue
        kind = TYPES.get(tag)
        for i in range(at, b):
            document.mention[i] = 0 if kind else NO_TARGET
        if kind:
            head = max(range(at, b), key=lambda i: (rated[i][0], i))
            document.mention[head] = labels.M[kind + "-name"]
            document.links["mention-first"][head], document.links["mention-last"][head] = at, b - 1


if __name__ == "__main__":  # python worldwide.py FILE.iob.gz FOLDER: each article's text as a file, for the features
    import sys
    from pathlib import Path

    folder = Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    for article, text, _ in read(sys.argv[1]):
        (folder / (article + ".txt")).write_text(text, encoding="utf-8")
