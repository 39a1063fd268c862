"""A walk through the public form, page by page, as a browser without JavaScript would do it."""

import re

from django.test import Client
from django.urls import reverse
from django.utils import translation

from seinhuis.engine.sealing.receipts import read_receipt


class Form:
    """Somebody who fills in the form; keeps what the page holds, as a browser does, and nothing else."""

    def __init__(self, slug, language="nl"):
        self.client = Client(enforce_csrf_checks=True)
        with translation.override(language):
            self.url = reverse("reports:start", args=[slug])
        self.page = self.client.get(self.url)

    @property
    def html(self):
        return self.page.content.decode()

    @property
    def draft(self):
        return hidden(self.html, "draft")

    @property
    def step(self):
        return hidden(self.html, "step")

    def press(self, go="next", **answers):
        data = {"draft": self.draft, "step": self.step, "go": go, **answers}
        if 'name="changing"' in self.html:
            data["changing"] = "yes"
        self.page = self.client.post(self.url, data)
        return self.page

    def walk_to(self, step, answers=None):
        answers = answers or {}
        for _ in range(15):
            if self.step == step:
                return self
            self.press(**answers.get(self.step, {}))
        raise AssertionError(f"never reached {step}, stands at {self.step}")

    def receipt(self):
        code = re.search(r'class="report-code".*?</p>', self.html, re.S).group()
        return read_receipt(re.sub(r"<[^>]*>", "", code.split(">", 1)[1]))


WHOLE = {
    "danger": {"danger": "no"},
    "who": {"reporter_kind": "citizen"},
    "setting": {"setting": "reception"},
    "signals": {"signals": ["R12", "R01"], "not_sure": "on"},
    "story": {"story": "Een meisje van ongeveer 15 werd drie keer gebracht en gehaald, kamer 12."},
    "about": {"about": "Een man van rond de dertig", "age_band": "12_15"},
    "place": {"where": "Hotel aan de haven", "when": "vrijdag rond elf uur"},
    "online": {"identifiers": "06 12 34 56 78", "online": "een groep in een app"},
    "consent": {"consent": "police"},
}


def hidden(html, name):
    found = re.search(rf'<input type="hidden" name="{name}" value="([^"]*)"', html)
    return found.group(1) if found else ""
