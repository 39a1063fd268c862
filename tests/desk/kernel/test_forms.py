"""Fields take what people really type, instead of refusing it."""

import pytest
from django import forms
from hypothesis import given
from hypothesis import strategies as st

from seinhuis.desk.kernel.forms import LONGEST_TEXT, StoryField, TypedField
from seinhuis.desk.kernel.typed_text import visible


class Form(forms.Form):
    line = TypedField(required=False)
    story = StoryField(required=False)


def cleaned(**data):
    form = Form(data)
    assert form.is_valid(), form.errors
    return form.cleaned_data


@given(st.text(st.characters(exclude_categories=()), max_size=60))
def test_nothing_that_fits_is_refused_and_no_sign_is_lost(text):
    data = cleaned(line=text, story=text)
    assert data["story"] == data["line"] == visible(text.strip())


def test_a_zero_byte_and_an_override_become_visible():
    assert cleaned(line="room\x0012")["line"] == "room␀12"
    assert cleaned(story="a\u202eb")["story"] == "a[U+202E]b"


def test_the_longest_text_counts_as_it_is_kept():
    assert Form({"story": "a" * LONGEST_TEXT}).is_valid()
    assert not Form({"story": "a" * (LONGEST_TEXT + 1)}).is_valid()
    assert not Form({"line": "\u202e" * 100}).is_valid()


@pytest.mark.parametrize("value", ["", None])
def test_nothing_is_empty_text(value):
    assert cleaned(line=value, story=value) == {"line": "", "story": ""}


def test_a_required_field_still_wants_something():
    with pytest.raises(forms.ValidationError):
        TypedField().clean("  ")


def test_the_browser_is_not_told_to_cut_off_what_is_pasted():
    """It would do so without a word."""
    assert "maxlength" not in str(Form()["story"])
    assert "maxlength" not in str(Form()["line"])
    assert "maxlength" not in str(TypedField(widget=forms.TextInput(attrs={"size": 5})).widget.attrs)


@pytest.mark.parametrize(("name", "longest"), [("line", 500), ("story", LONGEST_TEXT)])
def test_too_long_says_how_long_it_is_and_may_be_and_gives_it_back(name, longest):
    form = Form({name: "a" * (longest + 7)})
    (sentence,) = form.errors[name]
    assert sentence.startswith(f"Dit is te lang: er staan {longest + 7} tekens en er passen er {longest}.")
    assert "a" * (longest + 7) in str(form[name])


def test_a_browser_is_asked_to_keep_nothing_of_a_story():
    assert 'autocomplete="off"' in str(Form()["story"])


def test_a_browser_is_asked_to_keep_nothing_unless_a_field_says_what_it_is():
    assert {Form().fields[name].widget.attrs["autocomplete"] for name in ("line", "story")} == {"off"}
    named = TypedField(widget=forms.TextInput(attrs={"autocomplete": "username"}))
    assert named.widget.attrs["autocomplete"] == "username"
