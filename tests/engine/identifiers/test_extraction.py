"""What holds for every text: spans, overlaps, canonical forms that stay what they are, and time."""

import gc
import time
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from seinhuis.engine.identifiers import Find, Identifier, Kind, Refusal, extract, find_in_each

from .finding import found

ANY_TEXT = st.text(st.characters(exclude_categories=()))
PIECES = st.sampled_from(
    [
        "06-12345678", "o6", "nul zes", "een", "+31", "(0)", "kees@gmail.com", " at ", " dot ", "[.]",
        "http //", "hxxps://", "www.", "kees.nl", "/pad", "tiktok.com/@kees/video/1", "&nbsp;", "&#64;",
        "insta: ", "@kees",
        " op snap", "t.me/", "wa.me/31612345678", "12-GBK-3", "kenteken ", "NL91 ABNA 0417 1643 00", "NL91",
        "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", "12 maart 2025", "12-03-2025",
        "15 jaar", "van 15", "€ 150", "tot 200 euro", "in Breda", "van Best", "XXXX", "****", " ", "\n", ".",
        ",", "-", "0️⃣", "\u200b", "İ", "\ud800", "é", "１５",
    ]
)  # fmt: skip
TEXTS = ANY_TEXT | st.lists(PIECES, max_size=14).map("".join) | st.lists(PIECES, max_size=10).map(" ".join)
CANONICAL = [
    (Kind.PHONE, "+31612345678"), (Kind.PHONE, "+31201234567"), (Kind.PHONE, "+32475123456"),
    (Kind.EMAIL, "kees_1999@gmail.com"), (Kind.URL, "https://kees.nl/Pad?x=1"),
    (Kind.URL, "kees.nl"), (Kind.URL, "http://94.23.94.101/x"), (Kind.HANDLE, "instagram:kees_1999"),
    (Kind.HANDLE, "snapchat:kees"), (Kind.HANDLE, "discord:kees#1234"),
    (Kind.HANDLE, "skype:live:kees99"), (Kind.IBAN, "NL91ABNA0417164300"),
    (Kind.CRYPTO, "bitcoin:1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"),
    (Kind.CRYPTO, "ethereum:0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"), (Kind.AMOUNT, "EUR 1250.50"),
    (Kind.AMOUNT, "BTC 0.00125"), (Kind.DATE, "2025-03-12"),
    (Kind.PLACE, "'s-Hertogenbosch"), (Kind.PLACE, "Alphen aan den Rijn"),
]  # fmt: skip
# The bare canonical form of these says too little: a plate without dashes, a number, a name that is a word.
IN_A_SENTENCE = [
    (Kind.PLATE, "12GBK3", "kenteken {}"),
    (Kind.AGE, "15", "een meisje van {}"),
    (Kind.PLACE, "Best", "in {}"),
]


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS)
def test_every_text_gives_spans_that_hold_the_raw_text_and_do_not_overlap(text):
    extraction = extract(text)
    for each in (*extraction.identifiers, *extraction.refused):
        assert text[each.start : each.end] == each.raw != ""
    _assert_no_overlap(extraction.identifiers)
    _assert_no_overlap(extraction.refused)
    for refusal in extraction.refused:
        assert refusal.reason
        assert all(refusal.end <= each.start or each.end <= refusal.start for each in extraction.identifiers)


def _assert_no_overlap(spans: tuple[Identifier | Refusal, ...]) -> None:
    for before, after in pairwise(spans):
        assert before.end <= after.start or (before.kind, after.kind) in NESTED


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS)
def test_canonical_forms_stay_what_they_are(text):
    for each in extract(text).identifiers:
        if each.kind in (Kind.PHONE, Kind.EMAIL, Kind.IBAN, Kind.CRYPTO, Kind.DATE, Kind.AMOUNT):
            assert found(f"Gezien is {each.canonical} en meer.", each.kind) == [each.canonical]


@pytest.mark.parametrize(("kind", "canonical"), CANONICAL)
def test_a_canonical_form_is_found_as_itself(kind, canonical):
    for sentence in ("{}", "Gezien is {} en meer.", "({})", "{}, zei hij"):
        assert found(sentence.format(canonical), kind) == [canonical]


@pytest.mark.parametrize(("kind", "canonical", "sentence"), IN_A_SENTENCE)
def test_a_short_canonical_form_is_found_in_its_sentence(kind, canonical, sentence):
    assert found(sentence.format(canonical), kind) == [canonical]


# A phone number in a WhatsApp link, one name for two platforms, the account in the address of its post.
NESTED = {(Kind.HANDLE, Kind.PHONE), (Kind.HANDLE, Kind.HANDLE), (Kind.URL, Kind.HANDLE)}
WORDS = ["nul", "een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen"]
ENGLISH = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]


@st.composite
def hidden_mobiles(draw):
    """A valid Dutch mobile number, and that number with every digit written in one of the supported ways."""
    digits = (
        "06"
        + draw(st.sampled_from("123458"))
        + "".join(draw(st.lists(st.sampled_from("0123456789"), min_size=7, max_size=7)))
    )
    between = draw(st.sampled_from([" ", "-", ".", " - ", "\n", "  "]))
    looks = draw(
        st.sampled_from(["plain", "words", "english", "wide", "emoji", "mixed", "circled", "letters"])
    )
    return digits, between.join(_written(digit, looks, draw) for digit in digits)


def _written(digit, looks, draw):
    ways = {
        "plain": digit,
        "words": WORDS[int(digit)],
        "english": ENGLISH[int(digit)],
        "wide": chr(0xFF10 + int(digit)),
        "emoji": digit + "\ufe0f\u20e3",
        "circled": "⓪①②③④⑤⑥⑦⑧⑨"[int(digit)],
        "letters": {"0": "o", "1": "l"}.get(digit, digit),
    }
    return ways[looks] if looks != "mixed" else ways[draw(st.sampled_from(sorted(ways)))]


@settings(max_examples=300, deadline=None)
@given(hidden_mobiles())
def test_a_hidden_mobile_number_is_always_the_same_number(number):
    digits, written = number
    for sentence in ("{}", "bel {}.", "Zijn nummer: {}, kamer 12"):
        assert found(sentence.format(written), Kind.PHONE) == ["+31" + digits[1:]]


@pytest.mark.parametrize(
    "piece",
    [
        "1", "0", "06", "a", ".", " ", "@", "nul ", "o ", "a.", "a ", "1,", "1.", "12-", "een ", "http ",
        "http://", "www.", "insta: ", "1 euro ", "x", "-", "a@", "a at ", "NL91 ",
        "()", "[.]", "in ", "van ", "15 jaar ", "kenteken ", "12 mrt ", "_", "#1234", "é", "6️⃣", "a dot ",
        "https://a.nl/(", "honderd ", "*", "06**", "14 of ", "\n", "'", "€", "1 000 ",
        "&#64;", "&nbsp;", "|", "!", "0|", "thirty ", "hier 1 jaar ", "a/", "a=", "a, ", "12 ",
    ],
)  # fmt: skip
def test_time_grows_with_the_text_and_no_faster(piece):
    short, long = _seconds(piece, 40_000), _seconds(piece, 160_000)
    bound = max(0.6, 10 * short)
    if long >= bound:
        # The least of several measurements is what the work itself takes; the rest is the machine.
        long = min(_seconds(piece, 160_000) for _ in range(3))
    # Four times the text, at most ten times the processor time (quadratic would be sixteen); less is noise.
    assert long < bound


def _seconds(piece: str, size: int) -> float:
    text = (piece * size)[:size]
    # Collecting garbage takes as long as everything that other tests left behind is large.
    gc.disable()
    try:
        start = time.process_time()
        extract(text)
        return time.process_time() - start
    finally:
        gc.enable()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(TEXTS, max_size=6))
def test_texts_together_give_what_each_gives_alone(texts):
    alone = [
        [
            Find(each.kind, each.canonical, each.start, each.end, each.obfuscated, each.confidence)
            for each in one
        ]
        for one in (extract(text).identifiers for text in texts)
    ]
    assert find_in_each(texts) == alone


def test_more_texts_than_go_together_keep_their_order():
    texts = [f"bel 06123456{number:02}" for number in range(80)]
    assert [one[0].canonical for one in find_in_each(texts)] == [
        f"+316123456{number:02}" for number in range(80)
    ]


def test_kinds_are_the_words_of_the_interface():
    assert [str(kind) for kind in Kind] == [
        "phone",
        "email",
        "url",
        "handle",
        "plate",
        "iban",
        "crypto",
        "age",
        "amount",
        "date",
        "place",
    ]


def test_one_span_belongs_to_one_find():
    report = (
        "Op 12 maart 2025 bracht een man van ongeveer 45 een meisje van 15 naar kamer 12 in Breda, auto "
        "12-GBK-3, € 150. Zijn nummer: nul zes 12345678, insta: kees_1999, mail kees [at] gmail [dot] com, "
        "site hxxps://kees[.]nl, rekening NL91 ABNA 0417 1643 00."
    )
    assert [(str(each.kind), each.canonical) for each in extract(report).identifiers] == [
        ("date", "2025-03-12"), ("age", "45"), ("age", "15"), ("place", "Breda"), ("plate", "12GBK3"),
        ("amount", "EUR 150.00"), ("phone", "+31612345678"),
        ("handle", "instagram:kees_1999"), ("email", "kees@gmail.com"), ("url", "https://kees.nl"),
        ("iban", "NL91ABNA0417164300"),
    ]  # fmt: skip
    assert extract(report).refused == ()


def test_nothing_typed_shows_in_a_representation():
    assert "12345678" not in repr(extract("06-12345678, 1234567890123"))
