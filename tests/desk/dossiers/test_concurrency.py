"""Several people at once: every number is given once, and nothing gets lost."""

import threading

import pytest
from django.db import connection

from seinhuis.desk.dossiers.api import (
    NewFact,
    add_exhibit,
    add_fact,
    add_person,
    add_sources,
    create_dossier,
    open_dossier,
)
from seinhuis.desk.dossiers.contracts import PersonRole
from seinhuis.desk.dossiers.models import Fact, Source
from seinhuis.desk.kernel.errors import Refused
from tests.desk.conftest import make_house

HANDS = 4


@pytest.fixture
def house(transactional_db):
    return make_house("noord")


@pytest.fixture
def report(house):
    return house.report(story="Kamer 12").report


@pytest.fixture
def dossier(house, report):
    return create_dossier(viewer=house.analyst, title="Kamer 12", reports=[report])


def at_once(step):
    """Run a step by several hands at the same moment and return what went wrong."""
    start, wrong = threading.Barrier(HANDS), []

    def hand():
        try:
            start.wait()
            step()
        except Exception as error:  # noqa: BLE001 - whatever goes wrong in a thread is the test's business
            wrong.append(error)
        finally:
            connection.close()

    hands = [threading.Thread(target=hand) for _ in range(HANDS)]
    for each in hands:
        each.start()
    for each in hands:
        each.join()
    return wrong


def test_facts_persons_and_exhibits_added_at_once_get_their_own_numbers(house, report, dossier):
    fact = NewFact("Gezien", report=report, passage_field="story", passage="Kamer 12")

    def step():
        add_fact(dossier, fact, viewer=house.analyst)
        add_person(dossier, viewer=house.analyst, role=PersonRole.WITNESS)
        add_exhibit(dossier, viewer=house.analyst, name="a.txt", data=b"boeking")

    assert at_once(step) == []
    opened = open_dossier(dossier, viewer=house.analyst)
    numbers = list(range(1, HANDS + 1))
    assert [each.number for each in opened.facts] == numbers
    assert [each.number for each in opened.persons] == numbers
    assert [each.number for each in opened.exhibits] == numbers


def test_one_fact_gets_one_successor(house, report, dossier):
    fact = NewFact("Gezien", report=report, passage_field="story", passage="Kamer 12")
    first = add_fact(dossier, fact, viewer=house.analyst)
    wrong = at_once(lambda: add_fact(dossier, fact, viewer=house.analyst, supersedes=first))
    assert [type(error) for error in wrong] == [Refused] * (HANDS - 1)
    assert Fact.objects.filter(supersedes=first).count() == 1


def test_one_report_becomes_one_source(house, dossier):
    other = house.report(story="Kamer 14").report
    assert at_once(lambda: add_sources(dossier, [other], viewer=house.analyst)) == []
    assert Source.objects.filter(report=other).count() == 1
