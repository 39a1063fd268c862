"""Draw docs/pictures/linkage/peers.svg from the measurements beside it (`make bench BENCH=near_text`)."""

import csv
import sys
from pathlib import Path

from seinhuis.engine.estimates.plots.drawing import BLUE, ORANGE, Drawing, new_axes
from seinhuis.engine.estimates.plots.numbers import Numbers

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "pictures" / "linkage"
OURS = "seinhuis"


def main() -> int:
    """Draw recall against texts a CPU second, a point with a name for each method."""
    with (FOLDER / "peers.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    figure, axes = new_axes("100,000 planted texts: recall and speed", 6.4, 3.6)
    for row in rows:
        at = int(row["texts_a_cpu_second"]), float(row["recall"])
        axes.plot(*at, "o", color=BLUE if row["method"].startswith(OURS) else ORANGE)
        axes.annotate(row["method"], at, (7, -3), textcoords="offset points")
    axes.set(xscale="log", xlabel="texts a CPU second", ylabel="recall")
    axes.set(xlim=(2_000, 400_000), ylim=(0.75, 1))
    summary = "Methods as points: Seinhuis finds the most pairs and reads the most texts a second."
    Drawing("peers", summary, figure, Numbers("peers", (), ())).write(FOLDER, ("svg",))
    return 0


if __name__ == "__main__":
    sys.exit(main())
