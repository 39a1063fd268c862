"""A real browser against a real server: what every journey watches for, and the people who walk."""

import os
import shutil

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import translation

from seinhuis.desk.kernel.contracts import Role
from tests.desk.conftest import PASSPHRASE, make_house
from tests.journeys.looking import AXE_AT_HAND
from tests.journeys.visiting import Visitor

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync", "--disable-domain-reliability", "--no-pings"),
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
    # Nobody sees the address bar, whose pages take as long as those of the house, or needs a process that
    # waits. This list takes the place of Playwright's, so what that turns off stands here too.
    "--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup,SpareRendererForSitePerProcess,"
    "AvoidUnnecessaryBeforeUnloadCheckSync,DestroyProfileOnBrowserClose,HttpsUpgrades,"
    "HttpsFirstBalancedModeAutoEnable,LensOverlay,MediaRouter,PaintHolding,ThirdPartyStoragePartitioning,"
    "AvoidCorsURLLoaderRestartOnRedirect,OptimizationHints,NetworkTimeServiceQuerying,AimEnabled,"
    "PreconnectToSearch",
]


def pytest_collection_modifyitems(items):
    here = os.path.dirname(__file__)
    for item in items:
        if str(item.path).startswith(here):
            item.add_marker(pytest.mark.journey)
            if not os.path.exists(CHROMIUM):
                item.add_marker(pytest.mark.skip(reason="needs chromium (Debian: chromium)"))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": FLAGS}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return {
        **browser_context_args,
        "locale": "nl-NL",
        "service_workers": "block",
        "viewport": {"width": 1280, "height": 900},
    }


@pytest.fixture(scope="session")
def base_url():
    """Journeys say whole addresses."""


@pytest.fixture(autouse=True)
def _dutch():
    with translation.override("nl"):
        yield


@pytest.fixture
def house(live_server, settings, tmp_path):
    settings.SEINHUIS_BASE_ADDRESS = live_server.url
    # A corpus that a test makes stays its own.
    settings.SEINHUIS_CORPUS = tmp_path / "corpus"
    # A page that names its icon: for one that does not, a browser asks for /favicon.ico.
    settings.SEINHUIS_EXIT_URL = reverse("front_door")
    # The counts that slow a guesser down are in the cache, whose table outlives a test.
    cache.clear()
    return make_house("noord")


@pytest.fixture(params=["with JavaScript", "without JavaScript"])
def javascript(request):
    return request.param == "with JavaScript"


@pytest.fixture
def watched(live_server):
    """A function that watches a browser window: whatever goes wrong in it fails the test at its end."""
    troubles, refusals = [], set()

    def on_request(request):
        if not request.url.startswith((live_server.url, "data:", "blob:")):
            troubles.append(f"asked another origin: {request.url}")

    def on_response(response):
        policy = response.headers.get("content-security-policy", "")
        html = response.headers.get("content-type", "").startswith("text/html")
        if html and ("default-src 'none'" not in policy or "unsafe" in policy):
            troubles.append(f"no strict policy: {response.url}")
        if response.status >= 400 and response.request.is_navigation_request():
            refusals.add(response.url)

    def on_console(message):
        # The browser notes a page that says "no" as an error of the network; such a page is meant so.
        meant = message.text.startswith("Failed to load") and message.location["url"] in refusals
        if message.type in ("error", "warning") and not meant:
            troubles.append(f"console {message.type}: {message.text}")

    def watch(context):
        context.on("request", on_request)
        context.on("response", on_response)
        context.on("console", on_console)
        context.on("weberror", lambda error: troubles.append(f"error on the page: {error.error}"))
        return context

    yield watch
    assert not troubles, troubles


@pytest.fixture
def window(browser, browser_context_args, watched):
    """Opens a fresh browser window: `window(javascript=False, width=320)`."""
    opened = []

    def open_window(*, javascript=True, width=1280, locale="nl-NL"):
        arguments = {**browser_context_args, "java_script_enabled": javascript, "locale": locale}
        arguments["viewport"] = {"width": width, "height": 900}
        context = watched(browser.new_context(**arguments))
        context.add_init_script(AXE_AT_HAND)
        opened.append(context)
        page = context.new_page()
        page.has_javascript = javascript
        return page

    yield open_window
    for context in opened:
        context.close()


@pytest.fixture
def log_in(live_server, house):
    """Logs a person of a role in, in a given window."""

    def enter(page, role=Role.ANALYST, of=None):
        page.goto(live_server.url + reverse("account_login"))
        page.fill("[name=login]", (of or house).username(role))
        page.fill("[name=password]", PASSPHRASE)
        with page.expect_navigation():
            page.press("[name=password]", "Enter")
        assert "/desk/" in page.url
        return page

    return enter


@pytest.fixture
def visitor(live_server, window):
    """A visitor in a fresh window: `visitor(javascript=False, width=390)`."""
    return lambda **how: Visitor(window(**how), live_server.url)


@pytest.fixture
def colleague(visitor, log_in):
    """A visitor who has logged in: `colleague(Role.ANALYST, width=320)`."""

    def enter(role=Role.ANALYST, **how):
        somebody = visitor(**how)
        log_in(somebody.page, role)
        return somebody

    return enter
