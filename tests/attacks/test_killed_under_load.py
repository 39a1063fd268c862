"""The server is killed while reports come in: what was confirmed is there, and the journal agrees."""

import json
import random
import re
import threading
import time

import pytest

from tests.attacks.installation import Installation

ROUNDS = 3
SENDERS = 4
COUNT = """
import json
from seinhuis.desk.journal.models import JournalEntry
from seinhuis.desk.reports.models import Report
from seinhuis.desk.triage.models import QueueItem
from seinhuis.desk.kernel import outbox
while outbox.deliver_pending():
    pass
entries = [json.loads(row.canonical) for row in JournalEntry.objects.order_by("index")]
print(json.dumps({
    "journal": sorted(entry["subject"] for entry in entries if entry["action"] == "report.received"),
    "reports": sorted(str(pk) for pk in Report.objects.values_list("pk", flat=True)),
    "queue": sorted(str(pk) for pk in QueueItem.objects.values_list("report", flat=True)),
}))
"""


def hidden(html, name):
    return re.search(rf'name="{name}" value="([^"]*)"', html).group(1)


def code_in(html):
    shown = re.search(r'class="report-code".*?</p>', html, re.S).group()
    return re.sub(r"\D", "", re.sub(r"<[^>]*>", "", shown.split(">", 1)[1]))


class Sender(threading.Thread):
    """Hands in one report after another until the server is gone; keeps the codes it was shown."""

    def __init__(self, server, path):
        super().__init__(daemon=True)
        self.server, self.path = server, path
        self.codes = []
        self.started_some = threading.Event()
        self.trouble = None

    def run(self):
        while True:
            try:
                self.codes.append(self.hand_in())
            except OSError:
                return
            except (AssertionError, AttributeError) as error:
                self.trouble = error
                return

    def hand_in(self):
        _, html = self.server.get(self.path)
        for step, answer in (
            ("story", {"story": "Kamer 12, telefoon 06 12345678"}),
            ("consent", {"consent": "police"}),
        ):
            fields = {"draft": hidden(html, "draft"), "step": step, "go": "next", **answer}
            _, html = self.server.post(self.path, fields)
        self.started_some.set()
        status, html = self.server.post(
            self.path, {"draft": hidden(html, "draft"), "step": "review", "go": "submit"}
        )
        if status != 200:
            raise AssertionError(f"a report was refused with status {status}")
        return code_in(html)


@pytest.fixture
def house(tmp_path):
    made = Installation(tmp_path / "home").prepare()
    yield made
    made.remove()


@pytest.mark.parametrize("seed", [20261124])
def test_no_confirmed_report_is_lost_when_the_server_is_killed(house, tmp_path, seed):
    rng = random.Random(seed)
    path = house.address("reports:start", house.slug)
    codes = []
    for _ in range(ROUNDS):
        server = house.serve()
        senders = [Sender(server, path) for _ in range(SENDERS)]
        for sender in senders:
            sender.start()
        assert all(sender.started_some.wait(30) for sender in senders)
        time.sleep(rng.uniform(0.2, 1.5))
        server.kill()
        for sender in senders:
            sender.join(60)
            assert sender.trouble is None, sender.trouble
            codes += sender.codes
    assert len(codes) > ROUNDS * SENDERS

    counted = json.loads(house.python(COUNT))
    assert counted["journal"] == counted["reports"] == counted["queue"]
    assert len(counted["reports"]) >= len(codes)

    server = house.serve(workers=1)
    back = house.address("reports:back")
    for code in codes:
        status, html = server.post(back, {"code": code})
        assert status == 200, "a confirmed report does not open with its code"
        assert 'name="pass"' in html
    server.stop()
    assert house.run("journal", "export", str(tmp_path / "journal.export")).returncode == 0
    assert house.run("journal", "verify", str(tmp_path / "journal.export")).returncode == 0
