"""Texts to try things on."""

import functools

import pyarrow
from bench.planted import plant
from hypothesis import strategies

WORDS = (
    "kamer",
    "Auto",
    "meisje",
    "gebracht",
    "twee",
    "keer",
    "naar",
    "Zwolle",
    "park",
    "grijs",
    "12",
    "06-12",
    "één",
)

# Few words, so that texts meet by chance in all ways: equal, near, apart, too short, none.
small_texts = strategies.one_of(
    strategies.none(),
    strategies.just(""),
    strategies.lists(strategies.sampled_from(WORDS), max_size=30).map(" ".join),
    strategies.tuples(strategies.sampled_from(range(6)), strategies.sampled_from(WORDS)).map(
        lambda pick: " ".join([*WORDS[pick[0] :], pick[1], *WORDS[: pick[0]]])
    ),
)


def column(texts):
    """Texts as an Arrow column."""
    return pyarrow.array(texts, type=pyarrow.string())


def as_dict(links):
    """Links as pair -> similarity."""
    pairs = zip(links.left.tolist(), links.right.tolist(), strict=True)
    return dict(zip(pairs, links.similarity.tolist(), strict=True))


@functools.cache
def planted(count, seed):
    """Planted texts, made once."""
    return plant(count, seed)
