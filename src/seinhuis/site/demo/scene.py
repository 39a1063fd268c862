"""The stage on which the demo's work happens: the organisations, who works there, and the reports that are
in.
"""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from uuid import UUID

from seinhuis.desk.accounts.api import FoundedOrganisation, OrganisationCard
from seinhuis.desk.kernel import clock, outbox
from seinhuis.desk.kernel.contracts import Actor
from seinhuis.desk.reports.api import SubmittedReport
from seinhuis.desk.vault.api import Keyring, Viewer
from seinhuis.site.demo.people import PEOPLE
from seinhuis.site.demo.reports import DemoReport, demo_reports


@dataclass
class Scene:
    """What has been made so far, by the names that the demo's data use."""

    now: datetime.datetime
    founded: dict[str, FoundedOrganisation] = field(default_factory=dict)
    cards: dict[str, OrganisationCard] = field(default_factory=dict)
    people: dict[str, UUID] = field(default_factory=dict)
    reports: dict[str, SubmittedReport] = field(default_factory=dict)
    dossiers: dict[str, UUID] = field(default_factory=dict)
    recipients: dict[str, UUID] = field(default_factory=dict)
    identity_files: dict[str, str] = field(default_factory=dict)

    @contextmanager
    def days_ago(self, days: int) -> Iterator[None]:
        """Let it be so many days ago; news of what happens is heard before the day is over."""
        with clock.stopped_at(self.now - datetime.timedelta(days=days)):
            yield
            while outbox.deliver_pending(in_worker=False):
                continue

    def viewer(self, username: str) -> Viewer:
        """A person of the demo at work, with the key of their organisation open."""
        person = next(each for each in PEOPLE if each.username == username)
        card = self.cards[person.organisation]
        actor = Actor(str(self.people[username]), card.id, frozenset(person.roles))
        return Viewer(actor, Keyring({card.holder: self.founded[person.organisation].pair}))

    def report(self, key: str) -> UUID:
        """The id of a report by its key."""
        return self.reports[key].report

    def reports_before(self, days: int) -> Iterator[tuple[UUID, DemoReport]]:
        """The reports that came in more than so many days ago."""
        for each in demo_reports():
            if each.days_ago > days:
                yield self.report(each.key), each

    def day(self, days_from_now: int) -> datetime.date:
        """A day counted from today."""
        with clock.stopped_at(self.now):
            return clock.today() + datetime.timedelta(days=days_from_now)
