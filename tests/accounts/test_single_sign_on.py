"""OpenID Connect against a provider in this process. No other address can be reached."""

import re
import socket
from urllib.error import HTTPError
from urllib.parse import parse_qs, urlsplit
from urllib.request import HTTPRedirectHandler, build_opener

import pytest
from allauth.socialaccount.models import SocialAccount, SocialApp
from django.contrib.auth import get_user_model
from django.test import Client

from .. import factories
from .conftest import LOGIN, PASSWORD

pytestmark = pytest.mark.django_db
START = "/accounts/oidc/sso/login/?process=login"


@pytest.fixture(autouse=True)
def only_the_provider_can_be_reached(provider, monkeypatch):
    connect = socket.socket.connect

    def guarded(self, address):
        allowed = self.family == socket.AF_UNIX or address[1] == provider.server.server_port
        assert allowed, f"A test reached for {address}."
        return connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


class Stay(HTTPRedirectHandler):
    def redirect_request(self, *args):
        return None


def browse(address: str) -> str:
    """Opens an address as a browser that stops at the redirect, and returns where that leads."""
    with pytest.raises(HTTPError) as caught:
        build_opener(Stay).open(address, timeout=10)
    with caught.value as answer:
        assert answer.code == 302
        return answer.headers["Location"]


@pytest.fixture
def come_back(client):
    """From the log-in to the provider and back: the last response, before anything is followed further."""

    def come_back(start=START, change=lambda address: address, **data):
        there = client.post(start, data)["Location"]
        back = urlsplit(change(browse(there)))
        return client.get(f"{back.path}?{back.query}")

    return come_back


@pytest.fixture
def refused(come_back, client):
    def refused(**kwargs) -> str:
        response = come_back(**kwargs)
        assert response.status_code in (401, 403)
        assert client.get("/admin/").status_code == 302
        assert not SocialAccount.objects.exists()
        return response.content.decode()

    return refused


def test_a_first_time_leads_to_the_account_with_the_verified_address(client, ana, come_back, provider, events):
    provider.claims["email"] = "Ana@Example.org"
    assert come_back()["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200
    assert client.session["_auth_user_id"] == str(ana.pk)
    assert events() == [("linked", "ana", "as 248289761001"), ("signed_in", "ana", "single sign-on")]


def test_the_next_time_the_link_counts_not_the_address(client, ana, come_back, provider):
    come_back()
    client.post("/accounts/logout/")
    provider.claims |= {"email": "ana.new@example.org", "email_verified": False}
    assert come_back()["Location"] == "/admin/"
    assert SocialAccount.objects.get().user == ana


def test_it_leads_where_the_reader_was_going(client, ana, come_back):
    assert come_back(START + "&next=/admin/metrics/update/")["Location"] == "/admin/metrics/update/"


def test_its_local_password_stays(ana, come_back):
    come_back()
    ana.refresh_from_db()
    assert ana.check_password(PASSWORD)


def test_nothing_that_the_provider_says_becomes_a_role_or_a_name(ana, come_back, provider):
    provider.claims |= {"groups": ["Administrator"], "name": "Somebody Else", "preferred_username": "root"}
    come_back()
    ana.refresh_from_db()
    assert [group.name for group in ana.groups.all()] == ["Editor"]
    assert (ana.username, ana.first_name, ana.is_superuser) == ("ana", "", False)


def test_the_request_has_pkce_state_and_no_more_scopes_than_needed(ana, come_back, provider):
    come_back()
    (asked,) = provider.asked
    assert asked["response_type"] == "code"
    assert asked["code_challenge_method"] == "S256"
    assert len(asked["code_challenge"]) == 43
    assert len(asked["state"]) >= 16
    assert set(asked["scope"].split()) == {"openid", "profile", "email"}
    assert asked["redirect_uri"] == "http://testserver/accounts/oidc/sso/login/callback/"
    assert provider.refused == []


class TestRefusals:
    def test_an_address_that_is_not_verified(self, ana, refused, provider):
        provider.claims["email_verified"] = False
        assert "no e-mail address that it has verified" in refused()

    @pytest.mark.parametrize("word", ["false", "no", 1, None])
    def test_only_true_is_verified(self, ana, refused, provider, word):
        provider.claims["email_verified"] = word
        assert "no e-mail address that it has verified" in refused()

    def test_no_address(self, ana, refused, provider):
        del provider.claims["email"]
        assert "no e-mail address that it has verified" in refused()

    def test_an_address_that_no_account_has(self, ana, refused, provider, events):
        provider.claims["email"] = "eve@example.org"
        page = refused()
        assert "No active account of Throughline has the address eve@example.org" in page
        assert get_user_model().objects.count() == 1
        assert events() == [("refused", "", "no account has the address")]

    def test_an_address_that_two_accounts_have(self, ana, refused):
        factories.user(role="Viewer", email="ANA@example.org")
        assert "Several accounts have the address" in refused()

    def test_an_account_that_is_switched_off(self, ana, refused):
        ana.is_active = False
        ana.save()
        assert "No active account" in refused()

    def test_an_account_switched_off_after_it_was_linked(self, client, ana, come_back):
        come_back()
        client.post("/accounts/logout/")
        ana.is_active = False
        ana.save()
        assert come_back()["Location"] == "/accounts/inactive/"
        assert client.get("/admin/").status_code == 302

    def test_user_info_about_somebody_else(self, ana, refused, provider):
        provider.token_claims["sub"] = "another"
        assert "do not belong to the same person" in refused()

    @pytest.mark.parametrize(
        ("claim", "value"), [("aud", "another client"), ("iss", "https://evil.example.org"), ("exp", 1_000_000_000)]
    )
    def test_a_token_for_another_client_of_another_issuer_or_too_old(self, ana, refused, provider, claim, value):
        provider.token_claims[claim] = value
        assert "Single sign-on did not work" in refused()

    def test_a_state_that_this_browser_was_not_given(self, ana, refused, provider):
        assert "did not work" in refused(change=lambda address: re.sub("state=[^&]+", "state=forged", address))

    def test_an_answer_that_another_browser_asked_for(self, ana, client):
        there = Client().post(START)["Location"]
        back = urlsplit(browse(there))
        assert "did not work" in client.get(f"{back.path}?{back.query}").content.decode()
        assert client.get("/admin/").status_code == 302

    def test_a_code_that_was_used(self, ana, client, provider):
        back = urlsplit(browse(client.post(START)["Location"]))
        (code,) = parse_qs(back.query)["code"]
        del provider.codes[code]
        assert "did not work" in client.get(f"{back.path}?{back.query}").content.decode()
        assert provider.refused == ["the code is unknown or was used"]

    def test_a_code_without_its_verifier(self, ana, client, provider):
        back = urlsplit(browse(client.post(START)["Location"]))
        (code,) = parse_qs(back.query)["code"]
        provider.codes[code]["code_challenge"] = "of another browser"
        assert "did not work" in client.get(f"{back.path}?{back.query}").content.decode()
        assert provider.refused == ["the verifier does not fit the challenge"]

    def test_canceling_at_the_provider(self, ana, come_back, provider, client):
        provider.denies = True
        page = client.get(come_back()["Location"])
        assert "Single sign-on was canceled" in page.content.decode()

    def test_a_provider_that_does_not_answer(self, ana, client, provider, settings):
        settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]["settings"]["server_url"] = f"{provider.url}/gone"
        response = client.post(START)
        assert response.status_code == 502
        assert "Single sign-on did not work" in response.content.decode()

    def test_a_provider_that_is_gone_when_somebody_comes_back(self, ana, client, provider):
        back = urlsplit(browse(client.post(START)["Location"]))
        provider.stop()
        response = client.get(f"{back.path}?{back.query}")
        assert response.status_code == 502
        assert client.get("/admin/").status_code == 302

    def test_linking_it_to_whoever_is_signed_in(self, ana, client, provider):
        bea = factories.user(role="Reviewer", email="bea@example.org")
        client.force_login(bea)
        there = client.post("/accounts/oidc/sso/login/?process=connect")["Location"]
        back = urlsplit(browse(there))
        page = client.get(f"{back.path}?{back.query}")
        assert "in no other way" in page.content.decode()
        assert not SocialAccount.objects.exists()

    def test_a_provider_in_the_database_is_none(self, client, settings, provider):
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": []}}
        SocialApp.objects.create(
            provider="openid_connect",
            provider_id="sso",
            name="Evil",
            client_id="throughline",
            settings={"server_url": provider.url},
        )
        assert client.post(START).status_code == 404
        assert "Evil" not in client.get(LOGIN).content.decode()

    def test_visiting_the_address_alone_sends_nobody_away(self, client):
        response = client.get(START)
        assert response.status_code == 200
        assert "Continue" in response.content.decode()


class TestSecondFactor:
    def test_the_provider_can_vouch_for_it(self, client, ana, come_back, provider, required):
        provider.token_claims["amr"] = ["pwd", "mfa"]
        come_back()
        assert client.get("/admin/").status_code == 200

    @pytest.mark.parametrize("amr", [None, ["pwd"], "mfa", {"mfa": True}])
    def test_where_it_does_not_the_desk_asks_for_one(self, client, ana, come_back, provider, required, amr):
        provider.token_claims["amr"] = amr
        come_back()
        assert client.get("/admin/")["Location"].startswith("/accounts/2fa/")

    def test_what_user_info_says_of_it_does_not_count(self, client, ana, come_back, provider, required):
        provider.info_claims["amr"] = ["mfa"]
        come_back()
        assert client.get("/admin/").status_code == 302

    def test_an_account_with_an_app_is_asked_for_it(self, client, ana, sign_in, set_up_app, come_back):
        sign_in()
        set_up_app()
        client.post("/accounts/logout/")
        assert come_back()["Location"] == "/accounts/2fa/authenticate/"
        assert client.get("/admin/").status_code == 302


class TestPolicy:
    def test_the_log_in_may_lead_to_the_provider(self, client, provider):
        page = client.get(LOGIN)
        assert f"form-action 'self' {provider.url};" in page["Content-Security-Policy"] + ";"
        assert "Log in with Example ID" in page.content.decode()
        assert f"form-action 'self' {provider.url};" in client.get(START)["Content-Security-Policy"] + ";"

    @pytest.mark.parametrize("address", ["/countries/", "/accounts/signup/", "/accounts/inactive/"])
    def test_other_pages_may_not(self, client, provider, address):
        assert provider.url not in client.get(address)["Content-Security-Policy"]

    def test_without_a_provider_nothing_is_offered(self, client, settings):
        settings.OIDC_FORM_ORIGINS = []
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": []}}
        page = client.get(LOGIN)
        assert "form-action 'self';" in page["Content-Security-Policy"] + ";"
        assert "Log in with " not in page.content.decode().replace("Log in with a passkey", "")


def test_an_administrator_unlinks_an_account(client, ana, come_back):
    come_back()
    client.force_login(factories.user(role="Administrator"))
    client.post("/admin/auth/user/", {"action": "unlink_single_sign_on", "_selected_action": [ana.pk]})
    assert not SocialAccount.objects.exists()


def test_without_a_link_an_address_that_moved_opens_nothing(ana, come_back, client, provider):
    come_back()
    client.post("/accounts/logout/")
    SocialAccount.objects.all().delete()
    provider.claims["email"] = "ana.new@example.org"
    assert "No active account" in come_back().content.decode()
