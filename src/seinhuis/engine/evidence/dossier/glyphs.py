"""Which signs the fonts at hand can show.

A PDF/UA may not hold a sign without a shape, so the rest is said in words.
"""

import functools
import json
import re
import unicodedata
from collections.abc import Callable, Iterable
from importlib import resources

import typst

from seinhuis.engine.evidence.texts import code_point

FAMILIES = ("Libertinus Serif", "DejaVu Sans", "DejaVu Sans Mono")
MONOSPACED = ("DejaVu Sans Mono", "Libertinus Serif")
# Every sign up to U+017F (Latin) is in the font that the library brings along; controls come written out.
_ALWAYS = 0x180
# No font has a shape for the last private-use sign: what looks the same has none either.
_WITHOUT_SHAPE = "\U0010fffd"
_BEYOND_LATIN = re.compile(f"[^\\x00-{chr(_ALWAYS - 1)}]+")
# Stands for a letter without a shape while a text is worked on; visible text holds no NUL.
_MARK = "\x00"
_LETTERS_WITHOUT_SHAPE = re.compile(f"{_MARK}(?:[{_MARK}\\s.,:;!?'\"()-]*{_MARK})?")
_BLOCK = '<g transform="translate('
_SHAPE = re.compile(r'xlink:href="#(g[0-9A-F]+)"')
_CACHE_SIZE = 50_000
# Joiners and marks of direction that Arabic, Persian and Hebrew need; every other format sign is written out.
_JOINERS = frozenset("\u200b\u200c\u200d\u200e\u200f\u061c\u2060")
_INVISIBLE = frozenset({"Cc", "Cf", "Cn", "Co", "Cs"})


@functools.cache
def fonts() -> typst.Fonts:
    """The fonts of the library and of this machine, looked up once."""
    return typst.Fonts()


class Glyphs:
    """What can be shown; remembers what it found out, so that the fonts are asked once about a sign."""

    def __init__(self) -> None:
        self._shown: dict[str, bool] = {}

    def learn(self, texts: Iterable[str]) -> None:
        """Find out in one go which signs of these texts can be shown."""
        signs = {sign for text in texts for run in _BEYOND_LATIN.findall(text) for sign in run}
        if len(self._shown) + len(signs) > _CACHE_SIZE:
            self._shown.clear()
        new = sorted(signs - self._shown.keys())
        if new:
            self._shown.update(zip(new, _probe(new), strict=True))

    def showable(self, text: str, unshown: Callable[[int], str]) -> str:
        """The text, with in words what has no shape: a symbol by its Unicode name, letters as one remark."""
        marked = _BEYOND_LATIN.sub(lambda match: "".join(map(self._marked, match.group())), text)
        return _LETTERS_WITHOUT_SHAPE.sub(lambda match: unshown(match.group().count(_MARK)), marked)

    def _marked(self, sign: str) -> str:
        if self._shown.get(sign, False):
            return sign
        return _MARK if unicodedata.category(sign)[0] in "LM" else _name(sign)


GLYPHS = Glyphs()


def _name(sign: str) -> str:
    name = unicodedata.name(sign, "")
    return f"[{name.lower()}]" if name and unicodedata.category(sign) not in _INVISIBLE else code_point(sign)


def _probe(signs: list[str]) -> list[bool]:
    source = resources.files(__package__).joinpath("templates", "probe.typ").read_bytes()
    data = json.dumps({"families": FAMILIES, "signs": [_WITHOUT_SHAPE, *signs]})
    drawn = typst.compile(source, format="svg", font_paths=fonts(), sys_inputs={"data": data}).decode()
    shapes = [set(_SHAPE.findall(block)) for block in drawn.partition("<defs>")[0].split(_BLOCK)[1:]]
    if len(shapes) != len(signs) + 1:
        # Not told apart: everything in words is always right, if less pleasant to read.
        return [False] * len(signs)
    return [_allowed(sign) and not shape & shapes[0] for sign, shape in zip(signs, shapes[1:], strict=True)]


def _allowed(sign: str) -> bool:
    return sign in _JOINERS or unicodedata.category(sign) not in _INVISIBLE
