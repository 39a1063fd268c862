"""Logs never repeat what a person typed, whoever writes them."""

import io
import logging

import pytest

from seinhuis.site.quiet_logging import QuietFormatter

TYPED = "het meisje van kamer 12"


@pytest.fixture
def log():
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(QuietFormatter())
    logger = logging.getLogger("test.quiet")
    logger.handlers, logger.propagate = [handler], False
    yield logger, stream
    logger.handlers, logger.propagate = [], True


def test_arguments_are_left_out(log):
    logger, stream = log
    logger.warning("Not Found: %s", f"/nl/{TYPED}")
    logger.error("%(what)s broke", {"what": TYPED})
    assert TYPED not in stream.getvalue()
    assert "Not Found: %s" in stream.getvalue()


def test_of_an_exception_type_and_place_remain(log):
    logger, stream = log
    try:
        try:
            raise KeyError(TYPED)
        except KeyError as cause:
            raise ValueError(f"could not read {TYPED}") from cause
    except ValueError:
        logger.exception("A step failed.")
    written = stream.getvalue()
    assert TYPED not in written
    for part in ("A step failed.", "ValueError", "KeyError", "test_quiet_logging.py", "test_of_an_exception"):
        assert part in written


def test_an_exception_as_the_message_shows_its_type(log):
    logger, stream = log
    error = ValueError(TYPED)
    logger.error(error)
    logger.error(str(error), exc_info=error)
    assert TYPED not in stream.getvalue()
    assert stream.getvalue().count("ValueError") >= 2


def test_a_crash_in_a_page_is_logged_without_its_words(client, db, caplog, monkeypatch):
    from seinhuis.site import pages

    def crash():
        raise RuntimeError(TYPED)

    monkeypatch.setattr(pages, "organisations_taking_reports", crash)
    client.raise_request_exception = False
    response = client.get("/nl/")
    assert response.status_code == 500
    assert TYPED not in response.content.decode()
    formatted = [QuietFormatter().format(record) for record in caplog.records]
    assert formatted
    assert not any(TYPED in line for line in formatted)
