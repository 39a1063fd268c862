"""The word lists in `data/`: one entry a line, lines with # are comments."""

from pathlib import Path

FOLDER = Path(__file__).parent / "data"


def entries(name: str) -> list[str]:
    """The entries of one list, in the order of the file."""
    lines = (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def word_list(name: str) -> frozenset[str]:
    """The entries of one list as a set."""
    return frozenset(entries(name))
