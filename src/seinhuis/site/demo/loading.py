"""Making the demo house, once: in one transaction, by the actions that people use, with the clock set back
for each day.
"""

from collections.abc import Iterable

from django.db import transaction

from seinhuis.desk.accounts.api import add_member, every_organisation, found_organisation, organisation_named
from seinhuis.desk.kernel import clock
from seinhuis.desk.kernel.errors import Refused
from seinhuis.desk.reports.api import submit_report
from seinhuis.site.demo import house, work
from seinhuis.site.demo.house import DemoHouse, DemoReceipt
from seinhuis.site.demo.people import ORGANISATIONS, PEOPLE
from seinhuis.site.demo.reports import DemoReport, demo_reports
from seinhuis.site.demo.scene import Scene

FOUNDED_DAYS_AGO = 50
RECEIPTS = (
    ("andere-helft", "a question is waiting; answer it"),
    ("anker-klant", "a question that was answered"),
    ("school-verzuim", "closed, because help was arranged"),
    ("zorg-tatoeage", "an answer that nobody has read yet"),
)


def load() -> DemoHouse:
    """The demo house of this installation; it is made when the installation is empty, and else kept as it is.

    All of it is one transaction: killed halfway, nothing is there and the next run makes it. Raises Refused
    in a house with organisations that no demo made: its people have passphrases that everybody knows.
    """
    with transaction.atomic():
        here = {card.slug: str(card.id) for card in every_organisation()}
        known = house.remembered()
        if known is not None and here and here.items() >= known.organisations.items():
            return known
        if here:
            raise Refused(
                "The demo needs an empty house: this one holds organisations of its own, and the passphrases "
                "of the demo are known to everybody. Name another directory with SEINHUIS_HOME."
            )
        made = _make()
        house.remember(made)
    return made


def _make() -> DemoHouse:
    scene = Scene(clock.now())
    with scene.days_ago(FOUNDED_DAYS_AGO):
        _found(scene)
    for days in range(FOUNDED_DAYS_AGO, -1, -1):
        with scene.days_ago(days):
            _hand_in(scene, (each for each in demo_reports() if each.days_ago == days))
        with scene.days_ago(days):
            work.do(scene, days)
    receipts = tuple(_receipt(scene, key, about) for key, about in RECEIPTS)
    organisations = {slug: str(card.id) for slug, card in scene.cards.items()}
    return DemoHouse(organisations, receipts, scene.identity_files)


def _found(scene: Scene) -> None:
    for each in ORGANISATIONS:
        scene.founded[each.slug] = found_organisation(slug=each.slug, name=each.name, contact=each.contact)
        scene.cards[each.slug] = organisation_named(each.slug)
    for person in PEOPLE:
        scene.people[person.username] = add_member(
            scene.founded[person.organisation],
            username=person.username,
            display_name=person.name,
            roles=person.roles,
            passphrase=person.passphrase,
        )


def _hand_in(scene: Scene, reports: Iterable[DemoReport]) -> None:
    for each in reports:
        scene.reports[each.key] = submit_report(
            organisation=scene.cards[each.organisation], content=each.content
        )


def _receipt(scene: Scene, key: str, about: str) -> DemoReceipt:
    organisation = next(each.organisation for each in demo_reports() if each.key == key)
    return DemoReceipt(scene.reports[key].receipt.grouped(), organisation, about)
