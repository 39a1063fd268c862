"""Importing messages: reports a second on one core, and the most memory used."""

import json
import resource
import subprocess
import sys
import time

from tests.attacks.installation import Installation

from bench.texts import messages_file

COMMAND = [sys.executable, "-m", "seinhuis.site.command_line", "reports", "import"]


def run(home):
    """Import a whole file with the command, once; then again, which takes nothing in."""
    house = Installation(home / "house").prepare()
    path = messages_file(home)
    for round_name in ("first time", "second time"):
        before, started = _children(), time.perf_counter()
        done = subprocess.run(
            [*COMMAND, path, "--organisation", house.slug, "--json"],
            env=house.environment,
            capture_output=True,
            text=True,
        )
        cpu, wall = _children() - before, time.perf_counter() - started
        result = json.loads(done.stdout)
        lines = result["imported"] + result["already_known"]
        bad = result["bad_lines"]
        print(
            f"{round_name}: {result['imported']} imported, {result['already_known']} known, {bad} bad; "
            f"{lines / cpu:.0f} a second of CPU (aim: at least 300), {lines / wall:.0f} a second by the clock"
        )
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"most memory of one process: {memory:.0f} MB (aim: below 400)")


def _children():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
