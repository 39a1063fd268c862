"""The public tables and what other programmes say of them; see data/PROVENANCE.md."""

import csv
from functools import cache
from pathlib import Path

from seinhuis.engine.estimates import CaptureTable

DATA = Path(__file__).parent / "data"
PAGE = Path(__file__).parents[3] / "docs" / "estimates.md"
_CHAPTERS = {"UKdat_5": "### United Kingdom", "Ned": "### Netherlands"}
APART = {"Artificial_3", "NewOrl", "NewOrl_5"}  # lists without any overlap to the others, in the sources too


@cache
def table(name):
    return CaptureTable.from_csv(DATA / f"{name}.csv", connected=name not in APART)


def rows(name):
    """The rows of a table in the order of its file, as dictionaries."""
    with (DATA / f"{name}.csv").open(newline="") as file:
        return list(csv.DictReader(file))


def peer(name):
    return rows(f"peer/{name}")


@cache
def chapter(name):
    """What the page on estimates says of a table, in one line."""
    _, _, begun = PAGE.read_text(encoding="utf-8").partition(_CHAPTERS[name])
    return " ".join(begun.partition("\n##")[0].split())


def whole(number):
    """A number of persons as the page writes it."""
    return f"{number:,.0f}"
