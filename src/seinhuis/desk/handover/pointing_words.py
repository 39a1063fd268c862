"""Words and turns of phrase, Dutch and English, behind which somebody can stand who reported; pure data.

Each entry is a regular expression, matched without regard to upper and lower case.
"""

from enum import StrEnum


class Hint(StrEnum):
    """Why a passage could point at the reporter."""

    FIRST_PERSON = "first_person"
    RELATION = "relation"
    WORKPLACE = "workplace"
    OWN_CONTACT = "own_contact"
    PLACE_AND_TIME = "place_and_time"
    VANTAGE = "vantage"
    SOLE_WITNESS = "sole_witness"
    LEFT_OUT_SOURCE = "left_out_source"
    FILE = "file"


def _any(*alternatives: str) -> str:
    return "(?:" + "|".join(alternatives) + ")"


_OWN = _any("mijn", "m'n", "onze", "ons", "my", "our")
_NEIGHBOUR = _any("buurvrouw", "buurman", "buurmeisje", "buurjongen", "buren", "overburen", "neighbou?rs?")
_KIN = _any(
    _NEIGHBOUR,
    "zoon|dochter|kleinzoon|kleindochter|kind|kinderen|nicht|nichtje|neef|neefje|zus|zusje|broer|broertje",
    "moeder|vader|ouders|oma|opa|tante|oom|man|vrouw|partner|ex|vriend|vriendin|huisgenoot",
    "klasgenoot|klasgenote|leerling|cli[eë]nt|pati[eë]nt|collega|baas|werkgever|huurder|verhuurder|gast",
    "son|daughter|niece|nephew|cousin|sister|brother|mother|father|parents|grandmother|grandfather",
    "aunt|uncle|husband|wife|friend|girlfriend|boyfriend|flatmate|classmate|pupil|student|client|patient",
    "colleague|boss|employer|tenant|landlord|guest",
)
_PLACE_OF_WORK = _any(
    "werk|hotel|school|praktijk|bedrijf|kantoor|winkel|park|camping|dienst|afdeling|klas|team",
    "work|job|practice|company|office|shop|shift|department|class",
)
_OCCUPATION = _any(
    "receptioniste?|schoonmaker|schoonmaakster|kamermeisje|conci[eë]rge|mentor|leraar|lerares|docente?",
    "huisarts|verpleegkundige|taxichauffeur|chauffeur|beveiliger|barman",
    "receptionist|cleaner|teacher|nurse|driver|housekeep(?:er|ing)|bartender|caretaker",
)
_HOUR_WORD = _any("een|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf")

PATTERNS: dict[Hint, tuple[str, ...]] = {
    Hint.RELATION: (
        rf"\b{_OWN}\s+(?:\w+\s+)?{_KIN}\b",
        rf"\b(?:{_NEIGHBOUR}|next[- ]door)\b",
        rf"\b{_KIN}\s+van\s+(?:mij|ons|me)\b",
    ),
    Hint.FIRST_PERSON: (
        r"\b(?:ik(?:zelf)?|mij(?:zelf)?|mijn|m'n|me|wij|we|ons|onze|onszelf)\b",
        # "i.v.m." and the like are no first person.
        r"\b(?:I(?:'m|'ve|'d|'ll)?(?!\.\w)|my|mine|myself|us|our|ours|ourselves)\b",
    ),
    Hint.WORKPLACE: (
        rf"\b{_OWN}\s+{_PLACE_OF_WORK}\b",
        r"\b(?:werk(?:te|en|ten)?|werkzaam)\s+(?:\w+\s+)?(?:bij|in|op|als)\b",
        r"\bop\s+(?:het\s+)?werk\b",
        r"\bwork(?:ed|ing)?\s+(?:at|in|for|as|here|there)\b|\bat\s+work\b",
        rf"\b{_OCCUPATION}\b",
    ),
    Hint.OWN_CONTACT: (
        r"\b(?:bel|app|mail|bereik)(?:t|en|baar)?\s+(?:mij|me|ons)\b",
        r"\b(?:call|reach|text)\s+(?:me|us)\b",
        rf"\b{_OWN}\s+(?:nummer|telefoon|mobiel|e-?mail|account|profiel|number|phone|mobile|profile)\b",
    ),
    Hint.PLACE_AND_TIME: (
        r"\b(?:kamer(?:nummer)?|huisje|bungalow|appartement|suite|lokaal|room|cabin|flat|apartment)"
        r"\s*(?:nr\.?|no\.?|number)?\s*\d+\w?\b",
        r"\b(?:[01]?\d|2[0-3])[:.][0-5]\d\b(?:\s*(?:uur|u|hrs?|am|pm)\b)?",
        r"\b(?:om|rond|at|around)\s+(?:[01]?\d|2[0-4])\s*(?:uur|u|o'clock|am|pm)\b",
        rf"\b(?:kwart|half|tien|vijf)\s+(?:(?:voor|over)\s+)?(?:half\s+)?{_HOUR_WORD}\b",
        r"\b(?:nacht|avond|ochtend|vroege|late|dag|weekend)[- ]?dienst\b|\bdienst(?:rooster|wissel)\b",
        r"\b(?:night|evening|morning|early|late|day|weekend)\s+shift\b",
    ),
    Hint.VANTAGE: (
        r"\b(?:vanuit|vanaf|uit|door|voor|achter|naast|tegenover|onder|boven)\s+(?:mijn|ons|onze|mij)\b",
        r"\b(?:from|through|outside|opposite|above|below|beside|behind)\s+(?:my|our|me|us)\b",
        r"\b(?:ik|wij|we)\s+(?:zag|zagen|hoorde|hoorden|keek|keken|zie|hoor)\b",
        r"\b(?:zag|zagen|hoorde|hoorden|zie|hoor)\s+(?:ik|wij|we)\b",
        r"\b(?:I|we)\s+(?:saw|heard|watched|see|hear)\b",
        rf"\b(?:{_OWN}|het|the)\s+(?:raam|balkon|tuin|voordeur|window|balcony|garden|front\s+door)\b",
    ),
    Hint.SOLE_WITNESS: (
        r"\b(?:alleen|slechts)\s+(?:ik|wij|mij|ons)\b|\bniemand\s+anders\b",
        r"\bonder\s+vier\s+ogen\b|\bin\s+vertrouwen\b",
        r"\bonly\s+(?:I|we|me)\b|\bno(?:body|\s+one)\s+else\b|\bin\s+confidence\b",
        r"\b(?:vertelde|zei|toonde|liet)\s+(?:\w+\s+)?(?:mij|me|ons)\b|\b(?:told|showed)\s+(?:me|us)\b",
    ),
}
