"""Each case starts its own process: settings are read once, when a process starts."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
STRONG_KEY = "q3Tn8wPzL1vXk6Rb0YhJ5mCf2sDg9uEaN7oViHxW4tZyKjBpMrQl"
PRODUCTION = {
    "ENVIRONMENT": "production",
    "SECRET_KEY": STRONG_KEY,
    "ALLOWED_HOSTS": "throughline.example.org",
    "DATABASE_URL": "postgres://user:p%40ss@db.example.org:5433/throughline",
}
OURS = {
    "ENVIRONMENT",
    "SECRET_KEY",
    "ALLOWED_HOSTS",
    "DATABASE_URL",
    "CACHE_URL",
    "VAR_DIR",
    "DEBUG",
    "CSRF_TRUSTED_ORIGINS",
    "TRUSTED_PROXY",
    "LOG_LEVEL",
    "STRATEGY_SLUG",
    "REQUIRE_SECOND_FACTOR",
    "SESSION_IDLE_MINUTES",
    "SECRET_KEY_FALLBACKS",
    "EMBED_ANCESTORS",
    "OIDC_SERVER_URL",
    "OIDC_CLIENT_ID",
    "OIDC_CLIENT_SECRET",
    "OIDC_NAME",
    "OIDC_FORM_ORIGINS",
    "SITE_URL",
    "EMAIL_URL",
    "MAIL_FROM",
    "DJANGO_SETTINGS_MODULE",
    # Browser tests of the same run set it.
    "DJANGO_ALLOW_ASYNC_UNSAFE",
}
OIDC = {
    "OIDC_SERVER_URL": "https://login.example.org/realm/",
    "OIDC_CLIENT_ID": "throughline",
    "OIDC_CLIENT_SECRET": "hunter2",
}
SHOW = """
import json
from django.conf import settings
print(json.dumps({name: getattr(settings, name, None) for name in dir(settings) if name.isupper()}, default=str))
"""


@pytest.fixture
def run(tmp_path):
    """Runs manage.py or another Python command with these variables of ours and no others."""

    def run(variables, *arguments):
        kept = {name: value for name, value in os.environ.items() if name not in OURS}
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=CHECKOUT,
            env={**kept, "VAR_DIR": str(tmp_path / "var"), **variables},
            capture_output=True,
            text=True,
            timeout=120,
        )

    return run


@pytest.fixture
def settings_under(run):
    def settings_under(variables):
        done = run({"DJANGO_SETTINGS_MODULE": "config.settings", **variables}, "-c", SHOW)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return settings_under


@pytest.fixture
def refusal(run):
    """What manage.py says when it refuses to start: one sentence, no traceback."""

    def refusal(variables):
        done = run(variables, "manage.py", "check")
        assert done.returncode != 0
        assert done.stdout == ""
        assert "Traceback" not in done.stderr
        assert done.stderr.startswith("Settings: ")
        return done.stderr

    return refusal


def test_development_needs_no_variable(run):
    done = run({}, "manage.py", "check")
    assert done.returncode == 0, done.stderr


def test_an_empty_variable_counts_as_missing(settings_under, tmp_path):
    found = settings_under(dict.fromkeys(OURS - {"DJANGO_SETTINGS_MODULE", "DJANGO_ALLOW_ASYNC_UNSAFE", "VAR_DIR"}, ""))
    assert found["PRODUCTION"] is False
    assert found["DATABASES"]["default"]["NAME"] == str(tmp_path / "var" / "db.sqlite3")


def test_the_key_of_development_is_made_once_and_only_its_owner_reads_it(settings_under, tmp_path):
    first = settings_under({})["SECRET_KEY"]
    assert len(first) >= 50
    assert settings_under({})["SECRET_KEY"] == first
    assert (tmp_path / "var" / "secret_key").stat().st_mode & 0o077 == 0
    assert [path.name for path in (tmp_path / "var").glob("secret_key*")] == ["secret_key"]


@pytest.mark.parametrize(
    ("name", "how"),
    [
        ("SECRET_KEY", "secrets.token_urlsafe"),
        ("ALLOWED_HOSTS", "export ALLOWED_HOSTS=throughline.example.org"),
        ("DATABASE_URL", "export DATABASE_URL=postgres://"),
    ],
)
def test_production_names_the_missing_variable_and_how_to_set_it(refusal, name, how):
    said = refusal({**PRODUCTION, name: ""})
    assert f"{name} is not set" in said
    assert how in said


@pytest.mark.parametrize(
    ("name", "value", "why"),
    [
        ("SECRET_KEY", "short", "SECRET_KEY is too weak"),
        ("SECRET_KEY", "ab" * 40, "SECRET_KEY is too weak"),
        ("SECRET_KEY", "django-insecure-" + STRONG_KEY, "SECRET_KEY is too weak"),
        ("ALLOWED_HOSTS", "*", "ALLOWED_HOSTS may not be '*'"),
        ("ALLOWED_HOSTS", "throughline.example.org, *", "ALLOWED_HOSTS may not be '*'"),
        ("ALLOWED_HOSTS", "https://throughline.example.org/", "without https://"),
        ("DEBUG", "true", "DEBUG may not be on in production"),
        ("TRUSTED_PROXY", "perhaps", "TRUSTED_PROXY cannot be read"),
        ("REQUIRE_SECOND_FACTOR", "perhaps", "REQUIRE_SECOND_FACTOR cannot be read"),
        ("SESSION_IDLE_MINUTES", "0", "SESSION_IDLE_MINUTES is 0"),
        ("SESSION_IDLE_MINUTES", "100000", "from 1 to 1440"),
    ],
)
def test_production_refuses_to_start_insecurely(refusal, name, value, why):
    said = refusal({**PRODUCTION, name: value})
    assert why in said
    assert STRONG_KEY not in said


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ENVIRONMENT", "staging"),
        ("DATABASE_URL", "throughline"),
        ("DATABASE_URL", "postgres://user:hunter2@host:port/throughline"),
        ("DATABASE_URL", "nosuch://user:hunter2@host/throughline"),
        ("DATABASE_URL", "mysql://user:hunter2@host/throughline"),
        ("CACHE_URL", "nosuch://user:hunter2@host"),
        ("DEBUG", "perhaps"),
        ("LOG_LEVEL", "loud"),
        ("VAR_DIR", "/dev/null/var"),
        ("EMAIL_URL", "nosuch://user:hunter2@host"),
        ("EMAIL_URL", "submission://"),
        ("SITE_URL", "throughline.example.org"),
        ("SITE_URL", "https://throughline.example.org/desk"),
        ("MAIL_FROM", "Throughline"),
        ("MAIL_FROM", "a@example.org\nBcc: b@example.org"),
    ],
)
def test_a_value_that_cannot_be_read_is_named_and_its_password_is_not_repeated(refusal, name, value):
    said = refusal({name: value})
    assert name in said
    assert "hunter2" not in said


def test_production_is_secure(settings_under):
    found = settings_under({**PRODUCTION, "ALLOWED_HOSTS": "a.example.org, b.example.org"})
    assert found["DEBUG"] is False
    assert found["ALLOWED_HOSTS"] == ["a.example.org", "b.example.org"]
    assert found["SECURE_SSL_REDIRECT"]
    assert found["SECURE_HSTS_SECONDS"] > 0
    assert found["SESSION_COOKIE_SECURE"]
    assert found["CSRF_COOKIE_SECURE"]
    assert "SECURE_PROXY_SSL_HEADER" not in found or found["SECURE_PROXY_SSL_HEADER"] is None
    assert "Manifest" in found["STORAGES"]["staticfiles"]["BACKEND"]


def test_a_trusted_proxy_says_whether_the_reader_came_by_https(settings_under):
    found = settings_under({**PRODUCTION, "TRUSTED_PROXY": "true"})
    assert found["SECURE_PROXY_SSL_HEADER"] == ["HTTP_X_FORWARDED_PROTO", "https"]


@pytest.mark.parametrize("entry_point", ["config.wsgi", "config.asgi"])
def test_a_server_that_names_no_environment_is_in_production(run, entry_point):
    done = run({}, "-c", f"import {entry_point}")
    assert done.returncode != 0
    assert "SECRET_KEY is not set. Production needs it" in done.stderr


def test_sqlite_is_in_wal_mode_and_a_writer_waits_for_its_turn(run, tmp_path):
    show = """
from django.db import connection
with connection.cursor() as cursor:
    for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout"):
        print(name, cursor.execute(f"PRAGMA {name}").fetchone()[0])
print(connection.transaction_mode)
"""
    done = run({"VAR_DIR": str(tmp_path / "a folder#with%odd?signs")}, "manage.py", "shell", "-v0", "-c", show)
    assert done.stdout.split("\n")[:5] == [
        "journal_mode wal",
        "synchronous 1",
        "foreign_keys 1",
        "busy_timeout 20000",
        "IMMEDIATE",
    ], done.stderr


def test_postgresql_comes_from_the_address_with_its_pool(settings_under):
    database = settings_under({**PRODUCTION, "DATABASE_URL": PRODUCTION["DATABASE_URL"] + "?pool=true"})["DATABASES"]
    found = database["default"]
    assert found["ENGINE"] == "django.db.backends.postgresql"
    assert (found["USER"], found["PASSWORD"], found["HOST"], found["PORT"], found["NAME"]) == (
        "user",
        "p@ss",
        "db.example.org",
        5433,
        "throughline",
    )
    assert found["OPTIONS"] == {"pool": {"timeout": 5}, "connect_timeout": 5}


def test_a_shared_cache_comes_from_the_address(settings_under):
    caches = settings_under({"CACHE_URL": "redis://cache.example.org:6379/1"})["CACHES"]
    for found in caches.values():
        assert found["BACKEND"] == "django.core.cache.backends.redis.RedisCache"
        assert found["LOCATION"] == "redis://cache.example.org:6379/1"
    assert caches["default"]["KEY_PREFIX"] != caches["pages"].get("KEY_PREFIX", "")


def test_mails_come_from_and_lead_to_the_first_host_and_are_printed_without_a_server(settings_under):
    found = settings_under({**PRODUCTION, "ALLOWED_HOSTS": ".example.org,other.example.org"})
    assert found["SITE_URL"] == "https://example.org"
    assert found["DEFAULT_FROM_EMAIL"] == "Throughline <throughline@example.org>"
    assert found["EMAIL_BACKEND"] == "django.core.mail.backends.console.EmailBackend"


def test_a_mail_server_comes_from_the_address(settings_under):
    found = settings_under({**PRODUCTION, "EMAIL_URL": "submission://user:p%40ss@mail.example.org:587"})
    assert found["EMAIL_BACKEND"] == "django.core.mail.backends.smtp.EmailBackend"
    assert (found["EMAIL_HOST"], found["EMAIL_PORT"]) == ("mail.example.org", 587)
    assert (found["EMAIL_HOST_USER"], found["EMAIL_HOST_PASSWORD"]) == ("user", "p@ss")
    assert found["EMAIL_USE_TLS"] is True
    assert found["EMAIL_TIMEOUT"] <= 30


def test_without_one_failed_sign_ins_are_counted_where_the_workers_of_one_machine_see_them(settings_under, tmp_path):
    found = settings_under(PRODUCTION)["CACHES"]["default"]
    assert found["BACKEND"].endswith("FileBasedCache")
    assert found["LOCATION"] == str(tmp_path / "var" / "sign-in")


def test_a_second_factor_is_asked_for_in_production_and_not_in_development(settings_under):
    assert settings_under(PRODUCTION)["REQUIRE_SECOND_FACTOR"] is True
    assert settings_under({})["REQUIRE_SECOND_FACTOR"] is False
    assert settings_under({**PRODUCTION, "REQUIRE_SECOND_FACTOR": "false"})["REQUIRE_SECOND_FACTOR"] is False


def test_nobody_may_frame_anything_unless_named(settings_under):
    assert settings_under(PRODUCTION)["EMBED_ANCESTORS"] == []
    named = {**PRODUCTION, "EMBED_ANCESTORS": "https://www.example.org, https://*.example.net:8443,"}
    assert settings_under(named)["EMBED_ANCESTORS"] == ["https://www.example.org", "https://*.example.net:8443"]
    assert settings_under({"EMBED_ANCESTORS": "http://127.0.0.1:8001"})["EMBED_ANCESTORS"] == ["http://127.0.0.1:8001"]


@pytest.mark.parametrize(
    "value",
    [
        "*",
        "https://*",
        "https://*.org",
        "'self'",
        "www.example.org",
        "https://www.example.org/",
        "https://www.example.org/page",
        "https://www.example.org; script-src *",
        "https://a.example.org https://b.example.org",
        "javascript:alert(1)",
        "https://user@example.org",
    ],
)
def test_what_is_no_origin_may_not_frame_and_is_refused(refusal, value):
    said = refusal({**PRODUCTION, "EMBED_ANCESTORS": value})
    assert "EMBED_ANCESTORS names" in said
    assert "export EMBED_ANCESTORS=https://www.example.org" in said


def test_in_production_only_https_may_frame(refusal):
    assert "must begin with https://" in refusal({**PRODUCTION, "EMBED_ANCESTORS": "http://www.example.org"})


def test_sessions_end_after_the_minutes_of_the_setting(settings_under):
    assert settings_under({})["SESSION_COOKIE_AGE"] == 3600
    found = settings_under({**PRODUCTION, "SESSION_IDLE_MINUTES": "15"})
    assert found["SESSION_COOKIE_AGE"] == 900
    assert found["SESSION_EXPIRE_AT_BROWSER_CLOSE"] is True


def test_no_provider_without_its_variables(settings_under):
    found = settings_under(PRODUCTION)
    assert found["SOCIALACCOUNT_PROVIDERS"] == {"openid_connect": {"APPS": []}}
    assert found["OIDC_FORM_ORIGINS"] == []


def test_a_provider_comes_from_the_variables_alone(settings_under):
    variables = {"OIDC_NAME": "Example ID", "OIDC_FORM_ORIGINS": "https://sso.example.net:8443/start"}
    found = settings_under({**PRODUCTION, **OIDC, **variables})
    (app,) = found["SOCIALACCOUNT_PROVIDERS"]["openid_connect"]["APPS"]
    assert (app["name"], app["client_id"], app["secret"]) == ("Example ID", "throughline", "hunter2")
    assert app["settings"] == {"server_url": "https://login.example.org/realm", "oauth_pkce_enabled": True}
    assert found["OIDC_FORM_ORIGINS"] == ["https://login.example.org", "https://sso.example.net:8443"]


@pytest.mark.parametrize("name", OIDC)
def test_a_provider_by_halves_is_refused(refusal, name):
    said = refusal({**OIDC, name: ""})
    assert f"{name} is missing" in said
    assert "export OIDC_SERVER_URL=" in said
    assert "hunter2" not in said


@pytest.mark.parametrize(
    ("name", "value", "why"),
    [
        ("OIDC_SERVER_URL", "http://login.example.org", "OIDC_SERVER_URL must begin with https://"),
        ("OIDC_SERVER_URL", "login.example.org", "OIDC_SERVER_URL is no address"),
        ("OIDC_SERVER_URL", "https://a.example.org; script-src *", "OIDC_SERVER_URL is no address"),
        ("OIDC_FORM_ORIGINS", "*", "OIDC_FORM_ORIGINS is no address"),
        ("OIDC_FORM_ORIGINS", "https://b.example.org,http://c.example.org", "OIDC_FORM_ORIGINS must begin"),
    ],
)
def test_a_provider_that_is_not_safe_is_refused(refusal, name, value, why):
    said = refusal({**PRODUCTION, **OIDC, name: value})
    assert why in said
    assert "hunter2" not in said


def test_the_checks_of_a_deployment_find_nothing(run):
    # Without tags of databases: there is none behind this address.
    done = run(PRODUCTION, "manage.py", "check", "--deploy", "--fail-level", "WARNING")
    assert done.returncode == 0, done.stderr
