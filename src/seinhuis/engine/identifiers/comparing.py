"""When two canonical forms mean the same thing, though each is shown as it was written."""

from seinhuis.engine.identifiers.contracts import Kind

_SCHEMES = ("http://", "https://")
_WORLD_WIDE_WEB = "www."


def linking_form(kind: str, canonical: str) -> str:
    """The form under which identifiers of two reports are compared.

    An address on the internet is compared without its scheme and a leading "www.": people leave both out.
    Everything else is compared in its canonical form.
    """
    if kind != Kind.URL:
        return canonical
    for scheme in _SCHEMES:
        canonical = canonical.removeprefix(scheme)
    bare = canonical.removeprefix(_WORLD_WIDE_WEB)
    return bare if "." in bare.partition("/")[0] else canonical
