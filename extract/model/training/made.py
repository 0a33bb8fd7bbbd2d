#!/usr/bin/env python3
"""Make short articles with gold claims for claims.py: what people rarely mark, since it is no claim.

usage: made.py [--seed N] [--articles N] FOLDER

Sayings that did not happen, were asked for or only supposed, deeds and feelings, beside the same words really said, outside
and inside of other claims. Every name and sentence is invented; the form is that of CLAIMS.md.
"""
import argparse, json, random, re
from pathlib import Path

FIRST = "Anna Peter Laura Ivan Grace Omar Helen Victor Nadia Simon Clara Hugo Mei Daniel Ruth Carlos".split()
LAST = "Whitfield Okafor Lindgren Moreau Castell Ibarra Novak Petrov Sandoval Haig Tanaka Brandt Quinn Osei Farrow Mullen".split()
BODIES = "Northgate Council|Marlow Industries|the Transport Ministry|Halvorsen Group|the Teachers Union|the Lakeside Hospital|Orion Airlines|the Fisheries Board".split("|")
PLACES = "Greenland Portugal Kenya Norway Oregon Bristol Lima Vienna".split()
THINGS = "bridge|reactor|tunnel|budget|vaccine|treaty|stadium|report|merger|airport|law|satellite".split("|")
STATES = "was safe|had failed|would cost millions|was years late|needed repairs|had been sold|was a mistake|would open in spring|was unlawful|had saved lives".split("|")
DEEDS = "had left {b}|had lied to {b}|took money from {b}|will lead {b}|had met {q}|knew of the {t}|would move to {l}|owed {q} an apology".split("|")

ARE = "a liar|a coward|a fool|a hero|an amateur|a disgrace|a good neighbour|a fraud|a bully|an honest broker|the best candidate".split("|")
SELF = [("{i} will fight for the {t}", "promises"), ("{i} will leave {b}", "promises"), ("{i} never met {q}", "asserts"), ("{i} have paid for the {t}", "asserts"), ("{i} built the {t} in {l}", "asserts"),
        ("{i} would lose", "asserts"), ("{i} won", "asserts"), ("{i} told {q} the truth about the {t}", "asserts"), ("{i} will not resign", "promises"), ("{i} made a mistake", "asserts")]
HEDGED = ["I think {c}", "I believe {c}", "We know that {c}", "I guess {c}", "I hope {c}", "We think {c}"]

SAID = "said|says|told reporters|insisted|argued|confirmed|claimed|has said|wrote|noted|admitted|explained|stated|added|repeated|suggested|alleged".split("|")
THOUGHT = [("believes", "believes"), ("feared", "believes"), ("hoped", "believes"), ("thinks", "believes"), ("warned", "warns"), ("denied", "denies"), ("is convinced", "believes"), ("predicted", "believes")]
UNSAID = """declined to say whether|refused to say if|did not say whether|would not confirm that|never said that|never claimed that|has never suggested that|did not confirm that|stopped short of claiming that|
has yet to say whether|avoided saying that|could not say whether|declined to confirm that|refused to discuss whether|was not asked whether|did not mention that|fell short of saying that|will not reveal whether|
made no claim that|has not said whether|did not explain why|was reluctant to say that|gave no sign that|failed to mention that|didn't say that|hasn't claimed that|wouldn't say whether""".replace("\n", "").split("|")
SUPPOSED = ["If {p} says {c}, {d}.", "If {p} claims that {c}, {d}.", "Unless {p} confirms that {c}, {d}.", "Should {p} argue that {c}, {d}.", "Has {p} said that {c}?", "Did {p} ever claim {c}?", "Will {p} admit that {c}?",
            "Whether {p} says {c} is unclear.", "It is not known whether {p} said that {c}.", "Had {p} warned that {c}, {d}.", "Why would {p} say that {c}?", "Suppose {p} says {c}."]
NOBODY = "Nobody|No one|None of them|No official|Not one witness|Neither side|No one at {b}|Few|Hardly anybody".split("|")
DONE = ["{p} signed the {t}.", "{p} visited {b} on Friday.", "{p} resigned.", "{p} was angry about the {t}.", "{p} could not be reached.", "{p} declined to comment.", "{p} lit into {q}.", "{p} voted for the {t}.",
        "{p} did not respond to questions about the {t}.", "{p} refused to comment on the {t}.", "{p} was upset.", "{p} discussed the {t} with {q}.", "{p} laughed at {q}.", "A spokesman for {b} did not answer.", "{b} did not return calls.",
        "{p} opened the {t} in {l}.", "{p} talked with {q} about the {t}.", "{b} rejected the {t} by nine votes to four.", "{p} declined an interview.", "{p} explored the {t}."]


class Article:
    def __init__(self, r):
        self.r, self.entities, self.claims, self.text, self.slots = r, {}, [], "", {}

    def entity(self, name, kind):
        bare = re.sub(r"^the ", "", name)
        self.entities.setdefault(bare, {"id": re.sub(r"\W+", "-", bare.lower()), "name": bare, "type": kind, "mentions": [name]})
        return bare

    def words(self):
        """New words for the places of a template."""
        r = self.r
        p, q = (f"{r.choice(FIRST)} {r.choice(LAST)}" for _ in "ab")
        return {"p": p, "q": q, "b": r.choice(BODIES), "l": r.choice(PLACES), "t": r.choice(THINGS)}

    def clause(self, w):
        """A clause with the names in it."""
        x = self.r.random()
        if x < 0.15:
            subject = f"{self.r.choice(FIRST)} {self.r.choice(LAST)}"
            self.entity(subject, "person")
            be = self.r.choice(ARE)
            return f"{subject} {self.r.choice(['is', 'was', 'is'])} {be if self.r.random() < 0.6 else '“' + be + '”'}"
        if x < 0.55:
            c = f"the {w['t']} {self.r.choice(STATES)}"
            if self.r.random() < 0.4:
                c = c.replace(f"the {w['t']}", f"the {w['t']} in {w['l']}")
        else:
            subject = f"{self.r.choice(FIRST)} {self.r.choice(LAST)}" if self.r.random() < 0.6 else w["b"]
            c = f"{subject} {self.r.choice(DEEDS)}".format(**w)
            if subject != w["b"]:
                self.entity(subject, "person")
        for k, kind in (("b", "organization"), ("q", "person"), ("l", "place")):
            if w[k] in c:
                self.entity(w[k], kind)
        if f"the {w['t']}" in c:
            self.entity(f"the {w['t']}", "system")
        return c

    def about(self, content):
        return [e["id"] for n, e in sorted(self.entities.items()) if n in content]

    def claim(self, source, cue, content, stance="asserts", within=None):
        if source:
            self.entity(source, "organization" if source in BODIES else "person")
        i = f"c{len(self.claims) + 1}"
        self.claims.append({"id": i, "source": [self.entities[re.sub("^the ", "", source)]["id"]] if source else [], "cue": cue, "content": content, "about": self.about(content),
                            "within": within, "kind": "direct" if content[0] == "“" else "indirect", "stance": stance, "when": None})
        return i

    def sentence(self):
        r, w = self.r, self.words()
        source = w["p"] if r.random() < 0.7 else w["b"]
        c, x = self.clause(w), r.random()
        capital = lambda s: s[0].upper() + s[1:]
        if r.random() < 0.15:  # of oneself, or as one thinks
            if r.random() < 0.6:
                t, stance = r.choice(SELF)
                c = t.format(i=r.choice(["I", "I", "we"]), **w)
                for k, kind in (("b", "organization"), ("q", "person"), ("l", "place")):
                    if w[k] in c:
                        self.entity(w[k], kind)
                if f"the {w['t']}" in c:
                    self.entity(f"the {w['t']}", "system")
                self.claim(source, "said", f"“{capital(c)},”", stance)
                self.claims[-1]["about"] += self.claims[-1]["source"]
            else:
                c = r.choice(HEDGED).format(c=c)
                self.claim(source, "said", f"“{c},”", "believes" if "hope" in c else "asserts")
            return f"“{capital(c)},” {source} said."
        that = r.choice(["that ", ""])
        if x < 0.22:
            return f"{capital(source)} {r.choice(UNSAID)} {c}."
        if x < 0.34:
            return capital(r.choice(SUPPOSED).format(p=source, c=c, d=self.clause(w)))
        if x < 0.42:
            return f"{r.choice(NOBODY).format(**w)} {r.choice(SAID)} {that}{c}."
        if x < 0.52:
            return capital(r.choice(DONE).format(**w))
        if x < 0.60:
            cue, stance = r.choice(THOUGHT)
            self.claim(source, cue, c, stance)
            return f"{capital(source)} {cue} that {c}."
        if x < 0.68:
            cue = r.choice(SAID)
            self.claim(source, cue, f"“{capital(c)},”")
            return f"“{capital(c)},” {source} {r.choice(['said', 'insisted', 'replied'])}."
        if x < 0.74:
            self.claim(source, "According to", c)
            return f"According to {source}, {c}."
        if x < 0.82:  # something unsaid inside something said
            inner = f"{w['q']} {r.choice(UNSAID)} {c}"
            self.entity(w["q"], "person")
            cue = r.choice(SAID)
            self.claim(source, cue, inner)
            return f"{capital(source)} {cue} {that}{inner}."
        if x < 0.92:  # something said inside something said
            cue, stance = r.choice(THOUGHT + [(s, "asserts") for s in SAID])
            inner = f"{w['q']} {cue} that {c}"
            self.entity(w["q"], "person")
            outer = r.choice(SAID)
            i = self.claim(source, outer, inner)
            self.claim(w["q"], cue, c, stance, i)
            return f"{capital(source)} {outer} {that}{inner}."
        cue = r.choice(SAID)
        self.claim(source, cue, c)
        return f"{capital(source)} {cue} {that}{c}."

    def make(self):
        paragraphs = [self.sentence() for _ in range(self.r.choice([1, 1, 2, 3, 4]))]
        if len(paragraphs) > 1:
            w = self.words()
            paragraphs.insert(0, f"{w['t'].capitalize()} in {w['l']}")
        self.text = "\n\n".join(paragraphs) + "\n"
        return self


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("folder", type=Path), ap.add_argument("--seed", type=int, default=1), ap.add_argument("--articles", type=int, default=300)
    args = ap.parse_args()
    args.folder.mkdir(parents=True, exist_ok=True)
    r = random.Random(args.seed)
    for n in range(args.articles):
        a = Article(r).make()
        (args.folder / f"made_{n:04}.txt").write_text(a.text, encoding="utf-8")
        gold = {"article": f"made_{n:04}.txt", "entities": list(a.entities.values()), "claims": a.claims}
        (args.folder / f"made_{n:04}.gold.json").write_text(json.dumps(gold, ensure_ascii=False, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
