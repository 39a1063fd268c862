"""Near-equal text by others, in an environment without ours: `near_text_peers.py PEER FILE`.

Each gets the same words (lower case, digits as one sign), three in a row, 128 permutations and 32 bands of 4;
a candidate counts when the Jaccard similarity of the two is at least 0.4, below which plain similarity joins
stock phrases into one lump.
"""

import json
import re
import resource
import sys
import time
from collections import Counter

BANDS, ROWS, LEAST = 32, 4, 0.4


def shingles(text):
    """The word shingles of a text as strings."""
    words = re.findall(r"\w+", re.sub(r"\d+", "0", text.lower()))
    return {" ".join(words[at : at + 3]) for at in range(len(words) - 2)}


def datasketch_signatures(sets):
    """A signature of 128 numbers for each set."""
    from datasketch import MinHash

    for each in sets:
        made = MinHash(num_perm=BANDS * ROWS, seed=1)
        made.update_batch([shingle.encode() for shingle in each])
        yield made.hashvalues.tolist()


def rensa_signatures(sets):
    """A signature of 128 numbers for each set."""
    from rensa import RMinHash

    for each in sets:
        made = RMinHash(num_perm=BANDS * ROWS, seed=1)
        made.update(list(each))
        yield made.digest()


def link(sets, signatures):
    """Pairs in one bucket of some band whose sets are alike; a crowded bucket is a chain."""
    buckets = {}
    for number, signature in enumerate(signatures):
        for band in range(BANDS):
            key = (band, *signature[band * ROWS : (band + 1) * ROWS])
            buckets.setdefault(key, []).append(number)
    checked = set()
    for members in buckets.values():
        for at, one in enumerate(members):
            for two in members[at + 1 : at + 9]:
                if (one, two) not in checked:
                    checked.add((one, two))
                    if len(sets[one] & sets[two]) >= LEAST * len(sets[one] | sets[two]):
                        yield one, two


def components(count, pairs):
    """The smallest member of each one's component."""
    parent = list(range(count))

    def root(one):
        while parent[one] != one:
            parent[one] = parent[parent[one]]
            one = parent[one]
        return one

    for one, two in pairs:
        low, high = sorted((root(one), root(two)))
        parent[high] = low
    return [root(one) for one in range(count)]


def report(truth, pairs, cpu):
    """Precision, recall and F1 of the pairs that share a component, and what it cost."""
    found = components(len(truth), pairs)
    both = _pairs(zip(found, truth, strict=True))
    precision, recall = both / max(1, _pairs(found)), both / max(1, _pairs(truth))
    return {
        "texts": len(truth),
        "precision": precision,
        "recall": recall,
        "f1": 2 * precision * recall / (precision + recall) if both else 0.0,
        "biggest": Counter(found).most_common(1)[0][1],
        "cpu": cpu,
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def _pairs(labels):
    return sum(size * (size - 1) // 2 for size in Counter(labels).values())


def main(peer, name):
    """Measure one peer on one file."""
    with open(name) as file:
        planted = json.load(file)
    started = time.process_time()
    sets = [shingles(text) for text in planted["texts"]]
    sign = {"datasketch": datasketch_signatures, "rensa": rensa_signatures}[peer]
    pairs = list(link(sets, sign(sets)))
    print(json.dumps(report(planted["templates"], pairs, time.process_time() - started)))


if __name__ == "__main__":
    main(*sys.argv[1:])
