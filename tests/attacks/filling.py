"""Filling in every form of the house, found on its pages and not listed by hand."""

from dataclasses import dataclass, field

from seinhuis.desk.kernel import clock
from tests.attacks.browsing import Form, Page, Visitor, a_file, crawl

# What takes something away is filled in when everything else has been.
LAST = ("dossiers:withdraw", "dossiers:remove_exhibit", "triage:close")
# These change who can log in, or need more than one page: the tests fill them in one by one.
BY_HAND = (
    "accounts:passphrase",
    "accounts:recover",
    "account_login",
    "handover:sign",
    "reports:start",
    "reports:back",
    "handover:acknowledge",
)
SECRET = ("password", "date", "number")


@dataclass
class Filler:
    """Fills in forms. ``text`` gives the words for a field; ``decided`` what other fields take."""

    text: object
    decided: dict = field(default_factory=dict)
    seen: set = field(default_factory=set)
    accepted: set = field(default_factory=set)
    answers: list = field(default_factory=list)

    def look(self, form):
        """Remember in what a person could have typed here."""
        self.seen |= {(form.view, each.plain_name) for each in form.typed}

    def answers_for(self, form: Form, *, last: bool):
        """What to send: words in every field, and the last (or first) answer of every choice."""
        changed, radios = {}, {}
        for each in form.fields:
            rule = self.decided.get((form.view, each.plain_name))
            if rule is not None:
                changed[each.name] = rule(form, each)
            elif each.kind == "radio":
                radios.setdefault(each.name, []).append(each.value)
            elif each.kind == "select":
                chosen = [value for value in each.options if value]
                changed[each.name] = (chosen[-1 if last else 0]) if chosen else ""
            elif each.kind == "checkbox":
                changed[each.name] = each.value
            elif each.kind == "file":
                changed[each.name] = self.file(form, each)
            elif each.kind == "date":
                changed[each.name] = each.attributes.get("max") or clock.today().isoformat()
            elif each.kind in ("text", "textarea"):
                changed[each.name] = self.text(form, each)
        for name, values in radios.items():
            changed.setdefault(name, values[-1 if last else 0])
        return changed

    def file(self, form, each):
        """A file whose name and content are such words."""
        return a_file(f"{self.text(form, each)}.txt", self.text(form, each).encode())

    def fill(self, visitor: Visitor, form: Form, *, button=None, last=True) -> Page:
        """Fill one form in and send it."""
        self.look(form)
        changed = self.answers_for(form, last=last)
        page = visitor.submit(form, changed, button or next(iter(form.buttons), None))
        self.answers.append((form, changed, page))
        if page.status in (200, 302, 303):
            self.accepted |= {(form.view, each.plain_name) for each in form.typed}
        return page


def fill_everything(filler: Filler, visitors):
    """Fill in each kind of form once, wherever it stands.

    ``visitors`` are (visitor, first pages, how many pages to look at).
    """
    done = set()
    for turn in range(3):
        for visitor, starts, limit in visitors:
            for page in crawl(visitor, starts, limit=limit):
                for form in page.forms:
                    filler.look(form)
                    wanted = form.typed and form.view not in BY_HAND and form.typed_key not in done
                    in_turn = wanted and _turn(form.view) == turn
                    if in_turn and _fill_fresh(filler, visitor, page.url, form.typed_key):
                        done.add(form.typed_key)


def _turn(view):
    """Handovers first: what a dossier lacks is asked there only while it lacks it."""
    return 0 if view.startswith("handover:") else 2 if view in LAST else 1


def _fill_fresh(filler, visitor, url, key):
    """Load the page again, since something may have changed on it, and try both ends of the choices."""
    for last in (True, False):
        fresh = [each for each in visitor.get(url).forms if each.typed_key == key]
        if not fresh:
            return False
        page = filler.fill(visitor, fresh[0], last=last)
        if page.status != 422:
            return page.status in (200, 302)
    return False
