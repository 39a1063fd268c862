"""A state on disk: a folder of its own for each, and one small file that says which of them counts.

The file is replaced in one step, so that there is the old state or the new, whole. Both hold traces of what
the records say, so `corpus remove` deletes the place before it says that it is done.
"""

import json
import shutil
import uuid
import zipfile
from pathlib import Path
from typing import Any

import numpy
import pyarrow as pa

from seinhuis.engine.linkage.corpus import folder as disk
from seinhuis.engine.linkage.corpus.clusters import STATE
from seinhuis.engine.linkage.state.contracts import IDENTIFIERS, Made, NoState, State
from seinhuis.engine.linkage.state.numbers import from_numbers, to_numbers
from seinhuis.engine.linkage.text import DamagedIndex, TextIndex

_CURRENT = "current.json"
_RECORDS = pa.schema([("record", pa.string())])


def save(folder: Path, state: State) -> None:
    """Keep this state in the folder of a corpus, in place of the one before. Needs the lock of the folder."""
    place = folder / STATE
    place.mkdir(mode=0o700, exist_ok=True)
    name = uuid.uuid4().hex
    _write(place / name, state)
    said = {
        **state.made.rules(),
        "generation": state.made.generation,
        "went": state.made.went,
        "folder": name,
    }
    disk.replace(place / _CURRENT, json.dumps(said, indent=1, sort_keys=True).encode())
    for other in place.iterdir():
        if other.is_dir() and other.name != name:
            shutil.rmtree(other)


def load(folder: Path, wanted: Made) -> State:
    """The state that fits this corpus and these rules. Raises NoState, which says why there is none."""
    said = _said(folder / STATE / _CURRENT)
    _check(said, wanted)
    place = folder / STATE / str(said["folder"])
    try:
        index = TextIndex.load(place / "text")
        records = _read(place / "records.arrow", _RECORDS)
        identifiers = _read(place / "identifiers.arrow", IDENTIFIERS)
        numbers = _numbers(place / "numbers.npz")
        made = Made(wanted.corpus, said["generation"], wanted.difference, said["went"])
        return from_numbers(numbers, made, _one(records), identifiers, index)
    except (DamagedIndex, OSError, pa.ArrowException, zipfile.BadZipFile, ValueError, KeyError, EOFError):
        raise NoState("What the last run kept is damaged.") from None


def _said(path: Path) -> dict[str, Any]:
    try:
        said = json.loads(path.read_bytes())
    except FileNotFoundError:
        raise NoState("No earlier run kept anything to build on.") from None
    except (OSError, ValueError):
        raise NoState("What the last run kept is damaged.") from None
    if not isinstance(said, dict) or not {"folder", "generation", "went"} <= said.keys():
        raise NoState("What the last run kept is damaged.")
    return said


def _check(said: dict[str, Any], wanted: Made) -> None:
    rules = wanted.rules()
    if said.get("difference") != wanted.difference:
        raise NoState("The last run allowed another difference between texts.")
    if any(said.get(name) != value for name, value in rules.items()):
        raise NoState("The last run was of another version or another corpus.")
    if not 0 <= said["generation"] <= wanted.generation:
        raise NoState("What the last run kept is newer than this corpus.")


def _write(place: Path, state: State) -> None:
    place.mkdir(mode=0o700)
    state.index.save(place / "text")
    _write_table(place / "records.arrow", pa.table([state.records], _RECORDS))
    _write_table(place / "identifiers.arrow", state.identifiers)
    numpy.savez(place / "numbers.npz", allow_pickle=False, **to_numbers(state))
    for path in (*place.iterdir(), place):
        disk.sync(path)


def _write_table(path: Path, table: pa.Table) -> None:
    with pa.OSFile(str(path), "wb") as file, pa.ipc.new_file(file, table.schema) as writer:
        writer.write_table(table)


def _read(path: Path, schema: pa.Schema) -> pa.Table:
    with pa.OSFile(str(path), "rb") as file:
        table = pa.ipc.open_file(file).read_all()
    table.validate(full=True)
    return table.cast(schema)


def _one(records: pa.Table) -> pa.StringArray:
    return pa.concat_arrays([*records["record"].chunks, pa.array([], pa.string())])


def _numbers(path: Path) -> dict[str, Any]:
    with numpy.load(path, allow_pickle=False) as held:
        return {name: held[name] for name in held.files}
