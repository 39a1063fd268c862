"""Near-equal text and identifiers on real messages, with web addresses masked: shared web domains are a truth
that neither may look at.

The truth is weak. A campaign changes its domains, and then near-equal texts with different domains count as
wrong: precision here is a lower bound.
"""

import gzip
import json
import re
import time
from collections import Counter
from itertools import combinations

import numpy
import pyarrow as pa

from bench.shared_data import data_file
from seinhuis.engine.identifiers import extract
from seinhuis.engine.linkage.contracts import Memberships, TextLinks
from seinhuis.engine.linkage.corpus.linking import domain_of, found, linking
from seinhuis.engine.linkage.graph import Graph, cluster_graph, nothing_judged
from seinhuis.engine.linkage.text import near_equal

RAREST = 50  # a domain in more messages than this says little about who sent them
NOBODY = numpy.empty(0, numpy.int64)
NO_TEXTS = TextLinks(NOBODY, NOBODY, numpy.empty(0, numpy.float32))
NO_MENTIONS = Memberships(NOBODY, NOBODY)


def run(home):
    """Link the masked messages by text, by what identifiers are left, and by both."""
    path = data_file("SEINHUIS_BENCH_MESSAGES", "reported-messages/2018-2020.jsonl.gz")
    if path is None:
        print(
            "Needs a file of real messages, named in SEINHUIS_BENCH_MESSAGES; made-up ones have no campaigns."
        )
        return
    texts, domains = _masked(path)
    near_equal(pa.array(texts[:100]))
    started = time.process_time()
    links = near_equal(pa.array(texts))
    used = time.process_time() - started
    mentions = _mentions(texts)
    rare = _rare(domains)
    print(f"{len(texts)} messages, {len(_pairs(rare))} pairs share a domain that at most {RAREST} hold")
    print(f"near-equal text: {len(texts) / used:.0f} messages per CPU second")
    for name, parts in (
        ("text alone", (links, NO_MENTIONS)),
        ("identifiers alone", (NO_TEXTS, mentions)),
        ("both", (links, mentions)),
    ):
        _print(name, cluster_graph(Graph(len(texts), *parts, nothing_judged())).label, rare)


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


def _mentions(texts):
    """What links beside web addresses: phone numbers, mail addresses, accounts and the rest."""
    numbers, pairs = {}, set()
    for row, text in enumerate(texts):
        for kind, canonical, _ in found(text):
            form = linking(kind, canonical)
            if form is not None and kind not in ("url", "domain"):
                pairs.add((row, numbers.setdefault((kind, form), len(numbers))))
    return Memberships(*numpy.array(sorted(pairs), numpy.int64).reshape(-1, 2).T)


def _rare(domains):
    """For each message the domains that few messages hold."""
    often = Counter(name for names in domains for name in names)
    return [{name for name in names if often[name] <= RAREST} for names in domains]


def _pairs(rare):
    holders = {}
    for row, names in enumerate(rare):
        for name in names:
            holders.setdefault(name, []).append(row)
    return {pair for rows in holders.values() for pair in combinations(rows, 2)}


def _print(name, labels, rare):
    truth = _pairs(rare)
    met = sum(labels[left] == labels[right] for left, right in truth)
    groups = _groups(labels, rare)
    judged = sum(len(rows) * (len(rows) - 1) // 2 for rows in groups)
    recall, precision = met / max(1, len(truth)), met / max(1, judged)
    both = 2 * precision * recall / (precision + recall) if met else 0.0
    sizes = numpy.bincount(labels)
    print(
        f"{name}: recall {recall:.3f}, precision {precision:.3f} of {judged} pairs with a rare domain each, "
        f"pair F1 {both:.3f}; purity {_purity(groups, rare):.3f}; "
        f"largest cluster {sizes.max()}, in clusters {int(sizes[sizes > 1].sum())} messages"
    )


def _groups(labels, rare):
    """The messages with a rare domain, by cluster, where there are two or more."""
    members = {}
    for row, label in enumerate(labels.tolist()):
        if rare[row]:
            members.setdefault(label, []).append(row)
    return [rows for rows in members.values() if len(rows) > 1]


def _purity(groups, rare):
    """Of the messages in these clusters the share that holds the commonest domain of theirs."""
    commonest = (Counter(name for row in rows for name in rare[row]).most_common(1)[0][1] for rows in groups)
    return sum(commonest) / max(1, sum(map(len, groups)))
