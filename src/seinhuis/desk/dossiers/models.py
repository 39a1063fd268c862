"""Tables of the dossiers. In the clear: state, days, numbers, codes and opaque ids; nothing typed.

Nothing here is ever edited: a fact, a statement, an identifier or a heading is followed by a row that
supersedes it, and what should not have been there is withdrawn with a reason and stays readable.
"""

import uuid

from django.db import models

from seinhuis.desk.dossiers.contracts import DossierState, PersonRole, Referral
from seinhuis.desk.vault.api import SealedField


class Dossier(models.Model):
    """One dossier. Its id is that of its sealed record, whose key seals everything typed in it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.UUIDField(db_index=True)
    state = models.CharField(
        max_length=20, choices=[(each, each) for each in DossierState], default=DossierState.OPEN
    )
    opened_on = models.DateField()
    opened_by = models.CharField(max_length=64)


class Entry(models.Model):
    """Something that somebody recorded in a dossier on a day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT)
    recorded_on = models.DateField()
    recorded_by = models.CharField(max_length=64)

    class Meta:
        abstract = True


class Withdrawable(Entry):
    """An entry that can be withdrawn: it stays readable, with the reason."""

    withdrawn_on = models.DateField(null=True)
    withdrawn_by = models.CharField(max_length=64, blank=True)
    sealed_withdrawal = SealedField(null=True)

    class Meta:
        abstract = True


class Heading(Entry):
    """Title and summary of a dossier; the one with the highest number holds, the others are its history."""

    number = models.PositiveIntegerField()
    sealed_content = SealedField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dossier", "number"], name="one_heading_per_number")]


class Source(Withdrawable):
    """A report that a dossier rests on; what it says and its consent are read from the report itself."""

    report = models.UUIDField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "report"],
                condition=models.Q(withdrawn_on=None),
                name="one_source_per_report",
            )
        ]


class Person(Withdrawable):
    """A person by role. Everything stated about them is in statements."""

    number = models.PositiveIntegerField()
    role = models.CharField(max_length=20, choices=[(each, each) for each in PersonRole])

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dossier", "number"], name="one_person_per_number")]


class Statement(Withdrawable):
    """One attribute of a person as a source states it."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="statements")
    supersedes = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="successor")
    sealed_content = SealedField()


class Exhibit(Withdrawable):
    """A file. Its id is that of a sealed record of its own: destroying that key destroys the file."""

    number = models.PositiveIntegerField()
    blob = models.UUIDField(null=True)
    sealed_content = SealedField()
    removed_on = models.DateField(null=True)
    removed_by = models.CharField(max_length=64, blank=True)
    referral = models.CharField(max_length=20, choices=[(each, each) for each in Referral], blank=True)
    sealed_removal = SealedField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dossier", "number"], name="one_exhibit_per_number")]


class Fact(Withdrawable):
    """One fact, resting on one source: a report of the dossier or one of its exhibits."""

    number = models.PositiveIntegerField()
    report = models.UUIDField(null=True)
    exhibit = models.ForeignKey(Exhibit, on_delete=models.PROTECT, null=True, related_name="facts")
    supersedes = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="successor")
    sealed_content = SealedField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dossier", "number"], name="one_fact_per_number"),
            models.CheckConstraint(
                condition=models.Q(report=None) ^ models.Q(exhibit=None), name="a_fact_has_one_source"
            ),
        ]


class Identifier(Withdrawable):
    """A phone number, account, plate or the like; what it is and where it stands are sealed."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="identifiers")
    supersedes = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="successor")
    sealed_content = SealedField()


class Note(Entry):
    """A note for colleagues; it never leaves the house."""

    number = models.PositiveIntegerField()
    sealed_text = SealedField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dossier", "number"], name="one_note_per_number")]
