"""Neutral texts to measure with, and the real ones where a file is named in SEINHUIS_BENCH_MESSAGES."""

import gzip
import json
import os
import random
import time

PLACES = ("Utrecht", "Zwolle", "Breda", "Groningen", "Hoorn")
SENTENCES = (
    "Een meisje van ongeveer {age} werd drie keer gebracht en gehaald, kamer {room}.",
    "De man met de grijze auto {plate} betaalde contant en wilde geen naam geven.",
    "A girl of about {age} was brought and fetched, room {room}, phone {phone}.",
    "Het nummer {phone} hing op een briefje bij de receptie in {place}.",
    "Zijn account is @{name} op instagram, en hij mailt met {name}@example.org.",
    "The curtains stayed closed for days at the park near {place}.",
)


def texts(count, seed=1):
    """``count`` neutral reports of one to four sentences; every tenth phone comes from a small shared set."""
    rng = random.Random(seed)
    return [" ".join(_sentence(rng) for _ in range(rng.randint(1, 4))) for _ in range(count)]


def write_messages(path, count):
    """A file of messages as `seinhuis reports import` reads it."""
    with path.open("w") as file:
        for number, text in enumerate(texts(count)):
            file.write(
                json.dumps({"id": f"b{number}", "month": f"2020-{number % 12 + 1:02}", "text": text}) + "\n"
            )
    return path


def messages_file(home, count=15_000):
    """The file named in SEINHUIS_BENCH_MESSAGES, or neutral messages made here."""
    named = os.environ.get("SEINHUIS_BENCH_MESSAGES")
    if named:
        return named
    return str(write_messages(home / "messages.jsonl", count))


def messages(home):
    """The texts of that file."""
    path = messages_file(home)
    opener = gzip.open if path.endswith(".gz") else open
    with opener(path, "rt") as file:
        return [json.loads(line)["text"] for line in file]


def texts_per_second(texts, works, rounds=3, together=100):
    """Texts per CPU second of each work; they take turns on a hundred texts, and the best round counts."""
    used = dict.fromkeys(works, 0.0)
    for first in range(0, len(texts), together):
        some = texts[first : first + together]
        for work in works:
            used[work] += min(_seconds(work, some) for _ in range(rounds))
    return [len(texts) / used[work] for work in works]


def _seconds(work, texts):
    started = time.process_time()
    for text in texts:
        work(text)
    return time.process_time() - started


def _sentence(rng):
    shared = rng.random() < 0.1
    digits = rng.randint(0, 40) if shared else rng.randint(0, 99_999_999)
    return rng.choice(SENTENCES).format(
        age=rng.randint(12, 17),
        room=rng.randint(1, 300),
        plate=f"{rng.randint(10, 99)}-GHJ-{rng.randint(1, 9)}",
        phone=f"06 {digits:08}",
        place=rng.choice(PLACES),
        name=f"kees_{rng.randint(1, 5000)}",
    )
