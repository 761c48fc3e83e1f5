"""Writes vectors the way they are checked in: short values on one line, long ones broken, keys in the case's order."""

import json

WIDTH = 118


def pretty(value, indent=0, lead=0):
    """JSON text; anything that fits the line stays on it."""
    flat = json.dumps(value, ensure_ascii=False)
    if len(flat) + indent + lead <= WIDTH or not isinstance(value, (dict, list)) or not value:
        return flat
    pad = " " * (indent + 2)
    if isinstance(value, list):
        rows = [pad + pretty(item, indent + 2) for item in value]
        return "[\n" + ",\n".join(rows) + "\n" + " " * indent + "]"
    rows = []
    for key, item in value.items():
        name = json.dumps(key, ensure_ascii=False) + ": "
        rows.append(pad + name + pretty(item, indent + 2, len(name)))
    return "{\n" + ",\n".join(rows) + "\n" + " " * indent + "}"


def cases_text(cases):
    """A vector file: an array with one broken-out object a case."""
    blocks = []
    for case in cases:
        rows = [f"    {json.dumps(key)}: {pretty(item, 4, len(key) + 4)}" for key, item in case.items()]
        blocks.append("  {\n" + ",\n".join(rows) + "\n  }")
    return "[\n" + ",\n".join(blocks) + "\n]\n"
