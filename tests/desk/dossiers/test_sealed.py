"""Nothing typed is readable in any table, in the blob directory, or in a log."""

from pathlib import Path

from django.apps import apps
from django.conf import settings

from seinhuis.desk.dossiers.api import list_dossiers, open_dossier
from tests.desk.dossiers.whole import whole_dossier, words


def canary(place):
    return "06 9182 7364" if place == "identifier" else f"kanarie-{place}"


CANARIES = [b"kanarie-", b"9182 7364", b"691827364", b"91827364"]


def everything_stored():
    for model in apps.get_models(include_auto_created=True):
        for row in model._default_manager.values_list():
            yield from (bytes(v) if isinstance(v, bytes | memoryview) else str(v).encode() for v in row)
    for path in (Path(settings.SEINHUIS_HOME) / "blobs").rglob("*"):
        yield str(path).encode()
        if path.is_file():
            yield path.read_bytes()


def test_no_canary_is_stored(house, desk, caplog):
    made = whole_dossier(house, words(canary))
    opened = open_dossier(made["dossier"], viewer=house.analyst)
    assert "kanarie-title" in repr(opened.title)
    desk.get(f"/nl/desk/dossiers/{made['dossier']}/")
    list_dossiers(viewer=house.analyst)
    stored = b"\n".join(everything_stored())
    assert str(made["dossier"]).encode() in stored
    assert not [each for each in CANARIES if each in stored]
    assert "kanarie" not in caplog.text


def test_what_is_opened_does_not_print_itself(house):
    made = whole_dossier(house, words(canary))
    shown = repr(open_dossier(made["dossier"], viewer=house.analyst))
    assert "kanarie" not in shown
    assert "9182" not in shown
