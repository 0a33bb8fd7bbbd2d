"""GUM: gold mentions with type, form and head, and their antecedents."""
import re
from dataclasses import dataclass

import labels
from documents import NO_LINK, NO_TARGET

BRACKET = re.compile(r"\(([^()]+)(\))?|([^()]+)\)")
TYPES = {"person": "person", "organization": "organization", "place": "place", "event": "event"}


@dataclass
class Word:
    """A syntactic word: where its token's characters stand among the document's characters that are no blanks."""

    first: int
    end: int
    upos: str
    xpos: str
    head: int  # index in the document, -1 for a root
    relation: str
    entity: str


@dataclass
class Mention:
    first: int  # words, last inclusive
    last: int
    chain: str
    type: str
    identity: bool
    head: int = -1


def read(path):
    """Yields the words of each document of a CoNLL-U file, and the characters without blanks."""
    words, text, base, token_end, token = [], [], 0, 0, (0, 0)
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("# newdoc") and words:
                yield words, "".join(text)
                words, text, base, token_end = [], [], 0, 0
            elif not line.strip():
                base, token_end = len(words), 0
            elif line[0].isdigit():
                c = line.rstrip("\n").split("\t")
                number = re.match(r"(\d+)(-(\d+))?(\.\d+)?$", c[0])
                if number[4]:
                    continue
                if number[3] or int(number[1]) > token_end:
                    size = sum(map(len, text))
                    form = re.sub(r"\s", "", c[1])
                    token = (size, size + len(form))
                    text = ["".join(text), form]
                    token_end = int(number[3] or number[1])
                if number[3]:
                    continue
                entity = re.search(r"(?:^|\|)Entity=([^|]*)", c[9])
                head = base + int(c[6]) - 1 if c[6] != "0" else -1
                words.append(Word(*token, c[3], c[4], head, c[7].split(":")[0], entity[1] if entity else ""))
    if words:
        yield words, "".join(text)


def mentions(words):
    """The mentions of a document, in the order of their ends."""
    open_, out = {}, []
    for i, word in enumerate(words):
        for m in BRACKET.finditer(word.entity):
            if m[1]:
                parts = m[1].split("-")
                mention = Mention(i, i, parts[0], TYPES.get(parts[1], "object"), len(parts) > 7)
                if m[2]:
                    out.append(mention)
                else:
                    open_.setdefault(parts[0], []).append(mention)
            elif open_.get(m[3].split("-")[0]):
                mention = open_[m[3].split("-")[0]].pop()
                mention.last = i
                out.append(mention)
    for mention in out:
        heads = [k for k in range(mention.first, mention.last + 1) if not mention.first <= words[k].head <= mention.last]
        mention.head = heads[0]
    return out


def form(words, mention):
    """name, nominal or pronoun."""
    head = words[mention.head]
    if head.upos == "PRON":
        return "pronoun"
    return "name" if head.xpos in ("NNP", "NNPS") or mention.identity else "nominal"


def coordinated(words, mention):
    """Whether a conjunct of the head stands in the mention: it is of several, and its head is the first one's too."""
    return any(words[k].head == mention.head and words[k].relation == "conj" for k in range(mention.first, mention.last + 1))


def token_of_characters(document):
    """The token of each character of the text that is no blank; of one outside any token, the token before."""
    place, token, spans = [], 0, document.spans
    for k, c in enumerate(document.text):
        while token + 1 < len(spans) and spans[token + 1][0] <= k:
            token += 1
        if not re.match(r"\s", c):
            place.append(token)
    return place


def label(document, words, text):
    """Gives a document its gold mentions and links; raises ValueError where its text is another."""
    place = token_of_characters(document)
    if re.sub(r"\s", "", document.text) != text:
        raise ValueError(f"{document.name}: the text of the features is not the treebank's")
    token = lambda k: place[words[k].first]
    end = lambda k: place[words[k].end - 1]
    n = len(document)
    document.mention, document.weights = [0] * n, [1.0] * n
    document.links |= {kind: [NO_TARGET] * n for kind in labels.LINKS[3:]}
    by_head = {}
    for m in mentions(words):
        size = (not coordinated(words, m), m.last - m.first)
        i = token(m.head)
        if i not in by_head or by_head[i][0] < size:
            by_head[i] = size, m
    latest = {}
    for i, (_, m) in sorted(by_head.items()):
        document.mention[i] = labels.M[m.type + "-" + form(words, m)]
        document.links["mention-first"][i] = token(m.first)
        document.links["mention-last"][i] = end(m.last)
        document.links["antecedent"][i] = latest.get(m.chain, NO_LINK)
        latest[m.chain] = i
