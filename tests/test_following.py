"""After a request that changed something, what is derived follows; a failure there is logged and loses nothing."""

import pytest
from django.db import DatabaseError
from django.http import HttpResponse
from django.test import RequestFactory

from metrics import following


@pytest.fixture
def called(monkeypatch):
    """Which of two are brought up to date; the first always fails."""
    found = []

    def fail():
        found.append("findings")
        raise DatabaseError("locked")

    both = (("findings", fail, "check_figures --refresh"), ("search", lambda: found.append("search"), "rebuild_search"))
    monkeypatch.setattr(following, "FOLLOWING", both)
    return found


def answer_to(method: str, status: int = 200) -> HttpResponse:
    return following.follow_changes(lambda request: HttpResponse(status=status))(RequestFactory().generic(method, "/"))


@pytest.mark.parametrize("status", [200, 302])
def test_one_that_fails_is_logged_and_the_next_goes_on(called, caplog, status):
    assert answer_to("POST", status).status_code == status
    assert called == ["findings", "search"]
    assert "The findings could not be brought up to date. Run check_figures --refresh." in caplog.text


@pytest.mark.parametrize(("method", "status"), [("GET", 200), ("HEAD", 200), ("POST", 400), ("POST", 403)])
def test_reading_and_refusals_change_nothing(called, method, status):
    answer_to(method, status)
    assert called == []
