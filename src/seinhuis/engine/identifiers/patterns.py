"""Regular expressions for long lists of words: a tree of letters, so that each place is tried once."""

import re
from collections.abc import Iterable
from typing import Any

_END = ""


def alternation(words: Iterable[str]) -> str:
    """A pattern that matches one of the words, the longest that fits; it stands in a group of its own."""
    tree: dict[str, Any] = {}
    for word in words:
        node = tree
        for sign in word:
            node = node.setdefault(sign, {})
        node[_END] = {}
    return _pattern(tree)


def _pattern(tree: dict[str, Any]) -> str:
    branches = [re.escape(sign) + _pattern(below) for sign, below in sorted(tree.items()) if sign != _END]
    if not branches:
        return ""
    single = len(branches) == 1 and _END not in tree
    return branches[0] if single else f"(?:{'|'.join(branches)})" + ("?" if _END in tree else "")
