"""Ages of people in whole years, Dutch and English; canonical the bare number. No lengths of time."""

import re
from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property

from seinhuis.engine.identifiers import reasons
from seinhuis.engine.identifiers.anchors import begun_at, places
from seinhuis.engine.identifiers.candidates import AS_WRITTEN, IN_CONTEXT, Candidate, level, refusal
from seinhuis.engine.identifiers.contracts import Kind
from seinhuis.engine.identifiers.folding import FoldedText
from seinhuis.engine.identifiers.numerals import BELOW_HUNDRED
from seinhuis.engine.identifiers.patterns import alternation
from seinhuis.engine.identifiers.telling import asked
from seinhuis.engine.identifiers.vocabulary import pieces
from seinhuis.engine.identifiers.word_lists import word_list

OLDEST = 120
_NUMBER = rf"(?>[0-9]{{1,3}}|{alternation(BELOW_HUNDRED)})"
_LINK = r"(?: ?[-/] ?| (?:of|à|a|en|tot|tot en met|or|to|and) )"
_TWO = rf"(?:(?P<lower>{_NUMBER}){_LINK})?(?P<age>{_NUMBER})"
_YEARS = r"(?: ?j\b\.?)?"  # "15j", beside a person only
_EDGE = r"(?<![\w.,:/€$£+\-])"
# "15 jaar", "15-jarige", "15 y/o": the unit stands behind the number.
_WITH_UNIT = (
    rf"{_EDGE}{_TWO}(?:"
    r"(?P<sure>[ -]?jarig(?:en?)?\b| ?jaar (?:oud|jong)e?\b| ?jr\.? oud\b|[ -]year[ -]olds?\b"
    r"|[ -]?years?[ -]old\b|[ -]?yr?s?[ -]?old\b"
    r"|[ -]years? of age\b|(?: ?-?y/?o\b| ?y\.o\.| ?y\.? ?old\b)| jahre? alt\b|-?jährige[rn]?\b"
    r"| ans? d'âge\b| años de edad\b| anos de idade\b| anni d'età\b)"
    r"|(?P<unit>[ -]?(?:jaar(?:tjes?)?|jaren|jr)\b\.?|[ -]years?\b|[ -]?yrs?\b))"
)
# "leeftijd 15", "aged 15": a word in front says so.
_LABELLED = (
    rf"(?<![^\W_])(?:leeftijd|age|aged|leeft|alter|âge|edad|idade)(?:s?(?:indicatie|schatting))?"
    rf"(?P<about>(?:[ :=]| is| was| van| of| around| about| ongeveer| circa| ca\.?| rond(?: de)?"
    rf"| een jaar of| approx\.?| geschat(?: op)?| tussen(?: de)?| between){{1,6}}){_TWO}(?![\w%€]"
    rf"|[.,:/][0-9])"
)
_ABOUT = (
    r"(?:ongeveer|circa|ca\.?|rond de|rond|hooguit|hoogstens|zo'n|een jaar of|'n jaar of|plusminus|\+/-|±|~"
    r"|nog geen|net|pas|amper|bijna|minstens"
    r"|tussen de|tussen|naar schatting|maximaal|misschien|volgens mij|about|around|approximately|approx\.?"
    r"|roughly|ca|plm\.?|±|maybe|perhaps|nearly|almost|just|only|barely"
    r"|ong\.?|geschat|mss|msch|wss"
    r"|between|at most|at least|no older than|niet ouder dan|nog maar|al|some|circa de|een)"
)
_PERSON = alternation(word_list("persons"))
_NOT_YEARS = (
    r"(?![.,:/][0-9]|[\w%€]| ?(?:%|€|euro|eur\b|dollar|uur|uren|hours?|min\b|minuten|minutes?|km|meter|m\b"
    r"|cm|kilo|kg|maand|month|dag|day|week|weken|mensen|people|personen|persons"
    r"|man\b|keer|times|x\b|procent|percent|liter|graden|stuks|gram|ct\b|cent|k\b|mille|duizend|honderd"
    r"|miljoen))"
)
_GOES_ON = (
    r"(?= ?(?:[.,;!?)\n]|\Z)| (?:en|of|or|and|die|dat|met|was|is|with|who|that|in|op|on|at|from|uit|werd"
    r"|wordt|maar|but|to|naar)\b)"
)
_PERSON_BEFORE = re.compile(rf"(?<![^\W_]){_PERSON}(?![^\W_]),?(?: {_ABOUT})* \Z")
_PERSON_OF = (
    rf"(?<![^\W_]){_PERSON}(?![^\W_]) (?:van|of|aged|age)(?: (?:about|{_ABOUT}))* ?{_TWO}{_YEARS}{_NOT_YEARS}"
)
_PERSON_BESIDE = (
    rf"(?<![^\W_]){_PERSON}(?![^\W_])(?: (?:die|that|who) (?:is|was|lijkt|looks?|seems?)| (?:is|was|lijkt"
    rf"|leek|looks?|looked|seems?|seemed|oogt|oogde)|,|:| \((?:{_ABOUT} )?|(?= {_ABOUT} ))"
    rf"(?: (?:about|{_ABOUT}))*"
    rf" ?{_TWO}{_YEARS}(?![.,:/][0-9]){_GOES_ON}"
)
_IS = (
    rf"(?<![^\W_])(?:ik ben|ben ik|jij bent|je bent|bent u|hij is|zij is|ze is|hij was|zij was|ze was|is ze"
    rf"|is hij|is zij|was ze|was hij|die is|die was|ik was|was ik|i am|i was|i'm|im|you are|she is"
    rf"|she's|he is|he's|she was|he was|they are|ze zijn|zijn ze|zij zijn|hij wordt|ze wordt|zij wordt|werd"
    rf"|wordt|turned|turning|turns|jonger dan|ouder dan|younger than|older than"
    rf"|(?:(?:she|he|they|hij|zij|ze) )?(?:lijkt"
    rf"|leek|oogt|oogde|looks?(?: like)?|looked|seems?|seemed)(?: mij| me| wel| to be)?"
    rf"|(?:ziet|zag) er ?uit als|schat (?:haar|hem)(?: op)?|(?:ouder|jonger) zijn dan"
    rf"|ik schat|ik denk(?: eerder)?|i think|i guess|i'd say"
    rf"|estimate her at)"
    rf"(?P<about>(?: (?:{_ABOUT}|nu|toen|inmiddels|now|already|then|echt|really|ook"
    rf"|also))*) {_TWO}{_YEARS}(?![.,:/][0-9])"
    rf"(?= ?(?:[.,;!?)\n]|\Z)| (?:en|maar|and|but|toen|when|geworden|of|or"
    rf"|dus|so|die|zei|zegt|said|says|next|this|volgende|dit|morgen|tomorrow|vandaag|today|soon"
    rf"|binnenkort)\b)"
)
_YEAR_OR_SO = (
    rf"(?<![^\W_])een jaar(?:tje)? of {_TWO}(?![\w%€]|[.,:/][0-9]| ?(?:geleden|terug|lang|later|weken"
    rf"|maanden|dagen|keer|euro))"
)
_LATE_VERB = (
    rf"(?<![^\W_])(?:dat|omdat|toen|als|of|want|zegt|zei) (?:ze|zij|hij|ik)(?: {_ABOUT})* {_TWO} (?:is|was"
    rf"|werd|wordt|zou zijn|jaar)\b"
)
_BARELY = rf"(?<![^\W_])(?:pas|nog maar|amper|nog geen) {_TWO}(?=[.;!?)\n]|,(?![0-9])|\.?\Z)(?![.,:/][0-9])"
# "(m, 17)" behind a name.
_SEX_FIRST = rf"\((?:m|v|f|w|x|man|vrouw)[,/ ]{{1,2}}{_TWO}\)"
_SEX_LAST = rf"\({_TWO}[,/ ]{{1,2}}[mvfwx]\)"
_THING_BEFORE = re.compile(
    r"(?<![^\W_])(?:auto|wagen|bus|boot|fiets|scooter|huis|gebouw|pand|hotel|park|bedrijf|zaak|kamer|foto|filmpje"
    r"|bericht|account|telefoon|hond|kat|paard|wijn|car|van|house|building|photo|phone|dog|cat|horse)"
    r"(?: (?:is|was|van|of))?(?: (?:al|ongeveer|bijna|about|ruim))* \Z"
)
# What lasts, in the same clause before the number: "wij runnen dit hotel 15 jaar", "zit er al 15 jaar".
_LASTING_BEFORE = re.compile(
    r"(?<![^\W_])(?:(?:woon|woont|woonde|wonen|woonden|werk|werkt|werkte|werken|werkten|bestaat|bestond"
    r"|run|runt|runde|runnen|kreeg|kregen|krijgt|duurt|duurde|duren|ken|kent|kende|kennen|huur|huurt|huurde|huren"
    r"|eist|eiste|works?|worked|lives?|lived|served|serving"
    r"|(?:eis|straf|looptijd|duur|termijn|periode|relatie|contract|verleden|abonnement)(?: is| was| van))"
    r"(?P<between>(?: [^\W\d_]+){0,4})"
    r"|(?:om de|(?<!is )(?<!was )(?<!ben )(?<!bent )(?<!zijn )(?<!wordt )al|hier|daar|er"
    r"|(?:zit|zitten|zat|zaten|staat|stond|staan|heeft|hebben|had|hadden|has|had)"
    r"(?: hier| daar| er| het pand| hem| haar)?)"
    r"(?: al| nu| nog| maar| pas| ruim| bijna| ongeveer| zeker| minstens)*) \Z"
)
_PERSON_WORD = re.compile(rf"(?<![^\W_])(?:{_PERSON}|die|dat|van|who|that|aged)(?![^\W_])")
_DURATION_BEFORE = re.compile(
    r"(?:(?<![^\W_])(?:sinds|gedurende|na|binnen|afgelopen|laatste|komende|voorbije|elke|iedere|every|for"
    r"|last|past|next|over|within|after|eerste|first|vorige|in de|tijdens|during|"
    r"in|per|voor|since|garantie|hele|nog|about)(?: (?:de|het|een|the|a|zo'n|ongeveer|about|bijna|al|ruim"
    r"|meer dan|more than|minimaal|nog|maar))*)\s\Z"
)
_DURATION_AFTER = re.compile(
    r"\s?(?:geleden|terug|lang\b|cel|celstraf|gevangenis\w*|ervaring|garantie|getrouwd|samen|gewoond|gewerkt"
    r"|in dienst|hier\b|op rij|leeg|gezeten|vastgezeten|gewacht"
    r"|durend|later|eerder|vast|jeugd|tbs|hoger|durende|"
    r"straf|oude? (?:auto|huis|gebouw)|bezig|actief|looptijd|abonnement|contract|verkering|relatie|mee\b|ago"
    r"|in prison|in jail|of experience|experience|warranty|later|earlier|"
    r"of marriage|married|together|now\b|long|running|sentence|guarantee|celebration|anniversary|bestaan"
    r"|bij (?:ons|elkaar|haar|hem)|niet (?:meer )?gezien)"
)


# The words with which numbers begin, and those of the unit behind, also stuck to one ("vijftienjarige").
_ENDS_OF_NUMBERS = frozenset(re.sub(r".*[^a-z]", "", word) for word in BELOW_HUNDRED)
_UNITS = (
    *("jarig", "jarige", "jarigen", "jaar", "jaartje", "jaartjes", "jaren", "jr", "jahr", "jahre", "j"),
    *(
        "year",
        "years",
        "yr",
        "yrs",
        "y",
        "ys",
        "yo",
        "yold",
        "yrold",
        "ysold",
        "yrsold",
        "an",
        "ans",
        "anos",
        "os",
        "anni",
    ),
)
_UNIT_WORDS = frozenset(number + unit for number in ("", *_ENDS_OF_NUMBERS) for unit in _UNITS)
_NUMBER_WORDS = pieces(BELOW_HUNDRED)
_COUNTED_WORDS = asked(
    {
        *_NUMBER_WORDS,
        *(
            number + unit
            for number in BELOW_HUNDRED
            if number.isascii() and number.isalpha()
            for unit in _UNITS
        ),
    }
)
_LABEL_WORDS = frozenset(
    label + about
    for label in ("leeftijd", "age", "aged", "leeft", "alter", "ge", "edad", "idade")
    for about in ("", "indicatie", "schatting", "sindicatie", "sschatting")
)
_LATE_WORDS = asked(("dat", "omdat", "toen", "als", "of", "want", "zegt", "zei"))
_LATE_SUBJECTS = frozenset(("ze", "zij", "hij", "ik"))
_SEX_WORDS = frozenset(("m", "v", "f", "w", "x", "man", "vrouw"))
_BARELY_WORDS = frozenset(("pas", "nog", "amper"))
_ACCENTED = ("één",)
_PERSON_WORDS = pieces(word_list("persons"))
_BEING_WORDS = frozenset(
    (
        *(
            "ik",
            "ben",
            "jij",
            "je",
            "bent",
            "hij",
            "zij",
            "ze",
            "is",
            "was",
            "die",
            "i",
            "im",
            "you",
            "she",
            "he",
        ),
        *(
            "they",
            "zijn",
            "wordt",
            "werd",
            "turned",
            "turning",
            "turns",
            "jonger",
            "ouder",
            "younger",
            "older",
        ),
        *(
            "lijkt",
            "leek",
            "oogt",
            "oogde",
            "look",
            "looks",
            "looked",
            "seem",
            "seems",
            "seemed",
            "ziet",
            "zag",
        ),
        *("schat", "estimate"),
    )
)


def _numbers(folded: FoldedText) -> list[int]:
    """Where numbers begin, in figures and in words."""
    figures = [start for start, _ in folded.figures]
    spelled = folded.places_of(_COUNTED_WORDS)
    accented = [] if folded.lower.isascii() else places(folded.lower, _ACCENTED)
    return sorted({*figures, *spelled, *accented}) if spelled or accented else figures


def _labels(folded: FoldedText) -> list[int]:
    labels = folded.places_of(_LABEL_WORDS)
    return labels if folded.lower.isascii() else sorted({*labels, *places(folded.lower, ("âge",))})


def _persons(folded: FoldedText) -> list[int]:
    return folded.places_of(_PERSON_WORDS)


def _being(folded: FoldedText) -> list[int]:
    return folded.places_of(_BEING_WORDS) if _numbers(folded) else []


def _years_or_so(folded: FoldedText) -> list[int]:
    return places(folded.lower, ("een jaar",))


def _late_verbs(folded: FoldedText) -> list[int]:
    return folded.places_of(_LATE_WORDS)


def _barely(folded: FoldedText) -> list[int]:
    return folded.places_of(_BARELY_WORDS)


def _brackets(folded: FoldedText) -> list[int]:
    return places(folded.lower, "(")


@dataclass(frozen=True)
class _Way:
    """A way of telling an age: one of the words must be there; then the pattern can begin at the places."""

    source: str
    words: frozenset[str]
    places: Callable[[FoldedText], list[int]]
    confidence: float = IN_CONTEXT

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Compiled when a text first has one of the words: that takes longer than to look a number up."""
        return re.compile(self.source)


_LATE_IS = re.compile(r" (?:is|was|wordt|werd|oud)\b")
_WAYS = (
    _Way(_WITH_UNIT, _UNIT_WORDS, _numbers, AS_WRITTEN),
    _Way(_LABELLED, _LABEL_WORDS, _labels, AS_WRITTEN),
    _Way(_PERSON_OF, _PERSON_WORDS, _persons),
    _Way(_PERSON_BESIDE, _PERSON_WORDS, _persons),
    _Way(_IS, _BEING_WORDS, _being),
    _Way(_YEAR_OR_SO, frozenset(("jaar", "jaartje")), _years_or_so),
    _Way(_LATE_VERB, _LATE_SUBJECTS, _late_verbs),
    _Way(_BARELY, _BARELY_WORDS, _barely),
    _Way(_SEX_FIRST, _SEX_WORDS, _brackets),
    _Way(_SEX_LAST, _SEX_WORDS, _brackets),
)
_ANY_WORDS = asked(word for way in _WAYS for word in way.words)


def find(folded: FoldedText) -> list[Candidate]:
    """Ages and what looked like one."""
    present = folded.words & _ANY_WORDS
    return list(_told_by(folded, present)) if present else []


def _told_by(folded: FoldedText, present: AbstractSet[str]) -> Iterator[Candidate]:
    taken: set[int] = set()
    for way in _WAYS:
        if way.words.isdisjoint(present):
            continue
        for match in begun_at(way.pattern, folded.lower, way.places(folded)):
            if match.start("age") not in taken:
                taken.add(match.start("age"))
                yield from _judged(folded, match, way.confidence)


def _judged(folded: FoldedText, match: re.Match[str], confidence: float) -> Iterator[Candidate]:
    groups = match.groupdict()
    if groups.get("unit") and groups["age"] in ("een", "één", "one", "a"):
        return
    end = match.end() if "unit" in groups else match.end("age")
    if (groups.get("unit") and _is_duration(folded, match)) or (
        groups.get("sure") and _of_a_thing(folded, match)
    ):
        yield refusal(Kind.AGE, match.start("age"), end, reasons.AGE_DURATION)
        return
    for part, stop in (("lower", match.end("lower")), ("age", end)):
        if groups[part] is not None:
            yield _one(folded, match.start(part), stop, _value(groups[part]), confidence)


def _one(folded: FoldedText, start: int, end: int, years: int, confidence: float) -> Candidate:
    if years > OLDEST:
        return refusal(Kind.AGE, start, end, reasons.AGE_IMPOSSIBLE)
    hidden = folded.disguised(start, end)
    return Candidate(Kind.AGE, start, end, str(years), level(undone=hidden, as_written=confidence), hidden)


def _value(written: str) -> int:
    return int(written) if written.isdecimal() else BELOW_HUNDRED[written]


def _of_a_thing(folded: FoldedText, match: re.Match[str]) -> bool:
    return _THING_BEFORE.search(folded.lower[max(0, match.start() - 40) : match.start()]) is not None


def _lasts(folded: FoldedText, start: int) -> bool:
    """Whether a verb or noun of duration leads to the number, without a person or a name in between."""
    first = max(0, start - 40)
    lasting = _LASTING_BEFORE.search(folded.lower[first:start])
    if lasting is None:
        return False
    if not lasting.group("between"):
        return True
    written = folded.text[first + lasting.start("between") : first + lasting.end("between")]
    return written.islower() and _PERSON_WORD.search(written) is None


def _is_duration(folded: FoldedText, match: re.Match[str]) -> bool:
    before = folded.lower[max(0, match.start() - 40) : match.start()]
    if _DURATION_AFTER.match(folded.lower, match.end()):
        return True
    if _PERSON_BEFORE.search(before):
        return False
    if _LATE_IS.match(folded.lower, match.end()) is None and _lasts(folded, match.start()):
        return True
    english = match.group("unit").strip(" -.").startswith("y")
    if english and not re.search(
        r"\b(?:is|was|am|are|i'm|she's|he's|aged?|girl|boy|only|just|turned|of)(?: (?:about|around|only"
        r"|just))? ?\Z",
        before,
    ):
        return True
    return _DURATION_BEFORE.search(before) is not None
