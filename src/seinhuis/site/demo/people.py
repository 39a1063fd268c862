"""Who works in the demo house. The passphrases are for the demo only: everybody can read them here."""

from dataclasses import dataclass

from seinhuis.desk.kernel.contracts import Role

MELDPUNT = "meldpunt"
ZORGHUIS = "zorghuis"


@dataclass(frozen=True)
class DemoOrganisation:
    """An organisation of the demo."""

    slug: str
    name: str
    contact: str


@dataclass(frozen=True)
class DemoPerson:
    """Somebody of the demo, with a passphrase of four words."""

    username: str
    name: str
    organisation: str
    roles: tuple[Role, ...]
    passphrase: str


ORGANISATIONS = (
    DemoOrganisation(MELDPUNT, "Meldpunt Noorderlicht", "Meldpunt Noorderlicht, 088 000 00 01"),
    DemoOrganisation(ZORGHUIS, "Zorghuis De Haven", "Zorghuis De Haven, 088 000 00 02"),
)
PEOPLE = (
    DemoPerson("sanne", "Sanne", MELDPUNT, (Role.ANALYST,), "appel brug cirkel deur"),
    DemoPerson("ilse", "Ilse", MELDPUNT, (Role.COORDINATOR,), "eiland fiets gras hamer"),
    DemoPerson("noor", "Noor", MELDPUNT, (Role.KEYHOLDER, Role.COORDINATOR), "ijsbeer jas kaart lamp"),
    DemoPerson("joris", "Joris", MELDPUNT, (Role.KEYHOLDER,), "molen nacht oever paard"),
    DemoPerson("arend", "Arend", MELDPUNT, (Role.AUDITOR,), "raam sleutel tafel uil"),
    DemoPerson("tess", "Tess", MELDPUNT, (Role.ADMINISTRATOR,), "vlieger wolk zomer anker"),
    DemoPerson("ruben", "Ruben", ZORGHUIS, (Role.ANALYST,), "bezem citroen dorp emmer"),
    DemoPerson("greet", "Greet", ZORGHUIS, (Role.KEYHOLDER, Role.COORDINATOR), "fluit gieter herfst inkt"),
    DemoPerson("fatma", "Fatma", ZORGHUIS, (Role.KEYHOLDER,), "jacht kelder linde maan"),
    DemoPerson("wim", "Wim", ZORGHUIS, (Role.AUDITOR,), "neef olie pinda rivier"),
    DemoPerson("kees", "Kees", ZORGHUIS, (Role.ADMINISTRATOR,), "schaats tulp vuur winter"),
)
