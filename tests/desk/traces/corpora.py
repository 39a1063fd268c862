"""A small corpus with neutral texts: nearly the same ones, a shared number, a hidden one, and a hub."""

import random

from seinhuis.engine.linkage.corpus import Corpus
from seinhuis.engine.linkage.linking import link
from tests.engine.linkage.corpus.making import TODAY, json_lines

STORY = (
    "Elke week staat op het bord bij de ingang dat kamer {room} te huur is voor {price} euro per dag, vraag "
    "naar de sleutel bij de balie en neem een eigen slot mee voor de kast"
)
PHONE, TAXI, MANY = "06 1234 5011", "06 1234 5099", "06 1234 5088"
RECORDS = [
    {"id": "a", "text": STORY.format(room=12, price=40), "time": "2026-11-02", "place": "Zwolle"},
    {"id": "b", "text": STORY.format(room=7, price=55), "time": "2026-11-20", "place": "Breda"},
    {"id": "c", "text": f"{STORY.format(room=9, price=45)}. Bel {PHONE}", "time": "2026-10-01"},
    {
        "id": "d",
        "text": "De buren vertellen dat het zwembad later open gaat omdat er een pomp stuk is, bel "
        "o6 1234 5011 <b>vandaag</b> nog",
        "time": "2026-09-30",
        "place": "Breda",
        "author": "bord 7",
        "url": "https://borden.example/7",
    },
    {"id": "e", "text": "Op maandag wordt het pad naast de school geveegd en gaan de hekken weer dicht"},
    {"id": "f", "text": "Wie zijn fiets kwijt is kan bij de poort vragen of hij in de stalling is gezet"},
]


def make_corpus(folder, files, *, hub=False, linked=True):
    """Make it in a folder; with a hub there are 24 groups more that all name one taxi."""
    Corpus.create(folder)
    add(folder, files, "bord", RECORDS)
    if hub:
        add(folder, files, "taxi", [each for group in range(24) for each in group_of_three(group)])
    if linked:
        link(folder, day=TODAY)
    return folder


def add(folder, files, source, records):
    path = json_lines(files / f"{source}.jsonl", records)
    Corpus.open(folder).add([path], source=source, legal_ground="overeenkomst 12", by="kim", today=TODAY)


def group_of_three(group):
    """Three records with one text and one number; the first also names the taxi that all groups name."""
    rng = random.Random(group)
    words = ["".join(rng.choice("bdfgklmnprst") + rng.choice("aeiou") for _ in range(3)) for _ in range(20)]
    text = " ".join(words) + f" bel 06 1234 51{group:02}"
    taxi = {"a": f". Taxi {TAXI}", "b": "", "c": ""}
    return [{"id": f"g{group:02}{letter}", "text": text + more} for letter, more in taxi.items()]


def many(count):
    """So many records under one number, from a few places and months; one in three names no place."""
    return [
        {
            "id": f"{n:03}",
            "text": f"Fiets nummer {n} staat klaar. Bel {MANY}",
            "place": f"Dorp {n % 7}" if n % 3 else None,
            "time": f"2026-{n % 5 + 5:02}-03",
        }
        for n in range(count)
    ]
