"""Contents for tests: short, neutral, and with everything in them that has to survive."""

import dataclasses
import datetime
import hashlib

from seinhuis.engine.evidence.contracts import (
    CustodyStep,
    PackageContent,
    PackageExhibit,
    PackageFact,
    PackageIdentifier,
    PackagePerson,
    PackageSource,
)
from seinhuis.engine.sealing.signatures import SigningKey

SIGNER = SigningKey("meldpunt", bytes(range(32)))
MADE_AT = datetime.datetime(2026, 11, 14, 15, 4, 5, tzinfo=datetime.timezone(datetime.timedelta(hours=1)))
SOURCES = (
    PackageSource("M-2026-0012", datetime.date(2026, 10, 28), "police"),
    PackageSource("M-2026-0031", datetime.date(2026, 11, 3), "police_and_care"),
)
FACTS = (
    PackageFact(
        "f-1",
        1,
        "A girl of about 15 was brought and fetched three times.",
        "M-2026-0012",
        "They brought her at nine and fetched her at half past, three evenings, room 12.",
        "B",
        "2",
        "2026-10-21",
    ),
    PackageFact(
        "f-2",
        2,
        "A dark van with plate 12-AB-34 waited in the car park.",
        "M-2026-0031",
        "the van 12AB34 stood there again",
        "C",
        "3",
        "2026-10-23",
        "towards midnight",
    ),
    PackageFact(
        "f-3", 3, "The room was booked by the same person in October.", "M-2026-0031", "", "F", "6", "2026-10"
    ),
    PackageFact(
        "f-4", 4, "Somebody waited in the lobby.", "M-2026-0012", "", "D", "4", "", "some weeks before"
    ),
)
PERSONS = (
    PackagePerson("p-1", 1, "young_person", (("age", "about 15"), ("nickname", "Noor"))),
    PackagePerson("p-2", 2, "suspect", (("appearance", "tall, short dark hair"),)),
    PackagePerson("p-3", 3, "witness"),
)
IDENTIFIERS = (
    PackageIdentifier(
        "i-1", "phone", "+31612345678", ("06 12345678", "o6-1234 5678"), ("M-2026-0012",), "p-2"
    ),
    PackageIdentifier("i-2", "handle", "instagram:kees_1999", ("@kees_1999",), ("M-2026-0031",), "p-2"),
    PackageIdentifier(
        "i-3", "email", "kees@example.org", ("kees apenstaartje example.org",), ("M-2026-0031",)
    ),
    PackageIdentifier("i-4", "url", "https://example.org/room?id=12", (), ("M-2026-0031",)),
    PackageIdentifier("i-5", "plate", "12AB34", ("12-AB-34",), ("M-2026-0031",)),
    PackageIdentifier("i-6", "iban", "NL91ABNA0417164300", (), ("M-2026-0012",)),
    PackageIdentifier("i-7", "crypto", "bitcoin:bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq", (), ()),
    PackageIdentifier("i-8", "place", "Zwolle", (), ()),
)
CUSTODY = (
    CustodyStep("2026-10-28", "S. de Vries", "received the report", "M-2026-0012"),
    CustodyStep("2026-11-03T09:12:00+01:00", "S. de Vries", "made the dossier", "D-2026-0007"),
)


def exhibit(number, name="note.txt", data=b"room 12, three evenings\n", **more):
    """An exhibit whose hash is right."""
    digest = hashlib.sha256(data).hexdigest()
    defaults = {
        "description": "A note from the reception.",
        "added_on": datetime.date(2026, 11, 4),
        "added_by": "S. de Vries",
    }
    return PackageExhibit(f"e-{number}", number, name, "text/plain", digest, data, **(defaults | more))


def content(**changes):
    """A small whole package content."""
    made = PackageContent(
        id="0b9f3a52-9a0f-4d5e-8a3e-6f1c2d3e4f50",
        reference="OV-2026-0007",
        language="en",
        title="Visits to a hotel in October",
        summary="Two reports describe the same room.\nA girl of about 15 was brought and fetched repeatedly.",
        organisation="Meldpunt Oost",
        contact="S. de Vries, 038 123 45 67",
        recipient="Police unit East, human trafficking team",
        signed_by="Sam de Vries",
        signed_role="analyst",
        made_at=MADE_AT,
        purpose="Investigation of trafficking of a minor",
        legal_ground="Art. 6(1)(f) GDPR with art. 33(2)(b) UAVG",
        licence_reference="AP-2026-118",
        consent_statement="Both reporters agreed that their report goes to the police.",
        marking="TLP:AMBER",
        acknowledge_address="https://meldpunt.example/received",
        acknowledge_code="48213 90177 55302",
        sources=SOURCES,
        facts=FACTS,
        persons=PERSONS,
        identifiers=IDENTIFIERS,
        exhibits=(exhibit(1), exhibit(2, "Foto van de deur.JPG", b"\xff\xd8\xff" + bytes(200))),
        custody=CUSTODY,
    )
    return dataclasses.replace(made, **changes)


def large_content(facts=120, persons=20, identifiers=60, exhibits=10):
    """A dossier of about twenty pages."""
    text = (
        "The van came back in the evening and stood near the entrance for half an hour before it left again. "
    )
    start = datetime.date(2026, 3, 1)
    return content(
        facts=tuple(
            PackageFact(
                f"f-{n}",
                n,
                text,
                SOURCES[n % 2].reference,
                "it stood there again, half an hour or so",
                "ABCDEF"[n % 6],
                "123456"[n % 6],
                (start + datetime.timedelta(days=(n * 7) % 200)).isoformat() if n % 9 else "2026-05",
            )
            for n in range(1, facts + 1)
        ),
        persons=tuple(
            PackagePerson(
                f"p-{n}",
                n,
                ("young_person", "suspect", "witness")[n % 3],
                (("age", "about 30"), ("name", f"Kees {n}")),
            )
            for n in range(1, persons + 1)
        ),
        identifiers=tuple(
            PackageIdentifier(
                f"i-{n}",
                "phone",
                f"+316123456{n:02d}",
                (f"06-123456{n:02d}",),
                ("M-2026-0012",),
                f"p-{n % persons + 1}",
            )
            for n in range(1, identifiers + 1)
        ),
        exhibits=tuple(exhibit(n, f"foto {n}.jpg", bytes([n]) * 100_000) for n in range(1, exhibits + 1)),
        custody=CUSTODY * 10,
    )
