"""Guessing is counted, per account and per address, in a cache that all workers share."""

import os
import subprocess
import sys
import uuid

import pytest
from django.core.cache import cache, caches
from django.test import Client

from metrics.pages import page_cache

from ..config.test_settings import CHECKOUT, OURS
from .conftest import LOGIN, PASSWORD

pytestmark = pytest.mark.django_db
TOO_MANY = "Too many failed attempts. Wait five minutes, then try again."


def said(response) -> list[str]:
    return response.context["form"].non_field_errors()


def test_the_sixth_attempt_is_refused_even_with_the_right_password(ana, sign_in):
    for _ in range(5):
        assert said(sign_in(password="wrong")) != [TOO_MANY]
    assert said(sign_in()) == [TOO_MANY]


def test_from_another_address_too(client, ana, sign_in):
    for _ in range(5):
        sign_in(password="wrong")
    response = client.post(LOGIN, {"login": "ana", "password": PASSWORD}, REMOTE_ADDR="192.0.2.7")
    assert said(response) == [TOO_MANY]


def test_an_account_that_does_not_exist_is_locked_alike(db, sign_in):
    for _ in range(5):
        sign_in("nobody")
    assert said(sign_in("nobody")) == [TOO_MANY]


def test_an_address_that_tries_many_accounts_is_refused(ana, sign_in):
    for number in range(10):
        sign_in(f"guess{number}")
    assert said(sign_in()) == [TOO_MANY]


def test_right_passwords_are_not_counted(client, ana, sign_in):
    for _ in range(8):
        assert sign_in().status_code == 302
        client.post("/accounts/logout/")


def test_a_right_password_does_not_wipe_the_count(client, ana, sign_in):
    for _ in range(4):
        sign_in(password="wrong")
    sign_in()
    client.post("/accounts/logout/")
    sign_in(password="wrong")
    assert said(sign_in()) == [TOO_MANY]


def test_a_header_that_anybody_can_send_moves_no_address(ana):
    for number in range(10):
        forged = {"x-forwarded-for": f"192.0.2.{number}"}
        Client(headers=forged).post(LOGIN, {"login": f"guess{number}", "password": "wrong"})
    response = Client(headers={"x-forwarded-for": "192.0.2.99"}).post(LOGIN, {"login": "ana", "password": PASSWORD})
    assert said(response) == [TOO_MANY]


def test_behind_a_trusted_proxy_the_address_is_the_one_that_it_saw(ana, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for number in range(10):
        # The first is what the client claims; the last is the proxy's.
        headers = {"x-forwarded-for": f"192.0.2.{number}, 198.51.100.5"}
        Client(headers=headers).post(LOGIN, {"login": f"guess{number}", "password": "wrong"})
    for address, status in (("198.51.100.5", 200), ("198.51.100.6", 302)):
        client = Client(headers={"x-forwarded-for": address})
        assert client.post(LOGIN, {"login": "ana", "password": PASSWORD}).status_code == status


def test_forms_are_slowed_down_before_they_are_read(client, db):
    statuses = [client.post(LOGIN, {}).status_code for _ in range(31)]
    assert statuses == [200] * 30 + [429]
    page = client.post(LOGIN, {})
    assert "Too many attempts" in page.content.decode()
    assert "default-src 'self'" in page["Content-Security-Policy"]


def test_reading_many_pages_pushes_no_lockout_out(ana, sign_in):
    for _ in range(5):
        sign_in(password="wrong")
    for number in range(2000):
        page_cache.set(f"page-{number}", b"")
    caches["pages"].clear()
    assert said(sign_in()) == [TOO_MANY]


# --- Two processes ---------------------------------------------------------------------------------------------------

GUESS = """
import sys
import django
django.setup()
from allauth.account.adapter import get_adapter
from allauth.core.context import request_context
from django.core.exceptions import ValidationError
from django.test import RequestFactory
request = RequestFactory().post("/accounts/login/")
refused = 0
for number in range(int(sys.argv[2])):
    with request_context(request):
        try:
            super(type(get_adapter()), get_adapter()).pre_authenticate(request, username=sys.argv[1])
        except ValidationError:
            refused += 1
print(refused)
"""


def guess(var, username: str, times: int, **environment) -> int:
    """How many of so many attempts another process refuses, counted where the settings say."""
    kept = {name: value for name, value in os.environ.items() if name not in OURS}
    variables = {**kept, "DJANGO_SETTINGS_MODULE": "config.settings", "VAR_DIR": str(var), **environment}
    command = [sys.executable, "-c", GUESS, username, str(times)]
    done = subprocess.run(command, cwd=CHECKOUT, env=variables, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return int(done.stdout)


def test_two_processes_of_one_machine_count_together(tmp_path):
    assert guess(tmp_path, "ana", 3) == 0
    assert guess(tmp_path, "ana", 3) == 1
    assert guess(tmp_path, "ana", 1) == 1
    assert guess(tmp_path / "other", "ana", 1) == 0


def redis_answers(address: str) -> bool:
    import redis

    try:
        return redis.Redis.from_url(address, socket_connect_timeout=1).ping()
    except redis.RedisError:
        return False


def test_two_machines_count_together_in_redis(tmp_path):
    address = os.environ.get("TEST_REDIS_URL", "redis://127.0.0.1:6379/0")
    if not redis_answers(address):
        pytest.skip(f"needs Redis at {address}: start one, or name another in TEST_REDIS_URL")
    username = f"test-{uuid.uuid4()}"
    assert guess(tmp_path / "one", username, 3, CACHE_URL=address) == 0
    assert guess(tmp_path / "two", username, 1, CACHE_URL=address) == 0


def test_the_counts_are_kept_apart_from_pages():
    assert cache._connections is not None
    assert caches["default"] is not caches["pages"]
