"""What checking a journal finds: troubles, each with its place."""

from dataclasses import dataclass, field

MOST_NAMED = 20


@dataclass(frozen=True)
class Trouble:
    """One thing that is wrong: on which line of the export (None: the whole), with which entry, and what.

    Codes: header, entry, missing, order, added, changed, rewritten, day, checkpoint, signature, kept, cut_off
    """

    code: str
    line: int | None
    entry: int | None
    text: str


@dataclass
class Findings:
    """Gathers troubles while an export is read; the first twenty are named, the rest is counted."""

    line: int = 1
    named: list[Trouble] = field(default_factory=list)
    unnamed: int = 0

    def report(
        self, code: str, text: str, *, entry: int | None = None, line: int | None = None, whole: bool = False
    ) -> None:
        """Note a trouble: on the present line, on another ``line``, or with the export as a whole."""
        if len(self.named) == MOST_NAMED:
            self.unnamed += 1
            return
        self.named.append(Trouble(code, None if whole else line or self.line, entry, text))


def entries_between(start: int, end: int) -> str:
    """In words: the entries from ``start`` up to but not including ``end``."""
    return f"entry {start} is" if end - start == 1 else f"entries {start} to {end - 1} are"
