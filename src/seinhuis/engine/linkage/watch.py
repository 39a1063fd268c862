"""The watch list: what a desk looks for, as tokens that say nothing without the key.

The folder of a watch list holds, for each entry, a label that the desk chose and keyed tokens (BLAKE2b, the
blind index of the sealing room) of the identifiers in the value; never the value. The key stays outside. So
whoever keeps the corpus, or steals it, does not learn what the desk looks for; but whoever has the key as
well can try every phone number.
"""

import datetime
import fcntl
import itertools
import json
import os
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from seinhuis.engine.identifiers import Kind
from seinhuis.engine.linkage.corpus import folder as disk
from seinhuis.engine.linkage.corpus.linking import DOMAIN
from seinhuis.engine.linkage.corpus.looking_up import understood
from seinhuis.engine.sealing.blind_index import token

KEY_SIZE = 32
_FORMAT = 1
_LIST, _SIGHTINGS, _LOCK = "watch.json", "sightings.jsonl", "watch.lock"
_LONGEST_LABEL = 100


class WatchError(Exception):
    """Anything about a watch list that cannot be done; one sentence, never the value."""


@dataclass(frozen=True)
class Entry:
    """One thing that is looked for. ``checked``: by corpus, up to which generation it was looked for."""

    label: str
    since: datetime.date
    tokens: tuple[str, ...]
    checked: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Sighting:
    """An entry was seen in a record, first on this day."""

    label: str
    record: str
    on: datetime.date


def tokens_of(value: str, key: bytes) -> tuple[str, ...]:
    """The tokens, as hexadecimal digits, of everything identifying in a value.

    Raises NothingToLookUp when nothing is recognised, WatchError when the key has not 32 bytes.
    """
    forms = understood(value)
    # Of the address of one page the site is not meant too; of a site it is.
    pages = {form for kind, form in forms if kind == Kind.URL}
    meant = [(kind, form) for kind, form in forms if kind != DOMAIN or form in pages]
    return tuple(token(_checked(key), kind, form).hex() for kind, form in meant)


class Watch:
    """A watch list in a folder, which is made when it is not there. One process changes it at a time."""

    def __init__(self, folder: str | Path) -> None:
        self.folder = Path(folder)
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    def add(
        self, value: str, *, key: bytes, label: str | None = None, today: datetime.date | None = None
    ) -> Entry:
        """Look for a value from now on, and in everything that is there already.

        ``label``: what the desk calls it; it may hold nothing of the value; a number when there is none.
        Raises NothingToLookUp, and WatchError for a label that is taken or gives something away, or another
        key than that of the list.
        """
        tokens = tokens_of(value, key)
        with self._changing():
            check, entries = self._load()
            _check_key(check, key)
            label = label if label is not None else _free_label(entries)
            _check_label(label, value)
            if any(each.label == label for each in entries):
                raise WatchError("This label is on the list already; choose another.")
            entry = Entry(label, today or _today(), tokens)
            self._save(_key_check(key), [*entries, entry])
        return entry

    def remove(self, label: str) -> None:
        """Look for it no longer, and forget where it was seen. Raises WatchError for an unknown label."""
        with self._changing():
            check, entries = self._load()
            left = [each for each in entries if each.label != label]
            if len(left) == len(entries):
                raise WatchError("There is no such label on the list.")
            self._rewrite([each for each in self.seen() if each.label != label])
            self._save(check, left)

    def entries(self) -> list[Entry]:
        """Everything that is looked for, by label."""
        return sorted(self._load()[1], key=lambda each: each.label)

    def seen(self) -> list[Sighting]:
        """Every sighting that was reported, in the order in which they were."""
        try:
            content = (self.folder / _SIGHTINGS).read_bytes()
        except FileNotFoundError:
            return []
        # A line without its end is what a killed process wrote last; what it reported is found again.
        whole = content[: content.rfind(b"\n") + 1]
        return [_sighting(json.loads(line)) for line in whole.splitlines()]

    def sightings(self, mentions: Any, *, key: bytes, today: datetime.date | None = None) -> list[Sighting]:
        """What of the list is in these mentions (an Arrow table `record`, `kind`, `linking`) and was not
        reported before, by label and record; it is reported now. Raises WatchError for another key.
        """
        with self._changing():
            check, entries = self._load()
            _check_key(check, key)
            return self._report(entries, mentions, key, today or _today())

    def look_through(self, corpus: Any, *, key: bytes, today: datetime.date | None = None) -> list[Sighting]:
        """`sightings` in what came into a corpus since the last time; all of it for entries that are new."""
        with self._changing():
            check, entries = self._load()
            _check_key(check, key)
            if not entries:
                return []
            name, generation = corpus.identity, corpus.generation
            since = min(each.checked.get(name, 0) for each in entries)
            new = self._report(entries, corpus.mentions(since=since), key, today or _today())
            self._save(check, [replace(each, checked={**each.checked, name: generation}) for each in entries])
        return new

    def forget(self, records: Collection[str]) -> int:
        """Forget sightings in records that were removed from the corpus; how many there were."""
        gone = set(records)
        with self._changing():
            seen = self.seen()
            left = [each for each in seen if each.record not in gone]
            if len(left) < len(seen):
                self._rewrite(left)
        return len(seen) - len(left)

    def _report(
        self, entries: list[Entry], mentions: Any, key: bytes, today: datetime.date
    ) -> list[Sighting]:
        labels: dict[str, list[str]] = {}
        for entry in entries:
            for each in entry.tokens:
                labels.setdefault(each, []).append(entry.label)
        known = {(each.label, each.record) for each in self.seen()}
        found = set(_seen(mentions, key, labels)) - known
        new = [Sighting(label, record, today) for label, record in sorted(found)]
        if new:
            self._rewrite([*self.seen(), *new])
        return new

    @contextmanager
    def _changing(self) -> Iterator[None]:
        descriptor = os.open(self.folder / _LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield
        finally:
            os.close(descriptor)

    def _load(self) -> tuple[str | None, list[Entry]]:
        try:
            read = json.loads((self.folder / _LIST).read_bytes())
            if read["format"] != _FORMAT:
                raise WatchError("This watch list was written by another version; update Seinhuis.")
            return read["key_check"], [_entry(each) for each in read["entries"]]
        except FileNotFoundError:
            return None, []
        except (ValueError, KeyError, TypeError):
            raise WatchError("The watch list is damaged; restore its folder.") from None

    def _save(self, check: str | None, entries: list[Entry]) -> None:
        rows = [{**asdict(each), "since": each.since.isoformat()} for each in entries]
        content = {"format": _FORMAT, "key_check": check, "entries": rows}
        disk.replace(self.folder / _LIST, json.dumps(content, indent=1, ensure_ascii=False).encode())

    def _rewrite(self, seen: list[Sighting]) -> None:
        lines = (json.dumps({**asdict(each), "on": each.on.isoformat()}, ensure_ascii=False) for each in seen)
        disk.replace(self.folder / _SIGHTINGS, "".join(f"{line}\n" for line in lines).encode())


def _seen(mentions: Any, key: bytes, labels: dict[str, list[str]]) -> Iterator[tuple[str, str]]:
    """(label, record) of every mention whose token is looked for; each identifier is hashed once."""
    known: dict[tuple[str, str], list[str]] = {}
    columns = (mentions.column(name).to_pylist() for name in ("record", "kind", "linking"))
    for record, kind, form in zip(*columns, strict=True):
        if form is None:
            continue
        if (kind, form) not in known:
            known[kind, form] = labels.get(token(key, kind, form).hex(), [])
        for label in known[kind, form]:
            yield label, record


def _entry(read: dict[str, Any]) -> Entry:
    since = datetime.date.fromisoformat(read["since"])
    return Entry(read["label"], since, tuple(read["tokens"]), read["checked"])


def _sighting(read: dict[str, Any]) -> Sighting:
    return Sighting(read["label"], read["record"], datetime.date.fromisoformat(read["on"]))


def _checked(key: bytes) -> bytes:
    if len(key) != KEY_SIZE:
        raise WatchError("The index key has not 32 bytes.")
    return key


def _key_check(key: bytes) -> str:
    """Tells whether a key is the one of the list; no identifier has this kind."""
    return token(_checked(key), "key check", "").hex()


def _check_key(check: str | None, key: bytes) -> None:
    if check is not None and check != _key_check(key):
        raise WatchError("This is not the key with which the watch list was made; nothing would be found.")


def _free_label(entries: list[Entry]) -> str:
    taken = {each.label for each in entries}
    return next(label for label in map("watch-{}".format, itertools.count(1)) if label not in taken)


def _check_label(label: str, value: str) -> None:
    if not label.strip() or len(label) > _LONGEST_LABEL or not label.isprintable():
        raise WatchError("A label has 1 to 100 signs that can be seen.")
    plain, of_value = (_letters(each) for each in (label, value))
    forms = {of_value, *(_letters(form) for _, form in understood(value))}
    if any(form and form in plain for form in forms):
        raise WatchError("The label holds the value itself; choose one that says nothing of it.")


def _letters(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum())


def _today() -> datetime.date:
    return datetime.datetime.now(datetime.UTC).date()
