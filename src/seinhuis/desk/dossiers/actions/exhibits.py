"""Files in a dossier: adding one, and destroying one that may not be kept."""

import hashlib
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from seinhuis.desk.accounts.api import organisation_card
from seinhuis.desk.dossiers.actions.working import Work, begin, typed
from seinhuis.desk.dossiers.contracts import Referral
from seinhuis.desk.dossiers.file_types import FileRefused, media_type_of
from seinhuis.desk.dossiers.models import Exhibit
from seinhuis.desk.dossiers.wording import refusal_sentence
from seinhuis.desk.kernel import clock
from seinhuis.desk.kernel.errors import NotFound, Refused
from seinhuis.desk.kernel.typed_text import visible
from seinhuis.desk.vault.api import Viewer, create_record, destroy_blob, shred, store_blob

LONGEST_NAME = 200


@transaction.atomic
def add_exhibit(dossier_id: UUID, *, viewer: Viewer, name: str, data: bytes, description: str = "") -> UUID:
    """Take a file into a dossier and return its id. What it is is judged by its content.

    The file is sealed with a key of its own, so that destroying that key is enough to destroy the file, also
    in a backup of the files. Raises NotAllowed, NotFound, Locked, Refused for a file that a dossier does not
    take.
    """
    work = begin(dossier_id, viewer=viewer)
    try:
        media_type = media_type_of(data)
    except FileRefused as refused:
        raise Refused(refusal_sentence(refused.why)) from None
    holder = organisation_card(viewer.organisation).holder
    key = create_record(kind="exhibit", organisation=viewer.organisation, holders=[holder])
    row = Exhibit(**work.entry(key.record), number=work.next_number(Exhibit), blob=store_blob(key, data))
    content = {
        "name": visible(name).strip()[:LONGEST_NAME] or _("File without a name"),
        "media_type": media_type,
        "size": len(data),
        "sha256": hashlib.sha256(data).hexdigest(),
        "description": visible(description).strip(),
    }
    work.seal(row, "sealed_content", content)
    row.save(force_insert=True)
    work.journal("exhibit.added", subject=row.pk)
    return row.pk


@transaction.atomic
def remove_and_refer(
    dossier_id: UUID, exhibit_id: UUID, *, viewer: Viewer, referral: Referral, reason: str
) -> None:
    """Destroy a file that may not be kept; its SHA-256, to whom it was referred, and why stay.

    Also a withdrawn exhibit, and one in a closed dossier, can be removed. The key and the sealed bytes go
    first: should anything fail after that, the exhibit is reported missing and can be removed again, but is
    never kept. Raises NotAllowed, NotFound, Locked, Refused when it was removed before.
    """
    work = begin(dossier_id, viewer=viewer, also_closed=True)
    row = Exhibit.objects.filter(pk=exhibit_id, dossier=work.dossier).first()
    if row is None:
        raise NotFound(_("There is no such exhibit in this dossier."))
    if row.blob is None:
        raise Refused(_("This file was removed and referred. It is not here any more."))
    _destroy(work, row, Referral(referral), typed(reason, missing=_("Write down why the file is removed.")))


def _destroy(work: Work, row: Exhibit, referral: Referral, reason: str) -> None:
    blob = row.blob
    row.blob, row.removed_on, row.removed_by = None, clock.today(), work.viewer.actor.id
    row.referral = referral
    work.seal(row, "sealed_removal", reason)
    row.save()
    work.journal("exhibit.removed", subject=row.pk, ground=referral)
    shred(row.pk, actor=work.viewer.actor, ground=referral)
    if blob is not None:
        destroy_blob(blob, record=row.pk)
