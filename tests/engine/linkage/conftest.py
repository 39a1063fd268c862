import pytest

from seinhuis.engine.linkage.corpus import Corpus
from seinhuis.engine.linkage.linking import link
from tests.engine.linkage.corpus.making import TODAY, json_lines

STORY = (
    "Elke week staat op het bord bij de ingang dat kamer {room} te huur is voor {price} euro per dag, vraag "
    "naar de sleutel bij de balie en neem een eigen slot mee voor de kast"
)
ALONE = (
    "De buren vertellen dat het zwembad van het park dit jaar later open gaat omdat er een pomp stuk is",
    "Op maandag wordt het pad naast de school geveegd en daarna gaan de hekken weer dicht tot de middag",
    "Wie zijn fiets kwijt is kan bij de poort vragen of hij in de stalling achter het station is gezet",
)


class Linked:
    """A corpus of a few records in a folder, and short ways to link and read it."""

    def __init__(self, folder):
        self.folder = folder / "corpus"
        self.files = folder
        Corpus.create(self.folder)

    def add(self, records, source="bord"):
        path = json_lines(self.files / f"{source}-{len(list(self.files.iterdir()))}.jsonl", records)
        Corpus.open(self.folder).add([path], source=source, today=TODAY)
        return self

    def link(self, **how):
        return link(self.folder, day=TODAY, **how)

    def read(self, name):
        import pyarrow.parquet as pq

        return pq.read_table(self.folder / f"{name}.parquet").to_pylist()

    def clusters(self):
        """The clusters of more than one record, as sets of ids without their source."""
        found = {}
        for row in self.read("clusters"):
            found.setdefault(row["cluster"], set()).add(row["record"].partition(":")[2])
        return sorted((members for members in found.values() if len(members) > 1), key=min)


@pytest.fixture
def linked(tmp_path):
    """a, b and c have one text with other numbers; c and d share a phone number; e and f share nothing."""
    return Linked(tmp_path).add(
        [
            {"id": "a", "text": STORY.format(room=12, price=40), "time": "2026-11-02", "place": "Zwolle"},
            {"id": "b", "text": STORY.format(room=7, price=55), "time": "2026-11-20", "place": "Breda"},
            {
                "id": "c",
                "text": STORY.format(room=9, price=45) + ". Bel 06 1234 5011",
                "time": "2026-10-01",
            },
            {"id": "d", "text": f"{ALONE[0]}, bel o6 1234 5011", "time": "2026-09-30"},
            {"id": "e", "text": ALONE[1]},
            {"id": "f", "text": ALONE[2]},
        ]
    )
