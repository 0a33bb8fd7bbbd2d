"""Reads TriG, JSON-LD or N-Quads with rdflib and prints its quads, sorted. The first line of
the input is the format, the rest the file."""
import sys

try:
    import rdflib
except ImportError:
    sys.exit(77)

form, _, data = sys.stdin.buffer.read().partition(b"\n")
dataset = rdflib.ConjunctiveGraph()
dataset.parse(data=data.decode("utf-8"), format={b"trig": "trig", b"jsonld": "json-ld", b"nquads": "nquads"}[form])
lines = set()
for s, p, o, g in dataset.quads((None, None, None, None)):
    name = g.identifier if hasattr(g, "identifier") else g
    lines.add(" ".join(t.n3() for t in (s, p, o, name)) + " .")
print("\n".join(sorted(lines)))
