"""Which kinds link records, and the form under which they are compared.

Ages, amounts, dates and places describe; many people share them. Beside the kinds of the identifiers room
there is `domain`: the registered name of the site of an address, so that two pages of one site meet. Sites
on which anybody has a page or a link (shorteners, mail providers, platforms) have no `domain`.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from seinhuis.engine.identifiers import Find, Identifier, Kind, Memory, extract, find_in_each, linking_form
from seinhuis.engine.identifiers.domains import MAIL_PROVIDERS, SHORTENERS, site_of

DOMAIN = "domain"
LINKING = frozenset(
    (Kind.PHONE, Kind.EMAIL, Kind.URL, Kind.HANDLE, Kind.PLATE, Kind.IBAN, Kind.CRYPTO, DOMAIN)
)
KINDS = frozenset((*map(str, Kind), DOMAIN))
GENERAL_SITES = Path(__file__).with_name("general_sites.txt")
_NOBODYS = SHORTENERS | MAIL_PROVIDERS | frozenset(GENERAL_SITES.read_text(encoding="utf-8").splitlines()[1:])


def linking(kind: str, canonical: str) -> str | None:
    """The form under which this is compared; None for what does not link."""
    return linking_form(kind, canonical) if kind in LINKING else None


def found(text: str) -> Iterator[tuple[str, str, Identifier]]:
    """(kind, canonical, find) of everything in a text, with the domains behind the addresses."""
    for each in extract(text).identifiers:
        yield str(each.kind), each.canonical, each
        if each.kind is Kind.URL:
            domain = domain_of(each.canonical)
            if domain is not None:
                yield DOMAIN, domain, each


def found_in_each(texts: Sequence[str], memory: Memory) -> Iterator[list[tuple[str, str, Find]]]:
    """For each text what `found` gives, as finds without the text."""
    for finds in find_in_each(texts, memory):
        rows: list[tuple[str, str, Find]] = []
        for each in finds:
            rows.append((each.kind, each.canonical, each))
            if each.kind is Kind.URL:
                domain = domain_of(each.canonical)
                if domain is not None:
                    rows.append((DOMAIN, domain, each))
        yield rows


@lru_cache(maxsize=10_000)
def domain_of(url: str) -> str | None:
    """The registered name of the site of a canonical address, where that says something."""
    host = linking_form(Kind.URL, url).rpartition("://")[2]
    for mark in "/?#:":
        host = host.partition(mark)[0]
    name = site_of(host)
    return name if name and name not in _NOBODYS and host not in _NOBODYS else None
