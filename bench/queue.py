"""The queue page and a report page with its links, with 15,000 reports in the house."""

import json

from tests.attacks.installation import PASSPHRASE, Installation

from bench.texts import messages_file

PAGES = """
import json, statistics, time
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from seinhuis.desk.reports.models import Report
from seinhuis.desk.vault.models import BlindToken
from django.db.models import Count
translation.activate("nl")
client = Client(headers={{"host": "localhost"}})
page = client.post(reverse("account_login"), {{"login": "noor", "password": {passphrase!r}}})
assert page.status_code == 302
busiest = BlindToken.objects.values("token").annotate(n=Count("record")).order_by("-n")[:20]
records = [BlindToken.objects.filter(token=row["token"]).first().record_id for row in busiest]
quiet = list(Report.objects.order_by("pk").values_list("pk", flat=True)[:20])
def measure(name, addresses):
    walls, cpus, queries = [], [], set()
    client.get(addresses[0])
    for address in addresses:
        wall, cpu = time.perf_counter(), time.process_time()
        with CaptureQueriesContext(connection) as captured:
            answer = client.get(address)
        assert answer.status_code == 200, answer.status_code
        walls.append(time.perf_counter() - wall); cpus.append(time.process_time() - cpu)
        queries.add(len(captured))
    print(json.dumps({{"page": name, "queries": sorted(queries), "worst_ms": 1000 * max(walls),
                      "cpu_ms": 1000 * statistics.median(cpus), "wall_ms": 1000 * statistics.median(walls)}}))
measure("queue", [reverse("triage:queue")] * 15)
measure("report with many links", [reverse("triage:report", args=[pk]) for pk in records])
measure("report", [reverse("triage:report", args=[pk]) for pk in quiet])
print(json.dumps({{"reports": Report.objects.count(), "most_shared": busiest[0]["n"]}}))
"""

SENTENCE = (
    "{page}: {cpu_ms:.0f} ms CPU, {wall_ms:.0f} ms by the clock (median; aim: at most 150), "
    "worst {worst_ms:.0f} ms, queries {queries}"
)


def run(home):
    """Import, then open pages as an analyst inside one process: server time and number of queries."""
    house = Installation(home / "house").prepare()
    house.run("reports", "import", messages_file(home), "--organisation", house.slug, check=False)
    house.run("worker", "--once", check=False)
    for line in house.python(PAGES.format(passphrase=PASSPHRASE)).splitlines():
        measured = json.loads(line)
        if "page" in measured:
            print(SENTENCE.format(**measured))
        else:
            print(
                f"{measured['reports']} reports; the most shared identifier is in {measured['most_shared']}"
            )
