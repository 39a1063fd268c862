"""The process that makes one PDF and ends: arranged content in, PDF out, both through pipes.

The typesetter keeps what it has set in memory for the next document. In a server that would be some hundreds
of megabytes of people's texts; a process of its own takes them with it, and cannot take the server down.
"""

import json
import os
import subprocess
import sys
from typing import Any

from seinhuis.engine.evidence.dossier.rendering import render
from seinhuis.engine.evidence.errors import CannotWriteDossier
from seinhuis.engine.evidence.wording import Wording

TIMEOUT = 120.0
_START = f"from {__name__} import main; main()"
_KEPT = ("PATH", "HOME", "LANG", "LC_ALL", "FONTCONFIG_FILE", "FONTCONFIG_PATH")


def print_dossier(part: dict[str, Any], language: str) -> bytes:
    """The PDF of arranged content. Raises CannotWriteDossier, also when it takes longer than two minutes."""
    order = json.dumps({"part": part, "language": language}).encode("ascii")
    environment = {name: os.environ[name] for name in _KEPT if name in os.environ}
    environment["PYTHONPATH"] = os.pathsep.join(path for path in sys.path if path)
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-c", _START],
            input=order,
            capture_output=True,
            env=environment,
            timeout=TIMEOUT,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise CannotWriteDossier from None
    # What the process says when it fails can quote the text, so it is not passed on.
    if done.returncode != 0 or not done.stdout.startswith(b"%PDF"):
        raise CannotWriteDossier
    return done.stdout


def main() -> None:
    """Read one order from standard input and write the PDF to standard output."""
    order = json.loads(sys.stdin.buffer.read())
    sys.stdout.buffer.write(render(order["part"], Wording(order["language"])))
