"""Looking first may hide nothing: what a pattern finds in the whole text is found from its starts too."""

import re
from bisect import bisect_left

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from seinhuis.engine.identifiers import (
    age,
    amount,
    crypto,
    date,
    email,
    gazetteer,
    handle,
    iban,
    phone,
    phone_cues,
    phone_digits,
    phone_interleaved,
    place,
    plate,
    url,
    vocabulary,
)
from seinhuis.engine.identifiers.anchors import any_between, begun_at, holds_any, places
from seinhuis.engine.identifiers.blanking import blanked
from seinhuis.engine.identifiers.folding import fold

# Pieces with which each kind begins, goes on or ends, and what stands between them.
PIECES = st.sampled_from(
    [
        "a", "é", "één", "ß", "İ", "1", "06", "0", "2025", "31", "12", "612345678", "_", " ", "  ", ".",
        ",", "-", "'", "\n", "(", ")", "[", "]", "@", "#", ":", "=", "/", "//", "+", "|", "!", "*", "xx",
        "...", "•", "年", "nul", "zes", "een", "o", "l", "i", "is", "twintig", "twenty-", "dubbel",
        "plus", "tel", "jaar", "jarige", "y/o", "leeftijd", "âge", "man", "van", "ik ben", "ze", "was",
        "dat", "pas", "een jaar of", "m", "euro", "euro's", "eur", "€", "us$", "zł", "lei", "eu", "k",
        "kr", "yen", ",-", "maart", "mei", "février", "août", "kenteken", "auto", "12-GBK-3", "NL", "be",
        "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", "insta", "inst@", "x", "naam", "op snap", "kees",
        "user name", "discord:", "punt", "dot", "nl", "www", "https:", "[at]", " at ", "Breda", "Ee",
        "t Harde", "s-Gravenhage", "Mûnein", "den", "\x01", "&#64;", "６", "\u200b", "\u2028",
    ]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=12).map("".join) | st.lists(PIECES, max_size=9).map(" ".join)
QUICK = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])

# A pattern, and the places from which it is tried (None: it is not tried at all).
ANCHORED = {
    **{f"age {way.pattern.pattern[:25]}": (way.pattern, way.places) for way in age._WAYS},
    "sign first": (amount._SIGN_FIRST, amount._names),
    "vague amount": (amount._VAGUE, amount._starts),
    "digits": (phone_digits._ATOM, phone_digits.begins),
    "masked phone": (phone._MASKED, phone._masked_begin),
    "at name": (handle._AT_NAME, lambda folded: places(folded.lower, "@")),
    "user name": (handle._USER_NAME, lambda folded: folded.places_of(handle._USER_WORDS)),
    "labelled": (handle._LABELLED, handle.platforms_at),
}
# A pattern, and the look that comes before it.
GUARDED = {
    **{
        f"age {way.pattern.pattern[:25]}": (way.pattern, lambda folded, way=way: way.words & folded.words)
        for way in age._WAYS
    },
    "spoken e-mail": (email._SPOKEN, email.may_hold),
    "plain e-mail": (email._PLAIN, email.may_hold),
    "mistyped e-mail": (email._MISTYPED, email.may_hold),
    "any announced address": (url._ANNOUNCED, url.may_hold),
    "any tight domain": (url._TIGHT, url.may_hold),
    "any loose domain": (url._LOOSE, url.may_hold),
    "announced address": (url._ANNOUNCED, lambda folded: holds_any(folded.lower, url._ANNOUNCING)),
    "tight domain": (url._TIGHT, lambda folded: url.may_hold_tight(folded.lower)),
    "loose domain": (url._LOOSE, lambda folded: url.may_hold_loose(folded.lower)),
    "crypto": (crypto._TOKEN, lambda folded: crypto.may_hold(folded.lower)),
    "month": (date._ANY_MONTH, lambda folded: date._MONTH_WORDS & folded.words),
    "masked phone": (phone._MASKED, phone.may_hold_masked),
    "interleaved": (phone_interleaved._ROW, lambda folded: phone_interleaved._BEGINS.search(folded.lower)),
    "plate cue": (plate._CUE, lambda folded: plate._CUE_WORDS & folded.words),
    "dashed plate": (plate._DASHED, lambda folded: folded.lower.count("-") >= 2),
    "canonical handle": (handle._CANONICAL, lambda folded: handle.may_hold_canonical(folded.lower)),
    "any canonical handle": (handle._CANONICAL, handle.may_hold),
    "any labelled handle": (handle._LABELLED, handle.may_hold),
    "any name on": (handle._NAMED_ON, handle.may_hold),
    "any tag": (handle._DISCORD_TAG, handle.may_hold),
    "any at name": (handle._AT_NAME, handle.may_hold),
    "any user name": (handle._USER_NAME, handle.may_hold),
    "named on": (handle._NAMED_ON, lambda it: handle.may_hold_named_on(it.lower, handle.platforms_at(it))),
    "last sign": (amount._SIGN_LAST, amount._names),
    "spoken amount": (amount._WORDS, amount.may_hold_spoken),
    "vague amount": (amount._VAGUE, lambda folded: amount._VAGUE_WORDS & folded.words),
}  # fmt: skip


@pytest.mark.parametrize("name", ANCHORED)
def test_from_its_starts_a_pattern_finds_what_it_finds_in_the_whole_text(name):
    pattern, starts = ANCHORED[name]

    @QUICK
    @given(TEXTS)
    def holds(text):
        folded = fold(text)
        whole = [match.span() for match in pattern.finditer(folded.lower)]
        if name == "digits":  # words of letters alone that stand for nothing are passed over
            whole = [match.span() for match in pattern.finditer(folded.lower) if phone_digits._atom(match)]
            tried = begun_at(pattern, folded.lower, starts(folded))
            assert [match.span() for match in tried if phone_digits._atom(match)] == whole
        else:
            assert [match.span() for match in begun_at(pattern, folded.lower, starts(folded))] == whole

    holds()


@pytest.mark.parametrize("name", GUARDED)
def test_a_look_beforehand_hides_nothing(name):
    pattern, look = GUARDED[name]

    @QUICK
    @given(TEXTS)
    def holds(text):
        folded = fold(text)
        assert look(folded) or not pattern.search(folded.lower)

    holds()


@QUICK
@given(TEXTS)
def test_figures_alone_are_the_digits_that_the_pattern_finds(text):
    folded = fold(text)
    whole = [
        atom for match in phone_digits._ATOM.finditer(folded.lower) if (atom := phone_digits._atom(match))
    ]
    read = list(phone_digits._atoms(folded, phone_digits._stuck(folded)))
    assert read == whole or (not read and sum(len(atom.digits) for atom in whole if not atom.plus) < 7)


@QUICK
@given(TEXTS)
def test_ibans_begin_only_where_they_are_looked_for(text):
    folded = fold(text)
    whole = [
        match.span() for match in iban._START.finditer(folded.text) if match[0][:2].upper() in iban.LENGTHS
    ]
    tried = [] if not iban.may_hold(folded) else begun_at(iban._START, folded.text, iban._starts(folded))
    assert [match.span() for match in tried if match[0][:2].upper() in iban.LENGTHS] == whole


@QUICK
@given(TEXTS)
def test_days_in_figures_and_places_begin_only_where_they_are_looked_for(text):
    folded = fold(text)
    forms = [
        match.span()
        for form in (date._ISO, date._EAST_ASIAN, date._NUMERIC)
        for match in form.finditer(folded.lower)
    ]
    assert [match.span() for match in date._numeric_forms(folded)] == forms
    known = gazetteer.first_words()

    def names(matches):
        words = ((match.span(), folded.lower[match.start() : match.end()]) for match in matches)
        return [span for span, word in words if word in known or word.split("-")[0] in known]

    whole = names(place._WORD.finditer(folded.text))
    assert names(begun_at(place._WORD, folded.text, place._starts(folded))) == whole


@QUICK
@given(TEXTS, st.data())
def test_a_blanked_text_knows_its_words_and_figures_as_one_that_is_new(text, data):
    folded = fold(text)
    assert folded.letters
    assert folded.spaced
    assert folded.words >= set()
    assert folded.figures == vocabulary.figures(folded.lower)
    offset = st.integers(0, len(folded.lower))
    claims = data.draw(st.lists(st.tuples(offset, offset).map(sorted).map(tuple), max_size=3))
    left = blanked(folded, [claim for claim in claims if claim[0] < claim[1]])
    new = fold(left.lower)
    if left.lower.isprintable() or "\x01" in left.lower:
        assert left.figures == new.figures
        assert left.letters == new.letters
        assert left.spaced == new.spaced
        assert left.words >= new.words


BEFORE_NUMBERS = st.sampled_from(
    [
        "tel", "bel", "wa", "mijn", "m'n", "nummer", "nr", "is", "order", "ref", "id", "code", "hotel",
        "libel", "kamer", " ", ": ", ".", "-", "_", "=" * 9, " " * 17, "06", "é", "x",
    ]
)  # fmt: skip


@QUICK
@given(st.lists(BEFORE_NUMBERS, max_size=9).map("".join))
def test_the_cue_before_a_number_is_the_one_that_the_pattern_finds(text):
    folded = fold(text)
    cue = phone_cues._CUE_BEFORE.search(folded.lower[max(0, len(text) - phone_cues._CUE_REACH) :])
    assert phone_cues.cue(folded, len(text)) == (cue.lastgroup if cue else "")


@QUICK
@given(TEXTS)
def test_words_of_digits_that_stand_alone_are_read_as_the_pattern_reads_them(text):
    folded = fold(text)
    whole = [
        each for match in phone_digits._ATOM.finditer(folded.lower) if (each := phone_digits._atom(match))
    ]
    words = phone_digits._places(folded, phone_digits._SPELLED)
    assert phone_digits._odd_atoms(folded, words) == whole
    stuck = phone_digits._stuck(folded)
    if not stuck and not phone_digits._barred(folded.lower):
        assert phone_digits._even_atoms(folded, words) == whole
    digits = sum(len(each.digits) for each in whole if not each.plus)
    most = phone_digits._most_digits(folded, words, stuck)
    assert digits <= most or phone_digits._barred(folded.lower)


@QUICK
@given(st.lists(st.integers(0, 30)).map(sorted), st.integers(0, 30), st.integers(0, 30))
def test_any_between(ascending, first, last):
    assert any_between(ascending, first, last) == any(first <= each <= last for each in ascending)
    assert bisect_left(ascending, first) <= len(ascending)


def test_places_are_those_of_every_literal():
    assert places("abcabc", ("bc", "a")) == [0, 1, 3, 4]
    assert [match.span() for match in begun_at(re.compile("aa"), "aaaa", [0, 1, 2, 3])] == [(0, 2), (2, 4)]
