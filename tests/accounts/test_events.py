"""What is written down of the door, who may read it, and for how long it is kept."""

import datetime as dt

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import timezone

from accounts.models import KEPT_DAYS, Kind, SignInEvent

from .. import factories
from .conftest import LOGIN, PASSWORD, code_of

pytestmark = pytest.mark.django_db


def test_in_and_out(client, ana, sign_in, events):
    sign_in()
    client.post("/admin/logout/")
    assert events() == [("signed_in", "ana", "password"), ("signed_out", "ana", "")]


def test_address_and_browser_are_kept_short(client, ana, sign_in):
    client.post(LOGIN, {"login": "ana", "password": PASSWORD}, headers={"user-agent": "Browser/1.0 " * 100})
    event = SignInEvent.objects.get()
    assert event.address == "127.0.0.1"
    assert event.user_agent.startswith("Browser/1.0")
    assert len(event.user_agent) == 120


def test_failures_name_the_account_that_was_tried(ana, sign_in, events):
    sign_in(password="wrong")
    assert events() == [("failed", "ana", "")]


def test_what_is_typed_for_an_account_that_does_not_exist_is_not_kept(ana, sign_in, events):
    sign_in("my secret password typed in the wrong field", "ana")
    assert events() == [("failed", "", "no such account")]
    assert "secret" not in str(list(SignInEvent.objects.values()))


def test_a_lockout_is_written_once_however_many_attempts_follow(ana, sign_in, events):
    for _ in range(9):
        sign_in(password="wrong")
    assert [kind for kind, _, _ in events()] == ["failed"] * 5 + ["locked_out"]


def test_factors_added_used_failed_and_removed(
    client, ana, sign_in, set_up_app, events, django_capture_on_commit_callbacks
):
    sign_in()
    secret = set_up_app()
    codes = client.get("/accounts/2fa/recovery-codes/").context["unused_codes"]
    client.post("/accounts/logout/")
    sign_in()
    client.post("/accounts/2fa/authenticate/", {"code": code_of(secret, steps=20)})
    client.post("/accounts/2fa/authenticate/", {"code": codes[0]})
    client.post("/accounts/reauthenticate/", {"password": PASSWORD, "next": "/accounts/2fa/"})
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/accounts/2fa/recovery-codes/generate/")
    client.post("/accounts/2fa/totp/deactivate/")
    assert events() == [
        ("signed_in", "ana", "password"),
        ("factor_added", "ana", "authenticator app"),
        ("factor_added", "ana", "recovery codes"),
        ("signed_out", "ana", ""),
        ("factor_failed", "ana", "authenticator app"),
        ("code_used", "ana", "9 left"),
        ("signed_in", "ana", "password, recovery code"),
        ("codes_renewed", "ana", ""),
        ("factor_removed", "ana", "authenticator app"),
        ("factor_removed", "ana", "recovery codes"),
    ]


def test_a_changed_password(client, ana, sign_in, events):
    sign_in()
    new = "another walk by the sea"
    client.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert events()[-1] == ("password_changed", "ana", "")


class TestPasswordByAnAdministrator:
    def set(self, client_of, user, role, password):
        new = {"password1": password, "password2": password, "usable_password": "true"}
        return client_of(role).post(f"/admin/auth/user/{user.pk}/password/", new)

    def test_it_is_written_down_with_who_set_it(self, client_of, ana, events):
        assert self.set(client_of, ana, "Administrator", "another walk by the sea").status_code == 302
        ((kind, name, detail),) = events()
        assert (kind, name) == ("password_changed", "ana")
        assert detail.startswith("by administrator-")

    def test_a_weak_one_changes_nothing_and_is_not_written_down(self, client_of, ana, events):
        assert self.set(client_of, ana, "Administrator", "short").status_code == 200
        assert events() == []

    def test_an_editor_sets_none(self, client_of, ana, events):
        assert self.set(client_of, ana, "Editor", "another walk by the sea").status_code == 403
        assert events() == []


def event(days=0) -> SignInEvent:
    return SignInEvent.objects.create(kind=Kind.SIGNED_IN, name="ana", at=timezone.now() - dt.timedelta(days=days))


class TestAppendOnly:
    def test_an_event_does_not_change(self):
        made = event()
        made.name = "eve"
        with pytest.raises(TypeError, match="does not change"):
            made.save()
        with pytest.raises(TypeError, match="does not change"):
            SignInEvent.objects.update(name="eve")
        with pytest.raises(TypeError, match="by age alone"):
            made.delete()
        with pytest.raises(TypeError, match="by age alone"):
            SignInEvent.objects.all().delete()
        assert SignInEvent.objects.get().name == "ana"

    def test_it_outlives_its_account(self, ana, sign_in, events):
        sign_in(password="wrong")
        ana.delete()
        assert events() == [("failed", "ana", "")]
        assert SignInEvent.objects.get().user is None

    def test_an_account_with_events_can_be_deleted_in_the_admin(self, client, ana, sign_in):
        sign_in(password="wrong")
        client.force_login(factories.user(superuser=True))
        response = client.post(f"/admin/auth/user/{ana.pk}/delete/", {"post": "yes"})
        assert response.status_code == 302
        assert not get_user_model().objects.filter(pk=ana.pk).exists()

    def test_whoever_signs_in_takes_out_what_is_older_than_a_year(self, ana, sign_in, events):
        event(days=KEPT_DAYS + 1), event(days=KEPT_DAYS - 1)
        sign_in()
        assert SignInEvent.objects.count() == 2
        assert SignInEvent.objects.order_by("at").first().at > timezone.now() - dt.timedelta(days=KEPT_DAYS)


SECRET = ("mfa/authenticator", "socialaccount/socialapp", "socialaccount/socialtoken", "account/emailaddress")


class TestAdmin:
    LIST = "/admin/accounts/signinevent/"

    @pytest.mark.parametrize(
        ("role", "status"), [("Viewer", 403), ("Editor", 403), ("Reviewer", 403), ("Administrator", 200)]
    )
    def test_who_administers_accounts_reads_it(self, client_of, role, status):
        made = event()
        client = client_of(role)
        assert client.get(self.LIST).status_code == status
        assert client.get(f"{self.LIST}{made.pk}/change/").status_code == status

    @pytest.mark.parametrize("role", ["Administrator", "superuser"])
    def test_nobody_changes_it(self, client_of, role):
        made = event()
        client = client_of(role)
        assert client.get(f"{self.LIST}add/").status_code == 403
        assert client.post(f"{self.LIST}{made.pk}/change/", {"name": "eve"}).status_code == 403
        assert client.post(f"{self.LIST}{made.pk}/delete/", {"post": "yes"}).status_code == 403
        client.post(self.LIST, {"action": "delete_selected", "_selected_action": [made.pk], "post": "yes"})
        assert SignInEvent.objects.get().name == "ana"

    def test_it_takes_few_queries_however_many_there_are(self, client_of, django_assert_max_num_queries):
        for _ in range(30):
            event()
        client = client_of("superuser")
        with django_assert_max_num_queries(8):
            client.get(self.LIST)

    def test_secrets_of_factors_have_no_page(self, client_of):
        client = client_of("superuser")
        page = client.get("/admin/").content.decode()
        for model in SECRET:
            assert model not in page
            assert client.get(f"/admin/{model}/").status_code == 404


def test_a_test_client_that_forces_its_way_in_writes_nothing(events):
    client = Client()
    client.force_login(factories.user(role="Viewer"))
    client.logout()
    assert events() == []
