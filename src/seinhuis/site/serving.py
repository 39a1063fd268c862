"""Starting the web server, alone or with a worker beside it."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import FrameType

from seinhuis.desk.kernel.errors import NotPrepared

APPLICATION = "seinhuis.site.wsgi:application"
ANYWHERE = ("0.0.0.0", "::")  # noqa: S104 - compared with, not bound to
LOOK_SECONDS = 0.5
RESTART_SECONDS = 3.0


def server_command(host: str, port: int, workers: int) -> list[str]:
    """The command that serves the pages; the access log stays off, because it would hold addresses of
    visitors.
    """
    return [
        *(
            sys.executable,
            "-m",
            "granian",
            "--interface",
            "wsgi",
            "--no-ws",
            "--no-access-log",
            "--log-level",
            "warning",
        ),
        *("--workers", str(workers), "--blocking-threads", "4", "--host", host, "--port", str(port)),
        *("--respawn-failed-workers", APPLICATION),
    ]


def address(host: str, port: int) -> str:
    """Where a browser on this machine finds the pages."""
    name = "localhost" if host in ANYWHERE or host == "127.0.0.1" else host
    return f"http://[{name}]:{port}" if ":" in name else f"http://{name}:{port}"


def check_free(host: str, port: int) -> None:
    """Raises NotPrepared when nobody can listen there, with what to do."""
    try:
        family, kind, protocol, _name, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(place)
    except OSError as error:
        raise NotPrepared(
            f"Port {port} on {host} cannot be used ({error.strerror}). "
            "Stop what uses it, or choose another port with --port."
        ) from None


def serve(host: str, port: int, workers: int) -> int:
    """Replace this process by the web server. Raises NotPrepared."""
    check_free(host, port)
    print(f"Serving on {address(host, port)} until Ctrl-C.", flush=True)
    command = server_command(host, port, workers)
    os.execv(command[0], command)  # noqa: S606 - no shell is wanted


def serve_with_worker(host: str, port: int, workers: int) -> int:
    """Run the web server, and a worker beside it, until somebody stops them; returns 1 when the server
    fell over.
    """
    return _Pair(server_command(host, port, workers)).run()


@contextmanager
def beside(arguments: Sequence[str]) -> Iterator[None]:
    """Run one verb of ours in a process of its own meanwhile, and end it with the block; no arguments, no
    process.
    """
    if not arguments:
        yield
        return
    command = [sys.executable, "-m", "seinhuis.site.command_line", *arguments]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        try:
            yield
        finally:
            process.terminate()


class _Pair:
    """A server and a worker that live and end together."""

    def __init__(self, command: list[str]) -> None:
        self.asked = False
        signal.signal(signal.SIGTERM, self.stop)
        signal.signal(signal.SIGINT, self.stop)
        self.worker = self._start_worker()
        self.server = subprocess.Popen(command)

    def run(self) -> int:
        """Wait for the server; a worker that ended is started again."""
        try:
            while self.server.poll() is None and not self.asked:
                self._look_after_worker()
                time.sleep(LOOK_SECONDS)
        finally:
            self._end(self.server)
            self._end(self.worker)
        return 0 if self.asked else 1

    def stop(self, number: int, frame: FrameType | None) -> None:
        """Somebody asked to stop."""
        self.asked = True

    def _look_after_worker(self) -> None:
        if self.worker.poll() is not None:
            print("seinhuis: the worker ended and is started again.", file=sys.stderr)
            time.sleep(RESTART_SECONDS)
            self.worker = self._start_worker()

    def _start_worker(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen([sys.executable, "-m", "seinhuis.site.command_line", "worker"])

    def _end(self, process: subprocess.Popen[bytes]) -> None:
        if process.poll() is None:
            process.terminate()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
