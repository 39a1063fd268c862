"""Compile every catalogue to the form Django loads; needs Babel only, so it runs in the plain setup."""

import sys

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from catalogues import catalogues


def main() -> int:
    """Compile all and say how many."""
    for path in catalogues():
        with path.open("rb") as source:
            catalogue = read_po(source)
        with path.with_suffix(".mo").open("wb") as target:
            write_mo(target, catalogue)
    return 0


if __name__ == "__main__":
    sys.exit(main())
