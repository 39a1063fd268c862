import argparse
import json

import pytest

from seinhuis.engine.evidence import command
from seinhuis.engine.evidence.seal import generate_age_identity, seal_to_recipients
from seinhuis.engine.evidence.signing import public_key_pem

from . import samples


def call(*arguments):
    parser = argparse.ArgumentParser()
    command.add_parser(parser.add_subparsers())
    chosen = parser.parse_args(["handover", "verify", *map(str, arguments)])
    return chosen.run(chosen)


def test_a_good_package(built, capsys):
    assert call(built.path) == 0
    out = capsys.readouterr().out
    assert out.endswith("Nothing is wrong with this package.\n")
    assert "WRONG" not in out


def test_as_json_with_the_key(built, tmp_path, capsys):
    (tmp_path / "key.pem").write_bytes(public_key_pem(samples.SIGNER.public_key))
    assert call(built.path, "--json", "--signer-key", tmp_path / "key.pem") == 0
    report = json.loads(capsys.readouterr().out)
    assert report["ok"] is True
    assert report["signer_key_confirmed"] is True
    assert report["signer_key_sha256"] == built.signer_fingerprint


def test_a_wrong_package(unpacked, built, capsys):
    (unpacked / built.folder / "data" / "custody.csv").write_text("x")
    assert call(unpacked) == 1
    out = capsys.readouterr().out
    assert "WRONG data/custody.csv is not as it was" in out
    assert out.endswith("Do not use this package; telephone the sender.\n")
    assert call(unpacked, "--json") == 1
    assert json.loads(capsys.readouterr().out)["ok"] is False


def test_a_broken_tar(built, tmp_path, capsys):
    (tmp_path / "p.tar").write_bytes(built.path.read_bytes()[:5000])
    assert call(tmp_path / "p.tar") == 1
    assert "part of it is missing" in capsys.readouterr().err
    assert call(tmp_path / "p.tar", "--json") == 1
    assert json.loads(capsys.readouterr().out)["ok"] is False


@pytest.mark.parametrize("option", ["--signer-key", "--tsa-certificate"])
def test_a_key_file_that_is_none_is_wrong_usage(built, tmp_path, option, capsys):
    (tmp_path / "odd.pem").write_text("odd")
    assert call(built.path, option, tmp_path / "odd.pem") == 2
    assert call(built.path, option, tmp_path / "absent.pem") == 2
    assert "absent.pem: No such file or directory." in capsys.readouterr().err


def test_no_such_file_and_a_sealed_one_are_wrong_usage(tmp_path, capsys):
    assert call(tmp_path / "absent.tar") == 2
    assert "absent.tar: No such file" in capsys.readouterr().err
    (tmp_path / "p.tar.age").write_bytes(seal_to_recipients(b"x", [generate_age_identity()[1]]))
    assert call(tmp_path / "p.tar.age") == 2
    assert "age -d" in capsys.readouterr().err
