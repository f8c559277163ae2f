"""Local accounts: in, out, the password, and what nobody can do."""

import pytest
from django.contrib.auth import get_user_model

from .. import factories
from .conftest import LOGIN, PASSWORD

pytestmark = pytest.mark.django_db


def test_the_admin_leads_to_the_log_in_and_back(client, ana, sign_in):
    page = client.get("/admin/metrics/figure/", follow=True)
    assert page.redirect_chain[-1][0].startswith(LOGIN)
    assert page.context["redirect_field_value"] == "/admin/metrics/figure/"
    response = sign_in(next="/admin/metrics/figure/")
    assert response["Location"] == "/admin/metrics/figure/"
    assert client.get("/admin/metrics/figure/").status_code == 200


def test_without_an_aim_the_log_in_leads_to_the_desk(ana, sign_in):
    assert sign_in()["Location"] == "/admin/"


@pytest.mark.parametrize("there", ["https://evil.example.org/", "//evil.example.org/", "javascript:alert(1)"])
def test_it_leads_to_no_other_site(ana, sign_in, there):
    assert sign_in(next=there)["Location"] == "/admin/"


@pytest.mark.parametrize(("username", "password"), [("ana", "wrong"), ("nobody", PASSWORD), ("ANA ", "wrong")])
def test_a_wrong_name_and_a_wrong_password_look_the_same(client, ana, sign_in, username, password):
    response = sign_in(username, password)
    assert response.status_code == 200
    assert response.context["form"].non_field_errors() == ["The username or the password is not right."]
    assert client.get("/admin/").status_code == 302


@pytest.mark.parametrize("data", [{}, {"login": ""}, {"login": "a" * 5000, "password": "b" * 5000}, {"login": "\0"}])
def test_a_form_that_makes_no_sense_is_shown_again(client, db, data):
    assert client.post(LOGIN, data).status_code == 200


def test_an_account_that_is_not_active_is_told_so(client, ana, sign_in):
    ana.is_active = False
    ana.save()
    assert sign_in()["Location"] == "/accounts/inactive/"
    assert "switched it off" in client.get("/accounts/inactive/").content.decode()
    assert client.get("/admin/").status_code == 302


def test_an_account_without_access_to_the_desk_is_told_so(client, ana, sign_in):
    ana.is_staff = False
    ana.save()
    sign_in()
    response = client.get("/admin/", follow=True)
    assert response.status_code == 403
    assert "no access to the staff desk" in response.content.decode()


@pytest.mark.parametrize("address", ["/admin/logout/", "/accounts/logout/"])
def test_logging_out_ends_the_session(client, ana, sign_in, address):
    sign_in()
    assert client.post(address)["Location"] == LOGIN
    assert client.get("/admin/").status_code == 302


def test_the_log_in_page_leads_on_who_is_logged_in(client, ana, sign_in):
    sign_in()
    assert client.get(LOGIN)["Location"] == "/admin/"
    assert client.get("/admin/login/")["Location"] == "/admin/"


@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_signs_up(client, method):
    data = {"username": "eve", "email": "eve@example.org", "password1": PASSWORD, "password2": PASSWORD}
    page = getattr(client, method)("/accounts/signup/", data)
    assert "Accounts are made by administrators" in page.content.decode()
    assert not get_user_model().objects.filter(username="eve").exists()


class TestPassword:
    def change(self, client, new, old=PASSWORD):
        return client.post("/accounts/password/change/", {"oldpassword": old, "password1": new, "password2": new})

    def test_it_changes_and_other_sessions_end(self, client, ana, sign_in):
        other = type(client)()
        other.post(LOGIN, {"login": "ana", "password": PASSWORD})
        assert other.get("/admin/").status_code == 200
        sign_in()
        assert self.change(client, "another walk by the sea")["Location"] == "/admin/"
        assert client.get("/admin/").status_code == 200
        assert other.get("/admin/").status_code == 302
        ana.refresh_from_db()
        assert ana.check_password("another walk by the sea")

    @pytest.mark.parametrize("weak", ["short", "password1234", "123456789012345", "ana@example.org"])
    def test_a_weak_one_is_refused(self, client, ana, sign_in, weak):
        sign_in()
        response = self.change(client, weak)
        assert response.status_code == 200
        assert response.context["form"].errors
        ana.refresh_from_db()
        assert ana.check_password(PASSWORD)

    def test_the_old_one_is_asked_for(self, client, ana, sign_in):
        sign_in()
        assert self.change(client, "another walk by the sea", old="wrong").context["form"].errors["oldpassword"]

    def test_the_admins_own_page_leads_here(self, client, ana, sign_in):
        sign_in()
        assert client.get("/admin/password_change/")["Location"] == "/accounts/password/change/"

    def test_an_account_without_one_cannot_choose_one(self, client, ana):
        ana.set_unusable_password()
        ana.save()
        client.force_login(ana)
        new = {"password1": "another walk by the sea", "password2": "another walk by the sea"}
        page = client.post("/accounts/password/change/", new, follow=True)
        assert "Your account has no password" in page.content.decode()
        client.post("/accounts/password/set/", new)
        ana.refresh_from_db()
        assert not ana.has_usable_password()


def test_a_form_of_another_site_signs_nobody_in(ana):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    assert client.post(LOGIN, {"login": "ana", "password": PASSWORD}).status_code == 403


def test_every_role_reaches_the_desk(client):
    for role in ("Viewer", "Editor", "Reviewer", "Administrator"):
        user = factories.user(role=role)
        user.set_password(PASSWORD)
        user.save()
        response = client.post(LOGIN, {"login": user.username, "password": PASSWORD}, follow=True)
        assert response.request["PATH_INFO"] == "/admin/"
        client.post("/accounts/logout/")
