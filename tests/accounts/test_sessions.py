"""A session of the desk ends when nobody used it for a while, and using it moves the end."""

import pytest
from django.contrib.sessions.models import Session

from .conftest import LOGIN

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed_in(client, ana, sign_in):
    sign_in()
    return client


def at_the_desk(client) -> bool:
    return client.get("/admin/").status_code == 200


def test_it_ends_after_the_minutes_of_the_setting(signed_in, later, settings):
    assert settings.SESSION_IDLE_MINUTES == 60
    assert at_the_desk(signed_in)
    later(minutes=61)
    response = signed_in.get("/admin/")
    assert response["Location"].startswith("/admin/login/")


def test_using_the_desk_moves_the_end(signed_in, later):
    for _ in range(5):
        later(minutes=50)
        assert at_the_desk(signed_in)
    later(minutes=61)
    assert not at_the_desk(signed_in)


def test_it_never_lasts_longer_than_the_setting_after_the_last_use(signed_in, later):
    later(minutes=30)
    assert at_the_desk(signed_in)
    # Within a minute of the last one, this use is not written.
    later(seconds=50)
    assert at_the_desk(signed_in)
    later(minutes=60)
    assert not at_the_desk(signed_in)


def test_a_busy_minute_writes_the_session_once(signed_in, later, django_assert_num_queries):
    later(minutes=2)
    at_the_desk(signed_in)
    before = Session.objects.get().session_data
    for _ in range(3):
        at_the_desk(signed_in)
    assert Session.objects.get().session_data == before


def test_the_cookie_ends_with_the_browser_and_scripts_cannot_read_it(ana, sign_in):
    cookie = sign_in().cookies["sessionid"]
    assert cookie["max-age"] == ""
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_signing_in_changes_the_session_key(client, ana, sign_in):
    client.get("/accounts/2fa/authenticate/")
    session = client.session
    session["before"] = True
    session.save()
    before = session.session_key
    sign_in()
    assert client.session.session_key != before


def test_whoever_signs_in_clears_sessions_that_are_over(client, ana, sign_in, later):
    sign_in()
    old = client.session.session_key
    later(minutes=61)
    client.cookies.clear()
    client.post(LOGIN, {"login": "ana", "password": "wrong"})
    assert Session.objects.filter(session_key=old).exists()
    sign_in()
    assert not Session.objects.filter(session_key=old).exists()


@pytest.mark.parametrize("address", ["/", "/countries/", "/lines/", "/sources/", "/updates/"])
def test_a_reader_gets_no_cookie_and_costs_no_query_of_sessions(client, address, django_assert_max_num_queries):
    response = client.get(address)
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")


@pytest.mark.parametrize("address", ["/countries/", "/updates/"])
def test_who_is_signed_in_reads_as_everybody_does(signed_in, later, address, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    later(minutes=5)
    with CaptureQueriesContext(connection) as captured:
        response = signed_in.get(address)
    assert not response.cookies
    assert not [q["sql"] for q in captured if "django_session" in q["sql"] or "auth_user" in q["sql"]]
