"""Keys of the installation: made once, read from files or the environment, never shown."""

import base64
import os
import stat

import pytest

from seinhuis.desk.kernel import secrets
from seinhuis.desk.kernel.errors import NotPrepared


@pytest.fixture
def home(tmp_path, settings, monkeypatch):
    settings.SEINHUIS_HOME = tmp_path
    for name in secrets.NAMES:
        monkeypatch.delenv(f"SEINHUIS_{name.upper()}_KEY", raising=False)
    secrets._read.cache_clear()
    yield tmp_path
    secrets._read.cache_clear()


def test_every_key_is_made_once_for_the_server_alone(home):
    assert sorted(secrets.prepare(home)) == sorted(secrets.NAMES)
    before = {name: secrets.secret(name) for name in secrets.NAMES}
    assert secrets.prepare(home) == []
    secrets._read.cache_clear()
    assert {name: secrets.secret(name) for name in secrets.NAMES} == before
    assert len(set(before.values())) == len(secrets.NAMES)
    assert {len(key) for key in before.values()} == {32}
    for path in (home / "keys").iterdir():
        assert stat.S_IMODE(os.stat(path).st_mode) == 0o600
    assert stat.S_IMODE(os.stat(home / "keys").st_mode) == 0o700


def test_a_missing_key_says_what_to_do(home):
    with pytest.raises(NotPrepared, match="seinhuis setup"):
        secrets.secret("index")


def test_the_environment_comes_before_the_file(home, monkeypatch):
    secrets.prepare(home)
    monkeypatch.setenv("SEINHUIS_INDEX_KEY", base64.b64encode(b"e" * 32).decode())
    assert secrets.secret("index") == b"e" * 32


@pytest.mark.parametrize("written", ["", "not base64!", base64.b64encode(b"short").decode(), "ëëë"])
def test_a_damaged_key_is_refused_and_never_repeated(home, written):
    secrets.prepare(home)
    (home / "keys" / "index.key").write_text(written)
    with pytest.raises(NotPrepared, match="backup") as caught:
        secrets.secret("index")
    assert not written or written not in str(caught.value)
