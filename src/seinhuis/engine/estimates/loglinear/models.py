"""Hierarchical log-linear models: which lists may depend on each other, written as [12,13,4]."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from seinhuis.engine.estimates.errors import BadModel


@dataclass(frozen=True)
class Model:
    """The interaction terms of a hierarchical model over ``lists`` lists; main effects are always in.

    ``interactions``: bit masks of two or more lists, ascending, closed: with a set of lists all its subsets
    of two or more are in. Raises BadModel otherwise.
    """

    lists: int
    interactions: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        """Check that each term is one, once, in order, with everything within it."""
        present = set(self.interactions)
        if list(self.interactions) != sorted(present):
            raise BadModel("The terms of a model stand in ascending order, each once.")
        for term in self.interactions:
            if term.bit_count() < 2 or term >= 1 << self.lists:
                raise BadModel(f"A term links two or more of the {self.lists} lists.")
            if not set(_one_smaller(term)) <= present:
                raise BadModel("A hierarchical model holds every term within each of its terms.")

    @classmethod
    def from_sets(cls, names: Sequence[str], sets: Iterable[Iterable[str]]) -> "Model":
        """The smallest model with these sets of lists, each by the names of the lists."""
        masks = []
        for members in sets:
            members = tuple(members)
            for name in members:
                if name not in names:
                    raise BadModel(f"The table has no list {name}.")
            if len(set(members)) < len(members):
                raise BadModel(f"A list cannot depend on itself: {members[0]}.")
            masks.append(sum(1 << list(names).index(name) for name in members))
        return cls(len(names), closure(masks))

    @classmethod
    def parse(cls, text: str, lists: int) -> "Model":
        """Read ``[12,13,4]``: numbers of the lists, from 1, at most nine lists."""
        parts = [part.strip() for part in text.strip().strip("[]").split(",") if part.strip()]
        if lists > 9 or not all(part.isdecimal() and "0" not in part for part in parts):
            raise BadModel("A model is written as [12,13,4]: numbers of lists from 1 to 9, commas between.")
        masks = [sum(1 << int(digit) - 1 for digit in set(part)) for part in parts]
        return cls(lists, closure(masks))

    @property
    def order(self) -> int:
        """How many lists the largest term links; 1 for independence."""
        return max((term.bit_count() for term in self.interactions), default=1)

    @property
    def parameters(self) -> int:
        """Intercept, main effects and interactions, those at minus infinity too."""
        return 1 + self.lists + len(self.interactions)

    @property
    def generators(self) -> tuple[int, ...]:
        """The terms that lie within no other term, main effects included."""
        terms = [1 << place for place in range(self.lists)] + list(self.interactions)
        return tuple(
            term for term in terms if not any(term != other and term & other == term for other in terms)
        )

    def name(self, lists: Sequence[str] | None = None) -> str:
        """``[12,13,4]``, with numbers from 1; or with names, ``[A*B, A*C, D]``, when they are given."""
        members = sorted(
            (tuple(place for place in range(self.lists) if term >> place & 1) for term in self.generators),
            key=lambda places: (-len(places), places),
        )
        if lists is None and self.lists <= 9:
            return "[" + ",".join("".join(str(place + 1) for place in places) for places in members) + "]"
        named = lists or [str(place + 1) for place in range(self.lists)]
        return "[" + ", ".join("*".join(named[place] for place in places) for places in members) + "]"

    def moved(self, places: Sequence[int]) -> "Model":
        """The same model when list i of this one stands at ``places[i]``."""
        masks = (
            sum(1 << places[i] for i in range(self.lists) if term >> i & 1) for term in self.interactions
        )
        return Model(self.lists, tuple(sorted(masks)))


def closure(masks: Iterable[int]) -> tuple[int, ...]:
    """All sets of two or more lists within these."""
    found: set[int] = set()
    waiting = [mask for mask in masks if mask.bit_count() > 1]
    while waiting:
        term = waiting.pop()
        if term not in found:
            found.add(term)
            waiting += _one_smaller(term)
    return tuple(sorted(found))


def pairs(lists: int) -> tuple[int, ...]:
    """All pairs in the order 12, 13, ..., 23, ..."""
    return tuple(1 << a | 1 << b for a, b in combinations(range(lists), 2))


def possible_terms(lists: int, order: int) -> tuple[int, ...]:
    """All terms of two up to ``order`` lists, smaller ones first."""
    return tuple(
        sum(1 << place for place in places)
        for size in range(2, order + 1)
        for places in combinations(range(lists), size)
    )


@lru_cache(maxsize=8)
def all_models(lists: int, order: int) -> tuple[Model, ...]:
    """Every hierarchical model of at most this order, without the saturated one; few terms first."""
    if order < 1:
        raise BadModel("The order of a model is at least 1.")
    everything = 2**lists - lists - 1
    models = [
        Model(lists, terms) for terms in _hierarchies(lists, min(order, lists)) if len(terms) < everything
    ]
    return tuple(sorted(models, key=lambda model: (len(model.interactions), model.interactions)))


def _hierarchies(lists: int, order: int) -> Iterator[tuple[int, ...]]:
    """Closed sets of terms, one size of terms after the other."""
    layers: list[tuple[int, ...]] = [()]
    for size in range(2, order + 1):
        candidates = possible_terms(lists, size)[len(possible_terms(lists, size - 1)) :]
        layers = [
            (*terms, *extra)
            for terms in layers
            for extra in _subsets([c for c in candidates if _allowed(c, frozenset(terms))])
        ]
    return (tuple(sorted(terms)) for terms in layers)


def _subsets(candidates: list[int]) -> Iterator[tuple[int, ...]]:
    return (chosen for size in range(len(candidates) + 1) for chosen in combinations(candidates, size))


def _allowed(term: int, present: frozenset[int]) -> bool:
    return set(_one_smaller(term)) <= present


def _one_smaller(term: int) -> list[int]:
    """The sets with one list fewer that still link two or more lists."""
    smaller = [term & ~(1 << place) for place in range(term.bit_length()) if term >> place & 1]
    return [mask for mask in smaller if mask.bit_count() > 1]
