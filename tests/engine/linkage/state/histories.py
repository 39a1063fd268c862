"""A corpus with a history of adding, removing and judging, beside one that holds the same from the start."""

import random
import shutil

from seinhuis.engine.linkage.contracts import Judgement, Verdict
from seinhuis.engine.linkage.corpus import Corpus, judgements
from tests.engine.linkage.conftest import ALONE, STORY, Linked
from tests.engine.linkage.corpus.making import TODAY

FILES = ("links", "hubs", "facts", "frequencies", "clusters")


class History(Linked):
    """Records come with ids that stand between those that are there; some texts and numbers come often."""

    def __init__(self, folder, seed):
        folder.mkdir()
        super().__init__(folder)
        self.random = random.Random(seed)
        self.records = {}

    def come(self, most=6):
        """One file of a few records."""
        records = [self._record() for _ in range(self.random.randint(1, most))]
        source = self.random.choice(("bord", "aan", "zuid"))
        for record in records:
            self.records.setdefault(f"{source}:{record['id']}", record)
        self.add(records, source=source)

    def _record(self):
        text = self._text()
        if self.random.random() < 0.4:
            text += f" bel 06 1234 50{self.random.randint(10, 14)}"
        identifiers = [f"email:p{self.random.randint(1, 9)}@huis.example"] * (self.random.random() < 0.2)
        return {"id": f"{self.random.getrandbits(40):010x}", "text": text, "identifiers": identifiers}

    def _text(self):
        text = self.random.choice((STORY.format(room=1, price=2), *ALONE))
        words = text.split()
        for _ in range(self.random.choice((0, 0, 1, 2, 6))):
            words[self.random.randrange(len(words))] = self.random.choice(("hier", "daar", "nergens"))
        return " ".join(words)

    def go(self, most=3):
        """Some records are removed."""
        some = self.random.sample(sorted(self.records), min(len(self.records), self.random.randint(1, most)))
        if some:
            for record in some:
                del self.records[record]
            Corpus.open(self.folder).remove(ids=some, by="kim", reason="termijn")

    def judge(self):
        """Somebody says something of two records, also of one that is not here."""
        ids = [*sorted(self.records), "bord:later"]
        if len(ids) > 2:
            left, right = self.random.sample(ids, 2)
            verdict = self.random.choice((Verdict.SAME, Verdict.NOT_SAME, Verdict.UNSURE))
            judgements.judge(self.folder, Judgement(left, right, verdict, "kim", TODAY, "zo gezien"))

    def take_back(self):
        """What somebody said no longer counts."""
        standing = judgements.standing(self.folder)
        if standing:
            judgements.take_back(self.folder, self.random.choice(standing))

    def at_once(self, folder):
        """The same content in a corpus that was filled in one go and linked once."""
        folder.mkdir()
        other = Linked(folder)
        for source in ("bord", "aan", "zuid"):
            own = [each for name, each in self.records.items() if name.startswith(f"{source}:")]
            if own:
                other.add(own, source=source)
        if (self.folder / judgements.BOOK).exists():
            shutil.copy(self.folder / judgements.BOOK, other.folder)
        other.link(anew=True)
        return other


def read_all(linked):
    """The files of a corpus, each cluster under its records instead of its name."""
    files = {name: linked.read(name) for name in FILES}
    members = {}
    for row in files["clusters"]:
        members.setdefault(row["cluster"], []).append(row["record"])
    for name in ("clusters", "facts"):
        for row in files[name]:
            row["cluster"] = members[row["cluster"]]
    # Of clusters that deserve the same attention the name settles which comes first, and that may differ.
    files["facts"].sort(key=lambda row: row["cluster"])
    return files
