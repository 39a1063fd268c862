"""What was typed goes back into the page: all of it, nothing secret, and nowhere else."""

import inspect
import re
from html import unescape

import pytest
from django import forms
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from seinhuis.desk.accounts import forms as account_forms
from seinhuis.desk.dossiers import forms as dossier_forms
from seinhuis.desk.handover import forms as handover_forms
from seinhuis.desk.journal import forms as journal_forms
from seinhuis.desk.kernel.contracts import Actor
from seinhuis.desk.kernel.errors import Locked
from seinhuis.desk.kernel.http import desk_view
from seinhuis.desk.kernel.sending_again import SECRET_FIELDS, TOKEN, Why, send_again_page, typed_in
from seinhuis.desk.reports import forms as report_forms
from seinhuis.desk.traces import forms as trace_forms
from seinhuis.desk.triage import forms as triage_forms

pytestmark = pytest.mark.django_db

EVERYWHERE = (
    account_forms,
    dossier_forms,
    handover_forms,
    journal_forms,
    report_forms,
    trace_forms,
    triage_forms,
)
STORY = 'Kamer 12: "drie keer" gebracht & gehaald.\n\n<b>Gordijnen dicht</b>'
HIDDEN = re.compile(r'<input type="hidden" name="([^"]*)" value="([^"]*)">')


def posted(data, **more):
    request = RequestFactory().post("/nl/desk/x/?page=2", data, **more)
    request.user = AnonymousUser()
    return request


def page_for(data, why=Why.LOGGED_OUT):
    return send_again_page(posted(data), why).content.decode()


def carried(html):
    return [(unescape(name), unescape(value)) for name, value in HIDDEN.findall(html) if name != TOKEN]


def test_every_field_comes_back_as_it_was_typed_also_several_of_one_name():
    html = page_for({"text": STORY, "reports": ["a", "b", "c"], "empty": ""})
    assert carried(html) == [
        ("text", STORY),
        ("reports", "a"),
        ("reports", "b"),
        ("reports", "c"),
        ("empty", ""),
    ]
    assert 'action="/nl/desk/x/?page=2"' in html
    assert "Verstuur opnieuw" in html


def test_the_text_can_be_read_and_copied():
    html = page_for({"text": STORY, "report": "0f8fad5b"})
    assert f'<p class="as-typed" dir="auto">{forms.utils.escape(STORY)}</p>' in html
    assert "0f8fad5b</p>" not in html


def test_a_passphrase_is_never_carried_and_is_asked_for_again():
    html = page_for(
        {
            "name": "kamer",
            "passphrase": "CANARY een",
            "x-password": "CANARY twee",
            "old": "CANARY drie",
            TOKEN: "CANARY",
        }
    )
    assert carried(html) == [("name", "kamer")]
    assert "CANARY" not in html
    assert "Wachtzinnen en codes komen nooit terug" in html
    assert "Wachtzinnen en codes" not in page_for({"name": "kamer", "passphrase": ""})


def test_a_file_cannot_be_carried_and_the_page_says_so():
    html = page_for({"description": "een foto van de deur", "file": SimpleUploadedFile("x.txt", b"CANARY")})
    assert carried(html) == [("description", "een foto van de deur")]
    assert "CANARY" not in html
    assert "Het bestand kon hier niet bewaard worden" in html


def test_signs_that_play_tricks_are_shown_as_the_forms_show_them():
    assert carried(page_for({"text": "kamer\x00 12 \u202eb"})) == [("text", "kamer␀ 12 [U+202E]b")]


def test_a_page_without_typed_text_promises_none():
    html = page_for({TOKEN: "x"})
    assert "staat hier nog" not in html
    assert "Verstuur opnieuw" in html


@pytest.mark.parametrize(
    ("why", "says", "goes_to"),
    [
        (Why.LOGGED_OUT, "U bent uitgelogd", "/nl/account/login/"),
        (Why.KEY_CLOSED, "Uw sleutel is dicht", "/nl/account/login/"),
        (Why.NOT_YOUR_OWN, "Kies eerst een eigen wachtzin", "/nl/desk/passphrase/"),
        (Why.OPEN_TOO_LONG, "Deze pagina stond te lang open", ""),
    ],
)
def test_each_reason_says_what_to_do(why, says, goes_to):
    response = send_again_page(posted({"text": "x"}), why)
    html = response.content.decode()
    assert response.status_code == 403
    assert "no-store" in response["Cache-Control"]
    assert f"<h1>{says}</h1>" in html
    assert (f'href="{goes_to}" target="_blank" rel="noopener"' in html) == bool(goes_to)


def test_limits_of_the_server_hold_here_too(settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    with pytest.raises(RequestDataTooBig):
        typed_in(posted({"text": "x" * 200}))
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 3
    with pytest.raises(TooManyFieldsSent):
        typed_in(posted({"a": list("abcd")}))


def test_nothing_typed_is_shown_by_a_printed_object():
    assert "kamer" not in repr(typed_in(posted({"text": "kamer 12"})))


@desk_view()
def closed(request):
    raise Locked("locked")


def test_the_door_gives_back_what_was_sent_and_redirects_who_only_looks():
    request = posted({"text": STORY})
    assert carried(closed(request).content.decode()) == [("text", STORY)]
    request.user = type("Person", (), {"is_authenticated": True})()
    request.viewer = type("Viewer", (), {"actor": Actor("somebody", None)})()
    page = closed(request)
    assert page.status_code == 403
    assert "Uw sleutel is dicht" in page.content.decode()
    request.method = "GET"
    assert closed(request).status_code == 302


def fields_of_the_house():
    for module in EVERYWHERE:
        for _name, form in inspect.getmembers(module, inspect.isclass):
            if issubclass(form, forms.BaseForm):
                yield from form.base_fields.items()


def test_every_passphrase_of_the_house_is_known_as_secret_and_nothing_else_is():
    hidden = {name for name, field in fields_of_the_house() if isinstance(field.widget, forms.PasswordInput)}
    assert hidden >= {"passphrase", "old", "new", "again"}
    assert hidden <= SECRET_FIELDS
    open_to_see = {name for name, _ in fields_of_the_house()} - hidden
    # The code of the recovery sheet is typed in the open and is as good as a passphrase.
    assert open_to_see & SECRET_FIELDS == {"recovery_code"}
