"""Text that came from people, made safe for files: nothing invisible, nothing that acts, nothing lost."""

import re
import unicodedata

_CONTROL_PICTURES = 0x2400
_DELETE = 0x7F
_LINE_ENDS = re.compile("\r\n|\r|\u2028|\u2029|\x0b|\x0c")
# Controls, lone surrogates, direction overrides and isolates, the byte order mark, tags and noncharacters:
# none of them shows, some of them change how the rest reads.
_HIDDEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufdd0-\ufdef\ufff9-\uffff\ud800-\udfff"
    "\U000e0000-\U000e007f\U0001fffe\U0001ffff\U0010fffe\U0010ffff]"
)
_KEPT = "\ufffc\ufffd"
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\n", "＝", "＋", "－", "＠")
_UNSAFE = re.compile(r"[^A-Za-z0-9]+")
_UNSAFE_FOLDER = re.compile(r"[^A-Za-z0-9._-]+")
_FOLDER_LENGTH = 48
_NAME_LENGTH = 40
_EXTENSION = re.compile(r"\.([A-Za-z0-9]{1,8})$")


def visible(text: str) -> str:
    """The text with every sign that hides or turns other signs written out, and one kind of line end."""
    return _HIDDEN.sub(_written, _LINE_ENDS.sub("\n", text))


def code_point(sign: str) -> str:
    """How a sign is written out that cannot be shown: ``[U+202E]``."""
    return f"[U+{ord(sign):04X}]"


def csv_cell(text: str) -> str:
    """A cell that no spreadsheet takes for a formula (OWASP: CSV injection): an apostrophe goes before it."""
    shown = visible(text)
    return f"'{shown}" if shown.lstrip(" ").startswith(_FORMULA_STARTS) else shown


def one_line(text: str, limit: int = 200) -> str:
    """The visible text on one line, cut off; for tag files and messages."""
    line = " ".join(visible(text).split())
    return line if len(line) <= limit else f"{line[: limit - 1]}…"


def folder_name(reference: str, fallback: str) -> str:
    """A folder name from a reference: ASCII letters, digits, dot, dash; ``fallback`` when nothing is left."""
    safe = _UNSAFE_FOLDER.sub("-", _ascii(reference)).strip(".-")[:_FOLDER_LENGTH].strip(".-")
    return safe or f"package-{_UNSAFE.sub('', _ascii(fallback))[:8].lower() or '0'}"


def exhibit_name(number: int, original: str) -> str:
    """The name of an exhibit in the package: its number, then what is safe of the original name."""
    found = _EXTENSION.search(original.strip())
    stem = original.strip()[: found.start()] if found else original
    slug = _UNSAFE.sub("-", _ascii(stem)).strip("-").lower()[:_NAME_LENGTH].strip("-") or "exhibit"
    return f"{number:03d}-{slug}.{found.group(1).lower() if found else 'bin'}"


def _ascii(text: str) -> str:
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")


def _written(match: re.Match[str]) -> str:
    sign = match.group()
    if sign in _KEPT:
        return sign
    if ord(sign) < 0x20:
        return chr(_CONTROL_PICTURES + ord(sign))
    return "\u2421" if ord(sign) == _DELETE else code_point(sign)
