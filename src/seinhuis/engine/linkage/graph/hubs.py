"""The fan-in guard: identifiers in ascending number of records, those that would merge too much set aside.

What is rare glues first. An identifier that then would join many groups, each already held together by rarer
things, says less about who wrote than about where everybody calls: a hotline, a taxi company, a footer.
"""

from typing import TYPE_CHECKING

import numpy

from seinhuis.engine.linkage.contracts import Memberships, Rows, TextLinks
from seinhuis.engine.linkage.graph.checking import check_pairs, check_rows
from seinhuis.engine.linkage.graph.contracts import RULES, Forest, Hub, Rules
from seinhuis.engine.linkage.graph.mentions import Mentions, mentions_of

if TYPE_CHECKING:
    from seinhuis.engine.linkage.graph.kernels.gluing import Limits

PERSON, TEXT = 0, 1  # levels below those of identifiers, which are their numbers of records


def find_hubs(
    count: int, memberships: Memberships, text_links: TextLinks | None = None, rules: Rules = RULES
) -> tuple[Hub, ...]:
    """The identifiers that many otherwise unconnected groups share, by number. Raises BadGraph."""
    check_rows(count, memberships.row, "memberships")
    nobody = numpy.empty(0, numpy.int64)
    texts = (nobody, nobody) if text_links is None else (text_links.left, text_links.right)
    check_pairs(count, *texts, "text links")
    return glue(count, (nobody, nobody), texts, mentions_of(count, memberships), rules)[1]


def glue(
    count: int, same: tuple[Rows, Rows], texts: tuple[Rows, Rows], mentions: Mentions, rules: Rules
) -> tuple[Forest, tuple[Hub, ...]]:
    """Glue what people said, near-equal texts, then identifiers unless they are hubs."""
    from seinhuis.engine.linkage.graph.kernels import gluing

    forest = separate(count)
    gluing.glue_pairs(forest, rules.sized, *_contiguous(same), PERSON)
    gluing.glue_pairs(forest, rules.sized, *_contiguous(texts), TEXT)
    order = _ascending(mentions)
    counted = gluing.glue_identifiers(forest, limits(rules), mentions.start, mentions.rows, order)
    return forest, _as_hubs(mentions, numpy.flatnonzero(counted[:, 0] >= 0), counted)


def separate(count: int) -> Forest:
    """Every row on its own."""
    from seinhuis.engine.linkage.graph.kernels.gluing import NEVER

    never = numpy.full(count, NEVER, numpy.int64)
    return Forest(numpy.arange(count), never, never.copy(), numpy.ones(count, numpy.int64))


def recheck(forest: Forest, mentions: Mentions, asked: Rows, rules: Rules) -> tuple[tuple[Hub, ...], Rows]:
    """Of the identifiers asked (places in ``mentions``) those that are hubs in this forest; the others."""
    from seinhuis.engine.linkage.graph.kernels.gluing import count_again

    counted = count_again(forest, limits(rules), mentions.start, mentions.rows, asked)
    hub = counted[asked, 0] >= 0
    return _as_hubs(mentions, asked[hub], counted), asked[~hub]


def limits(rules: Rules) -> "Limits":
    """The rules as compiled code reads them."""
    from seinhuis.engine.linkage.graph.kernels.gluing import Limits

    guard = rules.sized, rules.most_components, rules.share, rules.fewest_records, rules.few_records
    return Limits(*guard, rules.crowd, rules.strangers)


def _ascending(mentions: Mentions) -> Rows:
    sequence = numpy.argsort(mentions.degree, kind="stable")
    return sequence[mentions.degree[sequence] > 1]


def _as_hubs(mentions: Mentions, places: Rows, counted: Rows) -> tuple[Hub, ...]:
    numbers = zip(mentions.numbers[places], mentions.degree[places], counted[places], strict=True)
    return tuple(
        Hub(int(identifier), int(records), int(components), int(inside))
        for identifier, records, (components, inside) in numbers
    )


def _contiguous(pairs: tuple[Rows, Rows]) -> tuple[Rows, Rows]:
    return numpy.ascontiguousarray(pairs[0], numpy.int64), numpy.ascontiguousarray(pairs[1], numpy.int64)
