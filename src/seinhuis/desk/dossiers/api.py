"""The door of the dossiers."""

from seinhuis.desk.dossiers.actions.dossiers import (
    add_note,
    add_sources,
    create_dossier,
    mark_handed_over,
    set_heading,
)
from seinhuis.desk.dossiers.actions.exhibits import add_exhibit
from seinhuis.desk.dossiers.actions.facts import NewFact, NoSuchPassage, add_fact
from seinhuis.desk.dossiers.actions.identifiers import add_identifiers, take_over_identifiers
from seinhuis.desk.dossiers.actions.next_dates import keep_next_date, set_next_date
from seinhuis.desk.dossiers.actions.persons import add_person
from seinhuis.desk.dossiers.contracts import (
    Attribute,
    DossierHistory,
    DossierIdentifier,
    DossierLine,
    DossierNote,
    DossierOpened,
    DossierPerson,
    DossierState,
    Exhibit,
    Fact,
    InformationGrade,
    OpenedDossier,
    PersonRole,
    SourceGrade,
    SourceReport,
    Statement,
    Withdrawal,
)
from seinhuis.desk.dossiers.listing import dossiers_with, list_dossiers
from seinhuis.desk.dossiers.reference import dossier_reference
from seinhuis.desk.dossiers.selectors import (
    DossierDamaged,
    ExhibitDamaged,
    load_exhibit,
    open_dossier,
)

__all__ = [
    "Attribute",
    "DossierDamaged",
    "DossierHistory",
    "DossierIdentifier",
    "DossierLine",
    "DossierNote",
    "DossierOpened",
    "DossierPerson",
    "DossierState",
    "Exhibit",
    "ExhibitDamaged",
    "Fact",
    "InformationGrade",
    "NewFact",
    "NoSuchPassage",
    "OpenedDossier",
    "PersonRole",
    "SourceGrade",
    "SourceReport",
    "Statement",
    "Withdrawal",
    "add_exhibit",
    "add_fact",
    "add_identifiers",
    "add_note",
    "add_person",
    "add_sources",
    "create_dossier",
    "dossier_reference",
    "dossiers_with",
    "keep_next_date",
    "list_dossiers",
    "load_exhibit",
    "mark_handed_over",
    "open_dossier",
    "set_heading",
    "set_next_date",
    "take_over_identifiers",
]
