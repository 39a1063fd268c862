"""Finding identifiers in free text: phone, e-mail, web address, handle, plate, IBAN and more."""

from seinhuis.engine.identifiers.comparing import linking_form
from seinhuis.engine.identifiers.contracts import Extraction, Find, Identifier, Kind, Refusal
from seinhuis.engine.identifiers.extraction import extract, find_in_each
from seinhuis.engine.identifiers.telling import Memory

__all__ = [
    "Extraction",
    "Find",
    "Identifier",
    "Kind",
    "Memory",
    "Refusal",
    "extract",
    "find_in_each",
    "linking_form",
]
