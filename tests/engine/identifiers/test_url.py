import pytest

from seinhuis.engine.identifiers import reasons

from .finding import Kind, found, nothing, only, refused


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://www.kees.nl", "https://www.kees.nl"),
        ("HTTPS://WWW.Kees.NL/Pad?X=1#Y", "https://www.kees.nl/Pad?X=1#Y"),
        ("https://kees.nl/", "https://kees.nl"),
        ("http://kees.nl/foto/", "http://kees.nl/foto/"),
        ("(zie http://kees.nl/foto).", "http://kees.nl/foto"),
        ("http://nl.wikipedia.org/wiki/A_(b)", "http://nl.wikipedia.org/wiki/A_(b)"),
        ("http://kees.nl:8080/x", "http://kees.nl:8080/x"),
        ("kijk op kees.nl!", "kees.nl"),
        ("www.kees.nl, en meer", "www.kees.nl"),
        ("www.kees.nl. Ga naar huis", "www.kees.nl"),
        ("mijn.kees-site.co.uk/a", "mijn.kees-site.co.uk/a"),
        ("hxxp://kees.nl", "http://kees.nl"),
        ("hxxps://kees[.]nl/a", "https://kees.nl/a"),
        ("hxxps[:]//kees[.]nl", "https://kees.nl"),
        ("http //kees.nl/a", "http://kees.nl/a"),
        ("http // kees.nl", "http://kees.nl"),
        ("https:/kees.nl", "https://kees.nl"),
        ("http://kees .nl/x", "http://kees.nl/x"),
        ("http // mijn .kees.nl", "http://mijn.kees.nl"),
        ("http // kees -site.nl", "http://kees-site.nl"),
        ("kees . nl", "kees.nl"),
        ("kees .nl", "kees.nl"),
        ("www . kees . nl", "www.kees.nl"),
        ("kees[.]nl", "kees.nl"),
        ("kees(.)nl", "kees.nl"),
        ("kees [dot] nl", "kees.nl"),
        ("kees (punt) nl", "kees.nl"),
        ("kees dot nl", "kees.nl"),
        ("kees punt nl", "kees.nl"),
        ("bit.ly/3xYz", "bit.ly/3xYz"),
        ("http //goo.gl/ W2XJwf", "http://goo.gl/W2XJwf"),
        ("http://94.23.94.101/x", "http://94.23.94.101/x"),
        ("кто-там.рф", "кто-там.рф"),
        ("kees.xyz/inloggen", "kees.xyz/inloggen"),
        ("67studios.us to", "67studios.us"),
        ("site: kees.me", "kees.me"),
        ("https://www.tiktok.com/@kees/video/123", "https://www.tiktok.com/@kees/video/123"),
        ("instagram.com/p/AbC123", "instagram.com/p/AbC123"),
        ("ｋｅｅｓ．ｎｌ", "kees.nl"),
        ("zie advertenties.example/kamer", "advertenties.example/kamer"),
        ("hxxps://slecht[.]example", "https://slecht.example"),
        (
            "duckduckgogg42xjoc72x3sjasowoarfbgcmvfimaftt6twagswzczad.onion",
            "duckduckgogg42xjoc72x3sjasowoarfbgcmvfimaftt6twagswzczad.onion",
        ),
    ],
)
def test_addresses(text, expected):
    assert found(text, Kind.URL) == [expected]


def test_two_glued_together():
    assert found("http://kees.nl,http://jan.nl", Kind.URL) == ["http://kees.nl", "http://jan.nl"]


@pytest.mark.parametrize(
    "text",
    [
        "Hij ging weg.De man bleef", "day.Thank you", "Ga naar huis. Nl taal is moeilijk",
        "b.v. o.a. d.m.v. z.s.m. p.m. e.d.", "foto.jpg en verslag.docx",
        "om 12.30 of 1.250,50", "wait for me.it was late", "ja.nee.misschien", "kamer 3.12", "J.P. de Vries",
        "...", "she said no.so he left", "v1.2.3", "etc.en",
    ],
)  # fmt: skip
def test_no_address(text):
    assert nothing(text)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("readme.md", reasons.URL_FILE_NAME),
        ("http //www.kees.lokaal/x", reasons.URL_DOMAIN_UNKNOWN),
        ("http // klanten procedure.info/x", reasons.URL_BROKEN),
        ("www.callcenter shopee99.blogspot.com", reasons.URL_BROKEN),
        ("kijk: bit.ly", reasons.URL_BROKEN),
    ],
)
def test_refused(text, reason):
    assert [each for _, each in refused(text, Kind.URL)] == [reason]
    assert found(text, Kind.URL) == []


def test_what_was_undone_is_told():
    assert (only("https://kees.nl").confidence, only("https://kees.nl").obfuscated) == (0.95, False)
    assert (only("hxxps://kees[.]nl").confidence, only("hxxps://kees[.]nl").obfuscated) == (0.8, True)
    assert (only("http //kees.nl").confidence, only("http //kees.nl").obfuscated) == (0.8, False)


def test_a_bare_public_suffix_is_no_domain():
    assert nothing("over co.uk gesproken")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://kees.nl/a,https://kees.nl/b", ["https://kees.nl/a", "https://kees.nl/b"]),
        ("https://kees.nl/a;https://kees.nl/b", ["https://kees.nl/a", "https://kees.nl/b"]),
        ("kees.nl/info,zei hij", ["kees.nl/info"]),
        ("https://kees.nl/a,1,2.html", ["https://kees.nl/a,1,2.html"]),
        ("op www.kees.nl.Daarna niets", ["www.kees.nl"]),
        ("op https://kees.nl.Daarna niets", ["https://kees.nl"]),
        ("op kees.com.Daarna niets", ["kees.com"]),
        ("https://kees.nl/?a=1&amp;b=2", ["https://kees.nl/?a=1&b=2"]),
        ("de punt nl is niet duidelijk", []),
    ],
)
def test_where_an_address_ends(text, expected):
    assert found(text, Kind.URL) == expected


@pytest.mark.parametrize(
    ("address", "account"),
    [
        ("https://www.tiktok.com/@Kees_1999/video/7123456789012345678", "tiktok:kees_1999"),
        ("https://x.com/kees_1999/status/1234567890?s=20", "twitter:kees_1999"),
        ("https://www.instagram.com/kees_1999/reel/Cabc123/", "instagram:kees_1999"),
        ("https://www.facebook.com/kees.bos/posts/123456789", "facebook:kees.bos"),
    ],
)
def test_the_address_of_a_post_holds_the_account_too(address, account):
    assert found(address, Kind.URL) == [address]
    assert found(address, Kind.HANDLE) == [account]
    assert found("https://www.instagram.com/p/Cabc123/", Kind.HANDLE) == []
