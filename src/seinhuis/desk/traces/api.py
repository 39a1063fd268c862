"""The door of the traces."""

from seinhuis.desk.traces.contracts import Judgement, Link, Opinion, SharedIdentifier
from seinhuis.desk.traces.corpus.access import corpus_expected
from seinhuis.desk.traces.corpus.exhibits import CorpusExhibit, check_corpus_record, corpus_exhibit
from seinhuis.desk.traces.selectors import links_of, reports_judged_same

__all__ = [
    "CorpusExhibit",
    "Judgement",
    "Link",
    "Opinion",
    "SharedIdentifier",
    "check_corpus_record",
    "corpus_exhibit",
    "corpus_expected",
    "links_of",
    "reports_judged_same",
]
