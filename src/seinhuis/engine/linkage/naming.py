"""Names of clusters for a whole corpus: looked at closely only where something changed."""

from typing import Any

import numpy
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from seinhuis.engine.linkage.contracts import Rows
from seinhuis.engine.linkage.graph import NONE, Named, stable_ids

Mask = NDArray[numpy.bool_]


def name_clusters(previous: pa.Table, label: Rows, records: pa.StringArray) -> Named:
    """As `stable_ids`, of a table (`record`, `cluster`), looking closely only at clusters that changed.

    ``label``: for each record the first row of its cluster.
    """
    names = pc.dictionary_encode(previous["cluster"]).combine_chunks()
    old, known = names.indices.to_numpy(), names.dictionary.to_pylist()
    place = pc.index_in(records, value_set=previous["record"]).fill_null(NONE).to_numpy()
    codes = numpy.where(place == NONE, NONE, numpy.append(old, NONE)[place])
    steady = _steady(codes, label, numpy.bincount(old, minlength=len(known)))
    lasting = numpy.zeros(len(known) + 1, numpy.bool_)
    lasting[steady] = True
    ids = numpy.array([*known, None], object)[steady]
    changed = numpy.flatnonzero(steady == NONE)
    smallest = records.take(pa.array(label[changed]))
    plain = _plain(codes, label, changed, smallest, names.dictionary)
    ids[changed[plain]] = smallest.filter(pa.array(plain)).to_pylist()
    doubtful = changed[~plain]
    named = _named_anew(previous.filter(pa.array(~lasting[old])), label, records, doubtful, known)
    ids[doubtful] = named.ids
    return Named(tuple(ids.tolist()), named.ledger)


def _plain(codes: Rows, label: Rows, rows: Rows, smallest: pa.StringArray, known: pa.StringArray) -> Mask:
    """Which of these rows are in clusters without anything old, of which the smallest record's name is free.

    Only a name that somebody else has taken gets a number behind a "#", so one without is nobody else's.
    """
    new = numpy.bincount(label, codes != NONE, label.size) == 0
    taken = pc.or_(pc.is_in(smallest, value_set=known), pc.match_substring(smallest, "#"))
    return numpy.asarray(new[label[rows]] & ~taken.to_numpy(zero_copy_only=False))


def _steady(codes: Rows, label: Rows, sizes: Rows) -> Rows:
    """For each row the old cluster that its cluster goes on as, whole and alone, perhaps grown; else NONE.

    ``codes``: the old cluster of each row, or NONE.
    """
    old = codes != NONE
    of_cluster = numpy.full(label.size, NONE, numpy.int64)
    of_cluster[label[old]] = codes[old]
    mixed = numpy.bincount(label[old], codes[old] != of_cluster[label[old]], label.size) > 0
    whole = numpy.bincount(label[old], minlength=label.size) == numpy.append(sizes, 0)[of_cluster]
    of_cluster[mixed | ~whole] = NONE
    return numpy.asarray(of_cluster[label])


def _named_anew(previous: pa.Table, label: Rows, records: pa.StringArray, rows: Rows, taken: Any) -> Named:
    before = dict(zip(previous["record"].to_pylist(), previous["cluster"].to_pylist(), strict=True))
    return stable_ids(before, label[rows], records.take(pa.array(rows)).to_pylist(), taken)
