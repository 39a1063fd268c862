"""Account names per platform; canonical ``platform:name`` in lower case.

From a profile's address, from a platform's word beside a name ("insta: kees_1999", "@kees op snap"), or
from the canonical form itself. The number in a WhatsApp link is the account name there, and is a phone
number too.
"""

import re
from collections.abc import Iterator

from seinhuis.engine.identifiers import platforms, reasons
from seinhuis.engine.identifiers.anchors import begun_at, places
from seinhuis.engine.identifiers.candidates import AS_WRITTEN, IN_CONTEXT, UNDONE, Candidate, level, refusal
from seinhuis.engine.identifiers.contracts import Kind
from seinhuis.engine.identifiers.folding import FoldedText
from seinhuis.engine.identifiers.links import Link
from seinhuis.engine.identifiers.patterns import alternation
from seinhuis.engine.identifiers.telling import asked, asked_form
from seinhuis.engine.identifiers.word_lists import word_list

_STRONG = alternation(platforms.STRONG)
_WEAK = alternation(platforms.WEAK)
_KIND_STUCK = (
    r"account(?:naam|name)?|naam|name|username|user name|user|gebruikersnaam|gebruiker|id|handle"
    r"|profiel|profile|adres"
    r"|contact|nick(?:name)?|me"
)
_KIND_OF_NAME = rf"(?:[ \-]?(?:{_KIND_STUCK}))"
_NAME = (
    r"(?P<name>(?:live:)?(?:@ ?)?[\w][\w.\-#]{0,62}(?: ?[\[(]? ?(?:underscore|laag streepje|lage streep"
    r"|liggend streepje) ?[\])]? ?[\w.]{1,30}){0,3})"
)
_LABELLED = re.compile(
    rf"(?<![\w@.])(?P<first>{_STRONG}|{_WEAK})(?P<also>(?:(?: ?[/&+,] ?| en | and | of | or )(?:{_STRONG}"
    rf"|{_WEAK})){{0,3}})"
    rf"{_KIND_OF_NAME}{{0,2}}(?P<link> ?(?::|;|=|->|-->|=>|→) ?| ?- | (?:is|was|heet|genaamd|named"
    rf"|called|als|as)(?: nu)? ?:? ?| ?\(| )"
    rf"[\"']?{_NAME}"
)
# What stands right before the platform in the next pattern.
_ON = (
    *("op ", "on ", "via ", "bij ", "van "),
    *("de ", "haar ", "zijn ", "her ", "his ", "my ", "mijn "),
    "(",
    "- ",
)
_NAMED_ON = re.compile(
    rf"(?<![\w@.])[\"']?(?P<name>@?[\w](?:[\w.\-#]{{0,62}}[\w])?)[\"']? ?"
    rf"(?:,? ?(?:toe )?(?:op|on|via|bij|van) (?:de |haar |zijn |her |his |my |mijn )?|\(|- |\(op |\(on )"
    rf"(?P<first>{_STRONG}|x(?= ?[\).,;!?]|\Z)|fb|ig|sc|tg)(?![\w:=@.])"
)
_AT_NAME = re.compile(r"(?<![\w@.!/])@(?P<name>[a-z0-9_](?:[a-z0-9._]{0,30}[a-z0-9_])?)(?![\w@])")
_HEET_OP = re.compile(
    rf"\b(?:op|on) (?P<first>{_STRONG})(?: (?:heet|is|was|noemt|went|goes|called|known|bekend|gebruikt|uses"
    rf"|goes|te|vinden|ze|hij"
    rf"|zij|he|she|zich(?:zelf)?"
    rf"|als|onder|de|naam|as|by|the|name|under)){{1,6}}:? [\"']?{_NAME}"
)
_DISCORD_TAG = re.compile(r"(?<![\w@.#])(?P<name>[a-z0-9._]{2,32}#[0-9]{4})(?![\w#])")
_CANONICAL = re.compile(
    rf"(?<![\w@.])(?P<first>{alternation(platforms.CANONICAL)}):(?P<name>[^\s,;\"'()<>]{{1,100}})"
)
_USER_NAME = re.compile(
    r"(?<![^\W_])(?:user ?name|gebruikersnaam|nick(?:name)?|account(?:naam)?|handle)(?: ?[:=] ?| is | was "
    r"| heet ?:? ?)"
    r"[\"']?@?(?P<name>[\w][\w.\-]{0,40})"
)
_PLATFORM_WORD = re.compile(rf"(?<![^\W_])(?P<word>{_STRONG}|ig|fb|tg)(?![^\W_])")
# The words with which one for a platform begins ("inst@" and "insta gram" as "inst" and "insta").
_FIRST_WORDS = [word.partition("@")[0].partition(" ")[0] for word in platforms.BY_WORD]
_PLATFORM = asked_form(
    "platform",
    rf"{alternation(_FIRST_WORDS)}(?:{_KIND_STUCK})*\Z",
    [word + kind for word in _FIRST_WORDS for kind in ("", *_KIND_STUCK.split("|"))],
)
_CANONICAL_ENDS = tuple(f"{name}:" for name in platforms.CANONICAL)
_USER_WORDS = asked(
    ("user", "username", "gebruikersnaam", "nick", "nickname", "account", "accountnaam", "handle")
)
_CAPITAL_AFTER = re.compile(r" [A-Z][a-z]")
# Not "1hr", "500mb", "v1": what stands behind a platform's name without any sign between is often a quantity.
_NAME_LIKE = re.compile(r"(?![0-9.,]+[a-z]{0,4}\Z)(?!v[0-9.]+\Z)(?=.*[a-z]).{4,}")
_SENTENCE_GOES_ON = re.compile(r"\Z|[.,;!?)\n\"']| (?:en|maar|and|but|of|or|dus|so)\b")
_TELLING = re.compile(r"[0-9_#@]|[a-z]\.[a-z]")
_SOMEBODYS = re.compile(r"\b(?:mijn|mn|m'n|haar|zijn|zn|z'n|my|her|his|their|hun|jouw|je|your)\s\s?\Z")
_OWNED = re.compile(rf"{_SOMEBODYS.pattern}|(?:\b(?:the|de|op|on)\s|^|[.,;\n:(])\s?\Z")
_NO_WORDS = ("ig", "sc", "tg")  # short, but no word of an ordinary sentence
# What follows the name of a platform in ordinary sentences.
_NOT_A_NAME = word_list("not_account_names")


def from_link(link: Link) -> tuple[Candidate, ...]:
    """The account behind a profile's address; nothing when it is no such address."""
    found = platforms.profile(link.host, link.rest)
    if found is None:
        return ()
    platform, name = found
    whole = Candidate(
        Kind.HANDLE, link.start, link.end, f"{platform}:{name}", level(undone=link.undone), link.hidden
    )
    return (whole, *_number_within(link, name)) if platform == "whatsapp" else (whole,)


def author_of(link: Link) -> tuple[Candidate, ...]:
    """The account within the address of its post or video."""
    found = platforms.author(link.host, link.rest)
    if found is None:
        return ()
    platform, name = found
    start = link.end - len(link.rest) + link.rest.lower().index(name)
    confidence = level(undone=link.undone)
    written = f"{platform}:{name}"
    return (Candidate(Kind.HANDLE, start, start + len(name), written, confidence, link.hidden, within=True),)


def _number_within(link: Link, digits: str) -> tuple[Candidate, ...]:
    from seinhuis.engine.identifiers import phone

    number = phone.international(digits)
    if number is None:
        return ()
    start = link.end - len(link.rest) + link.rest.index(digits)
    confidence = level(undone=link.undone)
    return (Candidate(Kind.PHONE, start, start + len(digits), number, confidence, link.hidden, within=True),)


def find(folded: FoldedText) -> list[Candidate]:
    """Account names and what looked like one."""
    return list(_first_at_each_place(folded)) if may_hold(folded) else []


def may_hold(folded: FoldedText) -> bool:
    """A cheap look: is there a word, or one of the signs, without which nothing here can be found?"""
    low = folded.lower
    return (
        ("@" in low or ":" in low or "#" in low)
        or _PLATFORM in folded.forms
        or not folded.words.isdisjoint(_USER_WORDS)
    )


def _first_at_each_place(folded: FoldedText) -> Iterator[Candidate]:
    taken: set[int] = set()
    for candidate in _all(folded):
        if candidate.start not in taken or candidate.within:
            yield candidate
        if not candidate.reason:
            taken.add(candidate.start)


def _all(folded: FoldedText) -> Iterator[Candidate]:
    if may_hold_canonical(folded.lower):
        yield from _canonical(folded)
    named = platforms_at(folded)
    if named:
        yield from _beside_platforms(folded, named)
    if "#" in folded.lower:
        for match in _DISCORD_TAG.finditer(folded.lower):
            yield _accepted(folded, match.start(), match.end(), "discord", match.group("name"), IN_CONTEXT)
    yield from _loose(folded)


def platforms_at(folded: FoldedText) -> list[int]:
    """Where words for platforms may begin."""
    words = folded.forms.get(_PLATFORM)
    return places(folded.spaced, [f" {word} " for word in words]) if words else []


def may_hold_named_on(lower: str, platforms_begin: list[int]) -> bool:
    """A cheap look: does one of these platforms stand behind "on", or in brackets?"""
    return any(lower.endswith(_ON, 0, at) for at in platforms_begin)


def may_hold_canonical(lower: str) -> bool:
    """A cheap look: does the name of a platform stand before a colon?"""
    return any(lower.endswith(_CANONICAL_ENDS, 0, at + 1) for at in places(lower, ":"))


def _canonical(folded: FoldedText) -> Iterator[Candidate]:
    for match in _CANONICAL.finditer(folded.lower):
        name = match.group("name").rstrip(".!?")
        if platforms.fits(match.group("first"), name) and name not in _NOT_A_NAME:
            yield _accepted(
                folded, match.start(), match.start("name") + len(name), match.group("first"), name, AS_WRITTEN
            )


def _beside_platforms(folded: FoldedText, named: list[int]) -> Iterator[Candidate]:
    """Names that stand beside the word for a platform; these words begin at the offsets ``named``."""
    low = folded.lower
    on_platform = [at - 3 for at in named if low.startswith(("op ", "on "), max(0, at - 3))]
    for match in begun_at(_HEET_OP, low, on_platform):
        called = re.search(r" (?:heet|noemt|called|known) ", match.group()) is not None
        if _told(folded, match) or (called and _ends_there(folded, match)):
            yield from _named(folded, match, IN_CONTEXT)
    for match in begun_at(_LABELLED, low, named):
        yield from _labelled(folded, match)
    if may_hold_named_on(low, named):
        for match in _NAMED_ON.finditer(low):
            if _told(folded, match):
                yield from _named(folded, match, AS_WRITTEN)


def _told(folded: FoldedText, match: re.Match[str]) -> bool:
    """Whether the name shows by itself that it is one: by a digit, underscore, at sign or quotes."""
    start = match.start("name")
    return _TELLING.search(match.group("name")) is not None or folded.text[max(0, start - 1) : start] in (
        '"',
        "'",
    )


def _labelled(folded: FoldedText, match: re.Match[str]) -> Iterator[Candidate]:
    link = match.group("link").strip()
    name = match.group("name")
    telling = _TELLING.search(name.removeprefix("@ ")) is not None
    pointed = link in (":", "=", "->", "-->", "=>", "→") or link.endswith(":")
    if match.group("first") in platforms.WEAK and not _weak_is_meant(folded, match, name):
        return
    if not link and not name.startswith("@") and not _NAME_LIKE.fullmatch(name):
        return
    if not telling and (name.startswith("@ ") or link in (";", "als", "as")):
        return
    if not pointed and not telling and not (link and _ends_there(folded, match) and _owned(folded, match)):
        return
    if (
        not telling
        and folded.text[match.start("name")].isupper()
        and _CAPITAL_AFTER.match(folded.text, match.end())
    ):
        return  # the full name of a person
    yield from _named(folded, match, AS_WRITTEN if pointed or telling else IN_CONTEXT)


def _weak_is_meant(folded: FoldedText, match: re.Match[str], name: str) -> bool:
    """A short word such as "sc" or "x" names a platform only before ": name", " = name" or "@name"."""
    if match.group("first") == "x":
        return name.startswith("@")
    sure = match.group("first") in _NO_WORDS or _owned(folded, match)
    if sure and _TELLING.search(name) and _NAME_LIKE.fullmatch(name):
        return True
    return name.startswith("@") or ":" in match.group("link") or match.group("link").strip() == "="


def _ends_there(folded: FoldedText, match: re.Match[str]) -> bool:
    return _SENTENCE_GOES_ON.match(folded.lower, match.end()) is not None


def _owned(folded: FoldedText, match: re.Match[str]) -> bool:
    """Whether it is somebody's: "mijn insta is kees". "Insta is leuk" tells about the platform."""
    before = folded.lower[max(0, match.start() - 12) : match.start()]
    told = match.group("link").strip() in ("is", "was")
    return (_SOMEBODYS if told else _OWNED).search(before) is not None


def _named(folded: FoldedText, match: re.Match[str], confidence: float) -> Iterator[Candidate]:
    start = match.start("name")
    written = match.group("name").rstrip(".-")
    name = (
        re.sub(r" ?[\[(]? ?(?:underscore|laag streepje|lage streep|liggend streepje) ?[\])]? ?", "_", written)
        .removeprefix("@")
        .lstrip()
    )
    end = start + len(written)
    if not name or name in _NOT_A_NAME or _elsewhere(folded, start, end, name):
        return
    named = [match.group("first")]
    also = match.groupdict().get("also")
    if also:
        named += re.split(r" ?[/&+,] ?| en | and | of | or ", also)[1:]
    for index, word in enumerate(named):
        platform = platforms.BY_WORD[word]
        if not platforms.fits(platform, name):
            yield refusal(Kind.HANDLE, start, end, reasons.HANDLE_IMPOSSIBLE)
        else:
            yield _accepted(
                folded,
                start,
                end,
                platform,
                name,
                confidence,
                hidden=name != written.removeprefix("@"),
                within=index > 0,
            )


def _elsewhere(folded: FoldedText, start: int, end: int, name: str) -> bool:
    """Not an account name but a phone number, or the start of an address."""
    if name.replace(".", "").replace("-", "").isdecimal() and len(name) >= 6:
        return True
    return (
        folded.text[end : end + 1] in ("@", "/", "\x01")
        or folded.text[end : end + 2] == ":/"
        or "\x01" in folded.text[start:end]
    )


def _accepted(
    folded: FoldedText,
    start: int,
    end: int,
    platform: str,
    name: str,
    confidence: float,
    *,
    hidden: bool = False,
    within: bool = False,
) -> Candidate:
    hidden = hidden or folded.disguised(start, end)
    confidence = min(confidence, UNDONE) if hidden else confidence
    return Candidate(Kind.HANDLE, start, end, f"{platform}:{name}", confidence, hidden, within=within)


def _loose(folded: FoldedText) -> Iterator[Candidate]:
    """A name with an at sign or called a user name: the platform named last before it, or refused."""
    for match in begun_at(_AT_NAME, folded.lower, places(folded.lower, "@")):
        platform = _platform_before(folded, match.start())
        name, start, end = match.group("name"), match.start(), match.end()
        if platform and platforms.fits(platform, name):
            yield _accepted(folded, start, end, platform, name, IN_CONTEXT)
        else:
            reason = reasons.HANDLE_IMPOSSIBLE if platform else reasons.HANDLE_NO_PLATFORM
            yield refusal(Kind.HANDLE, start, end, reason)
    for match in begun_at(_USER_NAME, folded.lower, folded.places_of(_USER_WORDS)):
        platform, name = _platform_before(folded, match.start()), match.group("name").rstrip(".-")
        if platform and _told(folded, match) and platforms.fits(platform, name):
            start = match.start("name")
            yield _accepted(folded, start, start + len(name), platform, name, IN_CONTEXT)


def _platform_before(folded: FoldedText, position: int) -> str:
    """The platform that was named last in the sixty signs before, in the same sentence."""
    before = re.split(r"[.!?\n]\s", folded.lower[max(0, position - 60) : position])[-1]
    named = list(_PLATFORM_WORD.finditer(before))
    return platforms.BY_WORD[named[-1].group("word")] if named else ""
