"""Accounts with a known password, a client that signs in as a browser does, and an identity provider."""

import datetime as dt
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from django.utils import timezone

from accounts.models import SignInEvent

from .. import factories
from .identity_provider import CLIENT_ID, CLIENT_SECRET, IdentityProvider

PASSWORD = "a long walk by the river"
LOGIN = "/accounts/login/"


@pytest.fixture(autouse=True)
def nothing_counted(settings):
    cache.clear()
    # A code that a test computes in the last moment of its half minute is good in the first of the next.
    settings.MFA_TOTP_TOLERANCE = 1


@pytest.fixture
def ana(db):
    user = factories.user(role="Editor")
    user.username, user.email = "ana", "ana@example.org"
    user.set_password(PASSWORD)
    user.save()
    return user


@pytest.fixture
def sign_in(client):
    def sign_in(username="ana", password=PASSWORD, **data):
        return client.post(LOGIN, {"login": username, "password": password, **data})

    return sign_in


@pytest.fixture
def required(settings):
    settings.REQUIRE_SECOND_FACTOR = True


def code_of(secret: str, steps: int = 0) -> str:
    """What an authenticator app shows now, or some steps of thirty seconds later."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


@pytest.fixture
def set_up_app(client, monkeypatch):
    """Sets up an app for whoever is signed in, and returns its secret."""

    def set_up_app():
        secret = client.get("/accounts/2fa/totp/activate/").context["form"].secret
        with monkeypatch.context() as patch:
            # The test's own transaction never commits, and the session is saved with the answer.
            patch.setattr("django.db.transaction.on_commit", lambda function: function())
            response = client.post("/accounts/2fa/totp/activate/", {"code": code_of(secret)})
        assert response.status_code == 302, response.context["form"].errors
        # The code of this half minute can be shown again.
        cache.clear()
        return secret

    return set_up_app


@pytest.fixture
def factors():
    return lambda user: sorted(Authenticator.objects.filter(user=user).values_list("type", flat=True))


@pytest.fixture
def events(db):
    """What was recorded, oldest first: (kind, name, detail)."""
    return lambda: list(SignInEvent.objects.order_by("pk").values_list("kind", "name", "detail"))


@pytest.fixture
def later(monkeypatch):
    """Moves the clock of sessions and of the middleware on; a second call adds to the first."""
    passed = dt.timedelta()
    now, seconds = timezone.now, time.time

    def later(**kwargs):
        nonlocal passed
        passed += dt.timedelta(**kwargs)
        monkeypatch.setattr(timezone, "now", lambda: now() + passed)
        monkeypatch.setattr("accounts.middleware.time.time", lambda: seconds() + passed.total_seconds())

    return later


@pytest.fixture
def provider(settings):
    provider = IdentityProvider()
    provider.start()
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {
            "APPS": [
                {
                    "provider_id": "sso",
                    "name": "Example ID",
                    "client_id": CLIENT_ID,
                    "secret": CLIENT_SECRET,
                    "settings": {"server_url": provider.url, "oauth_pkce_enabled": True},
                }
            ]
        }
    }
    settings.OIDC_FORM_ORIGINS = [provider.url]
    yield provider
    provider.stop()
