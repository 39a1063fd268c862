"""A browser without JavaScript: reads forms and words, and sends what a person fills in."""

import re
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.test import Client
from django.urls import Resolver404, resolve

from seinhuis.desk.kernel import outbox

TYPED = {"text", "search", "tel", "url", "email", "number", "date", "password", "textarea", "file"}
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")
NUMBERED = re.compile(r"^[0-9a-f]{16}-|[0-9a-f]{8}-[0-9a-f-]{27}-")
# Other servers would answer these.
ELSEWHERE = ("tel:", "mailto:", "#")


@dataclass
class Field:
    """One control of a form."""

    name: str
    kind: str
    value: str = ""
    options: list = field(default_factory=list)
    checked: bool = False
    attributes: dict = field(default_factory=dict)

    @property
    def plain_name(self):
        """The name without the id that tells several of the same form apart."""
        return NUMBERED.sub("*-", self.name)


@dataclass
class Form:
    """One form of a page, with what stands in it."""

    page: str
    method: str
    action: str
    fields: list = field(default_factory=list)
    buttons: list = field(default_factory=list)

    @property
    def view(self):
        """The name of the address that the form is sent to."""
        return view_name(self.action)

    @property
    def typed(self):
        """The controls in which a person can type, or choose a file."""
        return [each for each in self.fields if each.kind in TYPED]

    @property
    def key(self):
        """What tells this form from other forms: the address and the fields."""
        return self.view, tuple(sorted({each.plain_name for each in self.fields if each.kind != "hidden"}))

    @property
    def typed_key(self):
        """The address and the fields in which a person can type."""
        return self.view, tuple(sorted({each.plain_name for each in self.typed}))

    def data(self):
        """What a browser sends when nothing is changed."""
        sent = {}
        for each in self.fields:
            if each.kind in ("checkbox", "radio"):
                if each.checked:
                    sent.setdefault(each.name, []).append(each.value)
            elif each.kind != "file":
                sent.setdefault(each.name, []).append(each.value)
        return sent


def view_name(url):
    """The name of the address, or nothing for one that does not exist."""
    try:
        return resolve(urlsplit(url).path).view_name
    except Resolver404:
        return ""


class _Reader(HTMLParser):
    """Collects forms, links, words and tags."""

    def __init__(self, url):
        super().__init__(convert_charrefs=True)
        self.url = url
        self.forms, self.links, self.words, self.tags = [], [], [], []
        self.form = self.select = self.textarea = self.option = None
        self.hidden_text = 0

    def handle_starttag(self, tag, attrs):
        found = {name: value if value is not None else "" for name, value in attrs}
        self.tags.append((tag, found))
        if tag == "form":
            action = urljoin(self.url, found.get("action") or self.url)
            self.form = Form(self.url, found.get("method", "get").lower(), action)
            self.forms.append(self.form)
        elif tag == "a" and "href" in found:
            self.links.append(urljoin(self.url, found["href"]) if found["href"] else "")
        elif tag in ("script", "style"):
            self.hidden_text += 1
        elif self.form is not None:
            self._control(tag, found)
        if tag == "br":
            self.words.append("\n")

    def _control(self, tag, found):
        name = found.get("name", "")
        if tag == "input" and name:
            kind = found.get("type", "text").lower()
            default = "on" if kind in ("checkbox", "radio") else ""
            control = Field(name, kind, found.get("value", default), [], "checked" in found, found)
            if kind in ("submit", "image", "button"):
                self.form.buttons.append(control)
            else:
                self.form.fields.append(control)
        elif tag == "button":
            self.form.buttons.append(Field(name, "submit", found.get("value", ""), attributes=found))
        elif tag == "textarea":
            self.textarea = Field(name, "textarea", "", attributes=found)
            self.form.fields.append(self.textarea)
        elif tag == "select":
            self.select = Field(name, "select", "", attributes=found)
            self.form.fields.append(self.select)
        elif tag == "option" and self.select is not None:
            value = found.get("value", "")
            self.select.options.append(value)
            if "selected" in found or len(self.select.options) == 1:
                self.select.value = value

    def handle_endtag(self, tag):
        if tag == "form":
            self.form = None
        elif tag == "textarea" and self.textarea is not None:
            # A browser drops the one line break that stands right behind the tag.
            self.textarea.value = re.sub(r"\A\r?\n", "", self.textarea.value)
            self.textarea = None
        elif tag == "select":
            self.select = None
        elif tag in ("script", "style"):
            self.hidden_text -= 1

    def handle_data(self, data):
        if self.textarea is not None:
            self.textarea.value += data
        if not self.hidden_text:
            self.words.append(data)


@dataclass
class Page:
    """An answer of the server, read once."""

    url: str
    response: object = field(repr=False)

    @property
    def status(self):
        return self.response.status_code

    @cached_property
    def bytes(self):
        if getattr(self.response, "streaming", False):
            return b"".join(self.response.streaming_content)
        return self.response.content

    @property
    def is_html(self):
        return self.response.get("Content-Type", "").startswith("text/html")

    @property
    def html(self):
        return self.bytes.decode()

    @cached_property
    def read(self):
        reader = _Reader(self.url)
        reader.feed(self.html)
        reader.close()
        return reader

    @property
    def forms(self):
        return self.read.forms if self.is_html else []

    @property
    def links(self):
        """The addresses on this page that this house answers."""
        if not self.is_html:
            return []
        found = (urlsplit(each) for each in self.read.links if each and not each.startswith(ELSEWHERE))
        inside = (each for each in found if each.netloc in ("", "testserver"))
        return [each.path + (f"?{each.query}" if each.query else "") for each in inside]

    @cached_property
    def text(self):
        """The words that a person sees, what stands in a field included."""
        if not self.is_html:
            return self.bytes.decode("utf-8", "replace")
        reader = self.read
        values = [each.value for form in reader.forms for each in form.fields if each.kind != "hidden"]
        return "".join(reader.words) + "\n" + "\n".join(values)

    def form(self, view, *names):
        """The form that goes to this address and has these fields."""
        for each in self.forms:
            if each.view == view and set(names) <= {control.plain_name for control in each.fields}:
                return each
        raise AssertionError(f"{self.url} has no form for {view}: {[each.key for each in self.forms]}")


class Visitor:
    """Somebody with a browser. Keeps every answer's address, headers and cookies in ``outside``."""

    def __init__(self, client=None):
        self.client = client or Client(enforce_csrf_checks=True)
        self.outside = []

    def get(self, url):
        return self.read(url, self.client.get(url, headers={"host": "testserver"}))

    def follow(self, page):
        """Where a redirect leads; the page itself when it is none."""
        while page.status in (301, 302, 303):
            page = self.get(urljoin(page.url, page.response["Location"]))
        return page

    def submit(self, form, changed=None, button=None):
        """Send a form with these fields changed, as pressing a button does."""
        sent = {**form.data(), **{name: _listed(value) for name, value in (changed or {}).items()}}
        if button is not None and button.name:
            sent[button.name] = [button.value]
        if form.method == "get":
            query = QueryDict(mutable=True)
            for name, values in sent.items():
                query.setlist(name, values)
            return self.get(f"{urlsplit(form.action).path}?{query.urlencode()}")
        address = urlsplit(form.action)
        path = address.path + (f"?{address.query}" if address.query else "")
        response = self.client.post(path, dict(sent.items()))
        # The news goes round as after the end of the request in a real server.
        while outbox.deliver_pending(in_worker=False):
            continue
        return self.read(path, response)

    def read(self, url, response):
        """An answer as a page; what the browser was told beside it is remembered."""
        cookies = [morsel.OutputString() for morsel in response.cookies.values()]
        self.outside.append((url, dict(response.items()), cookies))
        return Page(url, response)


def _listed(value):
    if isinstance(value, list):
        return list(value)
    return [value]


def a_file(name, content=b"Kamer 12, contant betaald."):
    return SimpleUploadedFile(name, content, content_type="text/plain")


def crawl(visitor, starts, limit=400):
    """Every page that can be reached by links from here; language links and leaving are no part of it."""
    seen, waiting, pages = set(), list(starts), []
    while waiting and len(pages) < limit:
        url = waiting.pop(0)
        if url in seen:
            continue
        seen.add(url)
        page = visitor.follow(visitor.get(url))
        pages.append(page)
        seen.add(page.url)
        waiting += [each for each in page.links if each.startswith("/nl/") and "/leave/" not in each]
    return pages
