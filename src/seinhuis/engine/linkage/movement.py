"""Words of movement, as in "new in town" or "passing through": a sign that lowers (indicators.csv)."""

from typing import Any

import numpy
from numpy.typing import NDArray

from seinhuis.engine.linkage.text.cores import in_order

MOVEMENT = (
    r"\b(?:nieuw in (?:de |deze )?(?:stad|regio)|net (?:hier|aangekomen)|alleen (?:deze week|dit weekend)"
    r"|new (?:in|to) (?:town|the city|the area)|just arrived|(?:here|in town) (?:only )?(?:for|until)"
    r"|passing through|visiting (?:this|for))"
)
_AT_ONCE = 50_000


def says_moving(texts: Any) -> NDArray[numpy.bool_]:
    """Which texts of an Arrow column have such words; one without a text has none."""
    parts = (texts[begin : begin + _AT_ONCE] for begin in range(0, len(texts), _AT_ONCE))
    found = [numpy.empty(0, numpy.bool_), *in_order(_says_moving, parts)]
    return numpy.concatenate(found)


def _says_moving(texts: Any) -> NDArray[numpy.bool_]:
    import pyarrow.compute as pc

    said = pc.match_substring_regex(texts, MOVEMENT, ignore_case=True).fill_null(False)
    return numpy.asarray(said)
