"""How one record of the corpus leads to another, step by step, with what each step rests on."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from seinhuis.desk.journal.api import record as journal
from seinhuis.desk.kernel.errors import NotFound
from seinhuis.desk.traces.corpus.access import reading_corpus
from seinhuis.desk.traces.corpus.contracts import ShownRecord, WayPage, WayStep
from seinhuis.desk.traces.corpus.marking import near_marks
from seinhuis.desk.traces.corpus.pairs import pair_behind, pair_subject
from seinhuis.desk.traces.corpus.reasons import compared, reasons_in_words, sides_of, standing_word
from seinhuis.desk.traces.corpus.shown import shown_record
from seinhuis.desk.vault.api import Viewer

if TYPE_CHECKING:
    from seinhuis.engine.linkage.explaining import Step


def way_page(one: UUID, other: UUID, *, viewer: Viewer) -> WayPage:
    """The way between two records of one cluster; reading it is written to the journal.

    Raises NotAllowed, NotFound, Refused.
    """
    with reading_corpus():
        folder, names = pair_behind(one, other, viewer=viewer)
        page = _read(folder, names, viewer.organisation)
    with transaction.atomic():
        journal(actor=viewer.actor, action="corpus.way_read", subject=pair_subject(names, viewer))
    return page


def _read(folder: Path, names: tuple[str, str], organisation: UUID) -> WayPage:
    from seinhuis.engine.linkage import browsing
    from seinhuis.engine.linkage.explaining import explain_way
    from seinhuis.engine.linkage.tables import RULE_IDENTIFIER

    way = explain_way(folder, *names)
    stations = [way.start, *(step.right for step in way.steps)] if way.steps else list(names)
    records = browsing.records_of(folder, set(stations))
    if not records.keys() >= set(stations):
        raise NotFound(_("This message has been removed from the corpus."))
    places = browsing.places_of(folder, set(stations))
    cluster = browsing.members_of(folder, places[way.start].cluster, signs=0)
    number_of = {each.record: number for number, each in enumerate(cluster, 1)}
    shown = [
        shown_record(records[name], organisation, places.get(name), number_of.get(name, 0))
        for name in stations
    ]
    texts = [records[name].text for name in stations]
    steps = tuple(
        _step(folder, step, number, shown[number - 1 : number + 1], texts[number - 1 : number + 1])
        for number, step in enumerate(way.steps, 1)
    )
    return WayPage(shown[0], shown[-1], way.together, steps, RULE_IDENTIFIER)


def _step(
    folder: Path, step: "Step", number: int, shown: Sequence[ShownRecord], texts: Sequence[str]
) -> WayStep:
    """One step; its texts are shown as far as they stand beside what is marked."""
    names = (step.left, step.right)
    evidence = [step.evidence] if step.evidence and not step.evidence.text else []
    text = compared(step.evidence, shown, texts)
    sides = text.sides if text else sides_of(evidence, shown, texts)
    return WayStep(
        number,
        shown[0],
        shown[1],
        reason=next(reasons_in_words(evidence, (), names), None),
        text=text,
        said=None if step.evidence else standing_word(folder, names, "same"),
        sides=tuple(replace(side, pieces=near_marks(side.pieces)) for side in sides),
        parts=step.parts,
    )
