"""The check that actions and selectors start with."""

from django.utils.translation import gettext as _

from seinhuis.desk.kernel.contracts import Actor, Role
from seinhuis.desk.kernel.errors import NotAllowed


def require(actor: Actor, *roles: Role) -> None:
    """Let an actor with one of the roles pass. Raises NotAllowed."""
    if not actor.has(*roles):
        raise NotAllowed(_("Your role does not allow this."))
