"""What finding gives: identifiers, refusals, and the two together."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """The kinds of identifier; the value is what files and tables hold."""

    PHONE = "phone"
    EMAIL = "email"
    URL = "url"
    HANDLE = "handle"
    PLATE = "plate"
    IBAN = "iban"
    CRYPTO = "crypto"
    AGE = "age"
    AMOUNT = "amount"
    DATE = "date"
    PLACE = "place"


@dataclass(frozen=True)
class Identifier:
    """One find: ``text[start:end] == raw``, offsets in code points of the text as it was given."""

    kind: Kind
    raw: str = field(repr=False)
    start: int
    end: int
    canonical: str = field(repr=False)
    confidence: float
    obfuscated: bool


@dataclass(frozen=True)
class Refusal:
    """What looked like an identifier of this kind and is not one, with the reason in one sentence."""

    kind: Kind
    raw: str = field(repr=False)
    start: int
    end: int
    reason: str


class Find(NamedTuple):
    """An identifier among those of many texts, without the text: what an `Identifier` holds besides."""

    kind: Kind
    canonical: str
    start: int
    end: int
    obfuscated: bool
    confidence: float


@dataclass(frozen=True)
class Extraction:
    """Everything found in one text, each list in the order of the text."""

    identifiers: tuple[Identifier, ...]
    refused: tuple[Refusal, ...]
