"""What this house asks of allauth."""

import ipaddress
import unicodedata
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from seinhuis.desk.kernel.secrets import secret
from seinhuis.engine.sealing.blind_index import token
from seinhuis.engine.sealing.symmetric import derive

IPV6_PREFIX = 64


class HouseAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody signs up, and the counts of failed logins name neither an address nor what somebody typed.

    Counts stand in the cache under tokens that are keyed outside the database: a name or an address that is
    hashed without a key can be guessed back, and people type their passphrase into the field for the name.
    """

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _("This name and this passphrase do not belong together."),
        "too_many_login_attempts": _("Too many failed attempts. Wait five minutes, then try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: people are added by their organisation."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """A token for the visitor's address, for the limits only."""
        return _token("address", _network(super().get_client_ip(request)))

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """A token for the name typed. The host is left out: it comes from the visitor, who could vary it."""
        return _token("name", _folded(str(credentials.get("username", ""))))


def _token(kind: str, value: str) -> str:
    return token(derive(secret("form"), "login limits"), kind, value).hex()


def _network(address: str) -> str:
    """One visitor of IPv6 has a whole network to choose addresses from."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if parsed.version == 4:
        return str(parsed)
    return str(ipaddress.ip_network(f"{parsed}/{IPV6_PREFIX}", strict=False).network_address)


def _folded(name: str) -> str:
    """Every spelling that a database might take for the same name counts as one."""
    return unicodedata.normalize("NFKC", name).strip().upper().casefold()
