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
    lasting = numpy.zeros(len(known), numpy.bool_)
    lasting[codes[steady]] = True
    smallest = records.take(pa.array(label))
    plain = _plain(codes, label, smallest, names.dictionary)
    doubtful = ~(steady | plain)
    named = _named_anew(previous.filter(pa.array(~lasting[old])), label, records, doubtful, known)
    ids = numpy.array([*known, None], object)[codes]
    ids[plain] = smallest.filter(pa.array(plain)).to_pylist()
    ids[doubtful] = named.ids
    return Named(tuple(ids.tolist()), named.ledger)


def _plain(codes: Rows, label: Rows, smallest: pa.StringArray, known: pa.StringArray) -> Mask:
    """The rows of clusters without anything old in them, whose name is their smallest record's and free.

    Only a name that somebody else has taken gets a number behind a "#", so one without is nobody else's.
    """
    new = numpy.bincount(label, codes != NONE, label.size) == 0
    taken = pc.or_(pc.is_in(smallest, value_set=known), pc.match_substring(smallest, "#"))
    return numpy.asarray(new[label] & ~taken.to_numpy(zero_copy_only=False))


def _steady(codes: Rows, label: Rows, sizes: Rows) -> Mask:
    """The rows of clusters that hold just what one old cluster held. ``codes``: the old one of each row."""
    first = codes[label]
    mixed = numpy.bincount(label, codes != first, label.size) > 0
    size = numpy.bincount(label, minlength=label.size)
    whole = (first != NONE) & (numpy.append(sizes, 0)[first] == size[label])
    return numpy.asarray(whole & ~mixed[label])


def _named_anew(previous: pa.Table, label: Rows, records: pa.StringArray, rows: Mask, taken: Any) -> Named:
    before = dict(zip(previous["record"].to_pylist(), previous["cluster"].to_pylist(), strict=True))
    return stable_ids(before, label[rows], records.filter(pa.array(rows)).to_pylist(), taken)
