"""Domain names: which top-level domains exist, and which of them are also words or file endings.

The list is the public suffix list that tldextract ships; the network is never asked.
"""

import re
from functools import cache
from typing import Any

from seinhuis.engine.identifiers.word_lists import word_list

# Also words in languages that people report in: these need more than a dot to be a domain.
WORDLIKE = word_list("tlds_wordlike")
FILE_ENDINGS = frozenset(("md", "mov", "pl", "ps", "py", "rs", "sh", "zip", "ai", "so", "mp", "java", "bat"))
MAIL_PROVIDERS = word_list("mail_providers")
SHORTENERS = word_list("link_shorteners")
# A word said or typed with spaces around the dot is believed only for these.
SPOKEN_TLDS = "com|nl|net|org|be|de|eu|info|fr|co\\.uk|uk|nu|me|io|biz|es|it|online|site|xyz|live|in|id"
_LABEL = re.compile(r"(?!-)[a-z0-9\u00a1-\uffff-]{1,63}(?<!-)")


@cache
def _suffixes() -> tuple[Any, frozenset[str]]:
    # Imported on first use: most texts hold no domain.
    import tldextract

    # Kept free for invented names (RFC 2606, section 2): the demo and exercises speak of nobody's domain.
    extractor = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None, extra_suffixes=("example",))
    return extractor, frozenset(suffix.rpartition(".")[2] for suffix in extractor.tlds)


def known_tld(label: str) -> bool:
    """Whether this is an existing top-level domain; lower case in."""
    return label in _suffixes()[1]


def is_registered_form(host: str) -> bool:
    """Whether the host has a name in front of a public suffix: "kees.co.uk" has, "co.uk" has not."""
    labels = host.split(".")
    if len(labels) < 2 or len(host) > 253 or not all(_LABEL.fullmatch(label) for label in labels):
        return False
    if not known_tld(labels[-1]):
        return False
    return bool(_suffixes()[0](host).domain)


def site_of(host: str) -> str:
    """The name under which a site is registered: "kees.co.uk" of "www.kees.co.uk"; empty when there is none.

    Of a host that lets everybody have a site, the site is theirs: "kees.blogspot.com".
    """
    name: str = _suffixes()[0](host, include_psl_private_domains=True).top_domain_under_public_suffix
    return name
