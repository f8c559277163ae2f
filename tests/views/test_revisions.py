"""The log of revisions, its feed, and what changed for a country, as readers see them."""

import csv
import io
import re

import pytest
from django.core.cache import caches
from django.test import override_settings
from lxml import etree

from metrics import actions
from metrics.models import Indicator
from metrics.recording import recorded
from programs.models import Program
from tests import factories as make

from .text import text_of

pytestmark = pytest.mark.django_db

APRIL, MAY, JUNE = (make.instant(day) for day in ("2022-04-20", "2022-05-10", "2022-06-10"))
ATOM = {"a": "http://www.w3.org/2005/Atom"}


@pytest.fixture(autouse=True)
def no_page_is_kept():
    """Pages of another test may be kept under the same data version, which was rolled back with it."""
    caches["pages"].clear()


@pytest.fixture
def story():
    """Two figures of April; in May one is corrected from another source, in June the other is withdrawn."""
    program = make.program(name="Old program", countries=("GTM",))
    indicator = make.indicator(program=program, name="Visas issued")
    first = make.update(slug="april", title="April update")
    second = make.update(slug="may", title="May update")
    old = make.published(
        indicator=indicator,
        value=10,
        update=first,
        at=APRIL,
        citation=make.citation(source=make.source(title="First report")),
    )
    other = make.published(indicator=make.indicator(name="Centers opened"), value=20, update=first, at=APRIL)
    new = make.correction(
        of=old,
        value=11,
        reason="A digit was wrong.",
        update=second,
        at=MAY,
        citation=make.citation(source=make.source(title="Second report")),
    )
    make.milestone(title="An arrangement is signed", update=first, status="published", at=APRIL)
    actions.withdraw(statement=other, by=make.publisher(), reason="Refuted by the ministry.", at=JUNE)
    with recorded(at=JUNE):
        Program.objects.filter(pk=program.pk).update(name="New program")
        Indicator.objects.filter(pk=indicator.pk).update(definition="Visas that were handed over.")
    return old, other, new


def entries(response):
    return etree.fromstring(response.content).findall("a:entry", ATOM)


def ids(response) -> list[str]:
    return [entry.find("a:id", ATOM).text for entry in entries(response)]


class TestTheLog:
    def test_it_lists_what_happened_newest_first_with_reasons(self, client, story):
        text = text_of(client.get("/revisions/"))
        listed = ["Centers opened", "Refuted by the ministry.", "10 people became → 11 people", "A digit was wrong."]
        assert [text.index(words) for words in listed] == sorted(text.index(words) for words in listed)
        assert "Before: First report ; now: Second report" in text
        assert "An arrangement is signed" in text

    def test_as_of_a_day_it_knows_nothing_of_later(self, client, story):
        text = text_of(client.get("/revisions/?as_of=2022-05-01"))
        assert "Centers opened" in text
        for later in ("Refuted", "11 people", "A digit was wrong."):
            assert later not in text

    def test_filters_narrow_it_and_a_wrong_one_says_so(self, client, story):
        make.country("HND")
        assert "A digit was wrong." not in text_of(client.get("/revisions/?kind=withdrawn"))
        assert "No revision fits these filters" in text_of(client.get("/revisions/?country=HND"))
        assert "Select a valid choice" in text_of(client.get("/revisions/?kind=nonsense"))

    def test_before_anything_was_published_it_says_so(self, client, story):
        assert "Nothing had been published by that day" in text_of(client.get("/revisions/?as_of=2022-04-01"))

    def test_pages_lead_on_to_the_next_with_the_filters(self, client, story, monkeypatch):
        monkeypatch.setattr("metrics.reports.revisions.PER_PAGE", 1)
        page, seen = client.get("/revisions/?country=GTM").content.decode(), 0
        while following := re.search(r'rel="next" href="([^"]+)"', page):
            seen += 1
            page = client.get(following[1].replace("&amp;", "&")).content.decode()
            assert "country=GTM" in following[1]
        assert seen == 4

    @pytest.mark.parametrize("before", ["x", "20220420T120000.000000-7-1", "1' OR 1=1"])
    def test_a_page_that_begins_nowhere_is_refused(self, client, story, before):
        response = client.get("/revisions/", {"before": before})
        assert response.status_code == 400
        assert "Go back to the first page" in text_of(response)


class TestTheFeed:
    def test_it_is_atom_with_an_entry_for_each_event(self, client, story):
        response = client.get("/revisions.atom")
        assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
        feed = etree.fromstring(response.content)
        assert feed.find("a:updated", ATOM).text == "2022-06-10T12:00:00+00:00"
        assert len(entries(response)) == 5
        newest = entries(response)[0]
        assert newest.find("a:title", ATOM).text == "Withdrawn: Centers opened: 20 people"
        assert "Reason: Refuted by the ministry." in newest.find("a:summary", ATOM).text
        assert newest.find("a:link", ATOM).get("href") == f"http://testserver/figures/{story[1].pk}/"
        for entry in entries(response):
            assert entry.find("a:updated", ATOM).text == entry.find("a:published", ATOM).text

    def test_ids_stay_whatever_comes_later_and_wherever_the_site_moves(self, client, story):
        before = ids(client.get("/revisions.atom"))
        assert len(set(before)) == len(before)
        assert all(each.startswith("tag:throughline.invalid,2022:") for each in before)
        make.correction(of=story[2], value=12, at=make.instant("2022-07-01"))
        Program.objects.update(name="Another")
        with override_settings(ALLOWED_HOSTS=["elsewhere.example"]):
            after = ids(client.get("/revisions.atom", headers={"host": "elsewhere.example"}))
        assert after[1:] == before

    def test_it_is_narrowed_as_the_log_is_and_is_then_another_feed(self, client, story):
        whole, part = client.get("/revisions.atom"), client.get("/revisions.atom?kind=corrected")
        assert ids(part) == [f"tag:throughline.invalid,2022:figure/{story[2].pk}/published"]
        feeds = {etree.fromstring(each.content).find("a:id", ATOM).text for each in (whole, part)}
        assert len(feeds) == 2
        assert client.get("/revisions.atom?kind=nonsense").status_code == 400

    def test_it_is_not_sent_again_where_nothing_changed(self, client, story):
        etag = client.get("/revisions.atom")["ETag"]
        assert client.get("/revisions.atom", headers={"If-None-Match": etag}).status_code == 304
        cached = client.get("/revisions.atom")
        assert cached["Content-Type"] == "application/atom+xml; charset=utf-8"
        actions.withdraw(statement=story[2], by=make.publisher(), reason="Wrong.")
        assert client.get("/revisions.atom", headers={"If-None-Match": etag}).status_code == 200

    def test_what_people_write_is_text_in_it(self, client):
        evil = "<script>alert(1)</script>"
        figure = make.published(indicator=make.indicator(name=evil))
        actions.withdraw(statement=figure, by=make.publisher(), reason=evil)
        summary = entries(client.get("/revisions.atom"))[0].find("a:summary", ATOM)
        assert summary.get("type") == "html"
        assert evil not in summary.text
        assert "&lt;script&gt;" in summary.text

    def test_an_empty_feed_is_one(self, client):
        assert entries(client.get("/revisions.atom")) == []

    def test_pages_lead_to_it(self, client, story):
        for address in ("/", "/countries/GTM/", "/revisions/"):
            assert 'type="application/atom+xml" href="/revisions.atom"' in client.get(address).content.decode()


class TestWhatChangedForACountry:
    def test_it_tells_what_was_added_corrected_withdrawn_and_rewritten(self, client, story):
        text = text_of(client.get("/countries/GTM/changes/?from=2022-05-01&to=2022-07-01"))
        assert "Between the end of May 1, 2022 and the end of July 1, 2022" in text
        for words in (
            "10 people became → 11 people",
            "Refuted by the ministry.",
            "Name: Old program became → New program",
            "Definition: became → Visas that were handed over.",
        ):
            assert words in text
        assert "An arrangement is signed" not in text

    def test_of_days_between_which_nothing_happened_it_says_so(self, client, story):
        assert "Nothing changed between these days" in text_of(client.get("/countries/GTM/changes/?from=2022-07-01"))

    def test_as_of_a_day_it_ends_there(self, client, story):
        text = text_of(client.get("/countries/GTM/changes/?as_of=2022-05-20"))
        assert "11 people" in text
        assert "Refuted" not in text
        assert "New program" not in text

    @pytest.mark.parametrize(
        ("query", "words"),
        [
            ("from=yesterday", "Enter a valid date"),
            ("to=2999-01-01", "That day has not come yet"),
            ("from=2999-01-01", "That day has not come yet"),
            ("from=2022-06-01&as_of=2022-05-20", "That day has not come yet. Choose one up to 2022-05-20."),
            ("from=2022-06-01&to=2022-05-01", "It lies after the other day"),
            ("to=2022-06-01&as_of=2022-05-20", "That day has not come yet"),
        ],
    )
    def test_days_that_make_no_sense_are_told(self, client, story, query, words):
        response = client.get(f"/countries/GTM/changes/?{query}")
        assert response.status_code == 200
        assert words in text_of(response)
        assert client.get(f"/countries/GTM/changes.csv?{query}").status_code == 400

    def test_a_countrys_page_asks_since_which_day(self, client, story):
        body = client.get("/countries/GTM/?as_of=2022-05-20").content.decode()
        (form,) = re.findall(r'<form class="since".*?</form>', body, re.DOTALL)
        assert 'action="/countries/GTM/changes/"' in form
        assert 'name="as_of" value="2022-05-20"' in form
        assert re.search(r'name="from" max="2022-05-20" required', form)
        # Since before anything was published, everything is new.
        early = text_of(client.get("/countries/GTM/changes/?from=1999-12-31&as_of=2022-05-20"))
        assert "11 people" in early
        assert "Between the end of December 31, 1999" in early

    @pytest.mark.parametrize("address", ["/countries/XXX/changes/", "/countries/XXX/changes.csv"])
    def test_there_is_no_page_of_what_is_no_country(self, client, address):
        response = client.get(address)
        assert response.status_code == 404
        assert "There is no country with the code XXX" in text_of(response)

    def test_its_file_has_a_line_for_each_change(self, client, story):
        response = client.get("/countries/GTM/changes.csv?from=2022-05-01&to=2022-07-01")
        assert response["Content-Disposition"].endswith('"throughline-changes-GTM-2022-05-01-2022-07-01.csv"')
        rows = list(csv.DictReader(io.StringIO(response.getvalue().decode())))
        withdrawn, corrected, *rest = rows
        assert (withdrawn["change"], withdrawn["old"], withdrawn["new"]) == ("withdrawn", "20 people", "")
        assert (corrected["id"], corrected["old"], corrected["new"]) == (str(story[2].pk), "10 people", "11 people")
        assert corrected["reason"] == "A digit was wrong."
        assert corrected["old_source"] != corrected["source"] != ""
        assert {(row["about"], row["field"], row["new"]) for row in rest} == {
            ("program", "Name", "New program"),
            ("indicator", "Definition", "Visas that were handed over."),
        }

    def test_nothing_in_its_file_is_a_formula(self, client):
        figure = make.published(indicator=make.indicator(name="=1+1"))
        actions.withdraw(statement=figure, by=make.publisher(), reason="@SUM(A1)")
        body = client.get("/countries/GTM/changes.csv").getvalue().decode()
        assert "'=1+1" in body
        assert ",'@SUM(A1)," in body

    def test_the_countrys_page_leads_to_it(self, client, story):
        page = client.get("/countries/GTM/?as_of=2022-05-01").content.decode()
        assert 'href="/countries/GTM/changes/?as_of=2022-05-01"' in page


class TestAnUpdate:
    def test_it_shows_what_it_corrected(self, client, story):
        text = text_of(client.get("/updates/may/"))
        assert "What it corrected" in text
        assert "10 people became → 11 people" in text
        assert "Before: First report ; now: Second report" in text

    def test_it_shows_what_became_of_its_figures(self, client, story):
        text = text_of(client.get("/updates/april/"))
        assert "What became of its figures" in text
        assert "10 people became → 11 people" in text
        assert "Refuted by the ministry." in text
        assert "Of its figures corrected or withdrawn later 2" in text

    def test_as_of_a_day_nothing_had_become_of_them_yet(self, client, story):
        text = text_of(client.get("/updates/april/?as_of=2022-05-01"))
        assert "What became of its figures" not in text
        assert "Superseded" not in text

    def test_a_draft_of_a_correction_is_none(self, client):
        figure = make.published(update=make.update(slug="update"), value=10)
        make.correction(of=figure, value=99, status="draft")
        make.correction(of=figure, value=11, reason="A misprint.")
        text = text_of(client.get("/updates/update/"))
        assert "10 people became → 11 people" in text
        assert "99 people" not in text
