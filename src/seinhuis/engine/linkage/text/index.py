"""An index of texts that come and go, with the same links as if all that are there had been read at once."""

from collections.abc import Iterable
from pathlib import Path

import numpy
from numpy.typing import NDArray

from seinhuis.engine.linkage.contracts import Rows, TextLinks
from seinhuis.engine.linkage.text import relinking, storing
from seinhuis.engine.linkage.text.changes import Change, LinkChanges, no_links
from seinhuis.engine.linkage.text.contents import Contents
from seinhuis.engine.linkage.text.meetings import Meetings, who_met
from seinhuis.engine.linkage.text.near_equal import as_links as row_links
from seinhuis.engine.linkage.text.near_equal import candidates_in, compare, group_repeats
from seinhuis.engine.linkage.text.parameters import DEFAULT_DIFFERENCE, least_similarity
from seinhuis.engine.linkage.text.reading import Reading, Texts, read_texts
from seinhuis.engine.linkage.text.repeats import GONE, NONE
from seinhuis.engine.linkage.text.tiers import Tier, make_tier


class WrongRows(ValueError):
    """A row that is asked for or is to be removed was never there, or is no more."""


class TextIndex:
    """Near-equal texts among rows that come and go.

    Rows are numbered from 0 as they are added and keep their number; that of a removed row is not used again.

    Guaranteed: after any adds and removes, in whatever order and portions, ``links()`` is bit for bit what
    ``near_equal`` gives for the rows that are there, and the changes returned add up to it. A link depends on
    nothing but which texts there are: which pairs are compared follows from the contents of buckets, in an
    order made of the texts themselves; and what a shingle weighs goes in steps (parameters.py) by the number
    of texts that have it. So it is known whom a newcomer concerns, and nobody else is compared again: the
    pairs it comes between in a crowded bucket, and those with a shingle that has passed a step. Who meets is
    kept, with the number of buckets (meetings.py), so that nobody is looked up in buckets again for that.

    A removed text is wiped from every array at once, which costs a pass over the index.
    """

    def __init__(
        self,
        *,
        difference: float = DEFAULT_DIFFERENCE,
        contents: Contents | None = None,
        kept: storing.Kept | None = None,
    ) -> None:
        """An empty index, or one with these contents, as a folder keeps them. Raises WrongDifference."""
        self.difference = difference
        self._least = least_similarity(difference)
        self._contents = contents or Contents()
        self._kept = kept

    @property
    def rows(self) -> int:
        """How many rows were ever added: the number the next one gets."""
        return self._contents.chains.rows

    @property
    def texts(self) -> Rows:
        """For each row that was ever added the number of its text: below 0 without one, and when it is gone.

        Rows with equal texts have one number, and it stays as long as one of them is there.
        """
        return self._contents.chains.text.values

    @property
    def counters(self) -> NDArray[numpy.uint32]:
        """The frequencies by which links are weighed now, for ``explain``."""
        return self._contents.counters

    def add(self, texts: Texts) -> LinkChanges:
        """Add rows; what changes in the links, among new and old. Raises WrongTexts."""
        contents, reading = self._contents, read_texts(texts)
        numbers, firsts = contents.identify(reading.fingerprints)
        if not firsts.size:
            return contents.chains.append(numbers, 0).as_changes()
        if contents.texts == 0:
            return self._add_first(reading, numbers, firsts)
        coming = self._take_in(reading, firsts)
        reweighed = contents.reweighed(coming, 1)
        asked = relinking.ask(contents, numpy.concatenate([reweighed, coming.members.astype(numpy.int64)]))
        met = contents.meet(coming, reweighed, 1)
        contents.count(coming, 1)
        changed = relinking.relink(contents, asked, met, self._least)
        chained = contents.chains.append(numbers, firsts.size)
        contents.settle(coming)
        rows = contents.chains.first.values
        return Change.of((changed.by_row(rows, rows), chained)).as_changes()

    def _take_in(self, reading: Reading, firsts: NDArray[numpy.int64]) -> Tier:
        """Keep the shingles of new texts; a tier of them."""
        from seinhuis.engine.linkage.text.kernels import reading as kernels

        bounds = numpy.empty((firsts.size, 3), dtype=numpy.int64)
        runs = reading.bounds[firsts]
        shingles = numpy.empty(int((runs[:, 2] - runs[:, 0]).sum()), dtype=numpy.uint64)
        kernels.copy_texts(reading.shingles, reading.bounds, firsts, shingles, bounds)
        number = self._contents.fingerprints.values.size
        self._contents.append(shingles, bounds, reading.fingerprints[firsts])
        return make_tier(shingles, bounds, reading.fingerprints[firsts], number)

    def _add_first(
        self, reading: Reading, numbers: NDArray[numpy.int64], firsts: NDArray[numpy.int64]
    ) -> LinkChanges:
        """Fill an index without texts: all at once is much faster than one by one."""
        contents, start = self._contents, self.rows
        coming = self._take_in(reading, firsts)
        contents.count(coming, 1)
        met = candidates_in(coming)
        compared = compare(reading, firsts, contents.counters, met.pairs, self._least)
        repeats = group_repeats(reading.fingerprints)
        links = row_links(repeats, compared.pairs, compared.similarities, start)
        contents.totals.values[coming.members[0] :] = compared.totals
        together = met.numbered_from(int(coming.members[0]))
        contents.meetings = Meetings.laid_out(together, contents.fingerprints.values.size)
        contents.chains.append(numbers, firsts.size)
        contents.settle(coming)
        return LinkChanges(linked=links, unlinked=no_links())

    def remove(self, rows: Iterable[int]) -> LinkChanges:
        """Take rows out for good; what changes in the links. Raises WrongRows, and changes nothing then."""
        contents, chains = self._contents, self._contents.chains
        wanted = self._present(rows)
        texts, times = numpy.unique(chains.text.values[wanted], return_counts=True)
        texts, times = texts[texts != NONE], times[texts != NONE]
        going = texts[chains.count.values[texts] == times]
        # Of the texts that stay, those that lose their first row are linked by another row from now on.
        headless = numpy.setdiff1d(texts[numpy.isin(chains.first.values[texts], wanted)], going)
        leaving = contents.part(going)
        concerned = numpy.union1d(contents.reweighed(leaving, -1), numpy.concatenate([headless, going]))
        asked = relinking.ask(contents, concerned)
        met = contents.meet(leaving, concerned, -1)
        before = chains.first.values.copy()
        chained = chains.remove(wanted.tolist())
        contents.count(leaving, -1)
        changed = relinking.relink(contents, asked, met, self._least)
        contents.drop(going)
        return Change.of((changed.by_row(before, chains.first.values), chained)).as_changes()

    def _present(self, rows: Iterable[int]) -> NDArray[numpy.int64]:
        wanted = numpy.unique(numpy.fromiter(rows, dtype=numpy.int64))
        for row in wanted.tolist():
            if not 0 <= row < self.rows or self._contents.chains.text.values[row] == GONE:
                raise WrongRows(f"There is no row {row} in this index.")
        return wanted

    def links(self) -> TextLinks:
        """All links there are now, made anew from the index."""
        contents = self._contents
        rows = contents.chains.first.values
        pairs = contents.meetings.of(numpy.flatnonzero(rows != NONE), contents.room())
        nobody = relinking.ask(contents, numpy.empty(0, dtype=numpy.int64))
        found = relinking.relink(contents, nobody, who_met(pairs[:0], pairs[:0], pairs), self._least)
        return Change.of((found.by_row(rows, rows), contents.chains.links())).as_changes().linked

    def similarity(self, left: int, right: int) -> float:
        """How alike the texts of two rows are now, linked or not; 0 without a text. Raises WrongRows."""
        self._present((left, right))
        one, two = (int(self._contents.chains.text.values[row]) for row in (left, right))
        return 0.0 if NONE in (one, two) else self._contents.similarity(one, two)

    def save(self, folder: Path) -> None:
        """Write everything into a folder that is not there yet; rename it to where it belongs afterwards.

        Large arrays that are still what was loaded are not written again: the new folder and that one share
        their files. Raises OSError.
        """
        storing.save(self._contents, self.difference, folder, self._kept)

    @classmethod
    def load(cls, folder: Path) -> "TextIndex":
        """The index of a folder; large arrays are read as they are needed, and the folder never changes.

        Raises DamagedIndex when something is missing, cut off or made by another version.
        """
        contents, difference, kept = storing.load(folder)
        return cls(difference=difference, contents=contents, kept=kept)
