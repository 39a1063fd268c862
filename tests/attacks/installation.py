"""A real installation in a directory of its own: prepared, served and killed by the command."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.parse
import uuid
from dataclasses import dataclass, field
from pathlib import Path

PASSPHRASE = "vier losse woorden samen"


@dataclass
class Installation:
    """One installation under ``home``; on PostgreSQL in a database of its own."""

    home: Path
    slug: str = "meldpunt"
    environment: dict = field(default_factory=dict)

    def __post_init__(self):
        self.environment = {
            **os.environ,
            "SEINHUIS_HOME": str(self.home),
            "DJANGO_SETTINGS_MODULE": "seinhuis.site.settings",
            "SEINHUIS_PASSPHRASE": PASSPHRASE,
        }
        url = os.environ.get("SEINHUIS_DATABASE_URL")
        if url:
            self.environment["SEINHUIS_DATABASE_URL"] = _fresh_database(url)

    def run(self, *arguments, check=True, **kwargs):
        """Run the command and return what it did."""
        command = [sys.executable, "-m", "seinhuis.site.command_line", *arguments]
        done = subprocess.run(
            command, env=self.environment, capture_output=True, text=True, timeout=240, **kwargs
        )
        assert not check or done.returncode == 0, done.stderr[-2000:]
        return done

    def prepare(self):
        """Make keys, tables and an organisation."""
        self.run("setup")
        self.run("organisation", "found", self.slug, "--name", "Meldpunt", "--keyholder", "noor")
        return self

    def python(self, code):
        """Run a few lines inside the installation and return what they print."""
        whole = f"import django; django.setup()\n{code}"
        done = subprocess.run(
            [sys.executable, "-c", whole], env=self.environment, capture_output=True, text=True, timeout=120
        )
        assert done.returncode == 0, done.stderr[-2000:]
        return done.stdout.strip()

    def address(self, name, *arguments):
        """The Dutch address of a page."""
        return self.python(
            "from django.urls import reverse; from django.utils import translation;"
            "translation.activate('nl');"
            f"print(reverse({name!r}, args={list(arguments)!r}))"
        )

    def remove(self):
        """Give back the database that was made for it."""
        if "SEINHUIS_DATABASE_URL" in self.environment:
            import psycopg

            name = urllib.parse.urlsplit(self.environment["SEINHUIS_DATABASE_URL"]).path[1:]
            with psycopg.connect(os.environ["SEINHUIS_DATABASE_URL"], autocommit=True) as connection:
                connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')

    def serve(self, workers=2):
        """Start the web server and wait until it answers."""
        return Server(self, workers)


class Server:
    """A running web server in a process group of its own, so that the whole of it can be killed at once."""

    def __init__(self, installation, workers):
        self.port = free_port()
        self.process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "seinhuis.site.command_line",
                "serve",
                "--port",
                str(self.port),
                "--workers",
                str(workers),
            ],
            env=installation.environment,
            start_new_session=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._wait()

    def _wait(self):
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            try:
                self.get("/nl/")
                return
            except OSError:
                assert self.process.poll() is None, "the server stopped by itself"
                time.sleep(0.1)
        raise AssertionError("the server never answered")

    def get(self, path):
        """The status and text of a page."""
        return self._ask("GET", path, None)

    def post(self, path, fields):
        """Post a form and return the status and text of the answer."""
        return self._ask("POST", path, urllib.parse.urlencode(fields))

    def _ask(self, method, path, body):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            headers = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        except http.client.HTTPException as error:
            raise ConnectionError(type(error).__name__) from error
        finally:
            connection.close()

    def kill(self):
        """End every process of the server with the signal that cannot be caught."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self):
        """End it in the ordinary way."""
        os.killpg(self.process.pid, signal.SIGTERM)
        try:
            self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self.kill()

    def cpu_seconds(self):
        """User and system time of every process of the group so far."""
        ticks = 0
        for stat in Path("/proc").glob("[0-9]*/stat"):
            try:
                fields = stat.read_text().rsplit(")", 1)[1].split()
            except OSError:
                continue
            if int(fields[2]) == self.process.pid:
                ticks += int(fields[11]) + int(fields[12])
        return ticks / os.sysconf("SC_CLK_TCK")


def free_port():
    """A port nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _fresh_database(url):
    import psycopg

    parts = urllib.parse.urlsplit(url)
    name = f"seinhuis_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    return urllib.parse.urlunsplit(parts._replace(path=f"/{name}"))
