"""An index in a folder: arrays as .npy files, and a list of what should be there."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeAlias

import numpy
from numpy.typing import NDArray

from seinhuis.engine.linkage.text.columns import Column
from seinhuis.engine.linkage.text.contents import Contents
from seinhuis.engine.linkage.text.parameters import BANDS, COUNTERS, KERNEL_VERSION
from seinhuis.engine.linkage.text.repeats import CHAIN_COLUMNS, Chains
from seinhuis.engine.linkage.text.tiers import FIELDS, Tier

_LIST = "index.json"
_TIER_NAMES = ("base", "middle", "small")
Array: TypeAlias = NDArray[Any]


class DamagedIndex(ValueError):
    """A folder does not hold a whole index of this version."""


def save(contents: Contents, difference: float, folder: Path) -> None:
    """Write an index into a new folder, all of it on the disk before the list that makes it one."""
    folder.mkdir()
    arrays = dict(_named(contents))
    for name, array in arrays.items():
        with (folder / f"{name}.npy").open("wb") as file:
            numpy.save(file, array)
            file.flush()
            os.fsync(file.fileno())
    about = {
        "kernel_version": KERNEL_VERSION,
        "difference": difference,
        "arrays": {name: [str(array.dtype), list(array.shape)] for name, array in arrays.items()},
    }
    with (folder / _LIST).open("w", encoding="utf-8") as file:
        json.dump(about, file, indent=1)
        file.flush()
        os.fsync(file.fileno())


def _named(contents: Contents) -> Iterator[tuple[str, Array]]:
    for name, tier in zip(_TIER_NAMES, contents.tiers, strict=True):
        for field in FIELDS:
            yield f"{name}-{field}", getattr(tier, field)
    yield "base-shingles", contents.base
    yield "recent-shingles", contents.recent.values
    yield "bounds", contents.bounds.values
    yield "text-fingerprints", contents.fingerprints.values
    yield "counters", contents.counters
    for column in CHAIN_COLUMNS:
        yield f"chain-{column}", getattr(contents.chains, column).values


def load(folder: Path) -> tuple[Contents, float]:
    """The contents of a folder and the difference they were made for. Raises DamagedIndex."""
    about = _read_list(folder)
    arrays = {name: _read_array(folder, name, *about["arrays"][name]) for name, _ in _named(Contents())}
    tiers = [Tier(**{field: arrays[f"{name}-{field}"] for field in FIELDS}) for name in _TIER_NAMES]
    contents = Contents(
        tiers=(tiers[0], tiers[1], tiers[2]),
        base=arrays["base-shingles"],
        recent=Column(arrays["recent-shingles"]),
        bounds=Column(arrays["bounds"]),
        fingerprints=Column(arrays["text-fingerprints"]),
        counters=arrays["counters"],
        chains=Chains(**{column: Column(arrays[f"chain-{column}"]) for column in CHAIN_COLUMNS}),
    )
    if contents.counters.shape != (COUNTERS,) or any(tier.keys.shape[0] != BANDS for tier in tiers):
        raise DamagedIndex(f"{folder}: the arrays are of another size than this version makes.")
    return contents, float(about["difference"])


def _read_list(folder: Path) -> dict[str, Any]:
    try:
        about = json.loads((folder / _LIST).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise DamagedIndex(f"{folder}: {_LIST} is missing or cannot be read.") from error
    if not isinstance(about, dict) or about.get("kernel_version") != KERNEL_VERSION:
        raise DamagedIndex(f"{folder}: made by another version; build it anew from the texts.")
    missing = [name for name, _ in _named(Contents()) if name not in about.get("arrays", {})]
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
