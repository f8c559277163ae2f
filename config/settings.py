"""The one settings module. Everything that differs between machines is an environment variable.

Development needs none of them. With ENVIRONMENT=production (the default under WSGI and ASGI servers) the required
ones must be set, and insecure values stop the start with the name of the variable and how to set it.

    ENVIRONMENT       development (default under manage.py) or production
    SECRET_KEY        required in production: at least 50 random characters
    ALLOWED_HOSTS     required in production: host names, separated by commas
    DATABASE_URL      required in production; in development var/db.sqlite3
    CACHE_URL         shared cache of several workers, such as redis://…; default: pages in the memory of the process,
                      counts of failed sign-ins in VAR_DIR, which the workers of one machine share
    VAR_DIR           where run-time data stands; default: var/ in the checkout
    DEBUG             Django's own error pages; default: true in development, never in production
    REQUIRE_SECOND_FACTOR   whether the staff's desk asks for a second factor; default: true in production, false in
                      development, where the trial accounts of `make run` log in at once
    SESSION_IDLE_MINUTES    minutes without a request to the desk after which a session ends; default: 60
    OIDC_SERVER_URL, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, OIDC_NAME, OIDC_FORM_ORIGINS   an OpenID Connect provider; see
                      "Signing in" below
    EMBED_ANCESTORS   origins whose pages may frame what stands under /embed/, separated by commas; default: none
    SECRET_KEY_FALLBACKS    former keys, separated by commas, while SECRET_KEY is being changed
    SITE_URL, EMAIL_URL, MAIL_FROM   where links in mails and briefs lead, the mail server, who writes; see "Mail" below
    CSRF_TRUSTED_ORIGINS, TRUSTED_PROXY, LOG_LEVEL, STRATEGY_SLUG, TAG_AUTHORITY   see below, where they are read
"""

import os
import re
import secrets
from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from environs import Env, EnvError

from config import catalogs

BASE_DIR = Path(__file__).resolve().parent.parent
env = Env()


def read(kind, name: str, default, how: str):
    """The environment variable `name`, or the default where it is missing or empty.

    A value that cannot be read stops the start with the name and how to set it; the value, which may hold a password,
    is not repeated.
    """
    if not env.str(name, "").strip():
        return default
    try:
        return kind(name)
    except EnvError:
        raise ImproperlyConfigured(f"{name} cannot be read. Set it like this: {how}") from None


ENVIRONMENT = read(env.str, "ENVIRONMENT", "development", "")
if ENVIRONMENT not in ("development", "production"):
    raise ImproperlyConfigured(f"ENVIRONMENT is {ENVIRONMENT!r}. Set it to development or production.")
PRODUCTION = ENVIRONMENT == "production"

DEBUG = read(env.bool, "DEBUG", not PRODUCTION, "export DEBUG=false")
if PRODUCTION and DEBUG:
    raise ImproperlyConfigured("DEBUG may not be on in production: its pages show settings and code. Unset DEBUG.")

VAR_DIR = read(env.path, "VAR_DIR", BASE_DIR / "var", "").absolute()
try:
    VAR_DIR.mkdir(parents=True, exist_ok=True)
except OSError as error:
    raise ImproperlyConfigured(
        f"The folder for run-time data cannot be made: {error}. Set VAR_DIR to a folder this user may write to."
    ) from None


def required(name: str, how: str) -> str:
    """The environment variable `name`; in production its absence stops the start and says how to set it."""
    value = env.str(name, "").strip()
    if not value:
        raise ImproperlyConfigured(f"{name} is not set. Production needs it: {how}")
    return value


def development_secret_key() -> str:
    """A random key kept in VAR_DIR, so that development sessions survive a restart and no key is in the repository."""
    path = VAR_DIR / "secret_key"
    if not path.exists():
        # Written aside and then linked: of several processes that start at once, one wins and all read a whole key.
        aside = VAR_DIR / f"secret_key.{os.getpid()}"
        aside.touch(mode=0o600)
        aside.write_text(secrets.token_urlsafe(64))
        try:
            path.hardlink_to(aside)
        except FileExistsError:
            pass
        finally:
            aside.unlink()
    return path.read_text()


# --- Security --------------------------------------------------------------------------------------------------------

if PRODUCTION:
    SECRET_KEY = required(
        "SECRET_KEY",
        "export SECRET_KEY=\"$(python -c 'import secrets; print(secrets.token_urlsafe(64))')\", and keep it.",
    )
    if len(SECRET_KEY) < 50 or len(set(SECRET_KEY)) < 10 or SECRET_KEY.startswith("django-insecure-"):
        raise ImproperlyConfigured("SECRET_KEY is too weak. Set it to at least 50 random characters.")
    ALLOWED_HOSTS = [
        host.strip()
        for host in required(
            "ALLOWED_HOSTS", "export ALLOWED_HOSTS=throughline.example.org (several: separate by commas)."
        ).split(",")
        if host.strip()
    ]
    if "*" in ALLOWED_HOSTS:
        raise ImproperlyConfigured("ALLOWED_HOSTS may not be '*' in production. Name the hosts, separated by commas.")
    if any("/" in host for host in ALLOWED_HOSTS):
        raise ImproperlyConfigured("ALLOWED_HOSTS takes host names without https:// and without a path.")
else:
    SECRET_KEY = read(env.str, "SECRET_KEY", None, "") or development_secret_key()
    ALLOWED_HOSTS = read(env.list, "ALLOWED_HOSTS", ["127.0.0.1", "localhost", "[::1]", "testserver"], "")

# Second factors are stored encrypted: a key that they were encrypted under stays here until nobody needs it.
SECRET_KEY_FALLBACKS = read(env.list, "SECRET_KEY_FALLBACKS", [], "")

CSRF_TRUSTED_ORIGINS = read(env.list, "CSRF_TRUSTED_ORIGINS", [], "")

if PRODUCTION:
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    # Health checks come from the load balancer, which speaks plain HTTP.
    SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    # TRUSTED_PROXY=true only where a proxy in front always sets or strips X-Forwarded-Proto and X-Forwarded-For.
    if read(env.bool, "TRUSTED_PROXY", False, "export TRUSTED_PROXY=true (or false)"):
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
        # Failed sign-ins are counted by the address that this one proxy saw, not by the proxy's own.
        ALLAUTH_TRUSTED_PROXY_COUNT = 1

SESSION_COOKIE_HTTPONLY = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "config.errors.form_not_sent"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

# What stands under /embed/, and nothing else, may be framed by pages of these origins (metrics/views/embeds.py).
HOW_EMBED_ANCESTORS = (
    "export EMBED_ANCESTORS=https://www.example.org,https://*.example.net (scheme and host, without a path)."
)
EMBED_ANCESTORS = [
    ancestor.strip() for ancestor in read(env.list, "EMBED_ANCESTORS", [], HOW_EMBED_ANCESTORS) if ancestor.strip()
]
for ancestor in EMBED_ANCESTORS:
    # Of all hosts under a name, that is at least two labels long: *.example.org, never *.org.
    if not re.fullmatch(r"https?://(\*\.[a-z0-9-]+\.)?[a-z0-9-]+(\.[a-z0-9-]+)*(:[0-9]{1,5})?", ancestor):
        raise ImproperlyConfigured(
            f"EMBED_ANCESTORS names {ancestor!r}, which is no origin. Set it like this: {HOW_EMBED_ANCESTORS}"
        )
    if PRODUCTION and not ancestor.startswith("https://"):
        raise ImproperlyConfigured(
            f"EMBED_ANCESTORS must begin with https:// in production. Set it like this: {HOW_EMBED_ANCESTORS}"
        )

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

# --- Signing in ------------------------------------------------------------------------------------------------------

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "admin:index"
LOGOUT_REDIRECT_URL = "account_login"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]

REQUIRE_SECOND_FACTOR = read(env.bool, "REQUIRE_SECOND_FACTOR", PRODUCTION, "export REQUIRE_SECOND_FACTOR=true")

HOW_IDLE = "export SESSION_IDLE_MINUTES=60 (from 1 to 1440)."
SESSION_IDLE_MINUTES = read(env.int, "SESSION_IDLE_MINUTES", 60, HOW_IDLE)
if not 1 <= SESSION_IDLE_MINUTES <= 1440:
    raise ImproperlyConfigured(f"SESSION_IDLE_MINUTES is {SESSION_IDLE_MINUTES}. Set it like this: {HOW_IDLE}")
# Counted from the last request to the desk (accounts/middleware.py), not by Django, which would write on every page.
SESSION_COOKIE_AGE = SESSION_IDLE_MINUTES * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True

# A page of an update's grid sends 200 rows at once where there is no JavaScript, each of some nine fields.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 3000

ACCOUNT_ADAPTER = "accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
# Addresses are what administrators enter; nothing is mailed for signing in.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
ACCOUNT_RATE_LIMITS = {
    # Ten failures a minute from one address, five in five minutes for one account, known or not.
    "login_failed": "10/m/ip,5/5m/key",
}

MFA_ADAPTER = "accounts.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_FORMS = {"add_webauthn": "accounts.forms.AddPasskeyForm"}
# A passkey stands for both factors, so it has to know its owner: by a PIN, a finger, a face.
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION
MFA_TOTP_ISSUER = "Throughline"
MFA_ALLOW_UNVERIFIED_EMAIL = True

# OpenID Connect: all three, or none. The provider is told this address to come back to:
# https://HOST/accounts/oidc/sso/login/callback/
HOW_OIDC = (
    "export OIDC_SERVER_URL=https://login.example.org/realm OIDC_CLIENT_ID=… OIDC_CLIENT_SECRET=…, as the provider"
    " gives them; OIDC_NAME names it on the button."
)
OIDC = {name: env.str(name, "").strip() for name in ("OIDC_SERVER_URL", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET")}
if any(OIDC.values()) and not all(OIDC.values()):
    missing = ", ".join(name for name, value in OIDC.items() if not value)
    raise ImproperlyConfigured(f"OpenID Connect is set by halves: {missing} is missing. Set it like this: {HOW_OIDC}")


def origin(name: str, address: str) -> str:
    """Scheme and host of an address of the provider; in production anything but https stops the start."""
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname or set(address) & set(" ;,'\""):
        raise ImproperlyConfigured(f"{name} is no address. Set it like this: {HOW_OIDC}")
    if PRODUCTION and parts.scheme != "https":
        raise ImproperlyConfigured(f"{name} must begin with https:// in production. Set it like this: {HOW_OIDC}")
    return f"{parts.scheme}://{parts.netloc}"


SOCIALACCOUNT_ADAPTER = "accounts.adapters.ProviderAdapter"
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": []}}
# Where the sign-in form may lead: browsers hold the redirect to the provider, too, against form-action.
OIDC_FORM_ORIGINS: list[str] = []
if OIDC["OIDC_SERVER_URL"]:
    OIDC_FORM_ORIGINS = [origin("OIDC_SERVER_URL", OIDC["OIDC_SERVER_URL"])] + [
        origin("OIDC_FORM_ORIGINS", address.strip()) for address in read(env.list, "OIDC_FORM_ORIGINS", [], "")
    ]
    SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"].append(
        {
            "provider_id": "sso",
            "name": read(env.str, "OIDC_NAME", "single sign-on", ""),
            "client_id": OIDC["OIDC_CLIENT_ID"],
            "secret": OIDC["OIDC_CLIENT_SECRET"],
            "settings": {"server_url": OIDC["OIDC_SERVER_URL"].rstrip("/"), "oauth_pkce_enabled": True},
        }
    )

# --- Application -----------------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "config.apps.ThroughlineConfig",
    "config.apps.ThroughlineAdminConfig",
    "programs",
    "metrics",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    # After Django's and allauth's, some of whose admin pages it replaces.
    "accounts",
    # allauth's pages say when a passkey was used last.
    "django.contrib.humanize",
    "django_tables2",
    "django_filters",
    "django_htmx",
    "django_tasks",
    # After metrics, whose db_worker does more.
    "django_tasks_db",
    "csp",
]

MIDDLEWARE = [
    "config.middleware.RequestIdMiddleware",
    # Outside whatever can refuse a request, so that the refusal too is in the language of the address.
    "config.languages.LanguageMiddleware",
    # Outside the middleware that can refuse a request, so that the refusal too carries the policy.
    "csp.middleware.CSPMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "metrics.recording.RecordingMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.DeskMiddleware",
    "metrics.following.follow_changes",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        # Readers' pages.
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [BASE_DIR / "config" / "jinja2"],
        "APP_DIRS": True,
        "OPTIONS": {"environment": "config.jinja2_environment.environment"},
    },
    {
        # The admin, and what packages bring.
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "config" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# --- Data ------------------------------------------------------------------------------------------------------------

HOW_DATABASE_URL = (
    "export DATABASE_URL=postgres://user:password@host:5432/throughline?pool=true, special characters of the password"
    " percent-encoded (or sqlite:////path)."
)
if PRODUCTION:
    required("DATABASE_URL", HOW_DATABASE_URL)
DATABASES = {
    "default": read(
        env.dj_db_url,
        "DATABASE_URL",
        # Not as an address: the path may hold characters that mean something else there.
        {"ENGINE": "django.db.backends.sqlite3", "NAME": str(VAR_DIR / "db.sqlite3")},
        HOW_DATABASE_URL,
    )
}
options = DATABASES["default"].setdefault("OPTIONS", {})
match DATABASES["default"]["ENGINE"]:
    case "django.db.backends.sqlite3":
        # Opening a file, its functions and pragmas anew for each request costs more than the page from the cache.
        DATABASES["default"]["CONN_MAX_AGE"] = None
        options |= {
            # Readers never wait for a writer.
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA mmap_size=268435456;"
            " PRAGMA cache_size=-65536;",
            # A transaction that will write takes its lock at once, so it waits instead of failing halfway.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
        }
    case "django.db.backends.postgresql":
        # A database that does not answer is an error page within seconds, not a worker that hangs.
        options.setdefault("connect_timeout", 5)
        if options.get("pool") is True:
            options["pool"] = {"timeout": 5}
    case _:
        # Published facts are guarded by triggers, which are written for these two.
        raise ImproperlyConfigured(f"DATABASE_URL must name SQLite or PostgreSQL: {HOW_DATABASE_URL}")

HOW_CACHE_URL = "export CACHE_URL=redis://host:6379/0"
CACHES = {
    # Failed sign-ins are counted here. A file is slower than memory, but all workers of this machine see it; pages are
    # elsewhere, so that nobody can push a lockout out by reading many of them.
    "default": {
        "KEY_PREFIX": "sign-in",
        **read(
            env.dj_cache_url,
            "CACHE_URL",
            {
                "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
                "LOCATION": str(VAR_DIR / "sign-in"),
                "OPTIONS": {"MAX_ENTRIES": 10_000},
            },
            HOW_CACHE_URL,
        ),
    },
    "pages": read(
        env.dj_cache_url, "CACHE_URL", {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}, HOW_CACHE_URL
    ),
}

# Work that takes longer than a request (metrics/jobs/) waits in the database for `manage.py db_worker`.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# --- Language and time -----------------------------------------------------------------------------------------------

# The language of a page stands in its address (config/languages.py).
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("es", "Español")]
USE_I18N = True
FORMAT_MODULE_PATH = "config.formats"
LOCALE_PATHS = [catalogs.compiled(VAR_DIR / "locale")]
# Publication times are stored and "as of" dates are read in one zone, so that a date means the same to every reader.
TIME_ZONE = "UTC"
USE_TZ = True

# --- Files -----------------------------------------------------------------------------------------------------------

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "config" / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
# Development serves the files from where they are written; production what `collectstatic` gathered and hashed.
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = not PRODUCTION

# --- Mail ------------------------------------------------------------------------------------------------------------

# Where what leaves the site leads back to: mails (`send_reminders`), and briefs made by command.
HOW_SITE_URL = "export SITE_URL=https://throughline.example.org (scheme and host, without a path)."
hosts = [host.lstrip(".") for host in ALLOWED_HOSTS if host.strip("*.")]
SITE_URL = read(env.str, "SITE_URL", f"https://{hosts[0]}" if PRODUCTION and hosts else "http://127.0.0.1:8000", "")
SITE_URL = SITE_URL.strip().rstrip("/")
site = urlsplit(SITE_URL)
if (
    site.scheme not in ("http", "https")
    or not site.hostname
    or site.path
    or site.query
    or set(SITE_URL) & set(" \r\n\t")
):
    raise ImproperlyConfigured(f"SITE_URL is {SITE_URL!r}. Set it like this: {HOW_SITE_URL}")

# Without a server mails are printed by the command that sends them.
HOW_EMAIL_URL = "export EMAIL_URL='submission://user:password@mail.example.org:587' (or smtps://…:465, or console:)."
EMAIL = read(
    env.dj_email_url, "EMAIL_URL", {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}, HOW_EMAIL_URL
)
if "EMAIL_BACKEND" not in EMAIL or ("smtp" in EMAIL["EMAIL_BACKEND"] and not EMAIL.get("EMAIL_HOST")):
    raise ImproperlyConfigured(f"EMAIL_URL names no mail server. Set it like this: {HOW_EMAIL_URL}")
EMAIL_BACKEND = EMAIL["EMAIL_BACKEND"]
EMAIL_HOST = EMAIL.get("EMAIL_HOST") or "localhost"
EMAIL_PORT = EMAIL.get("EMAIL_PORT") or 25
EMAIL_HOST_USER = EMAIL.get("EMAIL_HOST_USER") or ""
EMAIL_HOST_PASSWORD = EMAIL.get("EMAIL_HOST_PASSWORD") or ""
EMAIL_USE_TLS = EMAIL.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = EMAIL.get("EMAIL_USE_SSL", False)
# A server that does not answer fails one mail, and does not hold up the command.
EMAIL_TIMEOUT = 20
HOW_MAIL_FROM = "export MAIL_FROM='Throughline <throughline@example.org>'"
DEFAULT_FROM_EMAIL = read(env.str, "MAIL_FROM", f"Throughline <throughline@{site.hostname}>", HOW_MAIL_FROM).strip()
if not re.fullmatch(r"[^\r\n<>]*<?[^\s<>@]+@[^\s<>@]+>?", DEFAULT_FROM_EMAIL):
    raise ImproperlyConfigured(f"MAIL_FROM is {DEFAULT_FROM_EMAIL!r}. Set it like this: {HOW_MAIL_FROM}")

# --- Logging ---------------------------------------------------------------------------------------------------------

LOG_LEVEL = read(env.str, "LOG_LEVEL", "WARNING", "").upper()
if LOG_LEVEL not in ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"):
    raise ImproperlyConfigured(f"LOG_LEVEL is {LOG_LEVEL!r}. Set it to DEBUG, INFO, WARNING, ERROR or CRITICAL.")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"request_id": {"()": "config.middleware.RequestIdFilter"}},
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s [%(request_id)s] %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["request_id"], "formatter": "line"}},
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    "loggers": {
        # Up to the root, in place of the handlers that Django gives it.
        "django": {"handlers": [], "level": LOG_LEVEL, "propagate": True},
        "django.server": {"handlers": ["console"], "level": "INFO", "propagate": False},
    },
}

# --- Throughline -----------------------------------------------------------------------------------------------------

# The strategy whose lines of action stand at /lines/<number>/.
STRATEGY_SLUG = read(env.str, "STRATEGY_SLUG", "cmms", "")
# Begins the ids of feed entries (RFC 4151): a domain of yours and a date on which it was. Once published it stays, even
# if the site moves, since readers' programs would take every entry for a new one.
TAG_AUTHORITY = read(env.str, "TAG_AUTHORITY", "throughline.invalid,2022", "")
