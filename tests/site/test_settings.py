"""What an installation may not be without."""

import re
from pathlib import Path

from django.conf import settings
from django.core.checks import run_checks

from seinhuis.site import settings as installed


def test_django_finds_nothing_wrong(db):
    assert run_checks() == []


def test_nothing_shows_what_went_wrong_inside():
    assert installed.DEBUG is False
    assert "debug" not in "".join(settings.TEMPLATES[0]["OPTIONS"]["context_processors"])


def test_logs_have_one_way_out_and_it_is_quiet():
    formatters = {handler["formatter"] for handler in installed.LOGGING["handlers"].values()}
    assert formatters == {"quiet"}
    assert installed.LOGGING["root"]["handlers"] == ["stderr"]


def test_nothing_that_was_sent_is_written_to_a_temporary_file():
    assert settings.FILE_UPLOAD_HANDLERS == ["django.core.files.uploadhandler.MemoryFileUploadHandler"]


def test_limits_are_shared_between_processes_and_not_pushed_out():
    cache = installed.CACHES["default"]
    assert cache["BACKEND"].endswith("DatabaseCache")
    assert cache["OPTIONS"]["MAX_ENTRIES"] >= 100_000


def test_an_unfinished_write_is_never_lost_on_sqlite():
    database = installed.DATABASES["default"]
    if "sqlite" in database["ENGINE"]:
        assert database["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
            assert pragma in database["OPTIONS"]["init_command"]


def test_the_policy_of_the_pages_allows_this_house_only():
    directives = installed.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    assert directives["default-src"] == ["'none'"]
    assert {source for sources in directives.values() for source in sources} == {"'none'", "'self'"}


# What others wrote names its licence in a comment of this kind, with an address that nothing asks for.
LICENCE = re.compile(r"/\*!.*?\*/", re.DOTALL)


def test_the_styles_are_light_and_ask_nothing_of_anybody():
    static = Path(installed.SITE) / "static"
    shared = [static / "css/tokens.css", static / "vendor/utrecht/html.css", static / "css/site.css"]
    of_apps = Path(installed.SITE).parent.glob("desk/*/static/*/*.css")
    largest = max(path.stat().st_size for path in of_apps)
    assert sum(path.stat().st_size for path in shared) + largest < 80_000
    for path in static.rglob("*"):
        if path.suffix in {".css", ".js", ".svg"}:
            text = path.read_text().replace("http://www.w3.org/2000/svg", "")
            text = LICENCE.sub("", text) if path.is_relative_to(static / "vendor") else text
            assert not re.search(
                r"https?://|//[a-z]+\.[a-z]|sourceMappingURL|@import|@font-face|url\(", text
            ), path


def test_styles_know_no_left_and_no_right():
    static = Path(installed.SITE) / "static" / "css"
    physical = re.compile(
        r"[;{\s](?:margin|padding|border|inset)?-?(?:left|right)\s*:|text-align:\s*(?:left|right)|float:"
    )
    for path in [*static.glob("*.css"), *Path(installed.SITE).parent.glob("desk/*/static/*/*.css")]:
        assert not physical.search(path.read_text()), path


def test_the_licence_is_the_whole_eupl():
    text = (Path(__file__).parents[2] / "LICENSE").read_text()
    assert text.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2")
    for heading in ("1. Definitions", "15. Applicable Law", "Appendix"):
        assert f"\n{heading}\n" in text
