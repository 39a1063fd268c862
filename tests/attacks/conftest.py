"""The organisations of the desk's tests, for those who attack them."""

import io
import logging

import pytest

from seinhuis.site.quiet_logging import QuietFormatter
from tests.desk.conftest import _dutch, house, other_house  # noqa: F401 - fixtures


@pytest.fixture
def logged():
    """What the house's own log handlers write, in the form in which they write it."""
    kept = io.StringIO()
    loggers = [logging.getLogger(), *map(logging.getLogger, ("django", "seinhuis"))]
    handlers = {each for logger in loggers for each in logger.handlers if _is_ours(each)}
    before = {handler: handler.stream for handler in handlers}
    assert handlers
    for handler in handlers:
        handler.stream = kept
    yield kept
    for handler, stream in before.items():
        handler.stream = stream


def _is_ours(handler):
    return isinstance(handler, logging.StreamHandler) and isinstance(handler.formatter, QuietFormatter)
