"""The recipients of the demo with their keys, and the package that waits for its acknowledgement."""

from dataclasses import dataclass

from seinhuis.desk.handover.api import (
    Choice,
    Decision,
    Grounds,
    Profile,
    SigningRequest,
    add_recipient,
    confirm_recipient_key,
    decide_texts,
    prepare,
    save_grounds,
    send_handover,
    start_handover,
)
from seinhuis.engine.evidence.seal import generate_age_identity
from seinhuis.site.demo import house
from seinhuis.site.demo.dossier_work import HOTEL
from seinhuis.site.demo.people import PEOPLE
from seinhuis.site.demo.scene import Scene

PURPOSE = "De politie beoordeelt of er een onderzoek nodig is en brengt het meisje in veiligheid."


@dataclass(frozen=True)
class DemoRecipient:
    """Somebody who receives packages, in whose address book they stand, and who telephoned with whom about
    the key.
    """

    key: str
    profile: Profile
    name: str
    contact: str
    keeper: str
    spoken_with: str


RECIPIENTS = (
    DemoRecipient(
        "police", Profile.POLICE, "Politie, demoteam", "0900 88 44", "noor", "De teamchef van het demoteam"
    ),
    DemoRecipient(
        "veilig_thuis", Profile.VEILIG_THUIS, "Veilig Thuis, demo", "0800 20 00", "noor", "De dienstdoende"
    ),
    DemoRecipient(
        "care", Profile.CARE, "Jeugdhulp, demo", "088 000 00 03", "greet", "De intake van Jeugdhulp demo"
    ),
)


def add_recipients(scene: Scene) -> None:
    """Fill the address books; the private keys go into files, so that a newcomer can open a package."""
    for each in RECIPIENTS:
        identity, public_key = generate_age_identity()
        scene.identity_files[each.key] = f"{each.key}-identity.txt"
        house.write(
            scene.identity_files[each.key], f"# {each.name}: invented, for the demo only\n{identity}\n"
        )
        viewer = scene.viewer(each.keeper)
        scene.recipients[each.key] = add_recipient(
            viewer=viewer,
            profile=each.profile,
            name=each.name,
            contact=each.contact,
            age_recipient=public_key,
        )
        confirm_recipient_key(scene.recipients[each.key], viewer=viewer, spoken_with=each.spoken_with)


def hand_over_hotel_dossier(scene: Scene) -> None:
    """Clear every text, sign, and send the dossier to the police team."""
    sanne = scene.viewer("sanne")
    handover = start_handover(scene.dossiers[HOTEL], viewer=sanne, recipient=scene.recipients["police"])
    save_grounds(handover, viewer=sanne, grounds=Grounds(purpose=PURPOSE, ground="vital_interest"))
    texts = prepare(handover, viewer=sanne).texts
    decide_texts(
        handover,
        viewer=sanne,
        decisions={each.key: Decision(each.fingerprint, Choice.KEEP) for each in texts},
    )
    seen = prepare(handover, viewer=sanne).digest
    passphrase = next(each.passphrase for each in PEOPLE if each.username == "sanne")
    send_handover(handover, viewer=sanne, signing=SigningRequest(seen, passphrase))
