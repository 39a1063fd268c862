"""A damaged seal hides its own place and nothing else."""

import pytest

from seinhuis.desk.dossiers import models
from seinhuis.desk.dossiers.api import DossierDamaged, list_dossiers, open_dossier
from seinhuis.desk.reports.models import Report
from seinhuis.desk.vault.models import Grant
from tests.desk.dossiers.whole import whole_dossier, words


@pytest.fixture
def made(house):
    return whole_dossier(
        house, words(lambda place: "06 12345678" if place == "identifier" else f"tekst van {place}")
    )


@pytest.fixture
def page(house, desk, made):
    return lambda: desk.get(f"/nl/desk/dossiers/{made['dossier']}/").content.decode()


def flip(envelope):
    changed = bytearray(envelope)
    changed[60] ^= 1
    return bytes(changed)


def damage(table, column="sealed_content", **wanted):
    for row in table.objects.filter(**wanted):
        table.objects.filter(pk=row.pk).update(**{column: flip(getattr(row, column))})


PARTS = [
    (models.Fact, "sealed_content", "tekst van fact"),
    (models.Heading, "sealed_content", "tekst van title"),
    (models.Statement, "sealed_content", "tekst van nickname"),
    (models.Identifier, "sealed_content", "+31612345678"),
    (models.Exhibit, "sealed_content", "tekst van file_name"),
    (models.Note, "sealed_text", "tekst van note"),
    (models.Fact, "sealed_withdrawal", "tekst van why"),
    (models.Exhibit, "sealed_removal", "tekst van removal"),
]


@pytest.mark.parametrize(("table", "column", "hidden"), PARTS, ids=[each[2] for each in PARTS])
def test_one_damaged_column_says_so_and_the_rest_shows(house, made, page, table, column, hidden):
    others = {each[2] for each in PARTS} - {hidden, "tekst van fact" if table is models.Fact else hidden}
    if table is models.Exhibit:
        others -= {"tekst van file_name", "tekst van removal"}
    assert hidden in page()
    damage(table, column, **{f"{column}__isnull": False})
    html = page()
    assert hidden not in html
    assert "het zegel is beschadigd" in html
    assert all(each in html for each in others)


@pytest.mark.parametrize(("table", "column", "hidden"), PARTS[:5], ids=[each[2] for each in PARTS[:5]])
def test_a_damaged_dossier_is_not_whole(house, made, table, column, hidden):
    assert open_dossier(made["dossier"], viewer=house.analyst).whole
    damage(table)
    assert not open_dossier(made["dossier"], viewer=house.analyst).whole


def test_one_damaged_fact_leaves_the_others(house, made):
    facts = list(models.Fact.objects.order_by("number"))
    damage(models.Fact, pk=facts[0].pk)
    opened = open_dossier(made["dossier"], viewer=house.analyst)
    assert opened.facts[0].damaged
    assert opened.history.facts[0].text == "tekst van fact"


def test_an_envelope_moved_to_another_row_does_not_open(house, made):
    first, second = models.Fact.objects.order_by("number")
    models.Fact.objects.filter(pk=first.pk).update(sealed_content=second.sealed_content)
    opened = open_dossier(made["dossier"], viewer=house.analyst)
    assert opened.facts[0].damaged
    assert "tekst van fact" not in opened.facts[0].text


def test_a_damaged_report_is_a_damaged_source(house, made, page, desk):
    damage(Report, pk=made["report"])
    opened = open_dossier(made["dossier"], viewer=house.analyst)
    assert opened.reports[0].damaged
    assert opened.reports[0].consent == "nobody_yet"
    assert not opened.whole
    assert "tekst van fact" in page()
    answer = desk.get(f"/nl/desk/dossiers/{made['dossier']}/facts/from/{made['report']}/")
    assert answer.status_code == 409


def test_a_dossier_whose_grant_is_damaged_says_so_and_the_list_goes_on(house, made, desk):
    from seinhuis.desk.dossiers.api import create_dossier

    other = create_dossier(viewer=house.analyst, title="Ander dossier", reports=[made["report"]])
    grant = Grant.objects.get(record=made["dossier"])
    Grant.objects.filter(pk=grant.pk).update(sealed_key=flip(grant.sealed_key))
    with pytest.raises(DossierDamaged):
        open_dossier(made["dossier"], viewer=house.analyst)
    lines = {line.id: line for line in list_dossiers(viewer=house.analyst)}
    assert lines[made["dossier"]].damaged
    assert lines[other].title == "Ander dossier"
    assert desk.get("/nl/desk/dossiers/").status_code == 200
    assert desk.get(f"/nl/desk/dossiers/{made['dossier']}/").status_code == 409


def test_a_lost_heading_does_not_hide_the_rest(house, made, page):
    models.Heading.objects.all().delete()
    assert "tekst van fact" in page()
