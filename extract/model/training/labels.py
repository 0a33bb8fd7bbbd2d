"""Names and order of the labels and links; the model file repeats them."""
ATTRIBUTION = ["O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content"]
TYPES = ["person", "organization", "place", "event", "object"]
FORMS = ["name", "nominal", "pronoun"]
MENTION = ["O"] + [f"{t}-{f}" for t in TYPES for f in FORMS]
LINKS = ["content-cue", "source-cue", "cue-source", "mention-first", "mention-last", "antecedent"]

A = {name: i for i, name in enumerate(ATTRIBUTION)}
M = {name: i for i, name in enumerate(MENTION)}


def impossible(a, b):
    """Whether attribution label b cannot follow label a (None: the text's start)."""
    return b.startswith("I-") and (a is None or a[2:] != b[2:])
