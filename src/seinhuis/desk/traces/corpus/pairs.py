"""Why two records of the corpus are linked, side by side, and what people said of them."""

from pathlib import Path
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from seinhuis.desk.journal.api import record as journal
from seinhuis.desk.kernel.errors import NotFound
from seinhuis.desk.traces.corpus.access import corpus_folder, reading_corpus, record_behind, subject_of
from seinhuis.desk.traces.corpus.contracts import PairPage
from seinhuis.desk.traces.corpus.reasons import compared, reasons_in_words, sides_of, standing_word
from seinhuis.desk.traces.corpus.shown import shown_record
from seinhuis.desk.vault.api import Viewer

MOST_REASONS = 20


def pair_page(one: UUID, other: UUID, *, viewer: Viewer) -> PairPage:
    """Two records with everything that links them; reading it is written to the journal.

    Raises NotAllowed, NotFound, Refused.
    """
    with reading_corpus():
        folder, names = pair_behind(one, other, viewer=viewer)
        page = _read(folder, names, viewer)
    with transaction.atomic():
        journal(actor=viewer.actor, action="corpus.evidence_read", subject=pair_subject(names, viewer))
    return page


def pair_behind(one: UUID, other: UUID, *, viewer: Viewer) -> tuple[Path, tuple[str, str]]:
    """The corpus and the two records with these addresses. Raises NotAllowed, NotFound."""
    folder = corpus_folder(viewer)
    names = (
        record_behind(folder, one, organisation=viewer.organisation),
        record_behind(folder, other, organisation=viewer.organisation),
    )
    if names[0] == names[1]:
        raise NotFound(_("A message has no link with itself."))
    return folder, names


def pair_subject(names: tuple[str, str], viewer: Viewer) -> UUID:
    """What the journal calls this pair, whichever of the two comes first."""
    return subject_of(viewer.organisation, "pair", "\n".join(sorted(names)))


def _read(folder: Path, names: tuple[str, str], viewer: Viewer) -> PairPage:
    from seinhuis.engine.linkage import browsing
    from seinhuis.engine.linkage.evidence import evidence_of
    from seinhuis.engine.linkage.tables import RULE_IDENTIFIER, TEXT

    records = browsing.records_of(folder, names)
    if len(records) < len(names):
        raise NotFound(_("This message has been removed from the corpus."))
    places = browsing.places_of(folder, names)
    links = browsing.pair_links(folder, *names)
    shown = [
        shown_record(records[name], viewer.organisation, places.get(name), number)
        for number, name in enumerate(names, 1)
    ]
    texts = records[names[0]].text, records[names[1]].text
    evidence = [evidence_of(folder, *names, kind, value) for kind, value in links.identifiers[:MOST_REASONS]]
    nearness = evidence_of(folder, *names, TEXT, None) if links.similarity is not None else None
    kept = [each for each in evidence if each is not None]
    return PairPage(
        one=shown[0],
        other=shown[1],
        sides=sides_of(kept, shown, texts),
        reasons=tuple(reasons_in_words(kept, links.hubs, names)),
        text=compared(nearness, shown, texts),
        said=standing_word(folder, names, links.said),
        together=links.together,
        rule=RULE_IDENTIFIER,
    )
