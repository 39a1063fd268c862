"""A picture with its numbers, and how it is written: the same bytes for the same input.

Figures are made without pyplot, so that nothing is shared between two drawings or left open after them. The
colours are those of Okabe & Ito (2008), which stay apart for who sees fewer; every colour goes with a shape,
a line style or a word of its own.
"""

import html
import io
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from seinhuis.engine.estimates.plots.numbers import Numbers

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

BLUE, ORANGE, GREEN, GREY, BLACK = "#0072B2", "#D55E00", "#00785A", "#595959", "#1A1A1A"
PALE, PURPLE = "#E8EEF4", "#7B3F6E"
BEHIND_WORDS = {"facecolor": "white", "alpha": 0.9, "linewidth": 0, "pad": 1.5}
FORMATS = ("svg", "csv", "md")


@dataclass(frozen=True, eq=False)
class Drawing:
    """One picture: ``name`` for its files, ``summary`` in a sentence for who cannot see it, the numbers."""

    name: str
    summary: str
    figure: "Figure"
    numbers: Numbers

    def write(self, folder: Path | str, formats: Sequence[str] = FORMATS) -> tuple[Path, ...]:
        """Write NAME.FORMAT for each format (svg, png, csv, md, html); OSError when the folder refuses."""
        target = Path(folder)
        target.mkdir(parents=True, exist_ok=True)
        return tuple(self._written(target / f"{self.name}.{each}", each) for each in formats)

    def to_svg(self) -> str:
        """The picture as SVG, with the summary as its label for a screen reader."""
        text = self._rendered("svg", {"Date": None, "Title": self.numbers.title}).decode("utf-8")
        label = html.escape(self.summary, quote=True)
        return text.replace("<svg ", f'<svg role="img" aria-label="{label}" ', 1)

    def to_png(self) -> bytes:
        """The picture as PNG."""
        return self._rendered("png", {"Software": None})

    def _written(self, path: Path, form: str) -> Path:
        if form == "png":
            path.write_bytes(self.to_png())
            return path
        makers = {
            "svg": self.to_svg,
            "csv": self.numbers.to_csv,
            "md": self.numbers.to_markdown,
            "html": self.numbers.to_html,
        }
        if form not in makers:
            raise ValueError(f"No such format of a drawing: {form}")
        path.write_text(makers[form](), encoding="utf-8")
        return path

    def _rendered(self, form: str, metadata: dict[str, Any]) -> bytes:
        import matplotlib

        target = io.BytesIO()
        style: dict[Any, Any] = {
            "svg.hashsalt": "seinhuis",
            "svg.fonttype": "path",
            "hatch.linewidth": 0.6,
        }
        with matplotlib.rc_context(style):
            self.figure.savefig(target, format=form, metadata=metadata, dpi=110)
        return target.getvalue()


def new_axes(title: str, width: float = 8.0, height: float = 4.0) -> tuple["Figure", "Axes"]:
    """An empty picture of this size in inches, without the lines that say nothing."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, height), layout="constrained", facecolor="white")
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    figure.suptitle(textwrap.fill(title, 85), x=0.01, ha="left", fontsize=12, fontweight="bold", color=BLACK)
    axes.spines[["top", "right"]].set_visible(False)
    axes.tick_params(colors=BLACK, labelsize=9)
    return figure, axes


def persons_axis(axes: "Axes", direction: str, values: Sequence[float], label: str = "persons") -> None:
    """An axis in persons: logarithmic when the largest is over ten times the smallest, thousands apart."""
    from matplotlib.ticker import FuncFormatter, LogLocator, NullFormatter

    axis = axes.xaxis if direction == "x" else axes.yaxis
    positive = [value for value in values if value > 0]
    logarithmic = bool(positive) and max(positive) > 10 * min(positive)
    if logarithmic:
        (axes.set_xscale if direction == "x" else axes.set_yscale)("log")
        axis.set_major_locator(LogLocator(subs=(1.0, 2.0, 5.0)))
        axis.set_minor_formatter(NullFormatter())
    axis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.0f}"))
    axis.set_label_text(f"{label} (logarithmic scale)" if logarithmic else label, fontsize=9)


def claim_line(axes: "Axes", claim: float, direction: str, words: str | None = None) -> None:
    """The claim as a dashed line with its number beside it."""
    text = words or f"claim {claim:,.0f}"
    if direction == "x":
        axes.axvline(claim, color=ORANGE, linestyle=(0, (6, 3)), linewidth=1.6, zorder=1)
        beside_line(axes, claim, text, ORANGE)
        return
    axes.axhline(claim, color=ORANGE, linestyle=(0, (6, 3)), linewidth=1.6, zorder=1)
    axes.annotate(
        text,
        (1.0, claim),
        (6, 0),
        xycoords=axes.get_yaxis_transform(),
        textcoords="offset points",
        color=ORANGE,
        fontsize=9,
        va="center",
    )


def beside_line(axes: "Axes", value: float, text: str, colour: str, *, lift: int = 3) -> None:
    """Words above the picture, at an upright line."""
    axes.annotate(
        text,
        (value, 1.0),
        (3, lift),
        xycoords=axes.get_xaxis_transform(),
        textcoords="offset points",
        color=colour,
        fontsize=9,
        va="bottom",
    )
