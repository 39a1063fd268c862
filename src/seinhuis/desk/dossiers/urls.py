"""Addresses of the dossiers."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from seinhuis.desk.dossiers.actions.withdrawing import Thing
from seinhuis.desk.dossiers.views import (
    dossiers,
    exhibits,
    facts,
    from_corpus,
    from_report,
    identifiers,
    persons,
    withdrawing,
)


class ThingConverter(StringConverter):
    """What can be withdrawn."""

    regex = "|".join(Thing)


register_converter(ThingConverter, "thing")

app_name = "dossiers"
DOSSIER = "desk/dossiers/<uuid:dossier>/"
urlpatterns = [
    path("desk/dossiers/", dossiers.index, name="index"),
    path("desk/dossiers/from/<uuid:report>/", from_report.from_report, name="from_report"),
    path("desk/dossiers/from-corpus/<uuid:record>/", from_corpus.from_corpus, name="from_corpus"),
    path(DOSSIER, dossiers.dossier, name="dossier"),
    path(f"{DOSSIER}heading/", dossiers.heading, name="heading"),
    path(f"{DOSSIER}close/", dossiers.close, name="close"),
    path(f"{DOSSIER}reopen/", dossiers.reopen, name="reopen"),
    path(f"{DOSSIER}next-date/", dossiers.next_date, name="next_date"),
    path(f"{DOSSIER}notes/add/", dossiers.add_note, name="add_note"),
    path(f"{DOSSIER}facts/add/", facts.choose_source, name="choose_source"),
    path(f"{DOSSIER}facts/from/<uuid:source>/", facts.fact_from_source, name="fact_from_source"),
    path(f"{DOSSIER}persons/add/", persons.add_person, name="add_person"),
    path(f"{DOSSIER}persons/<uuid:person>/state/", persons.add_statement, name="add_statement"),
    path(
        f"{DOSSIER}persons/<uuid:person>/state/<uuid:statement>/",
        persons.replace_statement,
        name="replace_statement",
    ),
    path(f"{DOSSIER}identifiers/add/", identifiers.add_identifiers, name="add_identifiers"),
    path(f"{DOSSIER}identifiers/take/", identifiers.take_over, name="take_over"),
    path(f"{DOSSIER}identifiers/<uuid:identifier>/whose/", identifiers.assign, name="assign"),
    path(f"{DOSSIER}exhibits/add/", exhibits.add_exhibit, name="add_exhibit"),
    path(f"{DOSSIER}exhibits/<uuid:exhibit>/file/", exhibits.exhibit_file, name="exhibit_file"),
    path(f"{DOSSIER}exhibits/<uuid:exhibit>/remove/", exhibits.remove, name="remove_exhibit"),
    path(f"{DOSSIER}withdraw/<thing:thing>/<uuid:entry>/", withdrawing.withdraw_entry, name="withdraw"),
]
