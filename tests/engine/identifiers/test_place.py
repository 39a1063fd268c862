import pytest

from seinhuis.engine.identifiers import gazetteer, reasons

from .finding import Kind, found, only, refused


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Amsterdam", ["Amsterdam"]),
        ("in rotterdam bij het station", ["Rotterdam"]),
        ("UTRECHT", ["Utrecht"]),
        ("Den Haag, The Hague, 's-Gravenhage", ["Den Haag", "Den Haag", "Den Haag"]),
        ("Den Bosch of ’s-Hertogenbosch", ["'s-Hertogenbosch", "'s-Hertogenbosch"]),
        ("Alphen aan den Rijn", ["Alphen aan den Rijn"]),
        ("Capelle a/d IJssel", ["Capelle aan den IJssel"]),
        ("Bergen op Zoom", ["Bergen op Zoom"]),
        ("Amsterdam-Noord en Rotterdam-Zuid", ["Amsterdam", "Rotterdam"]),
        ("Amsterdam-Zuidoost", ["Amsterdam-Zuidoost"]),
        ("hotel in Best", ["Best"]),
        ("woont te Echt", ["Echt"]),
        ("near Putten", ["Putten"]),
        ("omgeving Goes, Zeeland", ["Goes", "Zeeland"]),
        ("van Zwolle naar Almere", ["Zwolle", "Almere"]),
        ("a hotel in Breda, room 12", ["Breda"]),
        ("Schiphol", ["Schiphol"]),
        ("Etten-Leur", ["Etten-Leur"]),
        ("IJmuiden", ["IJmuiden"]),
        ("de trein naar Nijmegen", ["Nijmegen"]),
    ],
)
def test_places(text, expected):
    assert found(text, Kind.PLACE) == expected


@pytest.mark.parametrize(
    "text",
    [
        "echt waar", "Best goed", "Made in China", "Born in 1990", "een winkel in het dorp", "in een hotel",
        "op de Utrechtseweg", "de Amsterdamsestraatweg", "te zetten",
        "te kampen met", "kees@breda.nl", "www.amsterdam.nl", "houten vloer", "Goes to school",
        "de buren klaagden", "Son of a friend", "Well done", "een grave fout",
    ],
)  # fmt: skip
def test_no_place(text):
    assert found(text, Kind.PLACE) == []


def test_refusals():
    assert refused("Jan van Breda", Kind.PLACE) == [("Breda", reasons.PLACE_SURNAME)]
    assert refused("wat een Best hotel", Kind.PLACE) == [("Best", reasons.PLACE_COMMON_WORD)]


def test_how_sure():
    assert only("in Breda").confidence == 0.95
    assert only("in breda").confidence == 0.8
    assert only("in Best").confidence == 0.6


def test_the_file_is_what_the_package_gives():
    assert gazetteer.FILE.read_text(encoding="utf-8") == gazetteer.build()


def test_every_name_that_is_a_word_is_in_the_gazetteer():
    assert set(gazetteer.names().values()) >= gazetteer.AMBIGUOUS
    assert {name.lower() for name in gazetteer.names().values()} >= gazetteer.WORDS_WITHOUT_CAPITAL


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kampen met problemen", []),
        ("Kampen, hotel", ["Kampen"]),
        ("gezien in Kampen", ["Kampen"]),
        ("de wijk in", []),
        ("Kees de Wijk", []),
        ("in De Wijk", ["De Wijk"]),
        ("in Den-Haag", ["Den Haag"]),
    ],
)
def test_a_word_at_the_start_and_an_article(text, expected):
    assert found(text, Kind.PLACE) == expected
