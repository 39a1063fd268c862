import pytest

from seinhuis.engine.identifiers import extract, reasons

from .finding import Kind, found, refused


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("insta: kees_1999", "instagram:kees_1999"),
        ("Insta:Kees_1999", "instagram:kees_1999"),
        ("insta = kees_1999", "instagram:kees_1999"),
        ("insta - kees_1999", "instagram:kees_1999"),
        ("insta kees_1999", "instagram:kees_1999"),
        ("insta is kees_1999", "instagram:kees_1999"),
        ("instagram: @kees.jansen", "instagram:kees.jansen"),
        ("ig: kees_1999", "instagram:kees_1999"),
        ("ig @kees", "instagram:kees"),
        ("mijn insta is kees", "instagram:kees"),
        ("Instagram account: kees.de.vries", "instagram:kees.de.vries"),
        ("Instagramnaam kees_1999", "instagram:kees_1999"),
        ("@kees_1999 op insta", "instagram:kees_1999"),
        ("@kees op snap", "snapchat:kees"),
        ("kees_1999 on instagram", "instagram:kees_1999"),
        ("kees_1999 (insta)", "instagram:kees_1999"),
        ("insta (kees_1999)", "instagram:kees_1999"),
        ('op insta heet ze "kees_1999"', "instagram:kees_1999"),
        ("volg @kees_1999 op instagram", "instagram:kees_1999"),
        ("insta: kees underscore 1999", "instagram:kees_1999"),
        ("snap = kees", "snapchat:kees"),
        ("haar snap is kees99.", "snapchat:kees99"),
        ("snapchat: Kees-99", "snapchat:kees-99"),
        ("sc: kees99", "snapchat:kees99"),
        ("sn@p: kees99", "snapchat:kees99"),
        ("telegram: @keesx99", "telegram:keesx99"),
        ("tg: keesx99", "telegram:keesx99"),
        ("tiktok: kees.99", "tiktok:kees.99"),
        ("tik tok @kees.99", "tiktok:kees.99"),
        ("kik: kees", "kik:kees"),
        ("discord: kees#1234", "discord:kees#1234"),
        ("discord kees.99", "discord:kees.99"),
        ("facebook: kees.jansen.5", "facebook:kees.jansen.5"),
        ("twitter: @kees", "twitter:kees"),
        ("signal: kees.42", "signal:kees.42"),
        ("skype: live:kees99", "skype:live:kees99"),
        ("wickr: kees99", "wickr:kees99"),
        ("onlyfans: kees99", "onlyfans:kees99"),
        ("t.me/keesje", "telegram:keesje"),
        ("https://t.me/Keesje", "telegram:keesje"),
        ("https://www.instagram.com/kees.jansen/?hl=nl", "instagram:kees.jansen"),
        ("instagram.com/kees_1999", "instagram:kees_1999"),
        ("https://www.snapchat.com/add/kees99", "snapchat:kees99"),
        ("https://www.tiktok.com/@kees.99", "tiktok:kees.99"),
        ("https://www.facebook.com/kees.jansen.5", "facebook:kees.jansen.5"),
        ("facebook.com/profile.php?id=100012345", "facebook:100012345"),
        ("https://twitter.com/kees1999", "twitter:kees1999"),
        ("x.com/kees1999", "twitter:kees1999"),
        ("kik.me/kees", "kik:kees"),
        ("youtube.com/@kees", "youtube:kees"),
        ("onlyfans.com/kees99", "onlyfans:kees99"),
        ("linkedin.com/in/kees-jansen-5", "linkedin:kees-jansen-5"),
        ("ｉｎｓｔａ： ｋｅｅｓ＿９９", "instagram:kees_99"),
    ],
)
def test_one_name(text, expected):
    for around in (text, f"Zij zei dat {text} en dat was het", f"{text}\nkamer 12"):
        assert found(around, Kind.HANDLE) == [expected], around


def test_several_platforms():
    assert found("insta kees_1999, snap: kees-22 en tiktok @kees.x", Kind.HANDLE) == [
        "instagram:kees_1999", "snapchat:kees-22", "tiktok:kees.x",
    ]  # fmt: skip
    assert found("insta/snap: kees_1999", Kind.HANDLE) == ["instagram:kees_1999", "snapchat:kees_1999"]


def test_a_whatsapp_link_holds_a_phone_number_too():
    found_in_link = extract("https://wa.me/31612345678?text=hoi").identifiers
    assert [(each.kind, each.canonical) for each in found_in_link] == [
        (Kind.HANDLE, "whatsapp:31612345678"),
        (Kind.PHONE, "+31612345678"),
    ]
    assert found_in_link[1].raw == "31612345678"
    assert found("api.whatsapp.com/send?phone=%2B31612345678", Kind.PHONE) == ["+31612345678"]


@pytest.mark.parametrize(
    "text",
    [
        "via snapchat stuurde hij", "ze zit op insta en tiktok", "snap is kapot", "insta is leuk",
        "instagram account verwijderd", "kik: geen",
        "telegram groep", "whatsapp: 0612345678", "signal: 06-12345678", "op Facebook stond een foto",
        "ik snap het niet", "signal 500 mb", "tiktok v1",
        "youtube 1hr", "instagram.com", "t.me/joinchat/AbC", "t.me/+AbC123", "insta: https://kees.nl/x",
        "fb: Kees Jansen", "dan snap je het", "x=wFCd2xqQ",
        "Instagram: nee", "discord server", "snap: ?", "ze gebruikt Telegram met hem",
    ],
)  # fmt: skip
def test_no_name(text):
    assert found(text, Kind.HANDLE) == []


def test_refusals():
    assert refused("@kees_1999", Kind.HANDLE) == [("@kees_1999", reasons.HANDLE_NO_PLATFORM)]
    assert refused("snap: k", Kind.HANDLE) == [("k", reasons.HANDLE_IMPOSSIBLE)]
    assert refused("twitter: abcdefghijklmnop", Kind.HANDLE) == [
        ("abcdefghijklmnop", reasons.HANDLE_IMPOSSIBLE)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("insta @ kees_1999", ["instagram:kees_1999"]),
        ("insta; kees_1999", ["instagram:kees_1999"]),
        ("op ig als kees_1999", ["instagram:kees_1999"]),
        ("voeg kees1999 toe op snap", ["snapchat:kees1999"]),
        ("geen nr, wel sc kees1999", ["snapchat:kees1999"]),
        ("haar insta is noorlief", ["instagram:noorlief"]),
        ("https://instagram.com/stories/kees_1999/1234567890/", ["instagram:kees_1999"]),
        ("insta @ het hotel", []),
        ("volg mij op insta als vriend", []),
        ("sc 12", []),
    ],
)
def test_more_ways_to_name_an_account(text, expected):
    assert found(text, Kind.HANDLE) == expected


@pytest.mark.parametrize(
    "text",
    [
        "discord is gratis",
        "tiktok is verboden",
        "Snapchat is handig",
        "haar insta is leeg",
        "snap: weet niet",
    ],
)
def test_what_is_told_about_a_platform_is_no_account(text):
    assert found(text, Kind.HANDLE) == []
