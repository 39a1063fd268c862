"""`seinhuis journal verify | prove | check-proof` on files."""

import json

import pytest

from seinhuis.site.command_line import main
from tests.engine.ledger.making import OTHER_KEY, VKEY, chain, export, note

ENTRIES = chain(20)


@pytest.fixture
def journal(tmp_path):
    path = tmp_path / "journal.jsonl"
    path.write_bytes(b"".join(export(ENTRIES, (8,))))
    return path


@pytest.fixture
def tampered(tmp_path):
    path = tmp_path / "tampered.jsonl"
    path.write_bytes(b"".join(export(ENTRIES, (8,))).replace(b"subject-5", b"subject-6"))
    return path


def run(capsys, *arguments):
    code = main(["journal", *map(str, arguments)])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_a_good_export_holds(capsys, journal):
    code, said, _ = run(capsys, "verify", journal, "--key", VKEY)
    assert code == 0
    assert "HOLDS: 20 entries under 2 checkpoints" in said
    assert "trusts the key in the export" not in said


def test_without_key_it_says_whom_it_trusts(capsys, journal):
    code, said, _ = run(capsys, "verify", journal)
    assert code == 0
    assert "Without --key this trusts the key in the export itself" in said
    assert str(VKEY) in said


def test_the_key_may_be_in_a_file(capsys, journal, tmp_path):
    (tmp_path / "journal.vkey").write_text(f"{VKEY}\n")
    assert run(capsys, "verify", journal, "--key", tmp_path / "journal.vkey")[0] == 0


def test_a_tampered_export_names_the_entry(capsys, tampered):
    code, said, _ = run(capsys, "verify", tampered, "--key", VKEY)
    assert code == 1
    assert "Entry 5 was changed" in said
    assert said.endswith("DOES NOT HOLD.\n")


def test_the_verdict_as_json(capsys, journal, tampered):
    code, said, _ = run(capsys, "verify", journal, "--json")
    good = json.loads(said)
    assert (code, good["holds"], good["entries"], good["key_from_export"]) == (0, True, 20, True)
    code, said, _ = run(capsys, "verify", tampered, "--json", "--key", VKEY)
    bad = json.loads(said)
    assert (code, bad["holds"], bad["key"]) == (1, False, str(VKEY))
    assert bad["troubles"] == [
        {
            "code": "changed",
            "line": 7,
            "entry": 5,
            "text": "Entry 5 was changed: entry 6 carries another hash of it.",
        }
    ]


def test_against_a_checkpoint_that_an_outsider_kept(capsys, journal, tmp_path):
    kept, other = tmp_path / "kept.txt", tmp_path / "other.txt"
    kept.write_text(note(ENTRIES, 13))
    other.write_text(note(chain(20, actor="somebody-else"), 13))
    assert run(capsys, "verify", journal, "--against", kept)[0] == 0
    code, said, _ = run(capsys, "verify", journal, "--against", kept, "--against", other)
    assert code == 1
    assert "The first 13 entries are not the ones that the kept checkpoint signs" in said


def test_a_proof_of_one_entry_goes_the_whole_way(capsys, journal, tmp_path):
    code, text, _ = run(capsys, "prove", journal, 5)
    assert code == 0
    proof = tmp_path / "entry-5.tlog-proof"
    proof.write_text(text)
    code, said, _ = run(capsys, "check-proof", proof, "--key", VKEY)
    assert code == 0
    assert "HOLDS: entry 5 is one of the 20 entries" in said
    assert "action: report.received" in said
    proof.write_text(text.replace("index 5", "index 6"))
    code, said, wrong = run(capsys, "check-proof", proof, "--key", VKEY)
    assert (code, said) == (1, "")
    assert "DOES NOT HOLD" in wrong


def test_a_proof_between_two_checkpoints_goes_the_whole_way(capsys, journal, tmp_path):
    code, text, _ = run(capsys, "prove", journal, "--since", 13)
    assert code == 0
    proof, kept, forged = (tmp_path / name for name in ("continues.txt", "kept.txt", "forged.txt"))
    proof.write_text(text)
    kept.write_text(note(ENTRIES, 13))
    forged.write_text(note(chain(13, actor="somebody-else")))
    assert run(capsys, "check-proof", proof, "--key", VKEY, "--against", kept)[0] == 0
    assert run(capsys, "check-proof", proof, "--key", VKEY, "--against", forged)[0] == 1
    assert run(capsys, "check-proof", proof, "--key", VKEY)[0] == 2


def test_nothing_is_proved_from_an_export_that_does_not_hold(capsys, tampered, journal):
    code, said, wrong = run(capsys, "prove", tampered, 9)
    assert (code, said) == (1, "")
    assert "Entry 5 was changed" in wrong
    foreign = type(VKEY)(VKEY.name, OTHER_KEY.public_key)
    assert run(capsys, "prove", journal, 9, "--key", foreign)[0] == 1


def test_wrong_usage_is_two(capsys, journal, tmp_path):
    absent = tmp_path / "absent"
    assert run(capsys, "verify", absent)[0] == 2
    assert run(capsys, "verify", tmp_path)[0] == 2
    assert run(capsys, "verify", journal, "--key", "no-key")[0] == 2
    assert run(capsys, "verify", journal, "--against", absent)[0] == 2
    assert run(capsys, "prove", journal, 20)[0] == 2
    assert run(capsys, "prove", journal, "--since", 21)[0] == 2
    assert run(capsys, "check-proof", absent, "--key", VKEY)[0] == 2
    for arguments in (["journal"], ["journal", "verify"], ["journal", "prove", str(journal)]):
        with pytest.raises(SystemExit) as stopped:
            main(arguments)
        assert stopped.value.code == 2


def test_a_proof_that_is_not_text_does_not_hold(capsys, tmp_path):
    (tmp_path / "proof").write_bytes(b"\xff\xfe\x00")
    assert run(capsys, "check-proof", tmp_path / "proof", "--key", VKEY)[0] == 1
