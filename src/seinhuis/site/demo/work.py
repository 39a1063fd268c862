"""Some weeks of work at the desks of the demo: what people did with the reports, by the actions that
people use.
"""

from collections.abc import Callable

from seinhuis.desk.reports.api import CloseReason, Urgency, answer_as_reporter, ask_reporter
from seinhuis.desk.triage import api as triage
from seinhuis.site.demo import dossier_work, handover_work
from seinhuis.site.demo.people import MELDPUNT, ZORGHUIS
from seinhuis.site.demo.scene import Scene

LOOKED_AT_AGAIN_IN_DAYS = 3
SPREAD_OVER_DAYS = 12


def do(scene: Scene, days_ago: int) -> None:
    """Whatever was done so many days ago."""
    for days, act in SCHEDULE:
        if days == days_ago:
            act(scene)


def _ask_the_school(scene: Scene) -> None:
    sanne, report = scene.viewer("sanne"), scene.report("school-verzuim")
    triage.take(report, viewer=sanne)
    ask_reporter(
        report,
        viewer=sanne,
        text="Dank je wel voor je melding. Weet iemand op school met wie de leerling praat?",
    )


def _the_school_answers(scene: Scene) -> None:
    text = "Ja, de mentor. Er is nu een gesprek met de ouders en het jeugdteam gepland."
    answer_as_reporter(receipt=scene.reports["school-verzuim"].receipt, text=text)


def _close_for_the_school(scene: Scene) -> None:
    note = "Jeugdteam heeft het opgepakt, gesproken met de mentor."
    sanne, report = scene.viewer("sanne"), scene.report("school-verzuim")
    triage.read_report(report, viewer=sanne)
    triage.close(
        report,
        viewer=sanne,
        reason=CloseReason.HELP_ARRANGED,
        note=note,
    )


def _close_too_thin(scene: Scene) -> None:
    triage.close(
        scene.report("receptie-contant"),
        viewer=scene.viewer("ilse"),
        reason=CloseReason.NOT_ENOUGH,
        note="Te weinig.",
    )


def _close_other_subject(scene: Scene) -> None:
    triage.close(
        scene.report("verkeerd-onderwerp"), viewer=scene.viewer("ilse"), reason=CloseReason.NOT_OUR_SUBJECT
    )


def _take_the_hotel(scene: Scene) -> None:
    triage.take(scene.report("anker-receptie"), viewer=scene.viewer("sanne"))


def _take_the_van(scene: Scene) -> None:
    triage.take(scene.report("park-bus"), viewer=scene.viewer("sanne"))


def _join_the_neighbour(scene: Scene) -> None:
    triage.join(scene.report("anker-buur"), into=scene.report("anker-receptie"), viewer=scene.viewer("sanne"))


def _join_the_client_and_ask(scene: Scene) -> None:
    sanne, report = scene.viewer("sanne"), scene.report("anker-klant")
    triage.join(report, into=scene.report("anker-receptie"), viewer=sanne)
    reason = "Drie meldingen met hetzelfde nummer, en een minderjarige die werd gebracht en gehaald."
    triage.set_urgency(scene.report("anker-receptie"), viewer=sanne, urgency=Urgency.U1, reason=reason)
    ask_reporter(report, viewer=sanne, text="Goed dat je dit vertelt. Weet je nog hoe laat het was?")


def _the_client_answers(scene: Scene) -> None:
    text = "Rond half tien. Het contact liep via 06 1234 5601."
    answer_as_reporter(receipt=scene.reports["anker-klant"].receipt, text=text)


def _take_the_half_and_ask(scene: Scene) -> None:
    sanne, report = scene.viewer("sanne"), scene.report("andere-helft")
    triage.take(report, viewer=sanne)
    ask_reporter(
        report, viewer=sanne, text="Dank je wel. Staat er bij de boeking ook een kenteken of een naam?"
    )


def _care_takes_over(scene: Scene) -> None:
    ruben = scene.viewer("ruben")
    triage.take(scene.report("zorg-helft"), viewer=ruben)
    triage.add_note(
        scene.report("zorg-helft"), viewer=ruben, text="Bewoner wil zelf praten met de begeleider."
    )
    triage.take(scene.report("zorg-weggelopen"), viewer=ruben)


def _care_asks(scene: Scene) -> None:
    text = "Dank je wel. Is er iemand die de bewoner vertrouwt?"
    ask_reporter(scene.report("zorg-tatoeage"), viewer=scene.viewer("ruben"), text=text)


def _care_is_answered(scene: Scene) -> None:
    text = "Ja, een van de nachtbegeleiders. Die is vrijdag weer hier."
    answer_as_reporter(receipt=scene.reports["zorg-tatoeage"].receipt, text=text)


def _danger_at_the_school(scene: Scene) -> None:
    ilse, report = scene.viewer("ilse"), scene.report("bedreigd")
    triage.take(report, viewer=ilse)
    triage.add_note(report, viewer=ilse, text="School gebeld: 112 is gebeld, de politie is er.")


def _danger_is_over(scene: Scene) -> None:
    note = "Leerling is veilig bij een tante. Veilig Thuis is ingeschakeld door de school."
    triage.close(
        scene.report("bedreigd"), viewer=scene.viewer("ilse"), reason=CloseReason.HELP_ARRANGED, note=note
    )


def _join_the_van(scene: Scene) -> None:
    sanne = scene.viewer("sanne")
    for key in ("neighbour-car", "oude-bekende"):
        triage.join(scene.report(key), into=scene.report("park-bus"), viewer=sanne)


def _give_out_work(scene: Scene) -> None:
    ilse = scene.viewer("ilse")
    for key in ("kind-spullen", "schoonmaak-geweigerd", "telefoons"):
        triage.assign(scene.report(key), viewer=ilse, assignee=str(scene.people["sanne"]))
    reason = "Een minderjarige op de kamer die niet was aangemeld."
    triage.set_urgency(scene.report("geen-legitimatie"), viewer=ilse, urgency=Urgency.U1, reason=reason)


def _weekly_round(scene: Scene) -> None:
    """Give everything that has stood in the queue for a week a next date again, so that nothing lies
    still.
    """
    viewers = {MELDPUNT: scene.viewer("ilse"), ZORGHUIS: scene.viewer("greet")}
    for number, (report, about) in enumerate(scene.reports_before(days=7)):
        viewer = viewers[about.organisation]
        item = triage.item_of(report, viewer=viewer)
        if item.state == triage.ItemState.OPEN and item.next_date <= scene.day(LOOKED_AT_AGAIN_IN_DAYS):
            same_day = item.urgency <= Urgency.U1
            days = number % 2 if same_day else LOOKED_AT_AGAIN_IN_DAYS + number % SPREAD_OVER_DAYS
            triage.set_next_date(report, viewer=viewer, next_date=scene.day(days))


SCHEDULE: tuple[tuple[int, Callable[[Scene], None]], ...] = (
    (49, handover_work.add_recipients),
    (48, _ask_the_school),
    (46, _the_school_answers),
    (44, _close_for_the_school),
    (44, _close_too_thin),
    (41, _take_the_hotel),
    (39, _take_the_van),
    (35, _join_the_neighbour),
    (29, _close_other_subject),
    (28, _join_the_client_and_ask),
    (27, _the_client_answers),
    (26, dossier_work.make_hotel_dossier),
    (22, _care_takes_over),
    (21, _take_the_half_and_ask),
    (20, _care_asks),
    (9, _join_the_van),
    (8, dossier_work.make_van_dossier),
    (6, _danger_at_the_school),
    (5, _danger_is_over),
    (3, _give_out_work),
    (2, _weekly_round),
    (2, handover_work.hand_over_hotel_dossier),
    (1, _care_is_answered),
)
