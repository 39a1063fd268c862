"""A filled house that stands for a whole module: built once, and put back after each test."""

from dataclasses import dataclass, field

import pytest
from django.core.cache import cache
from django.db import transaction
from django.utils import translation

from tests.attacks.browsing import Visitor
from tests.attacks.full_house import judge_links, make_line


class Words:
    """Words that stand nowhere else, each with the place it was given for."""

    def __init__(self, stem):
        self.stem = stem
        self.made = {}

    def __call__(self, place):
        word = f"{self.stem}{len(self.made):04d}x"
        self.made[word] = place
        return word


@dataclass
class Standing:
    """A house with its lines and the words in it."""

    house: object
    lines: list
    words: Words
    visitors: dict = field(default_factory=dict)

    def visitor(self, role):
        """Somebody with this role, logged in once."""
        if role not in self.visitors:
            self.visitors[role] = Visitor(self.house.log_in(role))
        return self.visitors[role]


def fill(house, stem, lines=2):
    words = Words(stem)
    made = [make_line(house, number, words) for number in range(1, lines + 1)]
    judge_links(house, made, words)
    return Standing(house, made, words)


@pytest.fixture(scope="module")
def db(django_db_setup, django_db_blocker):
    """The database for every test of a module, in one transaction, instead of pytest-django's own."""
    with django_db_blocker.unblock(), translation.override("nl"), transaction.atomic():
        cache.clear()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def put_back(db):
    """Undo what one test did."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
