"""The journal's pages, for auditors."""

import datetime
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from seinhuis.desk.journal import selectors
from seinhuis.desk.journal.contracts import EntryFilter, StoredEntry, Viewer
from seinhuis.desk.journal.forms import EntryFilterForm
from seinhuis.desk.journal.keys import public_key
from seinhuis.desk.journal.labels import action_label
from seinhuis.desk.journal.names import names_for
from seinhuis.desk.kernel.contracts import Role
from seinhuis.desk.kernel.http import desk_view
from seinhuis.engine.ledger.entries import Entry


@dataclass(frozen=True)
class Line:
    """An entry with the words that a page shows for it."""

    index: int
    entry: Entry | None
    who: str
    what: str
    day: datetime.date | None = None
    moment: datetime.datetime | None = None


@desk_view(Role.AUDITOR)
def entries(request: HttpRequest) -> HttpResponse:
    """The entries of one's organisation, newest first."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    names = names_for(viewer)
    form = EntryFilterForm(request.GET, names=names)
    if not form.is_valid():
        return render(request, "journal/entries.html", {"form": form}, status=422)
    page = selectors.entries(form.chosen(), viewer=viewer)
    return render(
        request,
        "journal/entries.html",
        {
            "form": form,
            "lines": [_line(each, names) for each in page.entries],
            "older": _address(form.chosen(), page.next_before),
            "narrowed": form.chosen() != EntryFilter(),
        },
    )


@desk_view(Role.AUDITOR)
def entry(request: HttpRequest, index: int) -> HttpResponse:
    """One entry with what proves it."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    line = _line(selectors.entry(index, viewer=viewer), names_for(viewer))
    head = selectors.signing_checkpoint(index, viewer=viewer)
    return render(request, "journal/entry.html", {"line": line, "entry": line.entry, "head": head})


@desk_view(Role.AUDITOR)
def proof(request: HttpRequest, index: int) -> HttpResponse:
    """The proof of one entry, as a file."""
    text = selectors.proof_of_entry(index, viewer=request.viewer)  # type: ignore[attr-defined]
    return _file(text, f"entry-{index}.tlog-proof")


@desk_view(Role.AUDITOR)
def checkpoints(request: HttpRequest) -> HttpResponse:
    """The signed heads, the key, and how an outsider checks."""
    before = request.GET.get("before", "")
    start = int(before) if before.isascii() and before.isdigit() and len(before) < 19 else None
    page = selectors.checkpoints(start, viewer=request.viewer)  # type: ignore[attr-defined]
    stamped = any(head.stamped_at for head in page.checkpoints)
    shown = {"page": page, "first": start is None, "key": public_key(), "stamped": stamped}
    return render(request, "journal/checkpoints.html", shown)


@desk_view(Role.AUDITOR)
def note(request: HttpRequest, size: int) -> HttpResponse:
    """One checkpoint as the signed note, as a file."""
    head = selectors.checkpoint(size, viewer=request.viewer)  # type: ignore[attr-defined]
    return _file(head.note, f"checkpoint-{size}.txt")


@desk_view(Role.AUDITOR)
def continuation(request: HttpRequest, size: int) -> HttpResponse:
    """The proof that the newest checkpoint continues this one, as a file."""
    text = selectors.proof_of_continuation(size, viewer=request.viewer)  # type: ignore[attr-defined]
    return _file(text, f"continues-{size}.txt")


@desk_view(Role.AUDITOR)
def stamp(request: HttpRequest, size: int) -> HttpResponse:
    """The time stamp over one checkpoint, as a file."""
    answer = selectors.stamp(size, viewer=request.viewer)  # type: ignore[attr-defined]
    return _file(answer, f"checkpoint-{size}.tsr", "application/timestamp-reply")


@desk_view(Role.AUDITOR)
def key(request: HttpRequest) -> HttpResponse:
    """The verifier key, as a file."""
    return _file(f"{public_key()}\n", "journal.vkey")


def _line(stored: StoredEntry, names: dict[str, str]) -> Line:
    read = stored.entry
    if read is None:
        return Line(stored.index, None, "", "")
    return Line(
        index=stored.index,
        entry=read,
        who=names.get(read.actor, read.actor),
        what=action_label(read.action),
        day=datetime.date.fromisoformat(read.day),
        moment=datetime.datetime.fromisoformat(read.time) if read.time else None,
    )


def _address(chosen: EntryFilter, before: int | None) -> str:
    if before is None:
        return ""
    return "?" + urlencode(
        {name: value for name, value in {**vars(chosen), "before": before}.items() if value}
    )


def _file(content: str | bytes, name: str, media_type: str = "text/plain; charset=utf-8") -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
