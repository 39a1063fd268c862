"""A walk through a handover, page by page, as a browser without JavaScript would do it."""

import html
import re

from django.urls import reverse

from tests.desk.conftest import PASSPHRASE

GROUNDS = {
    "purpose": "Onderzoek naar een mogelijk slachtoffer",
    "ground": "vital_interest",
    "ground_text": "",
    "licence": "AP-0001",
    "language": "nl",
}


class Walk:
    """An analyst with a draft before them."""

    def __init__(self, client, handover):
        self.client = client
        self.handover = handover
        self.page = None

    def url(self, step):
        return reverse(f"handover:{step}", args=[self.handover])

    @property
    def html(self):
        return self.page.content.decode()

    def get(self, step):
        self.page = self.client.get(self.url(step))
        return self.page

    def post(self, step, **data):
        self.page = self.client.post(self.url(step), data)
        return self.page

    def check(self, **answers):
        return self.post("check", **{"contact": "Noor, 088 000 00 00", **answers})

    def grounds(self, **answers):
        return self.post("grounds", **{**GROUNDS, **answers})

    def consent(self, **answers):
        return self.post("consent", **answers)

    def texts(self, page=1):
        """The texts on a page of the clearing: {heading: prefix of its fields}."""
        self.page = self.client.get(self.url("clearing"), {"page": page})
        found = re.findall(r'id="text-([0-9a-f]{16})-heading">(.*?)<span', self.html, re.S)
        return {html.unescape(heading).strip(): prefix for prefix, heading in found}

    def clear(self, choice="keep", page=1, **others):
        """Decide on every text of one page: the same for all, or by heading {heading: (choice, wording)}."""
        prefixes = self.texts(page)
        data = {"go": "save"}
        for heading, prefix in prefixes.items():
            chosen, wording = others.get(heading, (choice, ""))
            data[f"{prefix}-choice"], data[f"{prefix}-wording"] = chosen, wording
            data[f"{prefix}-seen"] = hidden(self.html, f"{prefix}-seen")
        self.page = self.client.post(f"{self.url('clearing')}?page={page}", data)
        return self.page

    def sign(self, passphrase=PASSPHRASE, seen=None, **more):
        self.get("sign")
        seen = hidden(self.html, "seen") if seen is None else seen
        return self.post("sign", seen=seen, statement="on", passphrase=passphrase, **more)

    def to_the_last_step(self):
        assert self.check().status_code == 302, self.html
        assert self.grounds().status_code == 302, self.html
        assert self.consent().status_code == 302, self.html
        assert self.clear().status_code == 302, self.html
        return self

    def download(self):
        self.page = self.client.post(self.url("download"))
        return self.page.content


def hidden(page, name):
    found = re.search(rf'<input type="hidden" name="{name}" value="([^"]*)"', page)
    return found.group(1) if found else ""
