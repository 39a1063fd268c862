"""What a newcomer is told about the demo house, and the file in which it is remembered."""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from seinhuis.site.demo.people import ORGANISATIONS, PEOPLE

FIRST_STEPS = (
    "Log in as sanne and open the report about house 87 of five days ago, with what was known already.",
    "Look at the taxi reports: they share one number. Put it on the noise list and see the links go.",
    "Come back as a reporter with a code above, answer the question, and find the answer at the desk.",
    "Open the dossier about the grey van, add a fact with its source, and hand it over to the police team.",
    "Open Corpus (Verzameling) as sanne, in a minute: notes from two boards, what links them, what does not.",
    "Look boekingen@kamers-nl.example up from the report about rooms 5 and 6: the corpus holds it too.",
    "Log in as arend, the auditor: the journal says who saw what, and shows no word of any report.",
)


@dataclass(frozen=True)
class DemoReceipt:
    """A reporter's code, and what it is good for."""

    code: str
    organisation: str
    about: str


@dataclass(frozen=True)
class DemoHouse:
    """The ids by which the house is known again, the codes of some reporters, and the keys of the demo
    recipients.
    """

    organisations: dict[str, str]
    receipts: tuple[DemoReceipt, ...]
    identity_files: dict[str, str]

    def as_json(self, address: str) -> str:
        """Everything for a script."""
        return json.dumps(
            {
                "address": address,
                "forms": {each.slug: address + _path("reports:start", each.slug) for each in ORGANISATIONS},
                "back": address + _path("reports:back"),
                "login": address + _path("account_login"),
                "people": [
                    {
                        "username": each.username,
                        "passphrase": each.passphrase,
                        "role": each.roles[0].value,
                        "roles": [role.value for role in each.roles],
                        "organisation": each.organisation,
                    }
                    for each in PEOPLE
                ],
                "receipts": [asdict(each) for each in self.receipts],
                "identity_file": str(_directory() / self.identity_files["police"]),
                "identity_files": {
                    name: str(_directory() / file) for name, file in self.identity_files.items()
                },
            },
            indent=2,
        )

    def as_text(self, address: str) -> str:
        """Everything for a newcomer who looks at a terminal."""
        return "\n".join((*_addresses(address), *_people(), *self._codes(), *self._keys(), *_first_steps()))

    def _codes(self) -> list[str]:
        lines = [f"  {each.code}  {each.organisation}: {each.about}" for each in self.receipts]
        return ["", "Codes of reporters, to come back with", *lines]

    def _keys(self) -> list[str]:
        lines = [f"  {name:<13} {_directory() / file}" for name, file in self.identity_files.items()]
        return ["", "Private keys of the demo recipients (age -d -i FILE PACKAGE)", *lines]


def remembered() -> DemoHouse | None:
    """The demo house of this installation, when one was made here."""
    known = read("house.json")
    if known is None:
        return None
    values: dict[str, Any] = json.loads(known)
    receipts = tuple(DemoReceipt(**each) for each in values["receipts"])
    return DemoHouse(values["organisations"], receipts, values["identity_files"])


def remember(house: DemoHouse) -> None:
    """Write the house down, before the transaction that makes it ends; a file without its house is written
    anew.
    """
    write("house.json", json.dumps(asdict(house), indent=2))


def read(name: str) -> str | None:
    """A file of the demo, where it is there."""
    path = _directory() / name
    return path.read_text(encoding="utf-8") if path.exists() else None


def write(name: str, text: str) -> Path:
    """Write a file of the demo durably, for its own user only, and say where it is."""
    directory = _directory()
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    partial = directory / f"{name}.partial"
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    return partial.rename(directory / name)


def _directory() -> Path:
    return Path(settings.SEINHUIS_HOME) / "demo"


def _path(name: str, *arguments: str) -> str:
    with translation.override("nl"):
        return reverse(name, args=arguments)


def _addresses(address: str) -> list[str]:
    forms = [f"  {each.name:<24} {address}{_path('reports:start', each.slug)}" for each in ORGANISATIONS]
    return [
        "Seinhuis, demo house. All people and reports are invented. English: /en/ instead of /nl/.",
        "",
        "Public pages",
        *forms,
        f"  {'Coming back with a code':<24} {address}{_path('reports:back')}",
        "",
        f"Desk: {address}{_path('account_login')} (passphrases for the demo only)",
    ]


def _people() -> list[str]:
    return [
        f"  {each.username:<7} {each.passphrase:<28} {', '.join(each.roles):<24} {each.organisation}"
        for each in PEOPLE
    ]


def _first_steps() -> list[str]:
    return [
        "",
        "What to try first",
        *(f"  {number}. {step}" for number, step in enumerate(FIRST_STEPS, start=1)),
    ]
