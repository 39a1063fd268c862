"""The public tables and what other programmes say of them; see data/PROVENANCE.md."""

import csv
from functools import cache
from pathlib import Path

from seinhuis.engine.estimates import CaptureTable

DATA = Path(__file__).parent / "data"
APART = {"Artificial_3", "NewOrl", "NewOrl_5"}  # lists without any overlap to the others, in the sources too


@cache
def table(name):
    return CaptureTable.from_csv(DATA / f"{name}.csv", connected=name not in APART)


def peer(name):
    with (DATA / "peer" / f"{name}.csv").open(newline="") as file:
        return list(csv.DictReader(file))
