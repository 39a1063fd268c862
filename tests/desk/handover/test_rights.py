"""Who may come here, and what a stolen database says."""

import json

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from seinhuis.desk.handover import urls
from seinhuis.desk.handover.api import (
    handovers,
    handovers_of,
    open_handover,
    prepare,
    sealed_package,
    start_handover,
)
from seinhuis.desk.handover.models import Handover
from seinhuis.desk.journal.models import JournalEntry
from seinhuis.desk.kernel.contracts import Role
from seinhuis.desk.kernel.errors import NotAllowed, NotFound
from tests.desk.handover.conftest import make_dossier, make_recipient
from tests.desk.handover.walking import Walk
from tests.reading import content

DESK = [pattern for pattern in urls.urlpatterns if str(pattern.pattern).startswith("desk/")]
READERS = {
    "escrow": {Role.KEYHOLDER},
    "recipients": {Role.ANALYST, Role.COORDINATOR, Role.KEYHOLDER},
    "confirm_key": {Role.ANALYST, Role.COORDINATOR, Role.KEYHOLDER},
    "retire": {Role.COORDINATOR, Role.KEYHOLDER},
}
WORKERS = {Role.ANALYST, Role.COORDINATOR}


@pytest.fixture
def ids(walk, dossier, police):
    return {"handover": walk.handover, "dossier": dossier.id, "recipient": police.id}


def address(pattern, ids):
    names = pattern.pattern.converters.keys()
    return reverse(f"handover:{pattern.name}", kwargs={name: ids[name] for name in names})


@pytest.mark.parametrize("pattern", DESK, ids=lambda pattern: pattern.name)
def test_another_organisation_finds_nothing(other_house, ids, pattern):
    if not pattern.pattern.converters:
        return
    client = other_house.log_in(Role.COORDINATOR)
    for method in (client.get, client.post):
        assert method(address(pattern, ids)).status_code in (404, 405)


@pytest.mark.parametrize("pattern", DESK, ids=lambda pattern: pattern.name)
def test_a_role_that_may_not_is_refused(house, ids, pattern):
    allowed = READERS.get(pattern.name, WORKERS)
    for role in set(Role) - allowed:
        client = house.log_in(role)
        for method in (client.get, client.post):
            assert method(address(pattern, ids)).status_code in (403, 405), role


@pytest.mark.parametrize("pattern", DESK, ids=lambda pattern: pattern.name)
def test_nobody_comes_in_without_logging_in(ids, pattern):
    assert Client().get(address(pattern, ids)).status_code in (302, 405)
    assert Client().post(address(pattern, ids)).status_code == 403


def test_selectors_check_for_themselves(house, other_house, walk, dossier):
    for role in (Role.KEYHOLDER, Role.AUDITOR, Role.ADMINISTRATOR):
        viewer = house.viewer(role)
        for read in (
            lambda viewer=viewer: handovers(viewer=viewer),
            lambda viewer=viewer: handovers_of(dossier.id, viewer=viewer),
            lambda viewer=viewer: open_handover(walk.handover, viewer=viewer),
            lambda viewer=viewer: sealed_package(walk.handover, viewer=viewer),
        ):
            with pytest.raises(NotAllowed):
                read()
    assert handovers(viewer=other_house.analyst) == []
    assert handovers_of(dossier.id, viewer=other_house.analyst) == []
    for read in (open_handover, prepare, sealed_package):
        with pytest.raises(NotFound):
            read(walk.handover, viewer=other_house.analyst)


def test_a_recipient_of_another_organisation_cannot_be_chosen(house, other_house, dossier):
    theirs = make_recipient(other_house)
    with pytest.raises(NotFound):
        start_handover(dossier.id, viewer=house.analyst, recipient=theirs.id)
    ours = start_handover(dossier.id, viewer=house.analyst)
    with pytest.raises(NotFound):
        start_handover(make_dossier(other_house).id, viewer=house.analyst)
    page = house.log_in().post(reverse("handover:recipient", args=[ours]), {"recipient": str(theirs.id)})
    assert page.status_code == 422


def test_a_damaged_draft_is_a_clear_refusal(house, walk):
    row = Handover.objects.get()
    row.sealed_answers = row.sealed_answers[:-1] + bytes([row.sealed_answers[-1] ^ 1])
    row.save()
    page = walk.get("page")
    assert page.status_code == 200
    assert "zegel is beschadigd" in page.content.decode()
    assert walk.get("check").status_code == 409
    assert walk.client.get(reverse("handover:index")).status_code == 200


def everything_stored():
    """Every value of every table, as bytes."""
    for model in apps.get_models(include_auto_created=True):
        for row in model._base_manager.values_list():
            for value in row:
                yield bytes(value) if isinstance(value, (bytes, memoryview)) else str(value).encode()


def test_what_is_typed_stands_in_no_table(house, settings, police):
    canary = "KANARIE"
    made = make_dossier(house)
    number = start_handover(made.id, viewer=house.analyst, recipient=police.id)
    walk = Walk(house.log_in(), number)
    walk.check(contact=f"{canary} contact", waive_call_back=f"{canary} waive")
    walk.grounds(
        purpose=f"{canary} doel", ground="other", ground_text=f"{canary} grond", licence=f"{canary} nr"
    )
    walk.consent()
    walk.clear(Samenvatting=("replace", f"{canary} woorden"))
    assert walk.sign().status_code == 302, walk.html
    client = house.log_in(Role.COORDINATOR)
    client.post(
        reverse("handover:confirm_key", args=[police.id]), {f"{police.id}-spoken_with": f"{canary} wie"}
    )
    stored = list(everything_stored())
    assert len(stored) > 100
    assert not any(canary.encode() in value for value in stored)
    for path in settings.SEINHUIS_HOME.rglob("*"):
        if path.is_file():
            assert canary.encode() not in content(path)


def test_every_address_of_this_station_is_tested_here():
    assert len(DESK) == len(urls.urlpatterns) - 1


def test_the_escrow_identity_is_shown_to_a_keyholder_and_recorded(house):
    client = house.log_in(Role.KEYHOLDER)
    assert "AGE-SECRET-KEY" not in client.get(reverse("handover:escrow")).content.decode()
    assert "AGE-SECRET-KEY-1" in client.post(reverse("handover:escrow")).content.decode()
    actions = [json.loads(bytes(row.canonical))["action"] for row in JournalEntry.objects.all()]
    assert "organisation.escrow_shown" in actions
