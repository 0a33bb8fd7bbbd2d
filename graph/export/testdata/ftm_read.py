"""Reads FollowTheMoney JSON lines with its own library, which checks schemas and
properties, and prints how many entities of each schema there are."""
import collections
import json
import sys

try:
    from followthemoney import model
    from followthemoney.types import registry
except ImportError:
    sys.exit(77)

counts, ids, ends = collections.Counter(), set(), set()
for line in sys.stdin:
    data = json.loads(line)
    entity = model.get_proxy(data, cleaned=False)
    if entity.schema.abstract:
        sys.exit("an abstract schema: " + line)
    for name, values in data["properties"].items():
        prop = entity.schema.get(name)
        if prop is None:
            sys.exit(f"{entity.schema.name} has no property {name}")
        if len(entity.get(name)) != len(set(values)):
            sys.exit(f"a value of {name} was refused: {values}")
        if prop.type.name == "entity":
            ends.update(values)
    for name in entity.schema.required:
        if not entity.get(name):
            sys.exit(f"{entity.schema.name} needs {name}: {line}")
    if not registry.entity.validate(entity.id):
        sys.exit("no id of FollowTheMoney: " + entity.id)
    if entity.id in ids:
        sys.exit("twice: " + entity.id)
    ids.add(entity.id)
    counts[entity.schema.name] += 1
if ends - ids:
    sys.exit("ends that are not there: " + " ".join(sorted(ends - ids)))
for schema in sorted(counts):
    print(schema, counts[schema])
