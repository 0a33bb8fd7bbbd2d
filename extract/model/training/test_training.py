"""Tests of the harness: python -m unittest (with what requirements.txt lists; no corpus and no base needed)."""
import random
import tempfile
import unittest
from pathlib import Path

import numpy as np
import torch

import augment
import claims
import decode
import documents
import export
import gate
import gum
import labels
import marked as marks
import network
import phrase
import polnear
import quantize
import tiny
import worldwide
from documents import NO_LINK, NO_NAME, NO_TARGET


def document(text, pieces=1):
    """A document whose tokens stand between blanks, each of so many pieces, sentences ending at full stops."""
    spans, at, starts, new = [], 0, set(), True
    for word in text.split():
        at = text.index(word, at)
        if new:
            starts.add(len(spans))
        new = word == "."
        spans.append([at, at + len(word)])
        at += len(word)
    n = len(spans)
    return documents.Document("d", text, spans, [[7] * pieces for _ in spans], [2] * n, [0] * n, [0] * n, starts)


def marked(text):
    """The text and one attribution of words marked as source/S, cue/Q or content/C, spans of neighbours joined by the scorer's rule."""
    roles = {"S": "source", "Q": "cue", "C": "content"}
    attribution, words, at = {r: [] for r in polnear.ROLES}, [], 0
    for word in text.split():
        word, _, role = word.partition("/")
        if role:
            attribution[roles[role]].append([at, at + len(word)])
        words.append(word)
        at += len(word) + 1
    return " ".join(words), attribution


def names(tags):
    return " ".join(labels.ATTRIBUTION[t].replace("-", "")[:2] for t in tags)


class Labels(unittest.TestCase):
    def test_roles_and_links(self):
        for text, tags, links in (
            ("Ryan/S warned/Q that/C it/C rains/C .", "Bs Bc Bc Ic Ic O", ([-100, -100, 1, 1, 1, -100], [1, -100, -100, -100, -100, -100], [-100, 0, -100, -100, -100, -100])),
            ("It/C rains/C , he/S said/Q .", "Bc Ic O Bs Bc O", ([4, 4, -100, -100, -100, -100], [-100, -100, -100, 4, -100, -100], [-100, -100, -100, -100, 3, -100])),
            ("Reportedly/Q it/C rains/C", "Bc Bc Ic", ([-100, 0, 0], [-100] * 3, [NO_LINK, -100, -100])),
            ("Nobody came .", "O O O", ([-100] * 3, [-100] * 3, [-100] * 3)),
        ):
            plain, attribution = marked(text)
            got, got_links = polnear.label(document(plain), [attribution])
            self.assertEqual(names(got), tags, text)
            self.assertEqual(tuple(got_links[k] for k in labels.LINKS[:3]), links, text)

    def test_span_cut_by_another_begins_anew(self):
        text = "he had clearly said so"
        whole, cut = {"source": [], "cue": [[3, 19]], "content": []}, {"source": [[7, 14]], "cue": [], "content": []}
        tags, _ = polnear.label(document(text), [whole, cut])
        self.assertEqual([labels.ATTRIBUTION[t] for t in tags], ["O", "B-cue", "B-source", "B-cue", "O"])

    def test_silver(self):
        row = lambda word, tag, head, relation, ner: (0, 0, word, tag, head, relation, ner)
        rows = [row("hugh", "NNP", 1, "compound", "PERSON"), row("hill", "NNP", 2, "nsubj", "PERSON"), row("said", "VBD", -1, "root", "O"), row("he", "PRP", 4, "nsubj", "O"), row("plans", "NNS", 2, "dobj", "O")]
        self.assertEqual(polnear.silver_labels(rows), ["O", "person-name", "O", "person-pronoun", None])


class Treebank(unittest.TestCase):
    LINES = """# newdoc id = one
1\tThe\tthe\tDET\tDT\t_\t2\tdet\t_\tEntity=(1-person-new-nnnnn-cf1-2-coref
2\thead\thead\tNOUN\tNN\t_\t5\tnsubj\t_\t_
3\tof\tof\tADP\tIN\t_\t4\tcase\t_\t_
4\tRome\tRome\tPROPN\tNNP\t_\t2\tnmod\t_\tEntity=(2-place-new-nnnnn-cf2-1-sgl-Rome)1)
5\tsaid\tsay\tVERB\tVBD\t_\t0\troot\t_\t_
6\the\the\tPRON\tPRP\t_\t7\tnsubj\t_\tEntity=(1-person-giv:act-nnnnn-cf1-1-ana)
7\tknows\tknow\tVERB\tVBZ\t_\t5\tccomp\t_\tSpaceAfter=No
8\t.\t.\tPUNCT\t.\t_\t5\tpunct\t_\t_

"""

    def test_mentions_and_antecedents(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "x.conllu")
            path.write_text(self.LINES)
            ((words, text),) = gum.read(path)
        d = document("The head of Rome said he knows .")
        gum.label(d, words, text)
        self.assertEqual([labels.MENTION[m] for m in d.mention], ["O", "person-nominal", "O", "place-name", "O", "person-pronoun", "O", "O"])
        self.assertEqual([d.links["mention-first"][1], d.links["mention-last"][1]], [0, 3])
        self.assertEqual([d.links["antecedent"][i] for i in (1, 3, 5)], [NO_LINK, NO_LINK, 1])
        with self.assertRaises(ValueError):
            gum.label(document("Another text ."), words, text)


class Windows(unittest.TestCase):
    def test_cover_and_size(self):
        text = " ".join(["a b c d ."] * 40)
        for size, overlap, pieces in ((126, 32, 1), (30, 0, 1), (30, 8, 3), (16, 4, 16)):
            d = document(text, pieces)
            windows = d.windows(size, overlap)
            self.assertEqual(set(range(len(d))), {i for a, b in windows for i in range(a, b)}, (size, overlap))
            self.assertTrue(all(0 < (b - a) * pieces <= size for a, b in windows))
            self.assertTrue(all(x < y for (x, _), (y, _) in zip(windows, windows[1:])))

    def test_bytes_to_code_points(self):
        table = documents.byte_to_char("é“a")
        self.assertEqual([table[0], table[2], table[5], table[6]], [0, 1, 2, 3])


class Made(unittest.TestCase):
    def test_made_windows_keep_labels_and_links(self):
        plain, attribution = marked("Ryan/S warned/Q that/C it/C rains/C today/C . Nobody else came to the town today .")
        d = document(plain)
        tags, links = polnear.label(d, [attribution])
        maker = augment.Augmenter(lambda w: [9], random.Random(1))
        seen = 0
        for _ in range(300):
            item = maker.window(d, tags, links, sorted(d.sentences) + [len(d)])
            if not item:
                continue
            made, a, b, made_tags, made_links = item
            self.assertEqual((a, b), (0, len(made_tags)))
            for i, t in enumerate(made_links["content-cue"]):
                if t >= 0:
                    self.assertEqual(labels.ATTRIBUTION[made_tags[t]], "B-cue")
                    self.assertEqual(labels.ATTRIBUTION[made_tags[i]][2:], "content")
                    seen += 1
            network.batch([item])
        self.assertGreater(seen, 100)


class Arithmetic(unittest.TestCase):
    def test_crf_loss_is_the_log_likelihood(self):
        torch.manual_seed(1)
        net = network.Network({**tiny.SIZE, "pieces": 10})
        scores, tags = torch.randn(1, 3, 7), torch.tensor([[0, 1, 2]])
        known, present = torch.ones(1, 3, dtype=torch.bool), torch.ones(1, 3, dtype=torch.bool)
        _, transition = net.crf()
        every = [(a, b, c) for a in range(7) for b in range(7) for c in range(7)]
        value = lambda p: scores[0, range(3), p].sum() + transition[p[0], p[1]] + transition[p[1], p[2]]
        want = torch.logsumexp(torch.stack([value(p) for p in every]), 0) - value((0, 1, 2))
        self.assertAlmostEqual(float(net.crf_loss(scores, tags, known, present)), float(want), places=4)
        part = torch.tensor([[True, False, False]])  # the other tokens' labels are unknown
        allowed = torch.stack([value(p) for p in every if p[0] == 0])
        want = torch.logsumexp(torch.stack([value(p) for p in every]), 0) - torch.logsumexp(allowed, 0)
        self.assertAlmostEqual(float(net.crf_loss(scores, tags, part, present)), float(want), places=4)

    def test_viterbi_keeps_to_what_is_possible(self):
        start, transition = (t.detach().numpy() for t in network.Network({**tiny.SIZE, "pieces": 10}).crf())
        scores = np.zeros((2, 7), "f4")
        scores[0, labels.A["B-cue"]], scores[1, labels.A["I-source"]] = 1, 5
        path = decode.viterbi(scores, start, transition)
        self.assertFalse(labels.impossible(labels.ATTRIBUTION[path[0]], labels.ATTRIBUTION[path[1]]))

    def test_quantized_dense_is_near(self):
        torch.manual_seed(1)
        linear, x = torch.nn.Linear(64, 8), torch.randn(5, 64)
        self.assertLess(float((quantize.Dense(linear)(x) - linear(x)).abs().max()), 0.1)

    def test_training_imitates_the_int8_arithmetic(self):
        torch.manual_seed(1)
        net = network.Network({**tiny.SIZE, "pieces": 20}, dropout=0).eval()
        d = document("He said that .")
        b = network.batch([(d, 0, len(d), None, None)])
        b["ids"] %= 20
        q, scale = quantize.weights(net.word.weight.data)
        net.word.weight.data = q.float() * scale  # the embeddings are not imitated
        with torch.no_grad():
            want, real = quantize.simulate(net)(b)[0], net(b)[0]
            quantize.imitate(net)
            got = net(b)[0]
        self.assertLess(float((got - want).abs().max()), float((got - real).abs().max()) / 3)

    def test_distance_buckets(self):
        b = network.buckets(200)
        self.assertEqual([int(b[100, 100 + d]) for d in (0, 1, -1, 7, 8, 16, 99, -100)], [16, 17, 15, 23, 24, 26, 31, 1])


class File(unittest.TestCase):
    def test_round_trip(self):
        torch.manual_seed(1)
        pieces = tiny.vocabulary()
        net = network.Network({**tiny.SIZE, "pieces": len(pieces)}).eval()
        data = export.encode(net, pieces, {})
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "x.model")
            path.write_bytes(data)
            again = export.read(path)
        d = document("He said that .")
        b = network.batch([(d, 0, len(d), None, None)])
        with torch.no_grad():
            for x, y in zip(quantize.simulate(net)(b), quantize.simulate(again)(b)):
                self.assertLess(float((x - y).abs().clamp(max=100).max()), 1e-3)
        with self.assertRaises(ValueError):
            export.decode(data[:-1] + b"\0")


class Marked(unittest.TestCase):
    text = "Ada Holm said that the mayor had called it a lie . She left ."
    entities = [
        {"id": "ada", "type": "person", "spans": [[0, 8, "name"], [50, 53, "pronoun"]]},
        {"id": "mayor", "type": "person", "spans": [[19, 28, "nominal"]]},
    ]
    claims = [
        {"id": "1", "source": ["ada"], "cue_span": [9, 13], "span": [14, 47], "within": None},
        {"id": "2", "source": ["mayor"], "cue_span": [33, 39], "span": [40, 47], "within": "1"},
    ]

    def setUp(self):
        self.document = document(self.text)
        self.spans = {e["id"]: e["spans"] for e in self.entities}

    def test_level(self):
        tags, links = marks.level(self.document, self.claims[:1], self.spans)
        names = [labels.ATTRIBUTION[t] for t in tags]
        self.assertEqual(names[:4], ["B-source", "I-source", "B-cue", "B-content"])
        self.assertEqual(names[10:], ["I-content", "O", "O", "O", "O"])
        self.assertEqual(links["content-cue"][3], 2)
        self.assertEqual(links["cue-source"][2], 0)

    def test_inside(self):
        d, a, b, tags, links = marks.inside(self.document, self.claims[0], self.claims, self.spans)
        self.assertEqual((a, b), (0, 7))  # without "that"
        self.assertEqual([labels.ATTRIBUTION[t] for t in tags], ["B-source", "I-source", "O", "B-cue", "B-content", "I-content", "I-content"])
        self.assertEqual(links["content-cue"][4], 3)

    def test_no_cue_is_unknown(self):
        tags, _ = marks.level(self.document, [self.claims[0] | {"cue_span": None}], self.spans)
        self.assertEqual(set(tags[3:11]), {NO_TARGET})
        self.assertEqual(set(tags[:3]), {0})

    def test_mentions(self):
        last = lambda d: [[i] * 3 for i in range(len(d))]
        marks.mentions(self.document, {"entities": self.entities}, last)
        m = self.document.mention
        self.assertEqual(m[:3], [0, labels.M["person-name"], NO_NAME])
        self.assertEqual(m[5], labels.M["person-nominal"])
        self.assertEqual(self.document.links["antecedent"][12], 1)
        self.assertEqual(self.document.links["mention-first"][1], 0)


class Phrase(unittest.TestCase):
    """Which word is labelled as the head of a marked noun phrase."""

    def test_labels(self):
        d = {"tokens": [[0, 1]] * 4, "names": [[0, 1, "person"], [1, 2, "law"], [2, 4, "group"]], "heads": [0, -1, 3]}
        traits = np.array([[9, 0], [9, 1], [9, 1], [9, 1]], np.float32)  # the first may head none: it is a name's
        self.assertEqual(phrase.labels(d, traits).tolist(), [0, 0, 0, phrase.TYPES.index("group") + 1])
        self.assertEqual(phrase.labels({"tokens": [[0, 1]]}, traits[:1]).tolist(), [0])


class Claims(unittest.TestCase):
    """What is right of the decisions of an article."""

    def test_answers(self):
        text = "Roe said rates rise. Fox denied it."
        content, other = [9, 19], [31, 33]
        gold = {"entities": [{"id": "a", "name": "Roe"}, {"id": "r", "name": "rates"}], "claims": [{"content": "rates rise", "source": ["a"], "about": ["r"]}]}
        ask = lambda question, span, entity="": {"Question": question, "Content": span, "Entity": entity}
        decisions = [ask("claim", content), ask("claim", other), ask("about", content, "x"), ask("about", content, "y"), ask("about", other, "x"), ask("source", content)]
        entities = [{"id": "x", "name": "rates", "aliases": []}, {"id": "y", "name": "Roe", "aliases": []}]
        found = [{"start": 9, "end": 19, "content": "rates rise", "source": ["y"]}, {"start": 31, "end": 33, "content": "it", "source": ["y"]}]
        a = {"Document": {"entities": entities, "claims": found}, "Decisions": decisions}
        right = {q: [y for _, y in claims.answers(q, a, text.encode(), gold)] for q in claims.SHAPE}
        self.assertEqual(right, {"claim": [True, False], "about": [True, False], "source": [True]})


class Gate(unittest.TestCase):
    def test_labels(self):
        self.assertEqual(gate.labels({"tokens": [[0, 1]] * 5, "cues": [[1, 2], [3, 5]]}).tolist(), [0, 1, 0, 1, 1])
        self.assertEqual(gate.labels({"tokens": [[0, 1]] * 2}).tolist(), [0, 0])

    def test_highest(self):
        net = lambda x, traits: torch.stack([torch.zeros(len(x)), x], 1)
        score, top = gate.highest(net, torch.tensor([1.0, 3.0, -2.0]), None, torch.tensor([0, 0, 1]), 2)
        self.assertEqual((score.tolist(), top.tolist()), ([1, 3, -2], [3, -2]))


class Worldwide(unittest.TestCase):
    def test_lay_out(self):
        text, names = worldwide.lay_out([[("Ada", "B-Person"), ("Holm", "I-Person"), ("'s", "O"), ("co-op", "O"), (",", "O"), ("Oslo", "S-Location"), (".", "O")]])
        self.assertEqual(text, "Ada Holm's co-op, Oslo.")
        self.assertEqual([(text[a:b], t) for a, b, t in names], [("Ada Holm", "Person"), ("Oslo", "Location")])

    def test_label(self):
        d = document("Ada Holm met Danes in Oslo")
        worldwide.label(d, [[0, 8, "Person"], [13, 18, "NORP"], [22, 26, "Location"]], lambda d: [[i] for i in range(len(d))])
        self.assertEqual(d.mention, [0, labels.M["person-name"], NO_NAME, NO_TARGET, NO_NAME, labels.M["place-name"]])

    def test_loss_of_no_name(self):
        scores = torch.zeros(1, 3, len(labels.MENTION))
        scores[0, 0, labels.M["person-name"]] = 20
        scores[0, 1, labels.M["person-nominal"]] = 20
        loss = network.mention_loss(scores, torch.tensor([[NO_NAME, NO_NAME, NO_TARGET]]))[0].tolist()
        self.assertGreater(loss[0], 10)
        self.assertLess(loss[1], 0.01)
        self.assertEqual(loss[2], 0)


if __name__ == "__main__":
    unittest.main()
