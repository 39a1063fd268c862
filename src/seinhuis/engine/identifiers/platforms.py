"""The platforms: how people call them, what names look like there, and where addresses hold the name."""

import re
from dataclasses import dataclass

from seinhuis.engine.identifiers.word_lists import word_list


@dataclass(frozen=True, slots=True)
class Platform:
    """One platform. ``strong`` words name it anywhere; ``weak`` ones only before a colon or equals sign."""

    name: str
    strong: tuple[str, ...]
    form: str
    weak: tuple[str, ...] = ()


_DOTTED = r"[a-z0-9_](?:[a-z0-9._]{0,28}[a-z0-9_])?"
PLATFORMS = (
    Platform(
        "instagram",
        ("instagram", "insta", "insta gram", "1nsta", "inst@", "1nstagram", "instagr4m", "instgram"),
        _DOTTED,
        ("ig", "gram"),
    ),
    Platform(
        "snapchat",
        ("snapchat", "snap", "snap chat", "sn4p", "sn@p", "snapp", "snappie", "snapch@t"),
        r"[a-z][a-z0-9._\-]{1,13}[a-z0-9]",
        ("sc",),
    ),
    Platform(
        "telegram",
        ("telegram", "tele gram", "telegr@m", "telegramm", "t3legram"),
        r"[a-z][a-z0-9_]{2,30}[a-z0-9]",
        ("tg", "tele"),
    ),
    Platform(
        "tiktok",
        ("tiktok", "tik tok", "t1ktok", "tikt0k"),
        r"[a-z0-9_](?:[a-z0-9._]{0,22}[a-z0-9_])",
        ("tt",),
    ),
    Platform("kik", ("kik", "kik messenger"), r"[a-z0-9._]{2,20}"),
    Platform("discord", ("discord", "disc0rd", "diskord"), r"[a-z0-9._]{2,32}(?:#[0-9]{4})?", ("dc", "disc")),
    Platform(
        "facebook",
        ("facebook", "face book", "facebok"),
        r"[a-z0-9](?:[a-z0-9.\-]{1,48}[a-z0-9])",
        ("fb", "face"),
    ),
    Platform("twitter", ("twitter", "tw1tter"), r"[a-z0-9_]{1,15}", ("x", "tw")),
    Platform("signal", ("signal", "s1gnal"), r"[a-z_][a-z0-9_]{2,31}(?:\.[0-9]{2,9})?"),
    Platform("skype", ("skype",), r"(?:live:)?[a-z][a-z0-9._,\-]{4,31}"),
    Platform("wickr", ("wickr", "wickr me", "wickrme"), r"[a-z0-9][a-z0-9_\-]{2,30}"),
    Platform("youtube", ("youtube", "you tube"), r"[a-z0-9](?:[a-z0-9._\-]{1,28}[a-z0-9])", ("yt",)),
    Platform("onlyfans", ("onlyfans", "only fans", "0nlyfans"), r"[a-z0-9._\-]{3,24}"),
    Platform("linkedin", ("linkedin", "linked in"), r"[a-z0-9\u00df-\u024f\-]{3,100}"),
    Platform("whatsapp", (), r"[0-9]{7,15}"),
    Platform("messenger", ("messenger",), r"[a-z0-9.]{3,50}"),
    Platform("wechat", ("wechat", "weixin"), r"[a-z][a-z0-9_\-]{5,19}"),
    Platform("threema", ("threema",), r"[a-z0-9]{8}"),
    Platform("reddit", ("reddit",), r"[a-z0-9_\-]{3,20}"),
    Platform("twitch", ("twitch",), r"[a-z0-9_]{4,25}"),
    Platform("pinterest", ("pinterest",), r"[a-z0-9_]{3,30}"),
    Platform("viber", ("viber",), r"[a-z0-9_.]{3,30}"),
    Platform("session", (), r"05[0-9a-f]{64}"),
    Platform("roblox", ("roblox",), r"[a-z0-9_]{3,20}"),
    Platform("steam", ("steam",), r"[a-z0-9_\-]{3,32}"),
    Platform("vk", ("vkontakte",), r"[a-z0-9_.]{3,32}", ("vk",)),
    Platform("bereal", ("bereal",), r"[a-z0-9._]{3,30}"),
    Platform("threads", (), _DOTTED),
    Platform("tinder", (), r"[a-z0-9._]{3,30}"),
    Platform("badoo", ("badoo",), r"[a-z0-9._]{3,30}"),
    Platform("omegle", (), r"[a-z0-9._]{3,30}"),
    Platform("tumblr", ("tumblr",), r"[a-z0-9\-]{3,32}"),
    Platform("cashapp", ("cashapp", "cash app"), r"\$?[a-z][a-z0-9_\-]{1,19}"),
    Platform("paypal", (), r"[a-z0-9]{1,20}"),
)
BY_WORD = {word: each.name for each in PLATFORMS for word in (*each.strong, *each.weak)}
STRONG = tuple(word for each in PLATFORMS for word in each.strong)
WEAK = tuple(word for each in PLATFORMS for word in each.weak)
# "whatsapp:31612345678" is left to the phone numbers: so people write a number, not an account.
CANONICAL = tuple(each.name for each in PLATFORMS if each.name != "whatsapp")
_FORMS = {each.name: re.compile(each.form) for each in PLATFORMS}

# host -> (platform, where in the path the name stands)
_FIRST = r"/(?:@|add/)?([^/?#]+)/?(?:[?#].*)?"
_LINKS: dict[str, tuple[str, str]] = {
    "instagram.com": ("instagram", r"/(?:stories/)?@?([^/?#]+)(?:/[0-9]*)?/?(?:[?#].*)?"),
    "instagr.am": ("instagram", _FIRST),
    "ig.me": ("instagram", r"/m/([^/?#]+)/?(?:[?#].*)?"),
    "snapchat.com": ("snapchat", r"/(?:add/|u/|@)([^/?#]+)/?(?:[?#].*)?"),
    "t.me": ("telegram", r"/(?:s/)?@?([^/?#+]+)(?:/[0-9]*)?(?:\?.*)?"),
    "telegram.me": ("telegram", _FIRST),
    "telegram.dog": ("telegram", _FIRST),
    "tiktok.com": ("tiktok", r"/@([^/?#]+)/?(?:[?#].*)?"),
    "kik.me": ("kik", r"/(?:u/)?([^/?#]+)/?(?:[?#].*)?"),
    "facebook.com": ("facebook", r"/(?:profile\.php\?id=([0-9]+)|([a-zA-Z0-9.\-]+)/?(?:\?.*)?)"),
    "fb.com": ("facebook", r"/([a-zA-Z0-9.\-]+)/?(?:\?.*)?"),
    "m.me": ("facebook", r"/([a-zA-Z0-9.\-]+)/?(?:\?.*)?"),
    "twitter.com": ("twitter", r"/@?([^/?#]+)/?(?:[?#].*)?"),
    "x.com": ("twitter", r"/@?([^/?#]+)/?(?:[?#].*)?"),
    "youtube.com": ("youtube", r"/(?:@|c/|user/|channel/)([^/?#]+)/?(?:[?#].*)?"),
    "onlyfans.com": ("onlyfans", _FIRST),
    "linkedin.com": ("linkedin", r"/in/([^/?#]+)/?(?:[?#].*)?"),
    "wa.me": ("whatsapp", r"/(?:%2b|\+)?([0-9]{7,15})/?(?:[?#].*)?"),
    "whatsapp.com": ("whatsapp", r"/(?:send)?/?\?(?:[^#]*&)?phone=(?:%2b|\+)?([0-9]{7,15})(?:[&#].*)?"),
    "discord.com": ("discord", r"/users/([0-9]+)/?"),
    "reddit.com": ("reddit", r"/u(?:ser)?/([^/?#]+)/?(?:[?#].*)?"),
    "twitch.tv": ("twitch", _FIRST),
    "pinterest.com": ("pinterest", _FIRST),
    "vk.com": ("vk", _FIRST),
    "threads.net": ("threads", r"/@([^/?#]+)/?(?:[?#].*)?"),
    "threads.com": ("threads", r"/@([^/?#]+)/?(?:[?#].*)?"),
    "cash.app": ("cashapp", r"/(\$[^/?#]+)/?(?:[?#].*)?"),
    "paypal.me": ("paypal", _FIRST),
    "bere.al": ("bereal", _FIRST),
}
# host -> (platform, the path of one post, with the name of who placed it)
_POSTS: dict[str, tuple[str, str]] = {
    "instagram.com": ("instagram", r"/([^/?#]+)/(?:p|reel|tv)/[^/?#]+/?(?:[?#].*)?"),
    "tiktok.com": ("tiktok", r"/@([^/?#]+)/(?:video|photo|live)(?:/[^/?#]*)?/?(?:[?#].*)?"),
    "twitter.com": ("twitter", r"/([^/?#]+)/status(?:es)?/[0-9]+(?:[/?#].*)?"),
    "x.com": ("twitter", r"/([^/?#]+)/status(?:es)?/[0-9]+(?:[/?#].*)?"),
    "facebook.com": ("facebook", r"/([^/?#]+)/(?:posts|videos|photos)/[^?#]+(?:[?#].*)?"),
    "threads.net": ("threads", r"/@([^/?#]+)/post/[^/?#]+/?(?:[?#].*)?"),
    "threads.com": ("threads", r"/@([^/?#]+)/post/[^/?#]+/?(?:[?#].*)?"),
}
_COMPILED_POSTS = {
    host: (platform, re.compile(path, re.IGNORECASE)) for host, (platform, path) in _POSTS.items()
}
_COMPILED = {host: (platform, re.compile(path, re.IGNORECASE)) for host, (platform, path) in _LINKS.items()}
_PREFIXES = (
    "www.",
    "m.",
    "nl.",
    "nl-nl.",
    "api.",
    "web.",
    "mobile.",
    "old.",
    "en.",
    "l.",
    "mbasic.",
    "chat.",
    "vm.",
)
# First parts of a path that belong to the platform itself.
_NOT_A_NAME = word_list("not_profiles")


def fits(platform: str, name: str) -> bool:
    """Whether the platform allows such a name; lower case in."""
    return _FORMS[platform].fullmatch(name) is not None and ".." not in name


def profile(host: str, rest: str) -> tuple[str, str] | None:
    """(platform, name in lower case) when the address is that of one profile."""
    return _named(_COMPILED, host, rest)


def author(host: str, rest: str) -> tuple[str, str] | None:
    """(platform, name in lower case) when the address is that of one post and names who placed it."""
    return _named(_COMPILED_POSTS, host, rest)


def _named(known: dict[str, tuple[str, re.Pattern[str]]], host: str, rest: str) -> tuple[str, str] | None:
    bare = next((host[len(each) :] for each in _PREFIXES if host.startswith(each)), host)
    platform, path = known.get(host) or known.get(bare) or ("", None)
    match = path.fullmatch(rest) if path else None
    if match is None:
        return None
    name = next(group for group in match.groups() if group).lower().rstrip(".")
    return None if name in _NOT_A_NAME or not fits(platform, name) else (platform, name)
