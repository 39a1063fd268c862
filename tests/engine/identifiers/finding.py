"""Short ways for tests to say what a text holds."""

from seinhuis.engine.identifiers import Kind, extract


def found(text, kind):
    """The canonical forms of one kind, in the order of the text."""
    return [each.canonical for each in extract(text).identifiers if each.kind == kind]


def refused(text, kind):
    """(raw, reason) of the refusals of one kind."""
    return [(each.raw, each.reason) for each in extract(text).refused if each.kind == kind]


def only(text):
    """The one identifier in a text."""
    (identifier,) = extract(text).identifiers
    return identifier


def nothing(text):
    """Whether no identifier of any kind is found."""
    return not extract(text).identifiers


__all__ = ["Kind", "found", "nothing", "only", "refused"]
