"""Phone numbers as people hide them: how many are found, how many are made up, and the cost beside
libphonenumber's matcher; then that matcher's own vectors.
"""

import random
import time

import phonenumbers

from bench.obfuscation import DUTCH, ENGLISH, dutch_number, negative
from bench.phone_vectors import measure
from seinhuis.engine.identifiers import extract

EACH = 300
NEGATIVES = 2000


def run(home):
    """Score every way of writing, the negatives, the CPU time of both, and the vectors."""
    extract("warm 0612345678")
    list(phonenumbers.PhoneNumberMatcher("warm 0612345678", "NL"))
    for name, ways in (("Dutch", DUTCH), ("English", ENGLISH)):
        _score(name, ways)
    rng = random.Random(3)
    texts = [negative(rng) for _ in range(NEGATIVES)]
    false = [text for text in texts if ours(text)]
    print(f"{NEGATIVES} texts without a number: {len(false)} with one found")
    for text in false[:5]:
        print(f"   {text!r} -> {ours(text)}")
    measure(home, ours)


def _score(name, ways):
    rng = random.Random(2)
    planted = [(way, *_planted(rng, write)) for way, write in ways.items() for _ in range(EACH)]
    for who, find in (("ours", ours), ("libphonenumber", theirs)):
        started = time.process_time()
        found = [find(text) for _way, _truth, text in planted]
        used = time.process_time() - started
        right = [truth in got for (_way, truth, _text), got in zip(planted, found, strict=True)]
        extra = sum(len(got - {truth}) for (_way, truth, _text), got in zip(planted, found, strict=True))
        recall, precision = sum(right) / len(right), sum(right) / max(1, sum(right) + extra)
        print(
            f"{name}, {who}: precision {precision:.3f} recall {recall:.3f} "
            f"F1 {2 * precision * recall / (precision + recall):.3f}, "
            f"{len(planted) / used:.0f} texts per CPU second"
        )
        missed = [way for (way, _truth, _text), good in zip(planted, right, strict=True) if not good]
        print(
            "   missed:", ", ".join(f"{way} {missed.count(way)}" for way in ways if way in missed) or "none"
        )


def _planted(rng, write):
    number = dutch_number(rng)
    return f"+31{number[1:]}", write(rng, number)


def ours(text):
    """The phone numbers that the house finds."""
    return {each.canonical for each in extract(text).identifiers if each.kind == "phone"}


def theirs(text):
    """The valid phone numbers that libphonenumber's own matcher finds."""
    matcher = phonenumbers.PhoneNumberMatcher(text, "NL", leniency=phonenumbers.Leniency.VALID)
    return {phonenumbers.format_number(each.number, phonenumbers.PhoneNumberFormat.E164) for each in matcher}
