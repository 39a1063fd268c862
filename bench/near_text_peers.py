"""Near-equal text by others, in an environment without ours: `python -m bench.near_text_peers PEER FILE`.

Each gets the same words (lower case, digits as one sign), three in a row, 128 permutations and 32 bands of 4;
a candidate counts when the Jaccard similarity of the two is at least 0.4, below which plain similarity joins
stock phrases into one lump. datasketch and rensa make the signatures and nothing else; gaoya does all itself
and estimates the similarity from the signatures; DuckDB stands in `near_text_sql`.
"""

import json
import re
import resource
import sys
import time
from collections import Counter

import numpy

BANDS, ROWS, LEAST = 32, 4, 0.4


def masked(text):
    """A text in lower case, each number as one sign."""
    return re.sub(r"\d+", "0", text.lower())


def shingles(text):
    """The word shingles of a text as strings."""
    words = re.findall(r"\w+", masked(text))
    return {" ".join(words[at : at + 3]) for at in range(len(words) - 2)}


def datasketch_signatures(sets):
    """A signature of 128 numbers for each set."""
    from datasketch import MinHash

    for each in sets:
        made = MinHash(num_perm=BANDS * ROWS, seed=1)
        made.update_batch([shingle.encode() for shingle in each])
        yield made.hashvalues


def rensa_signatures(sets):
    """A signature of 128 numbers for each set."""
    from rensa import RMinHash

    for each in sets:
        made = RMinHash(num_perm=BANDS * ROWS, seed=1)
        made.update(list(each))
        yield made.digest()


def link_by(make):
    """The way to links that takes signatures from a peer and does the rest in numpy and sets."""

    def link_signed(texts):
        sets = [shingles(text) for text in texts]
        signatures = numpy.empty((len(sets), BANDS * ROWS), numpy.uint64)
        for number, signature in enumerate(make(sets)):
            signatures[number] = signature
        return list(link(sets, signatures))

    return link_signed


def link(sets, signatures):
    """Pairs in one bucket of some band whose sets are alike; a crowded bucket is a chain."""
    for one, two in candidates(signatures):
        if len(sets[one] & sets[two]) >= LEAST * len(sets[one] | sets[two]):
            yield one, two


def candidates(signatures):
    """Each pair once: every text with the next eight of its bucket."""
    seen = numpy.empty(0, numpy.int64)
    for band in range(BANDS):
        keys = numpy.zeros(len(signatures), numpy.uint64)
        for value in signatures[:, band * ROWS : (band + 1) * ROWS].T:
            keys = (keys ^ value) * numpy.uint64(0x9E3779B97F4A7C15)
            keys ^= keys >> numpy.uint64(29)
        order = numpy.argsort(keys, kind="stable")
        for step in range(1, 9):
            same = keys[order[:-step]] == keys[order[step:]]
            seen = numpy.append(seen, order[:-step][same] * len(order) + order[step:][same])
        seen = numpy.unique(seen)
    return zip(*(part.tolist() for part in numpy.divmod(seen, len(signatures))), strict=True)


def link_by_gaoya(texts):
    """Pairs by gaoya's own index, from masked texts; it splits and signs them itself."""
    from gaoya.minhash import MinHashStringIndex

    texts = [masked(text) for text in texts]
    index = MinHashStringIndex(
        hash_size=32,
        jaccard_threshold=LEAST,
        num_bands=BANDS,
        band_size=ROWS,
        num_hashes=None,
        analyzer="word",
        lowercase=False,
        ngram_range=(3, 3),
        id_container="vec",
    )
    index.par_bulk_insert_docs(list(range(len(texts))), texts)
    for one, found in enumerate(index.par_bulk_query(texts)):
        yield from ((one, two) for two in found if one < two)


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


def report(truth, pairs, cpu, memory=0.0):
    """Precision, recall and F1 of the pairs that share a component, and what it cost (CPU seconds, MB)."""
    accuracy = compare(components(len(truth), pairs), truth)
    return {"texts": len(truth), **accuracy, "cpu": cpu, "memory": memory}


def compare(found, truth):
    """Precision, recall and F1 of the pairs with one label, and the size of the biggest group found."""
    both = _pairs(zip(found, truth, strict=True))
    precision, recall = both / max(1, _pairs(found)), both / max(1, _pairs(truth))
    return {
        "precision": precision,
        "recall": recall,
        "f1": 2 * precision * recall / (precision + recall) if both else 0.0,
        "biggest": Counter(found).most_common(1)[0][1],
    }


def peak():
    """The most memory that this process has held so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _pairs(labels):
    return sum(size * (size - 1) // 2 for size in Counter(labels).values())


def linker(peer):
    """How this peer gets from a column of texts to pairs of rows."""
    if peer == "duckdb":
        from bench.near_text_sql import link_by_sql

        return link_by_sql
    made = {"datasketch": datasketch_signatures, "rensa": rensa_signatures}
    way = link_by_gaoya if peer == "gaoya" else link_by(made[peer])
    return lambda column: way(column.to_pylist())


def main(peer, name):
    """Measure one peer on one file."""
    import pyarrow.parquet

    planted = pyarrow.parquet.read_table(name)
    way = linker(peer)
    started = time.process_time()
    pairs = list(way(planted["text"]))
    used, memory = time.process_time() - started, peak()
    print(json.dumps(report(planted["template"].to_pylist(), pairs, used, memory)))


if __name__ == "__main__":
    main(*sys.argv[1:])
