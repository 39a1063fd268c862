"""The whole line: two people report, an analyst sees what touches what, the police receive it and say so."""

import re

import pytest
from django.urls import reverse
from django.utils.translation import gettext as said

from seinhuis.desk.kernel import outbox
from seinhuis.desk.kernel.contracts import Role
from tests.desk.conftest import PASSPHRASE
from tests.desk.handover.tools import run
from tests.journeys.reporting import STORY, begin, walk

SECOND = {
    "story": "Op de parkeerplaats wacht elke vrijdag een grijze bus.",
    "identifiers": "nul zes 12 34 56 78",
}
PASSAGE = "Een meisje van ongeveer 15 werd drie keer gebracht en gehaald, kamer 12."
QUESTION, ANSWER = "Welke kleur had de auto?", "Grijs, kenteken GH-123-J."
UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@pytest.mark.tool("age", "tar", "sha256sum", "pdfinfo")
def test_the_whole_line(live_server, house, visitor, colleague, javascript, tmp_path):
    reporter = visitor(javascript=javascript, width=390)
    begin(reporter.page, live_server.url, house)
    code = walk(reporter.page)
    neighbour = visitor(javascript=javascript, width=390)
    begin(neighbour.page, live_server.url, house)
    walk(neighbour.page, SECOND)

    analyst = colleague(Role.ANALYST, javascript=javascript)
    triage(analyst)
    reporter_answers(visitor(javascript=javascript, width=390), code)
    make_dossier(analyst, tmp_path)
    dossier = address(analyst)

    public = age_key(tmp_path)
    add_recipient(colleague(Role.COORDINATOR, javascript=javascript), public)
    handover = hand_over(analyst, dossier)
    package = analyst.download(".tar.age", tmp_path)
    assert package.name.endswith(".tar.age")
    read_state(visitor(javascript=javascript, width=390), code, said("We are looking into your report."))

    bag = open_package(package, tmp_path)
    acknowledge(visitor(javascript=javascript), bag)
    outbox.deliver_pending(in_worker=False)
    analyst.go(handover).sees(said("Received and acknowledged"), "J. Bos, 0900 8844")
    analyst.go(dossier).sees(said("Handed over"))
    read_state(
        visitor(javascript=javascript, width=390),
        code,
        said("We have handed your report over to people who can act on it."),
    )
    audit(colleague(Role.AUDITOR, javascript=javascript), handover)


def address(who):
    return who.page.url.removeprefix(who.base).split("#")[0]


def triage(analyst):
    """Finds the report with "seen before", takes it, reads, judges the link and asks a question."""
    analyst.go(reverse("triage:queue")).sees(said("Seen before:"))
    analyst.follow("kamer 12", at=".queue").press(said("Take this report")).sees(
        said("You have this report now. The reporter sees that it is being looked at.")
    )
    analyst.page.locator("details.story summary").click()
    analyst.sees(STORY)
    analyst.sees(said("Links with other reports"), "+31612345678")
    analyst.press(said("Same matter")).sees(said("Undo the judgement"))
    analyst.unfold(said("Ask the reporter one more question")).fill(said("Your question"), QUESTION)
    analyst.press(said("Ask this")).sees(QUESTION)


def come_back(reporter, code):
    reporter.go(reverse("reports:back")).page.fill("[name=code]", code)
    return reporter.press(said("Open"))


def reporter_answers(reporter, code):
    come_back(reporter, code).sees(said("We are looking into your report."), QUESTION)
    reporter.page.fill("[name=text]", ANSWER)
    reporter.press(said("Send")).sees(ANSWER)


def read_state(reporter, code, words):
    come_back(reporter, code).sees(words)


def make_dossier(analyst, folder):
    """A dossier of both reports with a fact, a person, the identifiers, a file and a note."""
    analyst.go(reverse("triage:queue")).sees(said("New answer of the reporter"))
    analyst.follow("kamer 12", at=".queue").sees(ANSWER)
    analyst.fill(said("Title of the dossier"), "Gebracht en gehaald").press(said("Make a dossier"))
    add_summary(analyst)
    add_fact(analyst)
    add_person(analyst)
    analyst.follow(said("Take over or add identifiers")).press(
        said("Take over all %(number)s").partition(" %")[0]
    ).sees("GH123J")
    add_exhibit(analyst, folder)
    analyst.follow(said("Add a note")).fill(said("Note"), "Vrijdag teruggebeld.").press(said("Save"))
    assert parts(analyst) == {
        "sources": 2,
        "facts": 1,
        "persons": 1,
        "identifiers": 3,
        "exhibits": 1,
        "notes": 1,
    }


def parts(analyst):
    """How much each part of the dossier holds, as its table of contents says."""
    links = analyst.page.locator(".dossier-contents a").all()
    counted = {link.get_attribute("href")[1:]: re.search(r"\d+", link.inner_text()) for link in links}
    return {part: int(number.group()) for part, number in counted.items() if number}


def add_summary(analyst):
    analyst.follow(said("Change title and summary")).fill(
        said("Summary"), "Twee melders noemen hetzelfde nummer."
    )
    analyst.press(said("Save"))


def add_fact(analyst):
    source = analyst.page.locator("#sources li").filter(has_text="kamer 12")
    analyst.leave_by(source.get_by_role("link", name=said("Add a fact")))
    analyst.fill(
        said("The fact"), "Een meisje van ongeveer 15 werd op een avond drie keer gebracht en gehaald."
    )
    analyst.page.locator("[name=passage_field]").select_option("story")
    analyst.fill(said("The words it rests on"), PASSAGE)
    analyst.page.locator("[name=source_grade]").select_option("B")
    analyst.page.locator("[name=information_grade]").select_option("2")
    analyst.fill(said("When it happened, as a date"), "2026-11-20").press(said("Save the fact")).sees(PASSAGE)


def add_person(analyst):
    analyst.follow(said("Add a person")).tick("role", "young_person")
    analyst.choose(said("Stated in"), "kamer 12").fill(said("Age, as stated"), "ongeveer 15").press(
        said("Save")
    )
    analyst.sees("ongeveer 15")


def add_exhibit(analyst, folder):
    file = folder / "boeking.txt"
    file.write_text("Kamer 12, geboekt voor een nacht, contant betaald.\n")
    analyst.follow(said("Add a file")).page.set_input_files("main input[type=file]", file)
    analyst.fill(said("What it is, and how you came by it"), "Boeking, gekregen van de receptie").press(
        said("Add the file")
    )
    analyst.sees("boeking.txt", run("sha256sum", file.name, cwd=folder).split()[0])


def age_key(folder):
    """A key pair that the recipient makes with the real age."""
    run("age-keygen", "-o", "key.txt", cwd=folder)
    return run("age-keygen", "-y", "key.txt", cwd=folder).strip()


def add_recipient(coordinator, public):
    coordinator.go(reverse("handover:recipients")).sees(
        said("The address book is empty. Add the first recipient below.")
    ).tick("profile", "police")
    coordinator.fill(said("Name"), "Team Noord").fill(said("Contact"), "0900 8844").fill(
        said("Public age key"), public
    )
    coordinator.press(said("Add"), exact=True).sees("Team Noord")
    coordinator.unfold(said("Confirm the key")).fill(said("With whom did you speak?"), "R. de Vries")
    coordinator.press(said("The groups were read back and are the same")).sees(said("key confirmed"))


def hand_over(analyst, dossier):
    """Every step from the dossier to the sealed package; gives the address of the handover."""
    analyst.go(dossier).follow(said("Hand over to …"))
    analyst.page.locator("main").get_by_label("Team Noord").check()
    analyst.press(said("Begin")).fill(said("Who can be called back about this?"), "Noor, 088 000 00 00")
    analyst.press(said("Save and go on")).fill(
        said("For which purpose does this leave?"), "Onderzoek naar een mogelijk slachtoffer"
    )
    analyst.tick("ground", "vital_interest").tick("language", "nl").press(said("Save and go on"))
    analyst.sees(said("Every reporter agrees to this recipient.")).press(said("Save and go on"))
    for box in analyst.page.locator("main input[type=radio][value=keep]").all():
        box.check()
    analyst.press(said("Save and go on")).sees(said("This leaves, and nothing else"), PASSAGE)
    analyst.page.check("main [name=statement]")
    analyst.page.fill("main [name=passphrase]", PASSPHRASE)
    analyst.press(said("Sign and send")).sees(
        said("The package is sealed. It counts as handed over when the recipient acknowledges it.")
    )
    return address(analyst)


def open_package(package, folder):
    """What the recipient does at home, with the tools that everybody has."""
    run("age", "-d", "-i", "key.txt", "-o", "package.tar", package.name, cwd=folder)
    run("tar", "-xf", "package.tar", cwd=folder)
    bag = next(path for path in folder.iterdir() if (path / "bagit.txt").exists())
    for manifest in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
        run("sha256sum", "--check", "--strict", manifest, cwd=bag)
    assert any(path.read_text().startswith("Kamer 12") for path in bag.rglob("*.txt"))
    return bag


def acknowledge(recipient, bag):
    """Types the code of the dossier on the page that the dossier names; without an account."""
    dossier = run("pdftotext", "-layout", "data/dossier.pdf", "-", cwd=bag)
    code = re.search(r"\d{5} \d{5} \d{5} \d{5} \d{5}", dossier).group()
    recipient.go(reverse("handover:acknowledge")).page.fill("[name=code]", code)
    recipient.page.fill("[name=call_back]", "J. Bos, 0900 8844")
    recipient.press(said("I have received it")).sees(
        said("Thank you, the sender knows that it has arrived"), bag.name
    )
    assert not recipient.page.context.cookies()


def audit(auditor, handover):
    """Who did what with this handover stands in the journal; what anybody typed does not."""
    number = UUID.search(handover).group()
    auditor.go(f"{reverse('journal:entries')}?subject={number}")
    auditor.sees("analyst noord", "de ontvanger")
    auditor.leave_by(auditor.page.locator("main tbody a").first)
    assert re.search(r"/journal/\d+/", auditor.page.url)
    assert "kamer 12" not in auditor.text
