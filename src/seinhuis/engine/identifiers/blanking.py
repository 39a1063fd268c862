"""Blanking what one finder has found, so that the next ones do not find it again."""

from seinhuis.engine.identifiers.folding import FoldedText

_BLANK = "\x01"


def blanked(folded: FoldedText, claims: list[tuple[int, int]]) -> FoldedText:
    """The text with a sign that nothing matches for every sign of these spans, which may overlap."""
    spans = _apart(claims)
    if not spans:
        return folded
    left = FoldedText(
        folded.original,
        _without(folded.text, spans, _BLANK),
        _without(folded.lower, spans, _BLANK),
        folded.offsets,
        folded.entities,
        folded.memory,
    )
    _hand_on(folded, left, spans)
    return left


def _apart(claims: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans in order, each cut to what the ones before it leave."""
    if len(claims) < 2:
        return claims
    spans: list[tuple[int, int]] = []
    position = 0
    for start, end in sorted(claims):
        if end > position:
            spans.append((max(start, position), end))
            position = end
    return spans


def _without(text: str, spans: list[tuple[int, int]], blank: str) -> str:
    if len(spans) == 1:
        ((start, end),) = spans
        return f"{text[:start]}{blank * (end - start)}{text[end:]}"
    pieces: list[str] = []
    position = 0
    for start, end in spans:
        pieces += (text[position:start], blank * (end - start))
        position = end
    return "".join(pieces) + text[position:]


def _hand_on(folded: FoldedText, left: FoldedText, spans: list[tuple[int, int]]) -> None:
    """Give what is known already to the blanked text, instead of looking for it again.

    Its words may then be more than it holds, which costs a look and loses nothing. They are found anew where
    a span ends inside a word or figure, because a part of it would be a word that nobody knows of.
    """
    lower = folded.lower
    for start, end in spans:
        if start and lower[start].isalnum() and lower[start - 1].isalnum():
            return
        if end < len(lower) and lower[end - 1].isalnum() and lower[end].isalnum():
            return
    one_further = [(start + 1, end + 1) for start, end in spans]
    if folded.known_letters is not None:
        left.known_letters = _without(folded.known_letters, one_further, " ")
    if folded.known_spaced is not None:
        left.known_spaced = _without(folded.known_spaced, one_further, " ")
    if folded.known_figures is not None:
        left.known_figures = _outside(folded.known_figures, spans)
    left.known_told = folded.known_told
    left.known_words = folded.known_words
    left.known_forms = folded.known_forms


def _outside(figures: list[tuple[int, int]], spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Those that lie in none of the spans; both ascending."""
    kept: list[tuple[int, int]] = []
    ahead = iter(spans)
    span = next(ahead, None)
    for figure in figures:
        while span and span[1] <= figure[0]:
            span = next(ahead, None)
        if span is None or figure[1] <= span[0]:
            kept.append(figure)
    return kept
