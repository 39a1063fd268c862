"""What the codes in the journal mean, in words. A code that is not here is shown as it is."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REPORTS: dict[str, Promise] = {
    "report.received": _("Report came in"),
    "report.imported": _("Report brought in from a file"),
    "report.answered": _("The reporter added something"),
    "report.asked": _("Question put to the reporter"),
    "report.read": _("Report read"),
    "report.in_review": _("Report: being looked at"),
    "report.handed_over": _("Report: handed over"),
    "report.closed": _("Report: closed"),
}
TRIAGE: dict[str, Promise] = {
    "triage.queue_read": _("Queue read"),
    "triage.taken": _("Report taken"),
    "triage.assigned": _("Report given to a colleague"),
    "triage.released": _("Report put back in the queue"),
    "triage.returned": _("Report came back to the queue"),
    "triage.urgency_set": _("Urgency set"),
    "triage.next_date_set": _("Next date set"),
    "triage.noted": _("Note written with a report"),
    "triage.joined": _("Report joined with another"),
    "triage.join_undone": _("Joining of reports undone"),
    "triage.closed": _("Report closed with a reason"),
    "triage.reopened": _("Report opened again"),
    "triage.handed_over": _("Report left the queue with a handover"),
    "triage.follow_up_set": _("Follow-up set"),
    "triage.follow_up_fulfilled": _("Follow-up done"),
}
TRACES: dict[str, Promise] = {
    "trace.links_read": _("Links of a report read"),
    "trace.groups_read": _("Shared identifiers read"),
    "trace.judged": _("Link judged"),
    "trace.judgement_undone": _("Judgement of a link undone"),
    "trace.noise_read": _("Noise list read"),
    "trace.noise_added": _("Identifier put on the noise list"),
    "trace.noise_removed": _("Identifier taken off the noise list"),
}
CORPUS: dict[str, Promise] = {
    "corpus.list_read": _("Clusters of the corpus read"),
    "corpus.looked_up": _("Looked up in the corpus"),
    "corpus.cluster_read": _("Cluster of the corpus read"),
    "corpus.record_read": _("Message in the corpus read"),
    "corpus.record_taken": _("Message in the corpus taken into a dossier"),
    "corpus.way_read": _("Way between two messages in the corpus read"),
    "corpus.evidence_read": _("Reasons of a link in the corpus read"),
    "corpus.judged": _("Link in the corpus judged"),
    "corpus.judgement_undone": _("Judgement of a link in the corpus undone"),
    "corpus.noise_added": _("Set aside as noise in the corpus"),
    "corpus.noise_removed": _("Taken off the noise list of the corpus"),
}
DOSSIERS: dict[str, Promise] = {
    "dossier.list": _("List of dossiers read"),
    "dossier.opened": _("Dossier made"),
    "dossier.read": _("Dossier read"),
    "dossier.heading_changed": _("Title or summary of a dossier changed"),
    "dossier.source_added": _("Report added to a dossier"),
    "dossier.source_withdrawn": _("Report withdrawn from a dossier"),
    "dossier.identifiers_offered": _("Identifiers of a report offered to a dossier"),
    "dossier.identifier_added": _("Identifier added to a dossier"),
    "dossier.identifier_assigned": _("Identifier assigned to a person"),
    "dossier.identifier_withdrawn": _("Identifier withdrawn from a dossier"),
    "dossier.fact_added": _("Fact added to a dossier"),
    "dossier.fact_superseded": _("Fact replaced by a newer one"),
    "dossier.fact_withdrawn": _("Fact withdrawn from a dossier"),
    "dossier.person_added": _("Person added to a dossier"),
    "dossier.person_withdrawn": _("Person withdrawn from a dossier"),
    "dossier.statement_added": _("Statement about a person added"),
    "dossier.statement_superseded": _("Statement about a person replaced by a newer one"),
    "dossier.statement_withdrawn": _("Statement about a person withdrawn"),
    "dossier.note_added": _("Note written in a dossier"),
    "dossier.exhibit_withdrawn": _("Exhibit withdrawn from a dossier"),
    "dossier.next_date_set": _("Next date of a dossier set"),
    "dossier.open": _("Dossier opened again"),
    "dossier.handed_over": _("Dossier: handed over"),
    "dossier.closed": _("Dossier closed"),
    "exhibit.added": _("Exhibit added"),
    "exhibit.read": _("Exhibit opened"),
    "exhibit.removed": _("Exhibit destroyed"),
}
HANDOVERS: dict[str, Promise] = {
    "handover.list": _("List of handovers read"),
    "handover.started": _("Handover started"),
    "handover.read": _("Handover read"),
    "handover.recipient_chosen": _("Recipient chosen"),
    "handover.grounds_set": _("Purpose and legal ground set"),
    "handover.waived": _("Missing item waived with a reason"),
    "handover.waiver_withdrawn": _("Waiver of a missing item withdrawn"),
    "handover.consent_overridden": _("Passed on without the reporter's consent"),
    "handover.override_withdrawn": _("Override of consent withdrawn"),
    "handover.cleared": _("Passages cleared that could point at a reporter"),
    "handover.checked": _("Package checked"),
    "handover.case_checked": _("CASE file of a package checked"),
    "handover.sent": _("Package signed and sent"),
    "handover.sent_without_stamp": _("Package sent without a time stamp"),
    "handover.downloaded": _("Package downloaded"),
    "handover.withdrawn": _("Handover withdrawn"),
    "handover.settled": _("Line about a handover settled with a reason"),
    "handover.acknowledged": _("Receipt acknowledged by the recipient"),
    "recipient.list": _("List of recipients read"),
    "recipient.added": _("Recipient added"),
    "recipient.key_confirmed": _("Key of a recipient confirmed"),
    "recipient.in_use": _("Recipient in use"),
    "recipient.retired": _("Recipient no longer in use"),
}
PEOPLE: dict[str, Promise] = {
    "organisation.founded": _("Organisation founded"),
    "organisation.escrow_shown": _("Escrow key of the organisation shown"),
    "organisation.recovery_sheet_made": _("Recovery code made"),
    "organisation.recovery_used": _("Recovery code used"),
    "person.added": _("Person added to the organisation"),
    "person.deactivated": _("Person can no longer log in"),
    "person.access_renewed": _("Key of a person renewed by a keyholder"),
    "person.readmitted": _("Person can log in again"),
    "person.passphrase_changed": _("Passphrase changed"),
}
HOUSE: dict[str, Promise] = {
    "record.shredded": _("Key of a record destroyed"),
    "journal.exported": _("Journal exported"),
}
ACTIONS = {**REPORTS, **TRIAGE, **TRACES, **CORPUS, **DOSSIERS, **HANDOVERS, **PEOPLE, **HOUSE}
GROUPS: tuple[tuple[Promise, dict[str, Promise]], ...] = (
    (_("Reports"), REPORTS),
    (_("Triage"), TRIAGE),
    (_("Traces"), TRACES),
    (_("Corpus"), CORPUS),
    (_("Dossiers and exhibits"), DOSSIERS),
    (_("Handovers and recipients"), HANDOVERS),
    (_("People and keys"), PEOPLE),
    (_("The house"), HOUSE),
)


def action_label(code: str) -> str:
    """The words for an action, or the code itself."""
    return str(ACTIONS.get(code, code))
