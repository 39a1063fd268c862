"""What a command uses: CPU time and memory of the process and of those it starts."""

import os
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path

SEINHUIS = [sys.executable, "-m", "seinhuis.site.command_line"]
_PAUSE = 0.2  # seconds between two looks at the memory
_MEGABYTE = 1 << 20


@dataclass(frozen=True)
class Used:
    """CPU and wall in seconds; memory in MB: of the largest process, and the most of all at one moment."""

    cpu: float
    wall: float
    largest: float
    together: float
    code: int
    out: str


def measure(*arguments, command=SEINHUIS):
    """Run `seinhuis`, or another command, with these arguments; what it says and its exit code are kept."""
    started = time.perf_counter()
    command = [*command, *map(str, arguments)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        looking = _Looking(process.pid)
        out = process.stdout.read()
        # The CPU time is that of the process and its children; the memory that of the largest of them.
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        together = looking.end()
    largest = usage.ru_maxrss * 1024 / _MEGABYTE
    cpu, wall = usage.ru_utime + usage.ru_stime, time.perf_counter() - started
    return Used(cpu, wall, largest, max(largest, together), process.returncode, out)


class _Looking:
    """Looks at the memory of a process and its descendants from time to time."""

    def __init__(self, root):
        self._root, self._most, self._ended = root, 0, threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def _look(self):
        while not self._ended.wait(_PAUSE):
            self._most = max(self._most, sum(map(_resident, _family(self._root))))

    def end(self):
        self._ended.set()
        self._thread.join()
        return self._most / _MEGABYTE


def _family(root):
    yield root
    for children in Path(f"/proc/{root}/task").glob("*/children"):
        try:
            names = children.read_text().split()
        except OSError:
            continue  # the thread has ended
        for child in names:
            yield from _family(int(child))


def _resident(process):
    try:
        return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0  # it has ended
