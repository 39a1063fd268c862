"""What every test shares: a skip that says in one line what is needed, and organisations with people."""

import os
import shutil
from pathlib import Path

import pytest

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

TOOLS = {
    "age": "age (Debian: age)",
    "openssl": "openssl (Debian: openssl)",
    "go": "go (Debian: golang-go golang-golang-x-mod-dev)",
    "chromium": "chromium (Debian: chromium)",
    "pdfinfo": "pdfinfo (Debian: poppler-utils)",
    "qpdf": "qpdf (Debian: qpdf)",
    "tar": "tar",
    "sha256sum": "sha256sum (Debian: coreutils)",
    "case_validate": "case_validate (make develop)",
    "msgfmt": "msgfmt (Debian: gettext)",
    "java": "Java 17 or newer (Debian: openjdk-17-jre-headless)",
    "spark-submit": "PySpark (make develop)",
}


def pytest_collection_modifyitems(items):
    for item in items:
        for marker in item.iter_markers("tool"):
            missing = [name for name in marker.args if not _have(name)]
            if missing:
                needs = ", ".join(TOOLS.get(name, name) for name in missing)
                item.add_marker(pytest.mark.skip(reason=f"needs {needs}"))


def pytest_unconfigure():
    """Each process of a run has a home of its own (site/settings_test.py), which goes with it."""
    home = Path(os.environ.get("SEINHUIS_HOME", ""))
    if home.name.startswith("seinhuis-test-"):
        shutil.rmtree(home)


def _have(name):
    beside_python = Path(os.sys.executable).parent / name
    return shutil.which(name) is not None or beside_python.exists()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """Where nothing may be skipped (`SEINHUIS_NO_SKIPS`), a skip is a failure."""
    report = yield
    if report.skipped and os.environ.get("SEINHUIS_NO_SKIPS") and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"Nothing may be skipped here, and this was: {report.longrepr}"
    return report
