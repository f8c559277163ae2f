"""Evidence as of a past day: what had been found by then, in the copy that was there."""

import csv
import datetime as dt
from itertools import cycle

import pytest
from django.utils import timezone

from metrics.archives import attaching
from metrics.models import Citation, CitationCheck, Figure
from metrics.models.publication import end_of_day
from metrics.reports.rows import figure_rows
from tests import factories as make
from tests.budgets import assert_query_budget
from tests.worlds.articles import cited

ENTERED, FIRST, SECOND = (make.instant(day) for day in ("2022-07-01", "2022-07-05", "2022-07-09"))
BEFORE, BETWEEN, AFTER = "2022-07-04", "2022-07-06", "2022-07-10"


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    """Sets what time it is for whatever is attached or checked."""

    def set_to(instant):
        monkeypatch.setattr(timezone, "now", lambda: instant)

    set_to(SECOND + dt.timedelta(days=300))
    return set_to


@pytest.fixture
def story(article, clock):
    """Figures published on July 1, a copy of their source on July 5, another on July 9."""
    clock(ENTERED)
    stays = cited(article, "over 600 officials", 600, qualifier="more_than", at=ENTERED)
    mended = cited(article, "three MRCs", 4, unit="centers", at=ENTERED)
    clock(FIRST)
    attaching.attach(article.whole, article.text.encode())
    clock(SECOND)
    newer = article.text.replace("over 600 officials", "over 610 officials").replace("three\nMRCs", "four MRCs")
    newer = newer.replace("four MRCs", "three MRCs, later four MRCs,")
    attaching.attach(article.whole, newer.encode())
    clock(SECOND + dt.timedelta(days=300))
    return stays, mended


def html(client, address, day=None):
    response = client.get(address, {"as_of": day} if day else {})
    assert response.status_code == 200
    return response.content.decode()


def test_the_page_of_a_figure_says_what_had_been_found_by_that_day(story, client):
    stays, mended = story
    assert "not checked by machine" in html(client, f"/figures/{stays.pk}/", BEFORE)
    for figure, day, words in (
        (stays, BETWEEN, "badge--verified"),
        (stays, AFTER, "badge--verified"),
        (mended, BETWEEN, "Wrong value"),
    ):
        page = html(client, f"/figures/{figure.pk}/", day)
        assert words in page
        assert "<mark>" in page
    assert "“three MRCs”" in html(client, f"/figures/{mended.pk}/", BETWEEN)


def test_a_correction_on_the_same_citation_leaves_past_days_as_they_were(story, client, clock):
    _, mended = story
    clock(SECOND + dt.timedelta(days=10))
    right = make.correction(of=mended, value=3, citation=mended.citation, at=SECOND + dt.timedelta(days=10))
    clock(SECOND + dt.timedelta(days=300))
    assert "Wrong value" in html(client, f"/figures/{mended.pk}/", AFTER)
    assert "badge--verified" in html(client, f"/figures/{right.pk}/")
    assert "badge--verified" in html(client, f"/figures/{right.pk}/", "2022-08-01")


def test_the_page_of_a_source_shows_the_copy_of_that_day_with_its_passages(story, client):
    stays, mended = story
    assert "Archived text" not in html(client, "/sources/update/", BEFORE)
    first = html(client, "/sources/update/", BETWEEN)
    assert "Copy 1" in first
    assert ">over 600 officials</mark>" in first
    second = html(client, "/sources/update/", AFTER)
    assert "Copy 2" in second
    # The figure stays verified in copy 1, and copy 2 says where its words stand there, and what they say.
    assert '<mark class="cited cited--open">over 610 officials</mark>' in second
    for page in (first, second):
        for figure in (stays, mended):
            assert page.count(f'id="passage-{figure.citation_id}"') == 1
    assert second.split("<main")[1] != html(client, "/sources/update/", BETWEEN).split("<main")[1]


def test_a_passage_that_was_found_twice_is_marked_once_with_the_last_result(story, client, clock):
    _, mended = story
    clock(SECOND + dt.timedelta(days=10))
    make.correction(of=mended, value=3, citation=mended.citation, at=SECOND + dt.timedelta(days=10))
    page = html(client, "/sources/update/")
    assert page.count(f'id="passage-{mended.citation_id}"') == 1
    assert CitationCheck.objects.filter(citation=mended.citation_id, archive__version=2).count() == 2
    assert '<span class="cited cited--verified">Verified</span> 1' in page


def test_files_say_what_had_been_found_by_that_day(story, client):
    stays, _ = story
    for day, verified in ((BEFORE, set()), (BETWEEN, {stays.pk}), (AFTER, {stays.pk})):
        rows = csv.DictReader(client.get("/figures.csv", {"as_of": day}).getvalue().decode().splitlines())
        assert {int(row["figure_id"]) for row in rows if row["verified"] == "verified"} == verified
    for day, found in ((BEFORE, "not_archived"), (BETWEEN, "verified")):
        assert f'"{found}"' in client.get(f"/figures/{stays.pk}.json", {"as_of": day}).getvalue().decode()


def slow_verification(figure, day):
    """The oracle: the log read from the beginning."""
    state = "not_archived"
    for check in CitationCheck.objects.order_by("pk"):
        if check.citation_id == figure.citation_id and check.is_state and check.checked_at < end_of_day(day):
            state = check.outcome
    return state


def test_rows_agree_with_the_log_read_from_the_beginning(article, clock):
    outcomes = cycle(["verified", "wrong_value", "not_found", "verified", "not_found"])
    figures = [cited(article, "three MRCs", 3, unit="centers", at=ENTERED), cited(article, "x", 1, at=ENTERED)]
    for number in range(40):
        CitationCheck.objects.create(
            citation=figures[number * number % 3 % 2].citation,
            outcome=next(outcomes),
            archive=None,
            is_state=True,
            why="asked",
            checked_at=ENTERED + dt.timedelta(hours=7 * number),
        )
    for days in range(14):
        day = (ENTERED + dt.timedelta(days=days - 1)).date()
        rows = figure_rows(Figure.objects.order_by("pk"), day=day)
        assert [row.verification for row in rows] == [slow_verification(figure, day) for figure in figures]


def test_today_reads_the_state_of_the_citation_and_no_log(story, django_assert_num_queries):
    rows = figure_rows(Figure.objects.order_by("pk"))
    assert rows.source_of("verification") == "citation__verification"
    assert [row.verification for row in rows] == [
        Citation.objects.get(pk=figure.citation_id).verification for figure in Figure.objects.order_by("pk")
    ]


def test_pages_of_past_days_take_their_committed_number_of_queries(story, client):
    assert_query_budget("figure, archived, past", client, f"/figures/{story[0].pk}/?as_of={AFTER}")
    assert_query_budget("source, archived, past", client, f"/sources/update/?as_of={BETWEEN}")
