"""Following the chain of entries: their order, and the hash that each carries of the one before."""

from dataclasses import dataclass

from seinhuis.engine.ledger.entries import NOTHING_BEFORE, Entry
from seinhuis.engine.ledger.findings import Findings, entries_between


@dataclass(frozen=True)
class _Misfit:
    """Two neighbours of which the later does not carry the hash of the earlier, and their lines."""

    later: int
    earlier_line: int
    later_line: int


@dataclass
class Chain:
    """How far the chain has been followed.

    ``broken`` says that a trouble was found which also explains why a root is not the signed one.
    """

    findings: Findings
    expected: int = 0
    broken: bool = False
    _last_leaf: bytes = NOTHING_BEFORE
    _last_day: str = ""
    _unreadable: int = 0
    _last_line: int = 0
    _misfit: _Misfit | None = None
    _wrong_root: int | None = None

    def take_unreadable(self, reason: str) -> None:
        """Note a line that is no entry; the next entry shows whether it stood in the place of one."""
        self._settle()
        self.broken = True
        self._unreadable += 1
        self.findings.report("entry", f"Where entry {self.expected} belongs: {reason}", entry=self.expected)

    def take(self, entry: Entry, leaf: bytes) -> bool:
        """Follow one entry and say whether it goes on from the last one."""
        if entry.index < self.expected:
            self.broken = True
            text = f"Entry {entry.index} stands here a second time or out of its place."
            self.findings.report("order", text, entry=entry.index)
            return False
        if entry.index > self.expected:
            self._jump_to(entry)
        elif not self._unreadable:
            self._link(entry)
        self._check_day(entry)
        self.expected, self._unreadable = entry.index + 1, 0
        self._last_leaf, self._last_day, self._last_line = leaf, entry.day, self.findings.line
        return True

    def take_wrong_root(self, signed: int) -> None:
        """Note that the root over what came so far is not the signed one; up to ``signed`` entries it was."""
        self.broken = True
        self._wrong_root = signed

    def finish(self) -> None:
        """Report what no further entry can explain."""
        self._settle()

    def _jump_to(self, entry: Entry) -> None:
        self._settle()
        self.broken = True
        if entry.index - self.expected > self._unreadable:
            text = f"Before entry {entry.index}, {entries_between(self.expected, entry.index)} missing."
            self.findings.report("missing", text, entry=self.expected)

    def _link(self, entry: Entry) -> None:
        """Compare with the hash of the entry before. Which of the two was changed shows at the next entry."""
        fits = entry.previous == self._last_leaf
        if fits:
            self._settle_root("")
        self._wrong_root = None
        misfit, self._misfit = self._misfit, None
        if misfit is not None:
            self._blame(misfit, later=not fits)
        elif not fits:
            self._misfit = _Misfit(entry.index, self._last_line, self.findings.line)
            self.broken = True

    def _blame(self, misfit: _Misfit, *, later: bool) -> None:
        index = misfit.later
        if later:
            text = f"Entry {index} was changed: it fits neither the entry before it nor the one after it."
            self.findings.report("changed", text, entry=index, line=misfit.later_line)
        else:
            text = f"Entry {index - 1} was changed: entry {index} carries another hash of it."
            self.findings.report("changed", text, entry=index - 1, line=misfit.earlier_line)

    def _settle(self) -> None:
        if self._misfit is not None:
            earlier, later, line = self._misfit.later - 1, self._misfit.later, self._misfit.earlier_line
            text = f"Entry {earlier} or entry {later} was changed: they do not fit each other."
            self.findings.report("changed", text, entry=earlier, line=line)
            self._misfit = None
        self._settle_root(f"Entry {self.expected - 1} was changed, or ")

    def _settle_root(self, or_else: str) -> None:
        if self._wrong_root is None:
            return
        start, self._wrong_root = self._wrong_root, None
        last = self.expected - 1
        text = f"{or_else}entries {start} to {last} were rewritten together: the signed root is not theirs."
        self.findings.report("rewritten", text[0].upper() + text[1:], entry=last if or_else else start)

    def _check_day(self, entry: Entry) -> None:
        if entry.day < self._last_day:
            text = f"Entry {entry.index} has an earlier day than the one before: the clock went backwards."
            self.findings.report("day", text, entry=entry.index)
