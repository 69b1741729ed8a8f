#!/usr/bin/env python3
"""Reads a PROV-JSON file with PyPI's prov, writes it again, and says what became different.

usage: prov-round-trip.py FILE; prints how many records there are of each kind, exit 1 on any difference
"""
import collections
import json
import sys

from prov.model import ProvDocument

text = open(sys.argv[1], encoding="utf-8").read()
document = ProvDocument.deserialize(content=text, format="json")
before, after = json.loads(text), json.loads(document.serialize(format="json"))
differences = []
for kind in sorted(before.keys() | after.keys()):
    one, other = before.get(kind, {}), after.get(kind, {})
    differences += [
        f"{kind} {name}: {one.get(name)} became {other.get(name)}"
        for name in sorted(one.keys() | other.keys()) if one.get(name) != other.get(name)]
notation = document.get_provn()
counts = collections.Counter(
    line.strip().split("(")[0] for line in notation.splitlines() if "(" in line)
for kind in sorted(before.keys() - {"prefix"}):
    if counts[kind] != len(before[kind]):
        differences.append(f"{kind}: {len(before[kind])} in JSON, {counts[kind]} in PROV-N")
    print(kind, len(before[kind]))
for difference in differences[:20]:
    print(difference, file=sys.stderr)
sys.exit(1 if differences else 0)
