"""Reads graphs with networkx: a JSON list of {Format, Data} in, a list of their nodes
and edges out. Exits with 77 where networkx is missing."""
import io
import json
import sys

try:
    import networkx
    from networkx.readwrite.gexf import GEXF
except ImportError:
    sys.exit(77)

# networkx reads GEXF 1.3 as it does 1.2, but older ones do not know its namespace.
GEXF.versions.setdefault("1.3", dict(
    GEXF.versions["1.2draft"], NS_GEXF="http://gexf.net/1.3", NS_VIZ="http://gexf.net/1.3/viz", VERSION="1.3"))


def read(form, data):
    if form == "gexf":
        return networkx.read_gexf(io.BytesIO(data.encode()), version="1.3")
    if form == "graphml":
        return networkx.parse_graphml(data, force_multigraph=True)
    return networkx.cytoscape_graph(json.loads(data))


graphs = []
for item in json.load(sys.stdin):
    graph = read(item["Format"], item["Data"])
    if not graph.is_directed():
        sys.exit("the graph is not directed")
    graphs.append({
        "nodes": {n: {k: v for k, v in d.items() if k not in ("viz", "spells")} for n, d in graph.nodes(data=True)},
        "edges": [{"From": a, "To": b, "Data": {k: v for k, v in d.items() if k not in ("viz", "spells")}}
                  for a, b, d in graph.edges(data=True)],
    })
print(json.dumps(graphs))
