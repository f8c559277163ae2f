"""Findings at the desk: who may settle them, and how."""

import pytest

from metrics.models import FindingRecord, Settlement
from tests import factories
from tests.factories import correction, published

pytestmark = pytest.mark.django_db

DESK = "/admin/metrics/settlement/findings/"


@pytest.fixture
def found():
    indicator = factories.indicator()
    for value in (100, 300):
        published(indicator=indicator, value=value, rank="normal")
    return FindingRecord.objects.get()


def said(found, **fields):
    return {"verdict": "explained", "note": "Two ways of counting.", "fingerprint": found.fingerprint, **fields}


@pytest.mark.parametrize("role", ["Reviewer", "Administrator"])
def test_reviewers_and_administrators_settle_and_reopen(found, client_of, role):
    client = client_of(role)
    page = client.get(DESK).content.decode()
    assert found.message.split(":")[0] in page
    assert "Settle it" in page
    address = f"{DESK}{found.key}/"
    assert client.post(address, said(found)).status_code == 302
    settlement = Settlement.objects.get()
    assert (settlement.verdict, settlement.note, settlement.message) == (
        "explained",
        "Two ways of counting.",
        found.message,
    )
    assert "Nothing waits" in client.get(DESK).content.decode()
    assert "Open it again" in client.get(address).content.decode()
    assert client.post(address, {"reason": "The second count was wrong."}).status_code == 302
    settlement.refresh_from_db()
    assert settlement.ended_reason == "The second count was wrong."
    assert "Settled before" in client.get(DESK).content.decode()


@pytest.mark.parametrize("role", ["Viewer", "Editor"])
def test_others_read_and_settle_nothing(found, client_of, role):
    client = client_of(role)
    for address in (DESK, f"{DESK}{found.key}/"):
        page = client.get(address)
        assert page.status_code == 200
        assert 'value="Settle it"' not in page.content.decode()
    assert client.post(f"{DESK}{found.key}/", said(found)).status_code == 403
    assert not Settlement.objects.exists()


def test_who_is_not_logged_in_is_asked_to(found, client):
    for address in (DESK, f"{DESK}{found.key}/"):
        response = client.get(address)
        assert response.status_code == 302
        assert "login" in response["Location"]
    assert client.post(f"{DESK}{found.key}/", said(found)).status_code == 302
    assert not Settlement.objects.exists()


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"note": ""}, "Say why; readers see it."),
        ({"verdict": ""}, "Choose what it was"),
        ({"verdict": "magic"}, "Select a valid choice"),
        ({"note": "x" * 2001}, "at most 2000 characters"),
    ],
)
def test_what_is_missing_is_said_above_its_field(found, client_of, fields, words):
    response = client_of("Reviewer").post(f"{DESK}{found.key}/", said(found, **fields))
    assert response.status_code == 200
    assert words in response.content.decode()
    assert not Settlement.objects.exists()


def test_a_finding_that_changed_meanwhile_is_not_settled(found, client_of):
    correction(of=found.figures.first(), value=200)
    response = client_of("Reviewer").post(f"{DESK}{found.key}/", said(found))
    assert "have changed since you opened this page" in response.content.decode()
    assert not Settlement.objects.exists()


def test_reopening_needs_a_reason(found, client_of):
    factories.settlement(of=found)
    response = client_of("Reviewer").post(f"{DESK}{found.key}/", {"reason": " "})
    assert "Say why it is open again" in response.content.decode()
    assert Settlement.objects.as_of(None).exists()


@pytest.mark.parametrize("key", ["0123456789abcdef", "zzz"])
def test_no_finding_is_no_page(found, client_of, key):
    assert client_of("Reviewer").get(f"{DESK}{key}/").status_code == 404


def test_settlements_are_listed_and_not_edited(found, client_of):
    settlement = factories.settlement(of=found)
    client = client_of("superuser")
    page = client.get("/admin/metrics/settlement/").content.decode()
    assert "Open findings" in page
    assert settlement.note in page
    assert client.get("/admin/metrics/settlement/add/").status_code == 403
    change = client.get(f"/admin/metrics/settlement/{settlement.pk}/change/").content.decode()
    assert 'name="_save"' not in change
    assert client.post(f"/admin/metrics/settlement/{settlement.pk}/delete/", {"post": "yes"}).status_code == 403
