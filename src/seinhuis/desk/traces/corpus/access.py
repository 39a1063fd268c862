"""Who may open the corpus of this installation, how its records are addressed, and what its errors become."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from seinhuis.desk.accounts.api import every_organisation
from seinhuis.desk.kernel.errors import NotFound, Refused
from seinhuis.desk.kernel.permissions import require
from seinhuis.desk.traces.selectors import WORKERS
from seinhuis.desk.vault.api import Viewer, blind_token

ROW_SIZE = 4


def corpus_folder(viewer: Viewer) -> Path:
    """Where the corpus is, for somebody who may open it. Raises NotAllowed, NotFound."""
    require(viewer.actor, *WORKERS)
    if not opens_corpus(viewer.organisation):
        raise NotFound(_("There is no corpus for your organisation."))
    return _folder()


def opens_corpus(organisation: UUID) -> bool:
    """Say whether the desk of this organisation may open the corpus: only one that the settings name.

    Where the settings name nobody, that is the only organisation there is, and nobody as soon as there are
    two.
    """
    known = every_organisation()
    named = set(settings.SEINHUIS_CORPUS_ORGANISATION)
    allowed = [each for each in known if each.slug in named] if named else known if len(known) == 1 else []
    return any(each.id == organisation for each in allowed)


def corpus_in_use(viewer: Viewer) -> bool:
    """Say whether there is a corpus that this person may open; no query where there is none."""
    from seinhuis.engine.linkage.corpus.folder import MANIFEST

    there = (_folder() / MANIFEST).exists()
    return there and viewer.actor.has(*WORKERS) and opens_corpus(viewer.organisation)


def corpus_expected(viewer: Viewer) -> bool:
    """Say whether the corpus is a station of this desk: one is there, or the settings name this desk."""
    named = bool(settings.SEINHUIS_CORPUS_ORGANISATION) and viewer.actor.has(*WORKERS)
    return opens_corpus(viewer.organisation) if named else corpus_in_use(viewer)


def address_of(organisation: UUID, record: str, row: int) -> UUID:
    """An address that tells nothing: the row in the last build, and a keyed token of the record's id.

    The token says at once when another record stands in that row now.
    """
    return UUID(bytes=row.to_bytes(ROW_SIZE, "big") + _token(organisation, record)[: 16 - ROW_SIZE])


def record_behind(folder: Path, address: UUID, *, organisation: UUID) -> str:
    """The record with this address. Raises NotFound."""
    from seinhuis.engine.linkage.browsing import record_at
    from seinhuis.engine.linkage.corpus.errors import BadInput, NoCorpus

    try:
        record = record_at(folder, int.from_bytes(address.bytes[:ROW_SIZE], "big"))
    except (NoCorpus, BadInput):
        record = None
    if record is None or _token(organisation, record)[: 16 - ROW_SIZE] != address.bytes[ROW_SIZE:]:
        raise NotFound(
            _(
                "This message is not in the corpus, or the corpus was changed since you opened the page. "
                "Look it up again."
            )
        )
    return record


def subject_of(organisation: UUID, what: str, name: str) -> UUID:
    """What the journal calls something in the corpus: a keyed token, the same each time."""
    return UUID(bytes=blind_token(organisation, f"corpus {what}", name))


@contextmanager
def reading_corpus() -> Iterator[None]:
    """Let what is wrong with the corpus become one sentence, without paths and without content."""
    import duckdb
    import pyarrow as pa

    from seinhuis.engine.linkage.corpus import errors

    try:
        yield
    except errors.CorpusBusy:
        raise Refused(
            _("Somebody is changing the corpus now. Nothing has been kept; try again in a minute.")
        ) from None
    except (errors.NoCorpus, errors.BadInput):
        raise Refused(
            _(
                "The corpus was changed a moment ago or is not linked now. Start again on the page of the "
                "corpus."
            )
        ) from None
    except (errors.CorpusError, duckdb.Error, pa.ArrowException, OSError):
        raise Refused(
            _(
                "The corpus cannot be read: a file in it is missing or damaged. Tell whoever manages the "
                "server; the reports and dossiers are not touched by this."
            )
        ) from None


def _token(organisation: UUID, record: str) -> bytes:
    return blind_token(organisation, "corpus record", record)


def _folder() -> Path:
    return Path(settings.SEINHUIS_CORPUS)
