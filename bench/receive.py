"""Receiving one report: the POST of the last step, as server CPU, against the real server."""

import statistics
import time

from tests.attacks.installation import Installation

from bench.texts import texts

REPORTS = 1000
DRAFTS = """
import json, sys
from seinhuis.desk.accounts.api import organisation_named
from seinhuis.desk.reports.drafts import new_draft, seal_draft
card = organisation_named("meldpunt")
for text in json.load(open(sys.argv[1] if len(sys.argv) > 1 else {path!r})):
    draft = new_draft().with_answers({{"story": text, "consent": "police", "signals": ["R12", "R01"]}})
    print(seal_draft(draft, card.id))
"""


def run(home):
    """Send the last step of many reports in turn and divide the server's CPU time by their number."""
    import json

    house = Installation(home / "house").prepare()
    stories = home / "stories.json"
    stories.write_text(json.dumps(texts(REPORTS)))
    drafts = house.python(DRAFTS.format(path=str(stories))).split()
    path = house.address("reports:start", house.slug)
    server = house.serve(workers=1)
    _send(server, path, drafts[:50])
    before, waits = server.cpu_seconds(), []
    for draft in drafts[50:]:
        started = time.perf_counter()
        _send(server, path, [draft])
        waits.append(time.perf_counter() - started)
    used = server.cpu_seconds() - before
    server.stop()
    counted = len(drafts) - 50
    print(f"{counted} reports: {1000 * used / counted:.2f} ms of server CPU each (aim: at most 10)")
    middle, late = statistics.median(waits), sorted(waits)[int(0.99 * counted)]
    print(f"wall: median {1000 * middle:.1f} ms, 99th {1000 * late:.1f} ms")


def _send(server, path, drafts):
    for draft in drafts:
        status, _ = server.post(path, {"draft": draft, "step": "review", "go": "submit"})
        assert status == 200, status
