"""An index in a folder: arrays as .npy files, and a list of what should be there."""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import numpy
from numpy.typing import NDArray

from seinhuis.engine.linkage.text.columns import Column
from seinhuis.engine.linkage.text.contents import Contents
from seinhuis.engine.linkage.text.meetings import MEETING_COLUMNS, Meetings
from seinhuis.engine.linkage.text.parameters import BANDS, COUNTERS, KERNEL_VERSION
from seinhuis.engine.linkage.text.repeats import CHAIN_COLUMNS, Chains
from seinhuis.engine.linkage.text.tiers import FIELDS, Tier

Array: TypeAlias = NDArray[Any]
Counters: TypeAlias = NDArray[numpy.uint32]
_LIST = "index.json"
_NAMES = (
    *(f"{name}-{field}" for name in ("base", "middle", "small") for field in FIELDS),
    *("base-shingles", "recent-shingles", "bounds", "text-fingerprints", "text-totals"),
    *("counter-places", "counter-values"),
    *(f"meeting-{column}" for column in MEETING_COLUMNS),
    *(f"chain-{column}" for column in CHAIN_COLUMNS),
)
# Never changed in place: a change makes a new array.
_UNCHANGED = frozenset(
    (*_NAMES[: 3 * len(FIELDS)], "base-shingles", *(f"meeting-{column}" for column in MEETING_COLUMNS))
)


class DamagedIndex(ValueError):
    """A folder does not hold a whole index of this version."""


@dataclass(frozen=True)
class Kept:
    """The arrays that were loaded from a folder and that nobody changes in place, by name."""

    folder: Path
    arrays: dict[str, Array]

    def share(self, name: str, array: Array, file: Path) -> bool:
        """Give the file of this very array a second name; False where that cannot be."""
        if self.arrays.get(name) is not array:
            return False
        try:
            file.hardlink_to(self.folder / file.name)
        except OSError:  # it is gone meanwhile, or this is a disk without second names
            return False
        return True


def save(contents: Contents, difference: float, folder: Path, kept: Kept | None = None) -> None:
    """Write an index into a new folder, all of it on the disk before the list that makes it one."""
    folder.mkdir(mode=0o700)
    arrays = dict(zip(_NAMES, _arrays(contents), strict=True))
    for name, array in arrays.items():
        path = folder / f"{name}.npy"
        if kept is None or not kept.share(name, array, path):
            _write(path, array)
    about = {
        "kernel_version": KERNEL_VERSION,
        "difference": difference,
        "arrays": {name: [str(array.dtype), list(array.shape)] for name, array in arrays.items()},
    }
    with (folder / _LIST).open("w", encoding="utf-8") as file:
        json.dump(about, file, indent=1)
        file.flush()
        os.fsync(file.fileno())


def _write(path: Path, array: Array) -> None:
    with path.open("wb") as file:
        numpy.save(file, array)
        file.flush()
        os.fsync(file.fileno())


def _arrays(contents: Contents) -> Iterator[Array]:
    """The arrays that ``_NAMES`` names, in that order."""
    for tier in contents.tiers:
        yield from (getattr(tier, field) for field in FIELDS)
    yield contents.base
    yield contents.recent.values
    yield contents.bounds.values
    yield contents.fingerprints.values
    yield contents.totals.values
    yield from _sparse(contents.counters)
    yield from (getattr(contents.meetings, column) for column in MEETING_COLUMNS)
    yield from (getattr(contents.chains, column).values for column in CHAIN_COLUMNS)


def _sparse(counters: Counters) -> tuple[Counters, Counters]:
    """The counters that count something: which, and what; all of them, and no places, when these are many."""
    places = numpy.flatnonzero(counters).astype(numpy.uint32)
    if 2 * places.size >= counters.size:
        return places[:0], counters
    return places, counters[places]


def _dense(places: Counters, values: Counters) -> Counters:
    if not places.size and values.size:
        return values
    counters = numpy.zeros(COUNTERS, dtype=numpy.uint32)
    counters[places] = values
    return counters


def load(folder: Path) -> tuple[Contents, float, Kept]:
    """The contents of a folder, the difference they were made for, and what need not be written again.

    Raises DamagedIndex.
    """
    about = _read_list(folder)
    arrays = {name: _read_array(folder, name, *about["arrays"][name]) for name in _NAMES}
    if arrays["counter-places"].max(initial=0) >= COUNTERS:
        raise DamagedIndex(f"{folder}: the counters are of another size than this version makes.")
    tiers = [
        Tier(**{field: arrays[f"{name}-{field}"] for field in FIELDS}) for name in ("base", "middle", "small")
    ]
    contents = Contents(
        tiers=(tiers[0], tiers[1], tiers[2]),
        base=arrays["base-shingles"],
        recent=Column(arrays["recent-shingles"]),
        bounds=Column(arrays["bounds"]),
        fingerprints=Column(arrays["text-fingerprints"]),
        totals=Column(arrays["text-totals"]),
        counters=_dense(arrays["counter-places"], arrays["counter-values"]),
        meetings=Meetings(**{column: arrays[f"meeting-{column}"] for column in MEETING_COLUMNS}),
        chains=Chains(**{column: Column(arrays[f"chain-{column}"]) for column in CHAIN_COLUMNS}),
    )
    if contents.counters.shape != (COUNTERS,) or any(tier.keys.shape[0] != BANDS for tier in tiers):
        raise DamagedIndex(f"{folder}: the arrays are of another size than this version makes.")
    kept = Kept(folder, {name: array for name, array in arrays.items() if name in _UNCHANGED and array.size})
    return contents, float(about["difference"]), kept


def _read_list(folder: Path) -> dict[str, Any]:
    try:
        about = json.loads((folder / _LIST).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise DamagedIndex(f"{folder}: {_LIST} is missing or cannot be read.") from error
    if not isinstance(about, dict) or about.get("kernel_version") != KERNEL_VERSION:
        raise DamagedIndex(f"{folder}: made by another version; build it anew from the texts.")
    missing = [name for name in _NAMES if name not in about.get("arrays", {})]
    if missing:
        raise DamagedIndex(f"{folder}: {missing[0]} is missing from {_LIST}.")
    return about


def _read_array(folder: Path, name: str, dtype: str, shape: list[int]) -> Array:
    """Mapped so that a change stays in memory; numpy maps no empty array, so that one is made."""
    if 0 in shape:
        return numpy.empty(shape, dtype=dtype)
    try:
        array = numpy.load(folder / f"{name}.npy", mmap_mode="c", allow_pickle=False)
    except (OSError, ValueError) as error:
        raise DamagedIndex(f"{folder}: {name}.npy is missing, cut off or no array.") from error
    if str(array.dtype) != dtype or list(array.shape) != shape:
        raise DamagedIndex(f"{folder}: {name}.npy is not the array the list names.")
    return numpy.asarray(array)
