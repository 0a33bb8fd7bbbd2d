"""Windows made from others, for attributions inside contents: sentences alone, contents alone, and wrapped ones."""
import labels
from documents import NO_LINK, NO_TARGET, Document

# Invented outer attributions; {} is where the inner sentence goes.
WRAPPERS = [
    "The paper reported that {} .", "The Times reported that {} .", "Officials said that {} .", "A spokesman said {} .",
    "According to the report , {} .", "The agency , citing two diplomats , said {} .", "As the broadcaster reported , {} .",
    "{} , the newspaper reported .", "{} , according to a person close to the talks .", "She told the committee that {} .",
    "He wrote on Monday that {} .", "The ministry confirmed that {} .", "The website claimed {} .", "Analysts believe that {} .",
    "Local media say {} .", "The statement added that {} .", "It has been reported that {} .", "The magazine noted that {} .",
]
LEADS = ["that", "that", "that", "what", "how", "and that", "but that"]


class Augmenter:
    """Makes windows of the sentences and contents of labelled documents. pieces: word -> its piece ids."""

    def __init__(self, pieces, rng):
        self.pieces, self.rng = pieces, rng

    def window(self, document, tags, links, sentences):
        """A made item for network.batch, or None; sentences: the first tokens of the document's sentences, in order, and its end."""
        k = self.rng.randrange(len(sentences) - 1)
        a, b = sentences[k], sentences[k + 1]
        if b - a < 6 or b - a > 70:
            return None
        kind = self.rng.random()
        if not any(tags[a:b]) and kind < 0.2:  # nothing said here: also to be learnt
            return self.slice(document, tags, links, a, b, [], [], kind < 0.05)
        if not self.whole(tags, links, a, b):
            return None
        if kind < 0.3:
            return self.slice(document, tags, links, a, b, [], [], kind < 0.15)
        while b > a and not document.text[document.spans[b - 1][0]].isalnum():
            b -= 1  # a clause has no full stop of its own
        if b - a < 5:
            return None
        if kind < 0.5:
            lead = self.rng.choice(LEADS).split() if kind < 0.42 else []
            return self.slice(document, tags, links, a, b, lead, [], self.rng.random() < 0.5)
        before, after = self.rng.choice(WRAPPERS).split("{}")
        return self.slice(document, tags, links, a, b, before.split(), after.split(), False)

    def whole(self, tags, links, a, b):
        """Whether the tokens a..b hold an attribution's cue, and no label of another sentence's attribution."""
        if not any(tags[i] == labels.A["B-cue"] for i in range(a, b)):
            return False
        if labels.ATTRIBUTION[tags[a]].startswith("I-") or b < len(tags) and labels.ATTRIBUTION[tags[b]].startswith("I-"):
            return False
        targets = (links[kind][i] for kind in labels.LINKS[:3] for i in range(a, b))
        return all(t == NO_TARGET or t >= a and t < b for t in targets)

    def slice(self, d, tags, links, a, b, before, after, fresh):
        """The tokens a..b between invented words. The words' labels are O beside a clause's lead, unknown in a wrapper."""
        wrapper = len(before) + len(after) > 2
        shift, n = len(before) - a, b - a
        words = lambda ws: [self.pieces(w) for w in ws]
        case = lambda ws: [0 if not w[0].isalnum() else 2 if w.islower() else 3 for w in ws]
        quote = [0] * n if self.rng.random() < 0.3 else d.quote[a:b]
        start = [0] * (len(before) + n + len(after))
        if fresh or before and wrapper:
            start[0] = 2 if self.rng.random() < 0.3 else 1
        elif not before and not after:
            start[0] = d.start[a] if self.rng.random() < 0.5 else 0
        out = Document(d.name, "", [None] * len(start), words(before) + d.pieces[a:b] + words(after), case(before) + d.case[a:b] + case(after), [0] * len(before) + quote + [0] * len(after), start, {0})
        if before and d.case[a] == 3 and self.rng.random() < 0.25:
            out.case[len(before)] = 2  # within a sentence most words begin with a small letter
        outside = NO_TARGET if wrapper else 0
        made = [outside] * len(before) + list(tags[a:b]) + [outside] * len(after)
        move = lambda t: t if t in (NO_TARGET, NO_LINK) else t + shift
        target = {kind: [NO_TARGET] * len(before) + [move(t) for t in links[kind][a:b]] + [NO_TARGET] * len(after) for kind in labels.LINKS[:3]}
        if sum(map(len, out.pieces)) > 126:
            return None
        return out, 0, len(out), made, target
