"""The message catalogues: one in Dutch beside each station's code; English is in the code itself."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

SOURCE = Path(__file__).resolve().parent.parent / "src" / "seinhuis"
ROOMS = [*sorted(path for path in (SOURCE / "desk").iterdir() if path.is_dir()), SOURCE / "site"]
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
}
METHODS = [
    ("**/migrations/**.py", "ignore"),
    ("**.py", "python"),
    ("**/templates/**.html", "enmerkar.extract:extract_django"),
]


@dataclass(frozen=True)
class Found:
    """One message in the code: where, its id (singular and plural for a plural form) and its context."""

    place: str
    ids: tuple[str, ...]
    context: str | None


def catalogue_of(room: Path) -> Path:
    """Where the Dutch catalogue of a station is."""
    return room / "locale" / "nl" / "LC_MESSAGES" / "django.po"


def catalogues() -> list[Path]:
    """Every catalogue there is."""
    return [path for room in ROOMS if (path := catalogue_of(room)).exists()]


def messages_in(room: Path) -> Iterator[Found]:
    """Every message in one station's code and templates."""
    from babel.messages.extract import extract_from_dir

    found = extract_from_dir(room, method_map=METHODS, keywords=KEYWORDS)
    for name, line, message, _comments, context in found:
        ids = (message,) if isinstance(message, str) else tuple(message)
        yield Found(f"{name}:{line}", ids, context)
