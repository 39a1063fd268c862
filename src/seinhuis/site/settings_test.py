"""Settings for the tests: a home of their own, cheap passphrases, the database that SEINHUIS_DATABASE_URL
names.
"""

import os
import tempfile
from pathlib import Path

_home = Path(tempfile.mkdtemp(prefix="seinhuis-test-"))
os.environ["SEINHUIS_HOME"] = str(_home)

from seinhuis.desk.kernel.secrets import prepare  # noqa: E402

prepare(_home)

from seinhuis.site.settings import *  # noqa: E402, F403

SEINHUIS_ARGON = (1, 8192)
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
SEINHUIS_EXIT_URL = "/static/css/tokens.css"
if "sqlite" in DATABASES["default"]["ENGINE"]:  # noqa: F405
    DATABASES["default"]["TEST"] = {"NAME": str(_home / "test.sqlite3")}  # noqa: F405
