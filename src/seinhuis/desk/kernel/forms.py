"""Form fields that take what people really type."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from seinhuis.desk.kernel.typed_text import visible

LONGEST_TEXT = 200_000


class TypedField(forms.CharField):
    """One line of typed text; control signs are kept as visible marks instead of being refused.

    A browser is asked not to keep it: what it keeps, it offers to the next person at that machine. Nor is it
    told how long the text may be: it would cut off what is pasted without a word, and here it is refused with
    a sentence.
    """

    default_error_messages = {
        "max_length": _(
            "This is too long: it has %(show_value)d signs and at most %(limit_value)d fit. Everything you "
            "typed is still here; make it shorter."
        )
    }

    def __init__(self, *, max_length: int = 500, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, **kwargs)
        self.widget.attrs.setdefault("autocomplete", "off")
        self.widget.attrs.pop("maxlength", None)
        self.validators = [
            validator
            for validator in self.validators
            if type(validator).__name__ != "ProhibitNullCharactersValidator"
        ]

    def to_python(self, value: Any) -> str:
        """Clean the text before any check sees it."""
        return visible(super().to_python(value) or "")


class StoryField(TypedField):
    """A longer text of several lines, at most 200,000 signs."""

    widget = forms.Textarea

    def __init__(self, *, max_length: int = LONGEST_TEXT, rows: int = 6, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(max_length=max_length, **kwargs)
