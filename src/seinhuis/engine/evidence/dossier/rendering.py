"""From arranged content to PDF bytes. Texts go in as data: nothing that was typed becomes markup."""

import json
from pathlib import Path
from typing import Any

import typst

from seinhuis.engine.evidence.dossier.arranging import all_texts, map_texts
from seinhuis.engine.evidence.dossier.glyphs import GLYPHS, fonts
from seinhuis.engine.evidence.errors import CannotWriteDossier
from seinhuis.engine.evidence.texts import visible
from seinhuis.engine.evidence.wording import Wording

TEMPLATES = Path(__file__).parent / "templates"
# Beyond this a text is no longer for reading, and a few of them would take the memory of a small server. It
# is said where it happens; the exchange file holds the whole.
LONGEST = 20_000
LONGEST_LINES = 1_000
_LAST_LATIN = "\u017f"


def render(part: dict[str, Any], wording: Wording) -> bytes:
    """The PDF. Raises CannotWriteDossier. The same content gives the same bytes on the same machine."""
    seen = map_texts(part, visible)
    GLYPHS.learn(text[:LONGEST] for text in all_texts(seen))
    shown = map_texts(seen, lambda text: _for_the_page(text, wording))
    try:
        return _compile(shown)
    except typst.TypstError:
        return _compile_plain(shown)


def _for_the_page(text: str, wording: Wording) -> str:
    start = "\n".join(text.split("\n", LONGEST_LINES)[:LONGEST_LINES])[:LONGEST]
    shown = GLYPHS.showable(start, lambda count: wording.phrase("unshown", count=count))
    left = len(text) - len(start)
    return f"{shown}\n{wording.phrase('cut', count=left)}" if left else shown


def _compile_plain(shown: dict[str, Any]) -> bytes:
    # A font can lack in its italic what it has upright: then Latin only, everything else written out.
    try:
        return _compile(map_texts(shown, _latin_only))
    except typst.TypstError:
        # The library's message can quote the text.
        raise CannotWriteDossier from None


def _latin_only(text: str) -> str:
    return "".join(sign if sign <= _LAST_LATIN else f"[U+{ord(sign):04X}]" for sign in text)


def _compile(data: dict[str, Any]) -> bytes:
    compiled: bytes = typst.compile(
        TEMPLATES / "dossier.typ",
        root=TEMPLATES,
        format="pdf",
        font_paths=fonts(),
        pdf_standards=["a-2a", "ua-1"],
        sys_inputs={"data": json.dumps(data)},
    )
    return compiled
