"""Near-equality once more, as plainly as it can be said: sets of strings, no hashes, no bands."""

from collections import Counter

from seinhuis.engine.linkage.text.words import read_words


def features(text):
    """What two texts may be compared by: (five signs in a row, three words in a row), empty where not."""
    words = [word.folded for word in read_words(text)] if text else []
    if sum(word != "0" for word in words) < 4:
        return set(), set()
    line = " " + " ".join(words) + " "
    signs = {line[at : at + 5] for at in range(len(line) - 4)} if len(words) < 18 else set()
    triples = {tuple(words[at : at + 3]) for at in range(len(words) - 2)} if len(words) >= 12 else set()
    return signs, triples


def frequencies(texts):
    """In how many different texts each feature occurs."""
    different = {(frozenset(signs), frozenset(triples)) for signs, triples in map(features, texts)}
    return Counter(feature for signs, triples in different for feature in signs | triples)


def similarity(left, right, counts):
    """The greater of the weighted share and the square of the plain one."""
    for ours, theirs in zip(features(left), features(right), strict=True):
        if ours and theirs:
            break
    else:
        return 0.0
    weights = {each: _weight(counts[each]) for each in ours | theirs}
    weighted = sum(weights[each] for each in ours & theirs) / sum(weights.values())
    return max(weighted, (len(ours & theirs) / len(ours | theirs)) ** 2)


def _weight(texts):
    return 8 if texts < 128 else 6 if texts < 512 else 1


def components(count, pairs):
    """The groups of more than one that the pairs make."""
    parent = list(range(count))

    def root(one):
        while parent[one] != one:
            parent[one] = parent[parent[one]]
            one = parent[one]
        return one

    for one, two in pairs:
        parent[root(one)] = root(two)
    groups = {}
    for one in range(count):
        groups.setdefault(root(one), set()).add(one)
    return {frozenset(group) for group in groups.values() if len(group) > 1}
