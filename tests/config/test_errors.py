"""The error pages, through the whole middleware, and what the log says about them."""

import io
import logging
import re

import pytest
from django.core.exceptions import BadRequest, PermissionDenied, SuspiciousOperation
from django.db import connection
from django.http import Http404, HttpResponse, HttpResponseNotFound
from django.test import Client
from django.urls import path
from django.views.decorators.csrf import csrf_protect

from config.middleware import RequestIdFilter
from config.urls import urlpatterns as site


def raises(error):
    def view(request):
        raise error

    return view


def queries_a_broken_database(request):
    raise connection.Database.OperationalError("the database is gone; password hunter2")


urlpatterns = [
    path("bad-date", raises(BadRequest("A date is written 2022-05-03."))),
    path("suspicious", raises(SuspiciousOperation("TOO_MANY_FIELDS exceeded"))),
    path("forbidden", raises(PermissionDenied("You entered this figure; another person publishes it."))),
    path("unknown", raises(Http404("No country has the code XYZ."))),
    path("broken", raises(RuntimeError("hunter2"))),
    path("no-database", queries_a_broken_database),
    path("returned", lambda request: HttpResponseNotFound("nothing")),
    path("form", csrf_protect(lambda request: HttpResponse("sent"))),
    *site,
]

handler400 = "config.errors.bad_request"
handler403 = "config.errors.permission_denied"
handler404 = "config.errors.page_not_found"
handler500 = "config.errors.server_error"

pytestmark = pytest.mark.urls(__name__)

ERRORS = {
    "/bad-date": (400, "A date is written 2022-05-03."),
    "/suspicious": (400, "malformed"),
    "/forbidden": (403, "You entered this figure; another person publishes it."),
    "/unknown": (404, "No country has the code XYZ."),
    "/no/such/page": (404, "Nothing stands at this address."),
    "/broken": (500, "Something went wrong on our side."),
    "/no-database": (500, "Something went wrong on our side."),
}


@pytest.fixture
def client():
    return Client(raise_request_exception=False)


@pytest.fixture
def log(caplog):
    """The lines as the console shows them."""
    handler = logging.StreamHandler(lines := io.StringIO())
    handler.addFilter(RequestIdFilter())
    handler.setFormatter(logging.Formatter("%(levelname)s [%(request_id)s] %(message)s"))
    root = logging.getLogger()
    root.addHandler(handler)
    yield lines
    root.removeHandler(handler)


@pytest.mark.parametrize("address", ERRORS)
def test_an_error_page_has_its_status_says_what_happened_and_names_its_reference(client, address):
    status, words = ERRORS[address]
    response = client.get(address)
    page = response.content.decode()
    assert response.status_code == status
    assert words in page.replace("&#39;", "'")
    assert response["X-Request-Id"] in page
    assert response["Content-Type"] == "text/html; charset=utf-8"


@pytest.mark.parametrize("address", ERRORS)
def test_an_error_page_carries_the_policy_and_is_kept_by_no_cache(client, address):
    response = client.get(address)
    assert "default-src 'self'" in response["Content-Security-Policy"]
    assert response["Cache-Control"] == "no-store"
    assert response["X-Frame-Options"] == "DENY"
    assert not re.search(rb"<style|<script(?! src)| style=| on[a-z]+=", response.content)


@pytest.mark.parametrize("address", ["/suspicious", "/broken", "/no-database"])
def test_an_error_page_tells_nothing_of_the_inside(client, address):
    page = client.get(address).content.decode()
    assert "hunter2" not in page
    assert "TOO_MANY_FIELDS" not in page
    assert "Traceback" not in page


@pytest.mark.parametrize("address", ERRORS)
def test_an_error_page_needs_no_database(client, address):
    # Any query fails here: no test of this module asks for a database.
    assert client.get(address).status_code == ERRORS[address][0]


def test_a_foreign_host_is_a_bad_request_that_tells_no_setting(client):
    response = client.get("/healthz", headers={"host": "evil.example.org"})
    assert response.status_code == 400
    assert b"ALLOWED_HOSTS" not in response.content
    assert b"evil.example.org" not in response.content
    assert "default-src 'self'" in response["Content-Security-Policy"]
    assert response["X-Request-Id"] in response.content.decode()


def test_a_form_without_its_token_is_not_sent_and_the_page_says_what_to_do():
    response = Client(enforce_csrf_checks=True).post("/form")
    page = response.content.decode()
    assert response.status_code == 403
    assert "The form was not sent" in page
    assert response["X-Request-Id"] in page
    assert "default-src 'self'" in response["Content-Security-Policy"]


def test_an_error_is_logged_with_the_id_that_the_reader_sees(client, log):
    response = client.get("/broken")
    line = next(line for line in log.getvalue().splitlines() if "Internal Server Error" in line)
    assert line == f"ERROR [{response['X-Request-Id']}] Internal Server Error: /broken"
    assert "RuntimeError: hunter2" in log.getvalue()


@pytest.mark.parametrize("address", ["/unknown", "/returned", "/forbidden", "/bad-date"])
def test_a_refusal_is_logged_with_the_id_that_the_reader_sees(client, log, address):
    response = client.get(address)
    lines = log.getvalue().splitlines()
    assert lines
    assert f"[{response['X-Request-Id']}]" in lines[0]


def test_two_requests_have_two_ids(client):
    assert client.get("/unknown")["X-Request-Id"] != client.get("/unknown")["X-Request-Id"]


def test_an_error_in_the_page_for_errors_still_gives_the_reference(client, monkeypatch):
    def broken(*args, **kwargs):
        raise ValueError("Missing staticfiles manifest entry")

    monkeypatch.setattr("config.errors.loader.get_template", broken)
    response = client.get("/broken")
    assert response.status_code == 500
    assert response["X-Request-Id"] in response.content.decode()
    assert b"manifest" not in response.content


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/admin/login/", "/admin/", "/admin/no/such/page/"])
def test_the_admin_carries_the_policy(client, address):
    response = client.get(address)
    assert "default-src 'self'" in response["Content-Security-Policy"]
    assert "unsafe" not in response["Content-Security-Policy"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address", ["/admin/", "/admin/auth/user/", "/admin/auth/user/add/", "/accounts/password/change/"]
)
def test_the_admin_carries_the_policy_for_staff_too(admin_client, address):
    response = admin_client.get(address)
    assert response.status_code == 200
    assert "default-src 'self'" in response["Content-Security-Policy"]
    assert not re.search(rb"<style| style=\"| on(click|change|load|submit)=|<script>", response.content)
