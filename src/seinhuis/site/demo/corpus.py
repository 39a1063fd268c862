"""Making the corpus of the demo house, once, by the doors that `seinhuis corpus add` and `seinhuis link` use.

It stands beside the database and is made after the house: a house without it is whole, and the next run makes
what is missing. Nothing heavy is imported where the corpus is there already.
"""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

from django.conf import settings

from seinhuis.desk.kernel import clock
from seinhuis.site.demo import house
from seinhuis.site.demo.messages import Message, as_records, demo_messages

GROUND = "invented for the demo"
BY = "demo"
MARK = "corpus.json"
WAIT = (
    "Making the corpus of the demo. The first time that takes about a minute, as its parts are compiled; all "
    "else works meanwhile."
)
READY = "The corpus of the demo is there: Corpus (Verzameling) in the menu."
NOT_OURS = "The corpus of this installation is not the demo's, so nobody of the demo may open it."


def is_missing() -> bool:
    """Say whether there is no corpus yet, of the demo or of anybody."""
    return not _folder().exists()


def is_ours() -> bool:
    """Say whether the corpus that is there is the one that the demo made."""
    from seinhuis.engine.linkage.corpus import Corpus
    from seinhuis.engine.linkage.corpus.errors import NoCorpus

    known = house.read(MARK)
    try:
        return known is not None and json.loads(known)["corpus"] == Corpus(_folder()).identity
    except NoCorpus:
        return False


def make_corpus(tell: Callable[[str], None]) -> None:
    """Make the corpus where there is none, and keep what is there. Raises CorpusError, OSError.

    Killed halfway, no corpus is there and the next run makes it.
    """
    if is_missing():
        tell(WAIT)
        _make(_folder())
        tell(READY)


def _make(folder: Path) -> None:
    from seinhuis.engine.linkage.corpus import Corpus
    from seinhuis.engine.linkage.linking import link

    partial = folder.with_name(f"{folder.name}.partial")
    shutil.rmtree(partial, ignore_errors=True)
    corpus = Corpus.create(partial)
    messages = demo_messages()
    for source in sorted({each.source for each in messages}):
        _add(corpus.folder, messages, source)
    link(partial, day=clock.today())
    house.write(MARK, json.dumps({"corpus": corpus.identity}))
    partial.rename(folder)


def _add(folder: Path, messages: tuple[Message, ...], source: str) -> None:
    from seinhuis.engine.linkage.corpus import Corpus

    today = clock.today()
    lines = (json.dumps(each, ensure_ascii=False) for each in as_records(messages, source, today))
    file = house.write(f"{source}.jsonl", "\n".join(lines) + "\n")
    Corpus.open(folder).add([file], source=source, legal_ground=GROUND, by=BY, today=today)


def _folder() -> Path:
    return Path(settings.SEINHUIS_CORPUS)
