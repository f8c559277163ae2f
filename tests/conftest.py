"""What every test stands on: settings for tests, guards that let the test database be emptied, markers that skip."""

import os
import socket

import pytest
from django.core.cache import caches
from django.db import connection, connections
from django.test import TransactionTestCase, override_settings

from metrics import guards

from . import factories

pytest_plugins = ["tests.worlds.articles", "tests.worlds.grid", "tests.worlds.sheets"]


def is_ci() -> bool:
    return os.environ.get("CI", "").lower() in ("1", "true", "yes")


def postgresql_answers() -> bool:
    address = (os.environ.get("PGHOST", "127.0.0.1"), int(os.environ.get("PGPORT", "5432")))
    try:
        socket.create_connection(address, timeout=2).close()
    except OSError:
        return False
    return True


def pytest_runtest_setup(item):
    """Tests marked postgresql run where DATABASE_URL names one; CI has to have a server. Those of SQLite say why."""
    if (marker := item.get_closest_marker("sqlite")) and connection.vendor != "sqlite":
        pytest.skip(marker.args[0])
    if not item.get_closest_marker("postgresql") or connection.vendor == "postgresql":
        return
    if is_ci() and not postgresql_answers():
        pytest.fail("CI needs a PostgreSQL server for this test. Start one, and name it in PGHOST and PGPORT.")
    pytest.skip("needs PostgreSQL: set DATABASE_URL=postgres://user@host/name")


@pytest.fixture(scope="session", autouse=True)
def settings_for_tests(tmp_path_factory):
    var = tmp_path_factory.mktemp("var")
    # WhiteNoise warns where its folder is missing, and warnings are errors here.
    (var / "static").mkdir()
    with override_settings(
        VAR_DIR=var,
        STATIC_ROOT=var / "static",
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        CACHES={
            name: {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": name}
            for name in ("default", "pages")
        },
        STORAGES={
            "default": {
                "BACKEND": "django.core.files.storage.FileSystemStorage",
                "OPTIONS": {"location": str(var / "files")},
            },
            "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
        },
    ):
        yield


@pytest.fixture(scope="session", autouse=True)
def test_database_can_be_emptied():
    """After a test with real transactions Django deletes (PostgreSQL: truncates) every row, which the guards refuse."""
    empty = TransactionTestCase._fixture_teardown

    def empty_without_guards(self):
        with guards.lifted(connections["default"]):
            empty(self)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", empty_without_guards)
        yield


@pytest.fixture(autouse=True)
def pages_are_made_anew():
    """A test that is rolled back leaves its data version to the next one, and its pages to nobody."""
    caches["pages"].clear()


@pytest.fixture
def client_of(db, client):
    """Logs the client in as somebody of a role: `client_of("Editor")`, or `client_of("superuser")`."""

    def log_in(role):
        client.force_login(factories.user(superuser=True) if role == "superuser" else factories.user(role=role))
        return client

    return log_in
