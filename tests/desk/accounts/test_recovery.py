"""The printed code: for when no keyholder has a passphrase any more."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from seinhuis.desk.accounts import actions, recovery
from seinhuis.desk.accounts.models import RecoverySheet
from seinhuis.desk.kernel.contracts import Role
from seinhuis.desk.kernel.errors import NotAllowed, Refused
from seinhuis.engine.sealing.errors import MalformedRecoveryCode
from seinhuis.engine.sealing.recovery import new_recovery_code
from tests.desk.accounts.browsing import NEW, shown_once, try_to_log_in


@pytest.fixture(autouse=True)
def _empty_cache(db):
    cache.clear()


@pytest.fixture
def code(house):
    return shown_once(house.log_in(Role.KEYHOLDER).post(reverse("accounts:recovery_sheet")))


def use(client, code, username="keyholder-noord", new=NEW):
    answer = {"username": username, "recovery_code": code, "new": new, "again": new}
    return client.post(reverse("accounts:recover"), answer)


def test_the_printed_code_gives_a_keyholder_access_again(house, code, client):
    assert use(client, code.lower().replace("-", " ")).status_code == 302
    assert try_to_log_in("keyholder-noord", NEW, client).status_code == 302
    assert client.get(reverse("accounts:people")).status_code == 200
    # The recovered key is the real one: it renews a colleague, who then reads again.
    assert client.post(reverse("accounts:renew", args=[house.people[Role.ANALYST]])).status_code == 200


def test_it_works_once_and_nothing_of_it_stays(house, code, client):
    use(client, code)
    assert use(client, code).status_code == 422
    assert not RecoverySheet.objects.get(used_on__isnull=False).wrapped_private


def test_a_new_sheet_makes_the_old_one_worthless(house, code, client):
    second = recovery.print_recovery_sheet(viewer=house.viewer(Role.KEYHOLDER))
    assert use(client, code).status_code == 422
    assert use(client, second).status_code == 302


@pytest.mark.parametrize("username", ["analyst-noord", "keyholder-zuid", "niemand"])
def test_it_is_of_no_use_to_anybody_else(house, other_house, code, client, username):
    page = use(client, code, username)
    assert page.status_code == 422
    assert code not in page.content.decode().split("notice-error")[1].split("</div>")[0]


def test_a_keyholder_whose_access_ended_cannot_use_it(house, code):
    actions.add_member(
        house.founded, username="tweede", display_name="Tweede", roles=[Role.KEYHOLDER], passphrase=NEW
    )
    actions.deactivate(viewer=house.viewer(Role.ADMINISTRATOR), person=house.people[Role.KEYHOLDER])
    with pytest.raises(Refused):
        recovery.recover_access(username="keyholder-noord", code=code, new_passphrase=NEW)


def test_a_typing_error_is_told_apart_from_a_wrong_code(house, code):
    with pytest.raises(MalformedRecoveryCode):
        recovery.recover_access(username="keyholder-noord", code=code[:-1], new_passphrase=NEW)
    with pytest.raises(Refused):
        recovery.recover_access(username="keyholder-noord", code=new_recovery_code(), new_passphrase=NEW)


def test_guessing_is_slowed_down(house, client):
    pages = [use(client, new_recovery_code()) for _ in range(11)]
    assert "Te veel" in pages[-1].content.decode()
    assert "Te veel" not in pages[-2].content.decode()


def test_only_a_keyholder_makes_one(house):
    for role in set(Role) - {Role.KEYHOLDER}:
        with pytest.raises(NotAllowed):
            recovery.print_recovery_sheet(viewer=house.viewer(role))
