"""Importing a file of reports: sealed, once, whatever happens on the way."""

import gzip
import json
import os
import subprocess
import sys
import time

import pytest

from seinhuis.desk.journal.models import JournalEntry
from seinhuis.desk.kernel import clock
from seinhuis.desk.kernel.errors import Refused
from seinhuis.desk.reports.actions import ask_reporter
from seinhuis.desk.reports.api import ReportsReceived
from seinhuis.desk.reports.contracts import Consent
from seinhuis.desk.reports.import_lines import RawLine
from seinhuis.desk.reports.importing import SAME_ID, batches, import_reports
from seinhuis.desk.reports.models import Report
from seinhuis.desk.reports.selectors import open_report, open_summaries
from seinhuis.site.command_line import main


def line(number, text="Kamer 12, bel 06 12345678", month="2020-06"):
    return {"id": f"m{number}", "month": month, "text": text}


def written(path, lines, *, packed=False):
    data = b"".join(
        (each if isinstance(each, bytes) else json.dumps(each).encode()) + b"\n" for each in lines
    )
    path.write_bytes(gzip.compress(data) if packed else data)
    return str(path)


@pytest.fixture
def run(house, capsys):
    """Run the verb on a file; gives the exit code, the result and what was said about bad lines."""

    def import_file(path, *more, organisation=None):
        code = main(
            ["reports", "import", path, "--organisation", organisation or house.card.slug, "--json", *more]
        )
        captured = capsys.readouterr()
        return code, json.loads(captured.out) if captured.out else None, captured.err

    return import_file


@pytest.mark.parametrize("packed", [False, True])
def test_every_line_becomes_a_sealed_report(house, run, tmp_path, packed):
    code, result, said = run(
        written(tmp_path / "in", [line(n) for n in range(5)], packed=packed), "--batch", "2"
    )
    assert (code, said) == (0, "")
    assert (result["imported"], result["already_known"], result["bad_lines"]) == (5, 0, 0)
    assert set(result) >= {"seconds", "per_second"}
    row = Report.objects.first()
    opened = open_report(row.pk, viewer=house.analyst)
    assert opened.content.story == "Kamer 12, bel 06 12345678"
    assert opened.content.consent == Consent.NOBODY_YET
    assert opened.received_on.isoformat() == "2020-06-01"
    assert opened.channel == "import"
    assert [each.canonical for each in opened.identifiers if each.kind == "phone"] == ["+31612345678"]
    assert row.conversation is None
    assert b"Kamer" not in bytes(row.sealed_content)


def test_the_journal_and_the_queue_hear_of_each(house, run, tmp_path, monkeypatch):
    heard = []
    monkeypatch.setattr("seinhuis.desk.reports.importing.announce", heard.append)
    run(written(tmp_path / "in", [line(n) for n in range(5)]), "--batch", "3")
    ids = {str(pk) for pk in Report.objects.values_list("pk", flat=True)}
    entries = [json.loads(bytes(row.canonical)) for row in JournalEntry.objects.all()]
    assert {entry["subject"] for entry in entries if entry["action"] == "report.imported"} == ids
    assert all(isinstance(event, ReportsReceived) for event in heard)
    assert {each for event in heard for each in event.reports.split()} == ids
    assert [len(event.urgencies.split()) for event in heard] == [3, 2]


def test_twice_imports_nothing_twice(run, tmp_path):
    path = written(tmp_path / "in", [line(n) for n in range(5)])
    run(path)
    code, result, _said = run(path)
    assert code == 0
    assert (result["imported"], result["already_known"]) == (0, 5)
    assert Report.objects.count() == 5


def test_the_same_line_twice_in_one_file_is_one_report(run, tmp_path):
    _code, result, _said = run(written(tmp_path / "in", [line(1), line(2), line(1)]))
    assert (result["imported"], result["already_known"]) == (2, 1)


@pytest.mark.parametrize("other", [{"text": "Iets heel anders"}, {"month": "2019-01"}])
@pytest.mark.parametrize("batch", ["1", "10"])
def test_the_same_id_with_something_else_is_a_bad_line(run, tmp_path, other, batch):
    code, result, said = run(written(tmp_path / "in", [line(1), line(1, **other), line(2)]), "--batch", batch)
    assert code == 1
    assert said == f"line 2: {SAME_ID}\n"
    assert result["imported"] == 2


def test_another_organisation_takes_the_same_file_for_itself(house, other_house, run, tmp_path):
    path = written(tmp_path / "in", [line(1)])
    run(path)
    _code, result, _said = run(path, organisation=other_house.card.slug)
    assert result["imported"] == 1
    submissions = {bytes(row.submission) for row in Report.objects.all()}
    assert len(submissions) == 2
    assert len(open_summaries(Report.objects.values_list("pk", flat=True), viewer=other_house.analyst)) == 1


def test_bad_lines_are_named_by_number_and_the_rest_goes_in(run, tmp_path):
    lines = [
        line(1),
        b"{geheim",
        {"id": "x", "month": "2020-06"},
        line(4),
        b"\xff",
        b"",
        line(7, month="2020-14"),
        line(8),
    ]
    code, result, said = run(written(tmp_path / "in", lines))
    assert code == 1
    assert [each.split(":")[0] for each in said.splitlines()] == ["line 2", "line 3", "line 5", "line 7"]
    assert "geheim" not in said
    assert (result["imported"], result["bad_lines"]) == (3, 4)
    assert [each["line"] for each in result["first_bad_lines"]] == [2, 3, 5, 7]


def test_a_truncated_file_goes_in_as_far_as_it_is_whole_and_later_completely(run, tmp_path):
    path = tmp_path / "in"
    written(path, [line(n, text=f"Bericht {os.urandom(30).hex()}") for n in range(300)], packed=True)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    code, first, said = run(str(path))
    assert code == 1
    assert 0 < first["imported"] < 300
    assert said.startswith(f"line {first['imported'] + 1}: the file is damaged or ends too early")
    path.write_bytes(whole)
    code, second, _said = run(str(path))
    assert code == 0
    assert (second["imported"], second["already_known"]) == (300 - first["imported"], first["imported"])


def test_control_signs_and_halves_of_signs_are_kept_visibly(house, run, tmp_path):
    run(written(tmp_path / "in", [line(1, text="a\x00b\u202ec\ud800d")]))
    opened = open_report(Report.objects.get().pk, viewer=house.analyst)
    assert opened.content.story == "a\u2400b[U+202E]c[U+D800]d"


def test_nobody_can_be_asked_about_an_imported_report(house, run, tmp_path):
    run(written(tmp_path / "in", [line(1)]))
    with pytest.raises(Refused):
        ask_reporter(Report.objects.get().pk, viewer=house.analyst, text="Hoe laat?")


def test_when_a_batch_fails_nothing_of_it_stays(house, monkeypatch):
    def fail(event):
        raise RuntimeError

    monkeypatch.setattr("seinhuis.desk.reports.importing.announce", fail)
    entries = JournalEntry.objects.count()
    raw = [RawLine(1, json.dumps(line(1)).encode())]
    with pytest.raises(RuntimeError):
        import_reports(organisation=house.card, lines=raw, batch=10, tell=print)
    assert not Report.objects.exists()
    assert JournalEntry.objects.count() == entries


def test_the_day_of_the_import_is_in_the_journal_and_the_month_of_the_report_on_it(house, run, tmp_path):
    run(written(tmp_path / "in", [line(1, month="2018-02")]))
    entry = json.loads(bytes(JournalEntry.objects.order_by("-index").first().canonical))
    assert entry["day"] == clock.today().isoformat()
    assert Report.objects.get().received_on.isoformat() == "2018-02-01"


def test_long_lines_make_small_batches():
    lines = [RawLine(n, b"x" * 1_500_000) for n in range(7)]
    assert [len(each) for each in batches(lines, 200)] == [3, 3, 1]
    assert [len(each) for each in batches([RawLine(n, b"x") for n in range(5)], 2)] == [2, 2, 1]


@pytest.mark.parametrize("arguments", [["--batch", "0"], ["--batch", "many"], ["--batch", "100000"]])
def test_wrong_usage_is_two(run, tmp_path, arguments):
    with pytest.raises(SystemExit) as stopped:
        run(written(tmp_path / "in", []), *arguments)
    assert stopped.value.code == 2


def test_a_file_that_is_not_there_is_two(run, tmp_path):
    code, _result, said = run(str(tmp_path / "nothing"))
    assert code == 2
    assert said.startswith("seinhuis: the file cannot be opened")


def test_an_unknown_organisation_is_told(run, tmp_path, house):
    code, _result, said = run(written(tmp_path / "in", [line(1)]), organisation="nergens")
    assert code == 1
    assert house.card.slug in said


def test_killed_in_the_middle_and_run_again_nothing_is_lost_or_double(tmp_path):
    environment = {
        **{name: value for name, value in os.environ.items() if name != "SEINHUIS_DATABASE_URL"},
        "SEINHUIS_HOME": str(tmp_path / "home"),
        "DJANGO_SETTINGS_MODULE": "seinhuis.site.settings",
        "SEINHUIS_PASSPHRASE": "vier losse woorden samen",
    }
    seinhuis = [sys.executable, "-m", "seinhuis.site.command_line"]
    subprocess.run([*seinhuis, "setup"], env=environment, check=True, capture_output=True)
    founding = ["organisation", "found", "m", "--name", "M", "--keyholder", "noor"]
    subprocess.run([*seinhuis, *founding], env=environment, check=True, capture_output=True)
    path = written(tmp_path / "in", [line(n) for n in range(1000)])
    command = [*seinhuis, "reports", "import", path, "--organisation", "m", "--json", "--batch", "20"]
    running = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    wal = tmp_path / "home" / "seinhuis.sqlite3-wal"
    deadline = time.monotonic() + 30
    while (
        running.poll() is None
        and time.monotonic() < deadline
        and not (wal.exists() and wal.stat().st_size > 300_000)
    ):
        time.sleep(0.01)
    running.kill()
    assert running.wait() == -9
    done = subprocess.run(command, env=environment, check=True, capture_output=True)
    result = json.loads(done.stdout)
    assert result["imported"] + result["already_known"] == 1000
    assert result["already_known"] > 0
    again = json.loads(subprocess.run(command, env=environment, check=True, capture_output=True).stdout)
    assert (again["imported"], again["already_known"]) == (0, 1000)
