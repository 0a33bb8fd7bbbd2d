"""Texts as the encoder sees them: tokens, word pieces and features, as the Go tool `features` prints them."""
import json
import random
from dataclasses import dataclass, field

NO_TARGET, NO_LINK = -100, -1  # a link or label that is not trained here; a link that points at nothing
NO_NAME = -2  # a mention label: anything but the name of a person, an organization or a place


@dataclass
class Document:
    """A text with a value a token. A token's span counts Unicode code points, end exclusive.

    attribution, mention: label numbers, NO_TARGET where unknown. links: kind -> a target token a token, NO_LINK, or NO_TARGET.
    weights: the weight of each token's mention label.
    """

    name: str
    text: str
    spans: list
    pieces: list
    case: list
    quote: list
    start: list
    sentences: set
    attribution: list = field(default_factory=list)
    mention: list = field(default_factory=list)
    weights: list = field(default_factory=list)
    links: dict = field(default_factory=dict)

    def __len__(self):
        return len(self.spans)

    def windows(self, pieces, overlap, first=0):
        """Token ranges of at most so many pieces, beginning and ending at sentence bounds where one is near."""
        count = [len(p) for p in self.pieces]
        n, out, a = len(self), [], first
        while a < n:
            b, size = a, 0
            while b < n and size + count[b] <= pieces:
                size += count[b]
                b += 1
            b = max(b, a + 1)
            if b >= n:
                out.append((a, n))
                break
            c = b  # a sentence end in the window's last quarter ends it
            while c > a and c not in self.sentences:
                c -= 1
            if c > a and sum(count[c:b]) < pieces // 4:
                b = c
            out.append((a, b))
            a = self._next_start(a, b, overlap, count)
        return out

    def _next_start(self, a, b, overlap, count):
        """Where the window after a..b begins: a sentence start at least the overlap back, else the first one after that, else b."""
        c, size = b, 0
        while c > a + 1 and size < overlap:
            c -= 1
            size += count[c]
        d = c
        while d > a and d not in self.sentences:
            d -= 1
        if d <= a:
            d = c
            while d < b and d not in self.sentences:
                d += 1
        return d


def byte_to_char(text):
    """A list that turns a byte offset of the text's UTF-8 into a code point offset."""
    if text.isascii():
        return None
    table, k = [], 0
    for k, c in enumerate(text):
        table += [k] * len(c.encode("utf-8", "surrogatepass"))
    return table + [len(text)]


def read(path):
    """Yields the documents of a file of JSON lines that `features` printed."""
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            d = json.loads(line)
            table = byte_to_char(d["text"])
            spans = d["tokens"] if table is None else [[table[a], table[b]] for a, b in d["tokens"]]
            yield Document(d["name"], d["text"], spans, d["pieces"], d["case"], d["quote"], d["start"], set(d["sentences"]))


def random_windows(document, smallest, largest, overlap, rng=random):
    """The windows of one epoch: a size drawn for the document, the first window not always at its start."""
    return document.windows(rng.randint(smallest, largest), overlap)
