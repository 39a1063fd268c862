import pytest

from seinhuis.engine.identifiers.numerals import whole_number


@pytest.mark.parametrize(
    ("spoken", "value"),
    [
        ("een", 1), ("vijftien", 15), ("eenentwintig", 21), ("tweeëntwintig", 22), ("honderd", 100),
        ("honderdvijftig", 150), ("honderd vijftig", 150),
        ("honderdeneen", 101), ("tweehonderd", 200), ("vijftienhonderd", 1500), ("duizend", 1000),
        ("vijfduizend", 5000), ("vijf duizend", 5000),
        ("duizend tweehonderd", 1200), ("one", 1), ("twenty-one", 21), ("a hundred", 100),
        ("two hundred and fifty", 250), ("a thousand", 1000),
        ("two thousand", 2000), ("kees", None), ("", None), ("en", None),
    ],
)  # fmt: skip
def test_whole_number(spoken, value):
    assert whole_number(spoken) == value
