"""The words of a package in the recipient's language, and days and moments written out in them."""

import datetime
import functools
import json
import re
from collections.abc import Mapping
from importlib import resources
from typing import Any

from seinhuis.engine.evidence.errors import UnsoundContent

LANGUAGES = ("nl", "en")
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_MONTH = re.compile(r"(\d{4})-(\d{2})")


class Wording:
    """All fixed words in one language."""

    def __init__(self, language: str) -> None:
        if language not in LANGUAGES:
            raise UnsoundContent("The language of a package is 'nl' or 'en'.")
        self.language = language
        self._words = _load(language)

    def text(self, section: str, key: str, **values: object) -> str:
        """One phrase, with its places filled in."""
        return str(self._words[section][key]).format(**values)

    def named(self, section: str, code: str) -> str:
        """The word for a code; a code that has none is shown as it is."""
        return str(self._words[section].get(code, code.replace("_", " ")))

    def section(self, name: str) -> Any:
        """A whole section, for the template."""
        return self._words[name]

    def words(self, name: str) -> list[str]:
        """A list of words, such as the months."""
        return list(self._words[name])

    def phrase(self, key: str, **values: object) -> str:
        """A phrase that stands outside the sections."""
        return str(self._words[key]).format(**values)

    def day(self, day: datetime.date) -> str:
        """A day in words: 3 March 2026."""
        return f"{day.day} {self._words['months'][day.month - 1]} {day.year}"

    def written_day(self, iso: str) -> str:
        """An ISO day, month, year or moment in words; anything else as it is."""
        if moment := _as_moment(iso):
            return self.moment(moment)
        if day := as_day(iso):
            return self.day(day)
        month = _MONTH.fullmatch(iso)
        if month and 1 <= int(month[2]) <= 12:
            return f"{self._words['months'][int(month[2]) - 1]} {month[1]}"
        return iso

    def moment(self, moment: datetime.datetime) -> str:
        """A moment in words with its offset: 3 March 2026, 14:05 (UTC+01:00)."""
        offset = moment.strftime("%z")
        zone = f" (UTC{offset[:3]}:{offset[3:5]})" if offset else ""
        return f"{self.day(moment.date())}, {moment:%H:%M}{zone}"


def as_day(iso: str) -> datetime.date | None:
    """The day when the text is one ISO day that exists."""
    if not _DAY.fullmatch(iso):
        return None
    try:
        return datetime.date.fromisoformat(iso)
    except ValueError:
        return None


def _as_moment(iso: str) -> datetime.datetime | None:
    if len(iso) <= len("2026-01-01"):
        return None
    try:
        return datetime.datetime.fromisoformat(iso)
    except ValueError:
        return None


@functools.cache
def _load(language: str) -> Mapping[str, Any]:
    text = resources.files(__package__).joinpath("words", f"{language}.json").read_text("utf-8")
    loaded: Mapping[str, Any] = json.loads(text)
    return loaded
