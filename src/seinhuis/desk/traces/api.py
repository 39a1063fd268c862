"""The door of the traces."""

from seinhuis.desk.traces.contracts import Judgement, Link, Opinion, SharedIdentifier
from seinhuis.desk.traces.selectors import links_of, reports_judged_same

__all__ = ["Judgement", "Link", "Opinion", "SharedIdentifier", "links_of", "reports_judged_same"]
