"""What can go wrong with an estimate. A message names the row, the column, the list or the model."""


class EstimatesError(Exception):
    """The base of every failure in this room."""


class TableError(EstimatesError):
    """A table that was read is not sound.

    ``row`` is the line of the file (the header is line 1) or the number of the record, counted from 1;
    ``column`` is the name of the column. Either is None where the fault is not in one place.
    """

    def __init__(self, message: str, *, row: int | None = None, column: str | None = None) -> None:
        self.row, self.column = row, column
        places = [f"row {row}"] * (row is not None) + [f"column {column}"] * (column is not None)
        super().__init__(": ".join([", ".join(places), message] if places else [message]))


class NotConnected(TableError):
    """Nobody links these lists to the others: no overlap says anything about the people they both miss."""

    def __init__(self, groups: tuple[tuple[str, ...], ...]) -> None:
        self.groups = groups
        named = " | ".join(", ".join(group) for group in groups)
        super().__init__(
            f"no one on a list of one group is on a list of another ({named}); "
            "leave a group out, merge lists, or allow it in so many words"
        )


class UnknownList(EstimatesError):
    """A list was named that the table does not have."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"The table has no list {name}.")


class BadModel(EstimatesError):
    """A model was named that is not one for this table: an unknown list, or a term that is not one."""


class BadSetting(EstimatesError):
    """A number that steers the computation (level, replicates, order) is outside of what it can be."""
