"""What does not fit is said while a figure is entered, when it is submitted, and to who reviews it."""

import pytest
from django.contrib.admin.models import LogEntry

from metrics.models import Figure
from tests import factories

from .pages import address

pytestmark = pytest.mark.django_db

JUMP = "A jump by a power of ten"


@pytest.fixture
def hundred(desk):
    return factories.published(indicator=desk.people, value=120, period=2020)


def test_beside_the_form_while_the_words_are_typed(desk, hundred):
    answer = desk.client.post("/admin/metrics/figure/understand/", desk.form("1,200 people in 2021")).json()
    assert "What does not fit" in answer["beside"]
    assert JUMP in answer["beside"]
    answer = desk.client.post("/admin/metrics/figure/understand/", desk.form("130 people in 2021")).json()
    assert "What does not fit" not in answer["beside"]


@pytest.mark.parametrize("words", ["", "hundreds of people", "<b>1,200</b> people in 2021"])
def test_what_is_not_understood_is_not_judged(desk, hundred, words):
    answer = desk.client.post("/admin/metrics/figure/understand/", desk.form(words, source=""))
    assert answer.status_code == 200
    assert "<b>1,200" not in answer.json()["beside"]


def test_submitting_warns_and_goes_through_and_the_reviewer_sees_it(desk, hundred, client_of):
    response = desk.client.post(
        "/admin/metrics/figure/add/", {**desk.form("1,200 people in 2021"), "_submit": "1"}, follow=True
    )
    assert f"Warning: {JUMP}" in response.content.decode()
    figure = Figure.objects.get(value=1200)
    assert figure.status == "submitted"
    history = [entry.get_change_message() for entry in LogEntry.objects.filter(object_id=figure.pk)]
    assert any(message.startswith(f"On submission: Warning: {JUMP}") for message in history)
    page = client_of("Reviewer").get(address(figure)).content.decode()
    assert "What does not fit" in page
    assert JUMP in page


def test_an_update_lists_what_does_not_fit_in_it(desk, hundred):
    desk.enter("1,200 people in 2021")
    page = desk.client.get(address(desk.update)).content.decode()
    assert "among what is not published yet" in page
    assert JUMP in page
    response = desk.client.post(f"/admin/metrics/update/{desk.update.pk}/hand-over/", follow=True)
    assert f"Warning: {JUMP}" in response.content.decode()


def test_a_published_figure_shows_what_is_recorded_and_the_way_to_settle_it(desk, hundred, client_of):
    figure = factories.published(indicator=desk.people, value=1200, period=2021)
    page = client_of("Reviewer").get(address(figure)).content.decode()
    assert JUMP in page
    assert "/admin/metrics/settlement/findings/" in page
