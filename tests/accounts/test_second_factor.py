"""Authenticator apps and recovery codes, and the middleware that asks for them. Passkeys are in tests/browser."""

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import Client

from accounts import second_factor

from .. import factories
from .conftest import LOGIN, PASSWORD, code_of

pytestmark = [pytest.mark.django_db]
SETUP = "/accounts/2fa/"


def test_the_desk_asks_for_none_where_none_is_required(client, ana, sign_in, settings):
    assert settings.REQUIRE_SECOND_FACTOR is False
    sign_in()
    assert client.get("/admin/").status_code == 200


def test_an_app_from_setting_it_up_to_signing_in_with_it(client, ana, sign_in, required, set_up_app, factors):
    sign_in()
    assert client.get("/admin/metrics/figure/")["Location"] == f"{SETUP}?next=%2Fadmin%2Fmetrics%2Ffigure%2F"
    assert "Set up a second factor" in client.get(SETUP).content.decode()
    secret = set_up_app()
    assert factors(ana) == ["recovery_codes", "totp"]
    assert client.get("/admin/").status_code == 200

    client.post("/accounts/logout/")
    assert sign_in(next="/admin/metrics/update/")["Location"] == "/accounts/2fa/authenticate/"
    assert client.get("/admin/").status_code == 302
    wrong = client.post("/accounts/2fa/authenticate/", {"code": code_of(secret, steps=20)})
    assert wrong.context["form"].errors["code"] == ["Incorrect code."]
    right = client.post("/accounts/2fa/authenticate/", {"code": code_of(secret)})
    assert right["Location"] == "/admin/metrics/update/"
    assert client.get("/admin/").status_code == 200


def test_a_code_is_good_once(client, ana, sign_in, set_up_app):
    sign_in()
    secret = set_up_app()
    for expected in (302, 200):
        other = Client()
        other.post(LOGIN, {"login": "ana", "password": PASSWORD})
        assert other.post("/accounts/2fa/authenticate/", {"code": code_of(secret)}).status_code == expected


def test_a_recovery_code_opens_once(client, ana, sign_in, required, set_up_app):
    sign_in()
    set_up_app()
    codes = client.get("/accounts/2fa/recovery-codes/").context["unused_codes"]
    assert len(codes) == 10
    for expected in (302, 200):
        client.post("/accounts/logout/")
        sign_in()
        assert client.post("/accounts/2fa/authenticate/", {"code": codes[0]}).status_code == expected
    assert client.get("/admin/").status_code == 302


@pytest.mark.parametrize("address", ["/admin/", "/admin/metrics/figure/add/", "/admin/auth/user/", "/admin/jsi18n/"])
def test_a_password_alone_reads_nothing_of_the_desk(client, required, address):
    client.force_login(factories.user(superuser=True))
    assert client.get(address)["Location"].startswith(SETUP)


@pytest.mark.parametrize("address", ["/admin/metrics/update/add/", "/admin/auth/user/add/", "/", "/countries/GTM/"])
def test_a_password_alone_changes_nothing(client, required, address):
    client.force_login(factories.user(superuser=True))
    response = client.post(address, {"title": "x"})
    assert response.status_code == 403
    assert "Changes need a second factor" in response.content.decode()


def test_a_reader_who_is_no_staff_needs_none(client, ana, required):
    ana.is_staff = False
    ana.save()
    client.force_login(ana)
    # The page takes no POST, from anybody.
    assert client.post("/countries/").status_code == 405


def test_logging_out_needs_none(client, ana, required):
    client.force_login(ana)
    assert client.post("/admin/logout/")["Location"] == LOGIN


def test_a_session_without_proof_shows_the_factor_that_the_account_has(client, ana, sign_in, required, set_up_app):
    sign_in()
    secret = set_up_app()
    client.force_login(ana)
    session = client.session
    session.pop(second_factor.PROVEN, None)
    session.save()
    where = client.get("/admin/")["Location"]
    assert where == "/accounts/2fa/reauthenticate/?next=%2Fadmin%2F"
    assert client.post(where, {"code": code_of(secret), "next": "/admin/"})["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200


def test_the_proof_of_one_account_is_none_for_another(client, ana, sign_in, required, set_up_app):
    sign_in()
    set_up_app()
    session = client.session
    session[second_factor.PROVEN] = ana.pk + 1
    session.save()
    assert client.get("/admin/").status_code == 302


def test_removing_the_app_asks_for_it_and_takes_the_codes_with_it(client, ana, sign_in, required, set_up_app, factors):
    sign_in()
    secret = set_up_app()
    client.post("/accounts/logout/")
    sign_in()
    client.post("/accounts/2fa/authenticate/", {"code": code_of(secret)})
    response = client.post("/accounts/2fa/totp/deactivate/")
    assert response["Location"].startswith("/accounts/reauthenticate/")
    assert factors(ana) == ["recovery_codes", "totp"]
    client.post("/accounts/reauthenticate/", {"password": PASSWORD, "next": "/accounts/2fa/totp/deactivate/"})
    client.post("/accounts/2fa/totp/deactivate/")
    assert factors(ana) == []


def test_a_stranger_at_an_open_desk_cannot_add_a_factor(client, ana, sign_in, set_up_app, monkeypatch):
    sign_in()
    monkeypatch.setattr("accounts.adapters.FRESH_SECONDS", 0)
    assert client.get("/accounts/2fa/totp/activate/")["Location"].startswith("/accounts/reauthenticate/")
    assert client.get("/accounts/2fa/webauthn/add/")["Location"].startswith("/accounts/reauthenticate/")


def test_codes_are_guessed_five_times_and_no_more(client, ana, sign_in, set_up_app):
    sign_in()
    secret = set_up_app()
    client.post("/accounts/logout/")
    sign_in()
    for step in range(5):
        client.post("/accounts/2fa/authenticate/", {"code": code_of(secret, steps=20 + step)})
    response = client.post("/accounts/2fa/authenticate/", {"code": code_of(secret)})
    assert "Too many failed attempts" in str(response.context["form"].errors)
    cache.clear()
    assert client.post("/accounts/2fa/authenticate/", {"code": code_of(secret)}).status_code == 302


class TestSecrets:
    def test_the_database_holds_no_secret_that_an_app_could_use(self, client, ana, sign_in, set_up_app):
        sign_in()
        secret = set_up_app()
        stored = str(list(Authenticator.objects.values_list("data", flat=True)))
        assert secret not in stored
        assert not any(code in stored for code in client.get("/accounts/2fa/recovery-codes/").context["unused_codes"])

    def test_a_former_key_still_reads_them(self, client, ana, sign_in, set_up_app, settings):
        sign_in()
        secret = set_up_app()
        settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
        settings.SECRET_KEY = "another key of fifty characters, kept for this test"
        authenticator = Authenticator.objects.get(type="totp")
        assert authenticator.wrap().validate_code(code_of(secret))

    def test_under_a_lost_key_no_code_opens_and_the_page_says_why(self, client, ana, sign_in, set_up_app, settings):
        sign_in()
        secret = set_up_app()
        settings.SECRET_KEY = "another key of fifty characters, kept for this test"
        other = Client()
        other.post(LOGIN, {"login": "ana", "password": PASSWORD})
        response = other.post("/accounts/2fa/authenticate/", {"code": code_of(secret)})
        assert "Ask an administrator to reset it" in response.content.decode()

    def test_the_picture_needs_nothing_that_the_policy_forbids(self, client, ana, sign_in):
        sign_in()
        response = client.get("/accounts/2fa/totp/activate/")
        page = response.content.decode()
        assert "<svg" in page
        assert "data:" not in page
        assert "style=" not in page
        assert "data:" not in response["Content-Security-Policy"]


class TestReset:
    def select(self, client, action, user):
        return client.post("/admin/auth/user/", {"action": action, "_selected_action": [user.pk]}, follow=True)

    def test_an_administrator_resets_a_lost_factor(self, client, ana, sign_in, set_up_app, factors, events):
        sign_in()
        set_up_app()
        boss = factories.user(role="Administrator")
        client.force_login(boss)
        page = self.select(client, "reset_second_factor", ana)
        assert "set a new password as well" in page.content.decode()
        assert factors(ana) == []
        assert events()[-1] == ("factor_removed", "ana", f"all, by {boss.username}")

    def test_an_editor_cannot(self, client, ana, sign_in, set_up_app, factors):
        sign_in()
        set_up_app()
        client.force_login(factories.user(role="Editor"))
        assert self.select(client, "reset_second_factor", ana).status_code == 403
        assert factors(ana) == ["recovery_codes", "totp"]

    def test_the_command_helps_the_last_administrator(self, client, ana, sign_in, set_up_app, factors, events):
        sign_in()
        set_up_app()
        call_command("reset_second_factor", "ana", verbosity=0)
        assert factors(ana) == []
        assert events()[-1] == ("factor_removed", "ana", "all, by the command reset_second_factor")

    def test_the_command_names_an_account_that_is_not_there(self, db):
        with pytest.raises(CommandError, match="There is no account 'nobody'"):
            call_command("reset_second_factor", "nobody")
