"""The roles in the words of the pages."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from seinhuis.desk.kernel.contracts import Role

ROLES: dict[Role, Promise] = {
    Role.ANALYST: _("analyst"),
    Role.COORDINATOR: _("coordinator"),
    Role.KEYHOLDER: _("keyholder"),
    Role.AUDITOR: _("auditor"),
    Role.ADMINISTRATOR: _("administrator"),
}
