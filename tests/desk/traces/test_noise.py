"""The noise list: what is on it links nothing, and everybody can take it off."""

import pytest

from seinhuis.desk.kernel.contracts import Role
from seinhuis.desk.kernel.errors import NotAllowed, NotFound, Refused
from seinhuis.desk.traces.actions import add_noise, remove_noise
from seinhuis.desk.traces.api import links_of
from seinhuis.desk.traces.models import NoiseRow
from seinhuis.desk.traces.noise import noise_entries
from seinhuis.desk.vault.api import blind_token
from seinhuis.desk.vault.models import Grant
from tests.desk.traces.conftest import CANONICAL


@pytest.fixture
def token(house):
    return blind_token(house.card.id, "phone", CANONICAL)


def test_what_is_on_the_list_links_nothing_until_it_is_taken_off(house, pair, token):
    entry = add_noise(pair[0], viewer=house.analyst, token=token, reason="Nummer van een taxibedrijf.")
    assert links_of(pair[1], viewer=house.analyst) == ()
    (listed,) = noise_entries(viewer=house.analyst)
    assert (listed.kind, listed.canonical, listed.reason) == (
        "phone",
        CANONICAL,
        "Nummer van een taxibedrijf.",
    )
    assert (listed.added_by, listed.reports) == (house.analyst.actor.id, 2)
    remove_noise(entry, viewer=house.coordinator)
    assert len(links_of(pair[1], viewer=house.analyst)) == 1
    assert noise_entries(viewer=house.analyst) == ()
    assert NoiseRow.objects.get().removed_by == house.coordinator.actor.id


def test_it_can_come_on_the_list_again_after_it_was_taken_off(house, pair, token):
    remove_noise(add_noise(pair[0], viewer=house.analyst, token=token, reason="Taxi"), viewer=house.analyst)
    add_noise(pair[0], viewer=house.analyst, token=token, reason="Toch een taxi")
    with pytest.raises(Refused):
        add_noise(pair[1], viewer=house.analyst, token=token, reason="Nog eens")
    assert len(noise_entries(viewer=house.analyst)) == 1


def test_nothing_comes_on_the_list_without_a_reason_or_from_elsewhere(house, pair, token):
    with pytest.raises(Refused):
        add_noise(pair[0], viewer=house.analyst, token=token, reason=" \n")
    with pytest.raises(NotFound):
        add_noise(pair[0], viewer=house.analyst, token=bytes(16), reason="Taxi")
    assert not NoiseRow.objects.exists()


def test_one_organisations_noise_is_not_anothers(house, other_house, pair, token, hand_in):
    theirs = [hand_in(other_house, "06 12345678") for _ in range(2)]
    entry = add_noise(pair[0], viewer=house.analyst, token=token, reason="Taxi")
    assert len(links_of(theirs[0], viewer=other_house.analyst)) == 1
    assert noise_entries(viewer=other_house.analyst) == ()
    with pytest.raises(NotFound):
        remove_noise(entry, viewer=other_house.analyst)
    with pytest.raises(NotFound):
        add_noise(pair[0], viewer=other_house.analyst, token=token, reason="Taxi")
    assert len(noise_entries(viewer=house.analyst)) == 1


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.ADMINISTRATOR, Role.KEYHOLDER])
def test_who_does_not_work_with_reports_touches_no_noise(house, pair, token, role):
    entry = add_noise(pair[0], viewer=house.analyst, token=token, reason="Taxi")
    for deed in (
        lambda viewer: add_noise(pair[0], viewer=viewer, token=token, reason="Taxi"),
        lambda viewer: remove_noise(entry, viewer=viewer),
        lambda viewer: noise_entries(viewer=viewer),
    ):
        with pytest.raises(NotAllowed):
            deed(house.viewer(role))


@pytest.mark.parametrize("damage", ["envelope", "grant"])
def test_a_damaged_entry_can_still_be_taken_off(house, pair, token, damage):
    entry = add_noise(pair[0], viewer=house.analyst, token=token, reason="Taxi")
    if damage == "envelope":
        NoiseRow.objects.update(sealed_identifier=b"\x01" + bytes(80))
    else:
        Grant.objects.filter(record=entry).update(sealed_key=bytes(80))
    (listed,) = noise_entries(viewer=house.analyst)
    assert (listed.damaged, listed.canonical, listed.reports) == (True, "", 2)
    remove_noise(entry, viewer=house.analyst)
    assert len(links_of(pair[0], viewer=house.analyst)) == 1
