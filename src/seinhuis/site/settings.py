"""Settings of an installation; everything it keeps is under SEINHUIS_HOME, everything it may vary is an
environment variable.
"""

import secrets
from pathlib import Path
from typing import Any

import environ
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

env = environ.Env()
SITE = Path(__file__).resolve().parent
SEINHUIS_HOME = Path(env.str("SEINHUIS_HOME", "var")).resolve()

# A house that has not been prepared yet has no key; `seinhuis serve` refuses to start there, so the random
# one below only ever serves commands that need no session.
_django_key = SEINHUIS_HOME / "keys" / "django.key"
SECRET_KEY = env.str("SEINHUIS_DJANGO_KEY", "") or (
    _django_key.read_text().strip() if _django_key.exists() else secrets.token_urlsafe(48)
)
DEBUG = False
ALLOWED_HOSTS = env.list("SEINHUIS_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
BEHIND_TLS = env.bool("SEINHUIS_TLS", False)

# Ours come first: where two catalogues or templates say the same thing differently, Django takes the first.
INSTALLED_APPS = [
    "seinhuis.desk.kernel",
    "seinhuis.desk.journal",
    "seinhuis.desk.vault",
    "seinhuis.desk.accounts",
    "seinhuis.desk.reports",
    "seinhuis.desk.triage",
    "seinhuis.desk.traces",
    "seinhuis.desk.dossiers",
    "seinhuis.desk.handover",
    "seinhuis.site",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "csp",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "seinhuis.desk.accounts.middleware.ViewerMiddleware",
    "seinhuis.site.wrong_method.WrongMethodMiddleware",
    "seinhuis.site.busy.BusyDatabaseMiddleware",
]
ROOT_URLCONF = "seinhuis.site.urls"
WSGI_APPLICATION = "seinhuis.site.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [SITE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "seinhuis.site.navigation.desk_navigation",
                "seinhuis.site.navigation.page_frame",
                "seinhuis.site.navigation.language_links",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"


def _databases() -> dict[str, Any]:
    url = env.str("SEINHUIS_DATABASE_URL", "")
    if url:
        return {"default": {**env.db_url_config(url), "CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}}
    return {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": SEINHUIS_HOME / "seinhuis.sqlite3",
            # Closing the last connection would checkpoint and drop the WAL on every request.
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                # Django's default DEFERRED lost more than half of concurrent writes to "database is locked".
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
                "PRAGMA journal_size_limit=27103364; PRAGMA secure_delete=ON;",
            },
        }
    }


DATABASES = _databases()
# Rate limits must be shared between the workers, so the cache is a table.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache_table",
        # Above this number entries are thrown out; with the default of 300, many made-up names would push out
        # the counts that slow a guesser down.
        "OPTIONS": {"MAX_ENTRIES": 200_000},
    },
}
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 8 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BEHIND_TLS
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "seinhuis.site.form_tokens.refused_form"
SECURE_SSL_REDIRECT = BEHIND_TLS
SECURE_HSTS_SECONDS = 31536000 if BEHIND_TLS else 0
# Other sites learn nothing. With "no-referrer" a browser sends "Origin: null" with a form, and every login
# would be refused.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_TLS else None
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
# A form never takes files larger than an exhibit, and a report of a megabyte must reach the clear refusal of
# the form.
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 26 * 1024 * 1024
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]

AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_ADAPTER = "seinhuis.site.adapter.HouseAdapter"
ACCOUNT_FORMS = {"login": "seinhuis.desk.accounts.forms.LoginForm"}
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PREVENT_ENUMERATION = True
# The login page itself decides: somebody whose key is not open needs the form although they are logged in.
ACCOUNT_AUTHENTICATED_LOGIN_REDIRECTS = False
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "20/m/ip,5/5m/key",
    "recover": "10/m/ip",
    "change_passphrase": "10/m/user",
}
# Behind a proxy every visitor would share its address, and one guesser would shut everybody out.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("SEINHUIS_PROXIES", 1 if BEHIND_TLS else 0)

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", _("Dutch")), ("en", _("English"))]
LOCALE_PATHS = [SITE / "locale"]
FORMAT_MODULE_PATH = ["seinhuis.site.formats"]
TIME_ZONE = "Europe/Amsterdam"
USE_TZ = True
STATIC_URL = "/static/"
STATICFILES_DIRS = [SITE / "static"]
WHITENOISE_USE_FINDERS = True
STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"quiet": {"()": "seinhuis.site.quiet_logging.QuietFormatter"}},
    "handlers": {"stderr": {"class": "seinhuis.site.quiet_logging.QuietHandler", "formatter": "quiet"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False}},
}

SEINHUIS_EXIT_URL = env.str("SEINHUIS_EXIT_URL", "https://www.knmi.nl/")
SEINHUIS_JOURNAL_ORIGIN = env.str("SEINHUIS_JOURNAL_ORIGIN", "seinhuis.example/journal")
SEINHUIS_BASE_ADDRESS = env.str("SEINHUIS_BASE_ADDRESS", "http://localhost:8000")
# The short names of the organisations whose desk may open the corpus; named nobody, the only organisation.
SEINHUIS_CORPUS_ORGANISATION = env.list("SEINHUIS_CORPUS_ORGANISATION", default=[])
SEINHUIS_CORPUS = SEINHUIS_HOME / "corpus"
SEINHUIS_TSA_URL = env.str("SEINHUIS_TSA_URL", "")
SEINHUIS_TSA_CERTIFICATE = env.str("SEINHUIS_TSA_CERTIFICATE", "")
# Argon2id for people's keys: passes and bytes of memory.
SEINHUIS_ARGON = (3, 64 * 1024 * 1024)
# Working norms, each to be confirmed by the coalition: days until the next look, and until silence is a red
# item.
SEINHUIS_DAYS_BY_URGENCY = {"U0": 0, "U1": 0, "U2": 7, "U3": 14}
SEINHUIS_ACKNOWLEDGE_WITHIN_DAYS = env.int("SEINHUIS_ACKNOWLEDGE_WITHIN_DAYS", 5)
