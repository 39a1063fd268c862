"""Disclosure control: what is hidden stays hidden, in one table and over several releases."""

import itertools

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from seinhuis.engine.estimates import CaptureTable
from seinhuis.engine.estimates.disclosure import (
    AlreadyDisclosed,
    BadPublication,
    Contradiction,
    Dimension,
    Finding,
    FrequencyTable,
    NotForEstimation,
    Policy,
    PublishedTable,
    Status,
    TooLarge,
    audit,
    protect,
    read_published,
)
from seinhuis.engine.estimates.errors import BadSetting

QUICK = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def dimensions(*sizes):
    return tuple(
        Dimension("xyz"[axis], tuple(f"{'xyz'[axis]}{number}" for number in range(size)))
        for axis, size in enumerate(sizes)
    )


def table(counts, names=None):
    counts = np.asarray(counts)
    return FrequencyTable(names or dimensions(*counts.shape), counts)


def counts(*shape, largest=14):
    size = int(np.prod(shape))
    cell = some.integers(0, largest)
    return some.lists(cell, min_size=size, max_size=size).map(lambda values: np.array(values).reshape(shape))


def hidden(published):
    return {cell.place for cell in published.cells if cell.status is Status.HIDDEN}


def all_tables(published, largest):
    """Every 2 x 2 table with cells up to `largest` that agrees with what is shown: shape (tables, 2, 2)."""
    values = np.arange(largest + 1)
    found = np.stack(np.meshgrid(*[values] * 4, indexing="ij"), axis=-1).reshape(-1, 2, 2)
    for cell in published.cells:
        if cell.allows:
            said = at(published, found, cell.place)
            found = found[(said >= cell.allows[0]) & (said <= cell.allows[1])]
    return found


def at(published, tables, place):
    index = [
        slice(None) if part is None else each.categories.index(part)
        for each, part in zip(published.dimensions, place, strict=True)
    ]
    chosen = tables[(slice(None), *index)]
    return chosen.reshape(len(tables), -1).sum(axis=1)


@QUICK
@given(counts(3, 4))
def test_no_hidden_cell_is_narrowed_and_every_small_one_is_hidden(numbers):
    true = table(numbers)
    published = protect(true)
    assert audit(published).safe
    for place, count, _ in true.cells():
        cell = published.cell(*place)
        assert cell.status is Status.HIDDEN or (cell.value == count >= 5)


@settings(max_examples=6, deadline=None)
@given(counts(2, 3, 2))
def test_three_dimensions(numbers):
    assert audit(protect(table(numbers))).safe


@settings(max_examples=8, deadline=None)
@given(counts(3, 2, 2, largest=9))
def test_a_second_release_of_the_same_persons_undoes_nothing(numbers):
    x, y, z = dimensions(3, 2, 2)
    first = protect(FrequencyTable((x, y), numbers.sum(axis=2)))
    second = protect(FrequencyTable((x, z), numbers.sum(axis=1)), previous=[first])
    third = protect(FrequencyTable((y, z), numbers.sum(axis=0)), previous=[first, second])
    result = audit(third, [second, first])
    assert result.safe
    assert {proof.release for proof in result.proofs} <= {0, 1, 2}


@QUICK
@given(counts(2, 2, largest=9), counts(2, 2, largest=9))
def test_a_release_that_grew_undoes_nothing_and_shows_no_small_increase(before, after):
    x, y, _ = dimensions(2, 2, 1)
    first = protect(FrequencyTable((x, y, Dimension("z", ("q1",))), before[..., None]))
    grown = (x, y, Dimension("z", ("q1|q2",)))
    second = protect(FrequencyTable(grown, (before + after)[..., None]), previous=[first])
    assert audit(second, [first]).safe
    for place in itertools.product(("x0", "x1", None), ("y0", "y1", None)):
        old, new = first.cell(*place, "q1"), second.cell(*place, "q1|q2")
        if Status.HIDDEN not in {old.status, new.status}:
            assert not 0 < new.value - old.value < 5


@QUICK
@given(counts(3, 3, largest=20), some.sampled_from([3, 5, 10]))
def test_rounding_hides_small_counts_too(numbers, base):
    true = table(numbers)
    published = protect(true, Policy(rounding=base))
    assert audit(published).safe
    for place, count, _ in true.cells():
        cell = published.cell(*place)
        assert (cell.status is Status.HIDDEN) or (cell.value % base == 0 and count >= 5)
        low, high = cell.allows or (count, count)
        assert low <= count <= high


@settings(max_examples=12, deadline=None)
@given(counts(2, 2, largest=9), some.sampled_from([1, 5]))
def test_what_can_be_proven_is_what_trying_every_table_gives(numbers, base):
    published = protect(table(numbers), Policy(rounding=base))
    tables = all_tables(published, 27)
    proofs = audit(published).proofs
    protected = [cell for cell in published.cells if cell.status in {Status.HIDDEN, Status.ROUNDED}]
    for proof, cell in zip(proofs, protected, strict=True):
        said = at(published, tables, cell.place)
        assert said.min() == proof.lower
        if proof.upper is not None and proof.upper <= 27:
            assert said.max() == proof.upper
        assert said.max() - said.min() >= (5 if cell.status is Status.HIDDEN else 1)


@QUICK
@given(counts(3, 3), some.permutations(range(3)), some.booleans())
def test_the_order_of_categories_and_dimensions_does_not_matter(numbers, order, turned):
    x, y = dimensions(3, 3)
    moved = Dimension("x", tuple(x.categories[place] for place in order))
    plain = hidden(protect(FrequencyTable((x, y), numbers)))
    if turned:
        other = hidden(protect(FrequencyTable((y, moved), numbers[list(order)].T)))
        other = {(right, left) for left, right in other}
    else:
        other = hidden(protect(FrequencyTable((moved, y), numbers[list(order)])))
    assert plain == other


def test_the_figures_beneath_a_rounded_table_give_it_away():
    """CBS child protection 2022: multiples of 5 in print, the exact counts in the data of the figure."""
    rounded = read_published("measure,value,base\nSupport,9065,5\nProtection,11955,5\n")
    beneath = read_published("measure,value\nSupport,9064\nProtection,11954\n")
    alone, together = audit(rounded), audit(rounded, [beneath])
    assert alone.safe
    assert [(proof.lower, proof.upper) for proof in alone.proofs] == [(9063, 9067), (11953, 11957)]
    assert [(proof.lower, proof.upper) for proof in together.leaks] == [(9064, 9064), (11954, 11954)]


def test_one_hidden_cell_in_a_row_is_no_protection():
    text = "region,age,value\nNorth,young,x\nNorth,old,22\nNorth,Total,25\n"
    (leak,) = audit(read_published(text)).leaks
    assert (leak.finding, leak.place, leak.lower, leak.upper) == (
        Finding.HIDDEN,
        "region North, age young",
        3,
        3,
    )


def test_ages_in_two_groupings_give_away_the_difference():
    ours = read_published("age,value\n12-16|17,58\n")
    theirs = read_published("age,value\n12-16,55\n")
    (leak,) = audit(ours, [theirs]).leaks
    assert (leak.finding, leak.lower) == (Finding.DIFFERENCE, 3)
    protected = protect(
        FrequencyTable((Dimension("age", ("12-16|17", "18")),), np.array([58, 40])), previous=[theirs]
    )
    assert protected.cell("12-16|17").status is Status.HIDDEN
    assert audit(protected, [theirs]).safe


def test_everybody_or_nobody_of_a_group_is_a_finding():
    text = "region,outcome,value\nNorth,yes,12\nNorth,no,0\nNorth,Total,12\n"
    leaks = audit(read_published(text)).leaks
    assert {proof.place for proof in leaks} == {"region North, outcome yes", "region North, outcome no"}
    published = protect(table([[12, 0], [20, 30]]))
    assert published.cell("x0", "y1").status is Status.HIDDEN
    assert audit(published).safe


def test_structural_zeros_are_shown_and_used_by_the_attacker():
    true = FrequencyTable(
        dimensions(2, 3), np.array([[0, 3, 40], [25, 30, 35]]), np.array([[True, False, False], [False] * 3])
    )
    published = protect(true)
    assert published.cell("x0", "y0").status is Status.STRUCTURAL
    assert published.cell("x0", "y0").value == 0
    assert audit(published).safe


def test_what_an_earlier_release_showed_cannot_be_hidden_any_more():
    earlier = read_published("x,y,value\nx0,y0,3\n")
    true = table([[3, 22], [14, 31]])
    with pytest.raises(AlreadyDisclosed, match="x x0, y y0"):
        protect(true, previous=[earlier])
    published = protect(true, Policy(accept_earlier=True), [earlier])
    assert published.cell("x0", "y0").status is Status.HIDDEN


def test_releases_about_other_persons_contradict():
    earlier = read_published("x,y,value\nTotal,y0,50\nx0,y0,20\n")
    with pytest.raises(Contradiction):
        protect(table([[13, 22], [14, 31]]), previous=[earlier, read_published("x,y,value\nx0,y0,21\n")])


def test_percentages_only_of_a_hundred_or_more():
    published = protect(table([[30, 60], [15, 20]]))
    assert published.share(("x0", "y0"), ("x0", None)) == "30 of 90"
    assert published.share((None, "y0"), (None, None)) == "36 %"
    with pytest.raises(BadPublication, match="hidden"):
        _ = protect(table([[3, 60], [15, 20]])).share(("x0", "y0"), ("x0", None))
    with pytest.raises(BadPublication, match="within"):
        _ = published.share((None, "y0"), ("x0", None))


def test_nothing_of_it_can_be_estimated_from():
    published = protect(table([[30, 60], [15, 20]]))
    for closed in (published, table([[30, 60], [15, 20]])):
        with pytest.raises(NotForEstimation):
            CaptureTable.from_cells(("a", "b"), closed)
        assert not isinstance(closed, CaptureTable)
    with pytest.raises(Exception, match="column"):
        CaptureTable.from_csv(published.to_csv())


def test_a_published_table_survives_its_file():
    true = FrequencyTable(
        dimensions(2, 3), np.array([[0, 3, 40], [25, 30, 35]]), np.eye(2, 3, dtype=bool) & False
    )
    for policy in (Policy(), Policy(rounding=5)):
        published = protect(true, policy)
        assert read_published(published.to_csv()) == published


def test_the_settings_and_sizes_that_are_refused():
    for wrong in ({"threshold": 1}, {"width": 0}, {"rounding": 0}):
        with pytest.raises(BadSetting):
            Policy(**wrong)
    large = [PublishedTable((Dimension(name, tuple(map(str, range(80)))),), ()) for name in "abc"]
    with pytest.raises(TooLarge):
        audit(large[0], large[1:])
