"""Every address under /accounts/: who gets what, under which policy. A new one has to be entered here."""

import re

import pytest
from django.urls import URLPattern, get_resolver

from .conftest import LOGIN

pytestmark = pytest.mark.django_db

HERE, DESK = "200", "/admin/"
SIGN_IN, CONFIRM, SETTINGS = LOGIN, "/accounts/reauthenticate/", "/accounts/2fa/"

# name: (address, what nobody in particular gets, what somebody with a password alone gets)
ADDRESSES = {
    "account_login": ("login/", HERE, DESK),
    "account_logout": ("logout/", SIGN_IN, HERE),
    "account_inactive": ("inactive/", HERE, HERE),
    "account_reauthenticate": ("reauthenticate/", SIGN_IN, HERE),
    "account_change_password": ("password/change/", SIGN_IN, HERE),
    "account_set_password": ("password/set/", SIGN_IN, "/accounts/password/change/"),
    "account_signup": ("signup/", HERE, DESK),
    "mfa_index": ("2fa/", SIGN_IN, HERE),
    "mfa_authenticate": ("2fa/authenticate/", SIGN_IN, DESK),
    "mfa_reauthenticate": ("2fa/reauthenticate/", SIGN_IN, CONFIRM),
    "mfa_activate_totp": ("2fa/totp/activate/", SIGN_IN, CONFIRM),
    "mfa_deactivate_totp": ("2fa/totp/deactivate/", SIGN_IN, "404"),
    "mfa_view_recovery_codes": ("2fa/recovery-codes/", SIGN_IN, "404"),
    "mfa_generate_recovery_codes": ("2fa/recovery-codes/generate/", SIGN_IN, CONFIRM),
    "mfa_download_recovery_codes": ("2fa/recovery-codes/download/", SIGN_IN, "404"),
    "mfa_list_webauthn": ("2fa/webauthn/", SIGN_IN, HERE),
    "mfa_add_webauthn": ("2fa/webauthn/add/", SIGN_IN, CONFIRM),
    "mfa_reauthenticate_webauthn": ("2fa/webauthn/reauthenticate/", SIGN_IN, CONFIRM),
    "mfa_remove_webauthn": ("2fa/webauthn/keys/1/remove/", SIGN_IN, CONFIRM),
    "mfa_edit_webauthn": ("2fa/webauthn/keys/1/edit/", SIGN_IN, CONFIRM),
    "mfa_login_webauthn": ("2fa/webauthn/login/", SIGN_IN, DESK),
    "socialaccount_login_cancelled": ("oidc/cancelled/", HERE, HERE),
    "socialaccount_login_error": ("oidc/error/", "401", "401"),
    "openid_connect_login": ("oidc/sso/login/", "404", "404"),
    "openid_connect_callback": ("oidc/sso/login/callback/", "404", "404"),
}


def names(patterns) -> set[str]:
    found = set()
    for pattern in patterns:
        found |= {pattern.name} if isinstance(pattern, URLPattern) else names(pattern.url_patterns)
    return found


def test_every_address_is_in_the_table():
    (accounts,) = (p for p in get_resolver().url_patterns if str(p.pattern) == "accounts/")
    assert names(accounts.url_patterns) == ADDRESSES.keys()


def assert_gets(response, expected: str):
    if expected.startswith("/"):
        assert response.status_code == 302
        assert response["Location"].partition("?")[0] == expected
    else:
        assert response.status_code == int(expected)
    assert "no-store" in response["Cache-Control"]
    policy = response["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "form-action 'self'" in policy
    assert "unsafe" not in policy
    assert "data:" not in policy
    # Blocks of data run nothing.
    assert not re.search(
        rb"<style| style=\"| on[a-z]+=\"|<script(?! src| id=\"js_data\" type=\"application/json\"| data-allauth)",
        response.content,
    )


@pytest.mark.parametrize("name", ADDRESSES)
def test_what_nobody_in_particular_gets(client, name):
    address, expected, _ = ADDRESSES[name]
    response = client.get(f"/accounts/{address}")
    assert_gets(response, expected)
    if expected == SIGN_IN and "next" in response["Location"]:
        assert response["Location"].replace("%2F", "/") == f"{SIGN_IN}?next=/accounts/{address}"


@pytest.mark.parametrize("name", ADDRESSES)
def test_what_somebody_signed_in_gets(client, ana, name):
    address, _, expected = ADDRESSES[name]
    client.force_login(ana)
    assert_gets(client.get(f"/accounts/{address}"), expected)


@pytest.mark.parametrize("name", ADDRESSES)
def test_a_form_without_its_token_is_not_taken(ana, name):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(ana)
    assert client.post(f"/accounts/{ADDRESSES[name][0]}").status_code == 403


@pytest.mark.parametrize("address", ["email/", "password/reset/", "3rdparty/", "3rdparty/signup/", "login/code/", ""])
def test_what_allauth_could_do_besides_is_not_there(client, ana, address):
    client.force_login(ana)
    assert client.get(f"/accounts/{address}").status_code == 404


def test_keys_of_others_are_not_there(client, ana, sign_in, set_up_app):
    from allauth.mfa.models import Authenticator

    from .. import factories

    sign_in()
    set_up_app()
    theirs = Authenticator.objects.create(user=factories.user(role="Viewer"), type="webauthn", data={"name": "Theirs"})
    for step in ("edit", "remove"):
        address = f"/accounts/2fa/webauthn/keys/{theirs.pk}/{step}/"
        assert client.get(address).status_code == 404
        assert client.post(address, {"name": "Mine"}).status_code == 404
    assert Authenticator.objects.filter(pk=theirs.pk).exists()
