"""The address book: whose key it is, and who confirmed that."""

import pytest
from django.urls import reverse

from seinhuis.desk.handover.api import (
    Profile,
    add_recipient,
    confirm_recipient_key,
    recipients,
    set_recipient_active,
)
from seinhuis.desk.handover.models import Recipient
from seinhuis.desk.kernel.contracts import Role
from seinhuis.desk.kernel.errors import NotAllowed, NotFound, Refused
from seinhuis.engine.evidence.seal import generate_age_identity
from tests.desk.handover.conftest import make_recipient


def add(house, key, role=Role.COORDINATOR):
    return add_recipient(
        viewer=house.viewer(role), profile=Profile.CARE, name="Zorg Zuid", contact="0800 1", age_recipient=key
    )


@pytest.mark.parametrize("bad", ["", "age1", "ssh-ed25519 AAAA", "age1" + "q" * 58, "x" * 500])
def test_what_is_no_public_key_is_refused(house, bad):
    with pytest.raises(Refused):
        add(house, bad)


def test_a_secret_key_is_refused_and_not_repeated(house):
    identity, _public = generate_age_identity()
    with pytest.raises(Refused) as refused:
        add(house, identity)
    assert identity not in str(refused.value)
    client = house.log_in(Role.COORDINATOR)
    page = client.post(
        reverse("handover:recipients"),
        {"profile": "care", "name": "Zorg", "contact": "", "age_recipient": identity},
    )
    assert page.status_code == 422
    assert not Recipient.objects.exists()


def test_the_organisations_own_escrow_key_is_no_recipient(house):
    with pytest.raises(Refused):
        add(house, house.card.escrow_recipient)


def test_a_key_with_spaces_from_a_letter_is_read(house):
    _identity, public = generate_age_identity()
    add(house, f" {public[:20]} {public[20:]}\n")
    assert Recipient.objects.get().age_recipient == public


def test_an_analyst_reads_the_book_and_adds_nobody(house, police):
    assert [card.name for card in recipients(viewer=house.analyst)] == ["Team Noord"]
    with pytest.raises(NotAllowed):
        add(house, generate_age_identity()[1], Role.ANALYST)
    page = house.log_in().post(
        reverse("handover:recipients"), {"profile": "care", "name": "X", "age_recipient": "x"}
    )
    assert page.status_code in (403, 422)
    assert Recipient.objects.count() == 1


def test_confirming_says_who_when_and_with_whom(house):
    number = make_recipient(house, confirmed=False).id
    client = house.log_in()
    page = client.post(
        reverse("handover:confirm_key", args=[number]), {f"{number}-spoken_with": "R. de Vries"}
    )
    assert page.status_code == 302
    card = recipients(viewer=house.analyst)[0]
    assert card.confirmed_with == "R. de Vries"
    assert card.confirmed_by == str(house.people[Role.ANALYST])
    assert card.confirmed_on is not None


def test_confirming_without_a_name_is_refused(house):
    number = make_recipient(house, confirmed=False).id
    page = house.log_in().post(reverse("handover:confirm_key", args=[number]), {f"{number}-spoken_with": " "})
    assert page.status_code == 422
    with pytest.raises(Refused):
        confirm_recipient_key(number, viewer=house.analyst, spoken_with=" ")


def test_the_key_stands_in_groups(house, police):
    page = house.log_in().get(reverse("handover:recipients")).content.decode()
    assert f"<span>{police.public[:4]}</span> <span>{police.public[4:8]}</span>" in page


def test_who_signs_sees_the_key_that_the_package_is_sealed_to(walk, police):
    """A row in the database can be changed; what was written down during the call cannot."""
    html = " ".join(walk.get("sign").content.decode().split())
    groups = [police.public[start : start + 4] for start in range(0, len(police.public), 4)]
    assert " ".join(f"<span>{group}</span>" for group in groups) in html
    assert "Telefonisch bevestigd op" in html
    assert "Vergelijk de groepjes" in html


def test_a_recipient_out_of_use_is_not_offered(house, police, dossier):
    set_recipient_active(police.id, viewer=house.viewer(Role.COORDINATOR), active=False)
    page = house.log_in().get(reverse("handover:start", args=[dossier.id])).content.decode()
    assert str(police.id) not in page


def test_another_organisation_cannot_see_or_touch_it(house, other_house, police):
    assert recipients(viewer=other_house.analyst) == []
    with pytest.raises(NotFound):
        confirm_recipient_key(police.id, viewer=other_house.analyst, spoken_with="X")


def test_a_damaged_card_is_said_and_the_others_stay(house, police):
    make_recipient(house)
    row = Recipient.objects.get(pk=police.id)
    row.sealed_card = row.sealed_card[:-1] + bytes([row.sealed_card[-1] ^ 1])
    row.save()
    cards = recipients(viewer=house.analyst)
    assert sorted(card.damaged for card in cards) == [False, True]
    assert house.log_in().get(reverse("handover:recipients")).status_code == 200
