"""Draw docs/pictures/linkage/scale.svg from the measurements beside it (`make bench BENCH=engines`)."""

import csv
import sys
from pathlib import Path

from seinhuis.engine.estimates.plots.drawing import BLUE, ORANGE, Drawing, new_axes
from seinhuis.engine.estimates.plots.numbers import Numbers

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "pictures" / "linkage"
LINES = {"duckdb": ("one process", BLUE, "o-"), "spark": ("Spark, local[2]", ORANGE, "s--")}
STAGES = ("start", "read", "texts_stage", "identifiers", "clusters", "write")


def main() -> int:
    """Draw CPU against texts, both on scales of powers of ten."""
    with (FOLDER / "scale.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    figure, axes = new_axes("CPU seconds of seinhuis link, by number of texts", 6.4, 3.6)
    for engine, (label, colour, style) in LINES.items():
        own = [row for row in rows if row["engine"] == engine]
        cpu = [sum(float(row[stage]) for stage in STAGES) for row in own]
        axes.plot([int(row["texts"]) for row in own], cpu, style, color=colour, label=label)
    axes.set(xscale="log", yscale="log", xlabel="texts", ylabel="CPU seconds")
    axes.legend(frameon=False)
    summary = "Two lines that rise with the number of texts: Spark starts far higher and rises less steeply."
    drawing = Drawing("scale", summary, figure, Numbers("scale", (), ()))
    drawing.write(FOLDER, ("svg",))
    return 0


if __name__ == "__main__":
    sys.exit(main())
