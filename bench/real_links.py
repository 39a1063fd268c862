"""Near-equal text on real messages, with web addresses masked: shared web domains are a truth it may not look
at.

The truth is weak. A campaign changes its domains, and then near-equal texts with different domains count as
wrong.
"""

import gzip
import json
import os
import re
import time
from itertools import combinations

import numpy
import pyarrow as pa

from seinhuis.engine.identifiers import extract
from seinhuis.engine.linkage.corpus.linking import domain_of
from seinhuis.engine.linkage.graph import components
from seinhuis.engine.linkage.text import near_equal

RAREST = 50  # a domain in more messages than this says little about who sent them


def run(home):
    """Link the masked texts and hold the pairs against those that share a rare domain."""
    path = os.environ.get("SEINHUIS_BENCH_MESSAGES")
    if not path:
        print(
            "Needs a file of real messages, named in SEINHUIS_BENCH_MESSAGES; made-up ones have no campaigns."
        )
        return
    texts, domains = _masked(path)
    near_equal(pa.array(texts[:100]))
    started = time.process_time()
    links = near_equal(pa.array(texts))
    used = time.process_time() - started
    labels = components(len(texts), links.left, links.right)
    truth = _pairs(domains)
    found = sum(labels[left] == labels[right] for left, right in truth)
    print(f"{len(texts)} messages, {len(truth)} pairs share a domain that is in at most {RAREST} messages")
    print(
        f"found by text alone: {found / max(1, len(truth)):.1%}; {len(texts) / used:.0f} texts per CPU second"
    )
    sizes = numpy.bincount(labels)
    print(f"largest cluster {sizes.max()}; in clusters {int(sizes[sizes > 1].sum())} messages")
    purity = _purity(labels, domains)
    print(f"of pairs in one cluster that both have a rare domain, with the same one: {purity:.1%}")


def _masked(path):
    texts, domains = [], []
    opener = gzip.open if str(path).endswith(".gz") else open
    with opener(path, "rt") as file:
        for line in file:
            text = json.loads(line)["text"]
            urls = [each for each in extract(text).identifiers if each.kind == "url"]
            domains.append({domain for each in urls if (domain := domain_of(each.canonical))})
            for each in reversed(urls):
                text = text[: each.start] + " " + text[each.end :]
            texts.append(re.sub(r"https?:?/*\S*", " ", text))
    return texts, domains


def _holders(domains):
    holders = {}
    for row, names in enumerate(domains):
        for name in names:
            holders.setdefault(name, []).append(row)
    return {name: rows for name, rows in holders.items() if len(rows) <= RAREST}


def _pairs(domains):
    return {pair for rows in _holders(domains).values() for pair in combinations(rows, 2)}


def _purity(labels, domains):
    rare = _holders(domains)
    kept = [names & rare.keys() for names in domains]
    members = {}
    for row, label in enumerate(labels.tolist()):
        if kept[row]:
            members.setdefault(label, []).append(row)
    same = total = 0
    for rows in members.values():
        for left, right in combinations(rows, 2):
            total += 1
            same += bool(kept[left] & kept[right])
    return same / max(1, total)
