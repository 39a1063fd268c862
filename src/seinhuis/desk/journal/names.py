"""Names for opaque ids. A higher station that knows people lends their names; without one, ids are shown."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

from seinhuis.desk.journal.contracts import REPORTER, SYSTEM, Viewer
from seinhuis.desk.kernel.contracts import Actor

Names = Callable[[Actor], Mapping[str, str]]
_lenders: dict[str, Names] = {}


def lend_names(station: str, names: Names) -> None:
    """Let a station say whose ids it knows, as far as this actor may know; called from its `ready`."""
    _lenders[station] = names


def names_for(viewer: Viewer) -> dict[str, str]:
    """Every name that the viewer may read for an actor, by opaque id."""
    known = {REPORTER: _("Somebody who reported"), SYSTEM: _("The house itself")}
    for names in _lenders.values():
        known.update(names(viewer.actor))
    return known
