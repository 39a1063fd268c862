"""What somebody is about to set aside as noise: an identifier of a cluster, or one message."""

from uuid import UUID

from django.utils.translation import gettext as _

from seinhuis.desk.kernel.errors import NotFound
from seinhuis.desk.traces.contracts import SharedIdentifier
from seinhuis.desk.traces.corpus.access import corpus_folder, reading_corpus, record_behind
from seinhuis.desk.traces.corpus.noise import RECORD, identifier_token, noise_in_corpus, record_token
from seinhuis.desk.vault.api import Viewer


def identifier_named(cluster: UUID, token: UUID, *, viewer: Viewer) -> SharedIdentifier:
    """The identifier with this token among what a cluster shares, hubs too.

    Raises NotAllowed, NotFound, Refused.
    """
    from seinhuis.engine.linkage import browsing
    from seinhuis.engine.linkage.explaining import explain_cluster

    folder = corpus_folder(viewer)
    with reading_corpus():
        explained = explain_cluster(folder, record_behind(folder, cluster, organisation=viewer.organisation))
        held = [(each.kind, each.value, len(each.records)) for each in explained.shared]
        hubs = browsing.hubs_of(folder, explained.cluster)
    held += [(each.kind, each.value, each.records) for each in hubs]
    for kind, value, records in held:
        if identifier_token(viewer.organisation, kind, value) == token:
            return _found(kind, value, token, records - 1, viewer)
    raise NotFound(_("This cluster shares no such identifier now. Open the cluster again."))


def record_named(address: UUID, *, viewer: Viewer) -> SharedIdentifier:
    """The message with this address. Raises NotAllowed, NotFound, Refused."""
    folder = corpus_folder(viewer)
    with reading_corpus():
        name = record_behind(folder, address, organisation=viewer.organisation)
    return _found(RECORD, name, record_token(viewer.organisation, name), 0, viewer)


def _found(kind: str, value: str, token: UUID, others: int, viewer: Viewer) -> SharedIdentifier:
    noisy = token.bytes in noise_in_corpus(viewer.organisation).entries
    return SharedIdentifier(0, kind, value, token.bytes, others=others, noise=noisy)
