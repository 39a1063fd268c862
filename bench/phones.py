"""Phone numbers as people hide them: how many are found, how many are made up, and the cost beside
libphonenumber's matcher; then that matcher's own vectors.
"""

import random

import phonenumbers

from bench.obfuscation import DUTCH, ENGLISH, dutch_number, negative
from bench.phone_vectors import measure
from bench.planted import plant
from bench.texts import messages, texts_per_second
from seinhuis.engine.identifiers import Memory, extract, phone
from seinhuis.engine.identifiers.folding import fold

EACH = 300
MEMORY = Memory()
NEGATIVES = 2000
ADVERTISEMENTS = 2000


def run(home):
    """Score every way of writing, the negatives, the CPU time of both, and the vectors."""
    extract("warm 0612345678")
    list(phonenumbers.PhoneNumberMatcher("warm 0612345678", "NL"))
    for name, ways in (("Dutch", DUTCH), ("English", ENGLISH)):
        _score(name, ways)
    rng = random.Random(3)
    negatives = [negative(rng) for _ in range(NEGATIVES)]
    false = [text for text in negatives if ours(text)]
    print(f"{NEGATIVES} texts without a number: {len(false)} with one found")
    for text in false[:5]:
        print(f"   {text!r} -> {ours(text)}")
    hidden = [text for _way, _truth, text in _all_planted(DUTCH)]
    _race("planted advertisements", plant(ADVERTISEMENTS, 1).texts)
    _race("hidden numbers and texts without one", hidden + negatives)
    _race("messages", messages(home))
    measure(home, ours)


def _race(name, texts):
    """The cost of phone numbers alone, and of all kinds together, beside that of the matcher alone."""
    works = (phone_alone, phone_in_report, extract, theirs)
    alone, report, everything, matcher = texts_per_second(texts, works)
    print(
        f"{name}: phone numbers alone {alone:.0f} texts per CPU second, {alone / matcher:.2f} times "
        f"libphonenumber's matcher alone ({matcher:.0f}), {report / matcher:.2f} times in reports; "
        f"all kinds together {everything:.0f}, {everything / matcher:.2f} times"
    )


def _score(name, ways):
    planted = _all_planted(ways)
    for who, find in (("ours", ours), ("libphonenumber", theirs)):
        found = [find(text) for _way, _truth, text in planted]
        right = [truth in got for (_way, truth, _text), got in zip(planted, found, strict=True)]
        extra = sum(len(got - {truth}) for (_way, truth, _text), got in zip(planted, found, strict=True))
        recall, precision = sum(right) / len(right), sum(right) / max(1, sum(right) + extra)
        print(
            f"{name}, {who}: precision {precision:.3f} recall {recall:.3f} "
            f"F1 {2 * precision * recall / (precision + recall):.3f}"
        )
        missed = [way for (way, _truth, _text), good in zip(planted, right, strict=True) if not good]
        print(
            "   missed:", ", ".join(f"{way} {missed.count(way)}" for way in ways if way in missed) or "none"
        )


def _all_planted(ways):
    rng = random.Random(2)
    return [(way, *_planted(rng, write)) for way, write in ways.items() for _ in range(EACH)]


def _planted(rng, write):
    number = dutch_number(rng)
    return f"+31{number[1:]}", write(rng, number)


def ours(text):
    """The phone numbers that the house finds."""
    return {each.canonical for each in extract(text).identifiers if each.kind == "phone"}


def phone_alone(text):
    """What the finder of phone numbers yields by itself, in a public text among others."""
    return list(phone.find(fold(text, MEMORY)))


def phone_in_report(text):
    """The same of the text of a report, of which no word is kept for the next."""
    return list(phone.find(fold(text)))


def theirs(text):
    """The valid phone numbers that libphonenumber's own matcher finds."""
    matcher = phonenumbers.PhoneNumberMatcher(text, "NL", leniency=phonenumbers.Leniency.VALID)
    return {phonenumbers.format_number(each.number, phonenumbers.PhoneNumberFormat.E164) for each in matcher}
