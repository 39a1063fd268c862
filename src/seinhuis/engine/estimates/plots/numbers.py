"""The numbers behind a picture, for who cannot see it and for who wants to compute on."""

import csv
import html
import io
from dataclasses import dataclass

Value = str | int | float | None


@dataclass(frozen=True)
class Numbers:
    """A small table with a title; None is an empty field."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]

    def __post_init__(self) -> None:
        """Refuse rows of another length than the header."""
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError("Every row of a table has as many fields as its header.")

    def to_csv(self) -> str:
        """Comma-separated, numbers in full."""
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(self.columns)
        writer.writerows(["" if value is None else value for value in row] for row in self.rows)
        return text.getvalue()

    def to_markdown(self) -> str:
        """For people: thousands apart, small numbers in three figures."""
        lines = [self.columns, ["---"] * len(self.columns), *(map(written, row) for row in self.rows)]
        escaped = [[field.replace("|", "\\|").replace("\n", " ") for field in line] for line in lines]
        return f"**{self.title}**\n\n" + "\n".join(f"| {' | '.join(line)} |" for line in escaped) + "\n"

    def to_html(self) -> str:
        """A table with a caption and scopes, for a page."""
        head = "".join(f'<th scope="col">{html.escape(name)}</th>' for name in self.columns)
        rows = "".join(_html_row([written(value) for value in row]) for row in self.rows)
        caption = f"<caption>{html.escape(self.title)}</caption>"
        return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>\n"


def written(value: Value) -> str:
    """A value as people read it."""
    if value is None:
        return ""
    if isinstance(value, float) and abs(value) < 1000 and value != int(value):
        return f"{value:.3g}" if abs(value) < 100 else f"{value:.0f}"
    return value if isinstance(value, str) else f"{value:,.0f}"


def _html_row(fields: list[str]) -> str:
    first, *others = map(html.escape, fields)
    return f'<tr><th scope="row">{first}</th>' + "".join(f"<td>{field}</td>" for field in others) + "</tr>"
