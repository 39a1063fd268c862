"""Finding identifiers in free text: phone, e-mail, web address, handle, plate, IBAN and more."""

from seinhuis.engine.identifiers.comparing import linking_form
from seinhuis.engine.identifiers.contracts import Extraction, Identifier, Kind, Refusal
from seinhuis.engine.identifiers.extraction import extract

__all__ = ["Extraction", "Identifier", "Kind", "Refusal", "extract", "linking_form"]
