"""Whoever saves a draft or a citation learns at once what the archived text says of it; staff pick among places."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from metrics.archives import attaching
from metrics.models import Citation, CitationCheck, Figure, Milestone
from tests import factories
from tests.worlds.articles import OFFICES, cited

from .pages import address, messages_of

Outcome = Citation.Verification


@pytest.fixture
def archived(article):
    attaching.attach(article.whole, article.text.encode())
    return article


@pytest.fixture
def enter(desk, archived):
    """Sends the form of a figure that rests on the archived update; `of` edits that figure."""
    desk.visas = factories.indicator(name="Centers", unit=factories.unit(code="centers"))

    def send(words="three MRCs", of=None, follow=True, **fields):
        sent = {
            "indicator": desk.visas.pk,
            "source": archived.update.pk,
            "section": OFFICES,
            "as_stated": words,
            "value": "3",
            **fields,
        }
        form = desk.form(words, **sent)
        return desk.client.post(address(of) if of else "/admin/metrics/figure/add/", form, follow=follow)

    return send


def test_saving_a_draft_says_that_its_words_agree(enter):
    response = enter()
    assert "Verified. The source says “three MRCs”" in messages_of(response)
    figure = Figure.objects.get()
    assert (figure.citation.verification, figure.citation.checks.get().why) == (Outcome.VERIFIED, "statement")


def test_a_wrong_value_is_named_with_both_sides_and_again_beside_the_form(enter, desk):
    response = enter(value="4")
    assert "Wrong value. The source says “three MRCs”" in messages_of(response)
    assert "holds 4 centers" in messages_of(response)
    figure = Figure.objects.get()
    page = desk.client.get(address(figure)).content.decode()
    assert '<span class="refused">Wrong value. The source says “three MRCs”' in page
    messages = messages_of(enter(of=figure, value="3"))
    assert "Verified." in messages
    assert [check.outcome for check in CitationCheck.objects.order_by("pk")] == ["wrong_value", "verified"]


def test_other_words_are_looked_for_at_once_and_the_old_citation_is_judged_without_the_draft(enter):
    enter(value="4")
    figure = Figure.objects.get()
    old = figure.citation
    assert "Not found. “four MRCs” does not stand" in messages_of(enter("four MRCs", of=figure, value="4"))
    figure.refresh_from_db()
    old.refresh_from_db()
    assert (figure.citation.verification, old.verification) == (Outcome.NOT_FOUND, Outcome.VERIFIED)


def test_a_source_that_is_not_archived_says_nothing(desk):
    response = desk.client.post("/admin/metrics/figure/add/", desk.form(), follow=True)
    assert "archived" not in messages_of(response)
    assert not CitationCheck.objects.exists()


def test_a_draft_on_a_published_citation_is_told_of_itself(enter, archived, desk):
    published = cited(archived, "three MRCs", 3, unit="centers")
    assert "Wrong value" in messages_of(enter(value="4"))
    assert Citation.objects.get(pk=published.citation_id).verification == Outcome.VERIFIED


def test_deleting_a_draft_judges_its_citation_anew(enter, desk):
    enter(value="4")
    figure = Figure.objects.get()
    desk.client.post(address(figure, "delete"), {"post": "yes"})
    assert Citation.objects.get(pk=figure.citation_id).verification == Outcome.VERIFIED
    enter(value="4")
    again = Figure.objects.get()
    sent = {"action": "delete_selected", "_selected_action": [again.pk], "post": "yes"}
    desk.client.post("/admin/metrics/figure/", sent)
    assert not Figure.objects.exists()
    assert Citation.objects.get(pk=figure.citation_id).verification == Outcome.VERIFIED


def test_saving_reads_one_archive_once(enter, archived, desk):
    for number in range(3):
        attaching.attach(factories.source(slug=f"other-{number}"), b"Some 300 people came.")
    with CaptureQueriesContext(connection) as captured:
        enter(follow=False)
    texts = [q["sql"] for q in captured if '"structure"' in q["sql"] and q["sql"].startswith("SELECT")]
    assert len(texts) == 1


def test_a_milestone_is_checked_when_it_is_saved(archived, client, editor):
    client.force_login(editor)
    milestone = factories.milestone(citation=factories.citation(source=archived.update, section="", as_stated="x"))
    form = {
        "title": "The strategy is launched",
        "slug": milestone.slug,
        "strategy": milestone.strategy_id,
        "starts_on": "2030-07-29",
        "countries": ["GTM"],
        "update": milestone.update_id,
        "source": archived.update.pk,
        "section": "",
        "as_stated": "launched on July 29, 2030",
    }
    response = client.post(address(milestone), form, follow=True)
    assert "Verified. “launched on July 29, 2030” stands in archived copy 1" in messages_of(response)
    assert Milestone.objects.get().citation.verification == Outcome.VERIFIED


class TestCitations:
    def test_a_citation_that_is_edited_is_checked(self, archived, client_of):
        citation = factories.citation(source=archived.update, section="", as_stated="three MRCs")
        form = {"source": archived.update.pk, "section": OFFICES, "as_stated": "over 600 officials"}
        response = client_of("Editor").post(address(citation), form, follow=True)
        assert "Verified. “over 600 officials” stands in" in messages_of(response)
        citation.refresh_from_db()
        assert (citation.verification, citation.checks.get().why) == (Outcome.VERIFIED, "citation")


class TestPicking:
    @pytest.fixture
    def citation(self, article):
        figure = cited(
            article, "more than 1,000 asylum claims", 1000, qualifier="more_than", unit="applications", section=""
        )
        attaching.attach(article.whole, article.text.encode())
        return figure.citation

    def pick(self, citation):
        return f"/admin/metrics/citation/{citation.pk}/pick/"

    def test_the_places_are_shown_with_what_stands_around_them(self, citation, article, client_of):
        client = client_of("Editor")
        page = client.get(address(citation)).content.decode()
        assert self.pick(citation) in page
        html = client.get(self.pick(citation)).content.decode()
        assert html.count('type="radio"') == 2
        assert "Open the Crossings › Asylum Offices, character" in html
        assert "Work Abroad › Asylum Offices, character" in html
        assert "Zembla received <mark>more than 1,000 asylum claims</mark> in 2030." in html
        assert Citation.objects.get(pk=citation.pk).verification == Outcome.AMBIGUOUS

    def test_picking_one_verifies_it_there(self, citation, article, client_of):
        place = article.text.rindex("more than 1,000")
        response = client_of("Editor").post(self.pick(citation), {"start": place}, follow=True)
        assert "Verified." in messages_of(response)
        citation.refresh_from_db()
        assert (citation.verification, citation.start) == (Outcome.VERIFIED, place)
        assert citation.checks.last().why == "picked"
        assert "checked" in client_of("Editor").get(self.pick(citation)).content.decode()

    @pytest.mark.parametrize("start", ["", "x", "7", "-1", "²", "9" * 30])
    def test_a_wrong_place_changes_nothing(self, citation, client_of, start):
        response = client_of("Editor").post(self.pick(citation), {"start": start}, follow=True)
        assert messages_of(response)
        citation.refresh_from_db()
        assert citation.verification == Outcome.AMBIGUOUS

    @pytest.mark.parametrize(
        ("role", "status"), [("Viewer", 403), ("Reviewer", 403), ("Editor", 200), ("Administrator", 200)]
    )
    def test_who_may(self, citation, client_of, role, status):
        client = client_of(role)
        assert client.get(self.pick(citation)).status_code == status
        assert (self.pick(citation) in client.get(address(citation)).content.decode()) == (status == 200)
        if status == 403:
            assert client.post(self.pick(citation), {"start": "1"}).status_code == 403

    def test_saving_a_draft_leads_there(self, article, enter, desk):
        desk.client.force_login(desk.editor)
        response = enter("more than 1,000 asylum claims", section="", value="1000")
        assert 'pick/">Pick the place.</a>' in messages_of(response)

    def test_without_a_text_or_the_words_there_is_nothing_to_pick(self, article, client_of):
        citation = factories.citation(source=article.update, section="", as_stated="nowhere")
        client = client_of("Editor")
        assert "nothing to pick from" in client.get(self.pick(citation)).content.decode()
        attaching.attach(article.whole, article.text.encode())
        assert "does not stand in archived copy 1" in client.get(self.pick(citation)).content.decode()
