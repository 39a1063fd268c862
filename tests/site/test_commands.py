"""The verbs that make and run an installation: clear sentences and exit codes."""

import os
import signal
import socket
import subprocess
import sys

import pytest

from seinhuis.desk.accounts.api import every_organisation
from seinhuis.desk.kernel import outbox
from seinhuis.site import serving, working
from seinhuis.site.command_line import main

PASSPHRASE = "vier losse woorden samen"
FOUND = ["organisation", "found", "noord", "--name", "Noord", "--keyholder", "noor"]


@pytest.fixture
def passphrase(monkeypatch):
    monkeypatch.setenv("SEINHUIS_PASSPHRASE", PASSPHRASE)


def test_founding_prints_the_recovery_code_once(db, passphrase, capsys):
    assert main(FOUND) == 0
    assert len(capsys.readouterr().out.strip().splitlines()[-1].split("-")) == 9
    assert [card.slug for card in every_organisation()] == ["noord"]


@pytest.mark.parametrize("slug", ["a/b", "met spatie", "", "x" * 51])
def test_a_short_name_fits_in_an_address(db, passphrase, capsys, slug):
    assert main(["organisation", "found", slug, "--name", "Noord", "--keyholder", "noor"]) == 1
    assert "short name" in capsys.readouterr().err
    assert not every_organisation()


def test_a_taken_name_is_refused_and_nothing_is_half_made(db, passphrase, capsys):
    main(FOUND)
    assert main(FOUND) == 1
    assert main(["organisation", "found", "zuid", "--name", "Zuid", "--keyholder", "noor"]) == 1
    assert [card.slug for card in every_organisation()] == ["noord"]


def test_a_short_passphrase_is_refused(db, monkeypatch, capsys):
    monkeypatch.setenv("SEINHUIS_PASSPHRASE", "kort")
    assert main(FOUND) == 1
    assert "12 signs" in capsys.readouterr().err
    assert not every_organisation()


def test_the_passphrase_comes_from_the_environment_only(db, monkeypatch, capsys):
    monkeypatch.delenv("SEINHUIS_PASSPHRASE", raising=False)
    with pytest.raises(SystemExit) as stopped:
        main(FOUND)
    assert stopped.value.code == 2


def test_adding_a_person(db, passphrase, capsys, monkeypatch):
    main(FOUND)
    adding = [
        "organisation",
        "add-person",
        "--keyholder",
        "noor",
        "--username",
        "sam",
        "--roles",
        "analyst,coordinator",
    ]
    assert main(adding) == 0
    assert main(adding) == 1
    monkeypatch.setenv("SEINHUIS_PASSPHRASE", "een verkeerde zin")
    assert main([*adding[:-3], "sam2", "--roles", "analyst"]) == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ["organisation", "add-person", "--keyholder", "noor", "--username", "sam", "--roles", "analist"],
        ["serve", "--port", "0"],
        ["serve", "--port", "70000"],
        ["serve", "--workers", "none"],
        ["nothing"],
        [],
    ],
)
def test_wrong_usage_is_two(arguments, capsys):
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2


@pytest.mark.parametrize("verb", ["serve", "demo"])
def test_a_port_in_use_is_told(db, capsys, verb):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert main([verb, "--port", str(port)]) == 1
    assert f"Port {port} on 127.0.0.1 cannot be used" in capsys.readouterr().err
    assert not every_organisation()


def test_a_free_port_is_fine():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    serving.check_free("127.0.0.1", port)


def test_what_runs_beside_the_server_ends_with_it(monkeypatch):
    started = []

    class Noted(subprocess.Popen):
        def __init__(self, *what, **how):
            super().__init__(*what, **how)
            started.append(self)

    monkeypatch.setattr(subprocess, "Popen", Noted)
    with serving.beside([]):
        assert started == []
    with serving.beside(["--version"]):
        (process,) = started
    assert process.returncode in (0, -signal.SIGTERM)


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("127.0.0.1", "http://localhost:8000"),
        ("0.0.0.0", "http://localhost:8000"),
        ("desk.lan", "http://desk.lan:8000"),
    ],
)
def test_the_address_that_is_printed_opens_in_a_browser_here(host, address):
    assert serving.address(host, 8000) == address


def test_the_worker_says_when_something_keeps_failing(db, capsys, monkeypatch):
    assert main(["worker", "--once"]) == 0
    monkeypatch.setattr(outbox, "waiting", lambda: 2)
    assert working.run(once=True) == 1
    assert "2 messages" in capsys.readouterr().err


@pytest.mark.parametrize("verb", [["serve"], ["worker", "--once"], FOUND])
def test_a_house_that_is_not_prepared_says_what_to_do(tmp_path, verb):
    environment = {name: value for name, value in os.environ.items() if not name.startswith("SEINHUIS")}
    environment |= {
        "SEINHUIS_HOME": str(tmp_path / "home"),
        "DJANGO_SETTINGS_MODULE": "seinhuis.site.settings",
    }
    command = [sys.executable, "-m", "seinhuis.site.command_line", *verb]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60)
    assert done.returncode == 1
    assert "seinhuis setup" in done.stderr
    assert "Traceback" not in done.stderr


def test_setup_makes_a_house_for_its_own_user_alone(tmp_path):
    home = tmp_path / "home"
    environment = {name: value for name, value in os.environ.items() if not name.startswith("SEINHUIS")}
    environment |= {"SEINHUIS_HOME": str(home), "DJANGO_SETTINGS_MODULE": "seinhuis.site.settings"}
    command = [sys.executable, "-m", "seinhuis.site.command_line", "setup"]
    for expected in ("index, receipt", "none, all were there"):
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60)
        assert done.returncode == 0, done.stderr
        assert expected in done.stdout
    assert not [path for path in home.rglob("*") if path.stat().st_mode & 0o077]
