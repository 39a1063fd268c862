"""Where a passage stands in a report. Pure: texts in, places out."""

from collections.abc import Mapping

from seinhuis.desk.kernel.typed_text import visible
from seinhuis.desk.reports.api import OpenedReport, signal_text

TEXT_FIELDS = ("story", "about", "where", "when", "online", "identifiers")


def texts_of(report: OpenedReport) -> dict[str, str]:
    """Everything in a report that a fact can rest on, by field, control signs visible; no empty fields.

    A message is "message:<id>". Ticked signals read as the reporter saw them, one a line.
    """
    content = report.content
    texts = {name: getattr(content, name) for name in TEXT_FIELDS}
    texts["signals"] = "\n".join(signal_text(code, content.language) for code in content.signals)
    texts |= {f"message:{each.id}": each.text for each in report.messages if each.from_reporter}
    return {name: visible(text) for name, text in texts.items() if text.strip()}


def find_passage(passage: str, text: str) -> str | None:
    """The passage exactly as it stands in the text, or None.

    How lines and spaces are broken makes no difference.
    """
    wanted = " ".join(visible(passage).split())
    start = " ".join(text.split()).find(wanted) if wanted else -1
    if start < 0:
        return None
    places = _places(text)
    return text[places[start] : places[start + len(wanted) - 1] + 1]


def _places(text: str) -> list[int]:
    """For every sign of the text with single spaces, where it stands in the text itself."""
    places: list[int] = []
    word_ended = False
    for place, sign in enumerate(text):
        if sign.isspace():
            word_ended = bool(places)
            continue
        if word_ended:
            places.append(place - 1)
            word_ended = False
        places.append(place)
    return places


def fields_with(passage: str, texts: Mapping[str, str]) -> tuple[str, ...]:
    """The fields in which a passage does stand."""
    return tuple(name for name, text in texts.items() if find_passage(passage, text) is not None)
