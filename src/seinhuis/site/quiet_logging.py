"""Logs that say where something broke and never with which words: messages of exceptions can hold what a
person typed.
"""

import logging
import sys
import traceback
from contextlib import suppress
from types import TracebackType

ExceptionInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class QuietFormatter(logging.Formatter):
    """Writes time, level, logger and the message's fixed part; of an exception its type and places only."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        """Leave out the arguments: paths and values are arguments. What is no fixed text shows its type
        only.
        """
        bare = logging.makeLogRecord(
            {**record.__dict__, "msg": _fixed_part(record), "args": None, "exc_text": None}
        )
        return super().format(bare)

    def formatException(self, ei: ExceptionInfo) -> str:
        """Show the exception's type and the frames, and the same of what caused it."""
        lines: list[str] = []
        error = ei[1]
        while error is not None:
            frames = traceback.extract_tb(error.__traceback__)
            places = [f"  {frame.filename}:{frame.lineno} in {frame.name}" for frame in frames]
            lines = [*places, type(error).__name__, *lines]
            error = error.__cause__
        return "\n".join(lines) or "no exception"


class QuietHandler(logging.StreamHandler):  # type: ignore[type-arg]
    """Writes to the error output; of a line that cannot be written it says only that."""

    def handleError(self, record: logging.LogRecord) -> None:
        """Python's own would print the message with its arguments."""
        with suppress(OSError, ValueError):
            sys.stderr.write(f"A line of {record.name} could not be written to the log.\n")


def _fixed_part(record: logging.LogRecord) -> str:
    """The text as it stands in the code; some callers hand over an exception, or its message, in its
    place.
    """
    if not isinstance(record.msg, str):
        return type(record.msg).__name__
    error = record.exc_info[1] if record.exc_info else None
    if error is not None and str(error) and str(error) in record.msg:
        return type(error).__name__
    return record.msg
