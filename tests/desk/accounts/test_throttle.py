"""The count of wrong passphrases holds when several processes of the server are asked at the same moment."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.cache import cache
from django.db import connections

from seinhuis.desk.kernel.contracts import Role
from tests.desk.accounts.browsing import try_to_log_in
from tests.desk.conftest import make_house

AT_ONCE = 4
TRIES = 12


@pytest.mark.django_db(transaction=True)
def test_no_more_than_five_guesses_get_through_however_many_come_at_once():
    cache.clear()
    name = make_house("noord").username(Role.ANALYST)

    def guess(number):
        try:
            return (
                "Te veel"
                in try_to_log_in(name, f"geraden {number}", REMOTE_ADDR=f"192.0.2.{number}").content.decode()
            )
        finally:
            connections.close_all()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        refused = list(pool.map(guess, range(TRIES)))
    assert 1 <= refused.count(False) <= 5
    assert "Te veel" in try_to_log_in(name).content.decode()
