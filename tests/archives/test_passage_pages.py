"""Passages where readers meet them: on the page of the figure and in the archived text of the source."""

import datetime as dt
import re

import pytest
from django.utils import timezone

from metrics import actions
from metrics.archives import attaching
from metrics.models import Citation
from metrics.reports.archive import passage_in
from tests import factories as make
from tests.budgets import assert_query_budget
from tests.worlds.articles import RETURNS, cited


@pytest.fixture
def figures(article):
    found = {
        "centers": cited(article, "three MRCs", 3, unit="centers"),
        "share": cited(article, "40 percent of the 340 municipalities", 40, unit="percent", section=RETURNS),
        "all": cited(article, "the 340 municipalities", 340, unit="municipalities", section=RETURNS),
        "wrong": cited(article, "over 600 officials", 601, qualifier="more_than"),
        "draft": cited(article, "$310 million", 310_000_000, unit="USD", status="draft"),
    }
    attaching.attach(article.whole, article.text.encode())
    return found


def page(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_the_page_of_a_figure_shows_its_passage_and_links_to_it(figures, client):
    figure = figures["centers"]
    html = page(client, f"/figures/{figure.pk}/")
    assert "The agency opened <mark>three MRCs</mark> and trained over 600 officials." in html
    assert f'href="/sources/update/#passage-{figure.citation_id}"' in html
    assert "badge--verified" in html


def test_the_page_of_a_figure_leads_to_its_words_on_the_live_page(figures, article, client):
    link = f"/figures/{figures['share'].pk}/"
    assert ":~:text=" not in page(client, link)
    article.whole.url = "https://example.org/meeting"
    article.whole.save()
    directive = "#:~:text=40%20percent%20of%20the%20340%20municipalities"
    assert f'href="https://example.org/meeting{directive}"' in page(client, link)
    article.update.url = "https://example.org/update?a=1&b=2"
    article.update.save()
    assert f'href="https://example.org/update?a=1&amp;b=2{directive}"' in page(client, link)


def test_words_that_the_archive_lacks_have_no_live_link(article, client):
    article.whole.url = "https://example.org/meeting"
    article.whole.save()
    figure = cited(article, "seven MRCs", 7, unit="centers")
    assert ":~:text=" not in page(client, f"/figures/{figure.pk}/")
    attaching.attach(article.whole, article.text.encode())
    assert ":~:text=" not in page(client, f"/figures/{figure.pk}/")


def test_a_check_that_failed_is_said_in_words(figures, client):
    html = page(client, f"/figures/{figures['wrong'].pk}/")
    assert "badge--verified" not in html
    assert "Wrong value" in html
    assert "more than 601 people" in html


def test_a_figure_whose_source_is_not_archived_keeps_its_words(article, client):
    html = page(client, f"/figures/{cited(article, 'three MRCs', 3).pk}/")
    assert "“three MRCs”" in html
    assert "not checked by machine" in html


def test_the_page_of_a_source_marks_every_published_passage(figures, client):
    html = page(client, "/sources/update/")
    for name in ("centers", "share", "all", "wrong"):
        figure = figures[name]
        assert html.count(f'id="passage-{figure.citation_id}"') == 1
        assert f'href="/figures/{figure.pk}/"' in html
    assert f"passage-{figures['draft'].citation_id}" not in html
    # Passages that overlap are one mark, with both figures behind it.
    assert html.count("<mark") == 3
    assert '<mark class="cited cited--open">over 600 officials</mark>' in html
    assert '<span class="badge badge--finding">Wrong value</span>' in html
    assert '<span class="cited cited--verified">Verified</span> 2' in html
    assert '<span class="cited cited--open">Wrong value</span> 1' in html
    assert "Work Abroad</h3>" in html


def test_the_passage_of_an_ended_figure_is_told_from_the_others(article, client, monkeypatch):
    now = timezone.now()
    before = now - dt.timedelta(days=2)
    monkeypatch.setattr(timezone, "now", lambda: before)
    attaching.attach(article.whole, article.text.encode())
    centers = cited(article, "three MRCs", 3, unit="centers", at=before)
    share = cited(article, "40 percent of the 340 municipalities", 40, unit="percent", section=RETURNS, at=before)
    monkeypatch.undo()
    actions.withdraw(statement=centers, by=make.publisher(), reason="It was never measured.", at=now)
    make.correction(of=share, note="Of all municipalities.", citation=share.citation, at=now)
    html = page(client, "/sources/update/")
    assert '<mark class="cited cited--ended">three\nMRCs</mark>' in html
    assert '<span class="badge badge--withdrawn">Withdrawn</span>' in html
    # A correction stands on the same words: the passage is its, and the link to the first says what became of it.
    assert re.search(rf'href="/figures/{share.pk}/"[^>]*><[^>]*>To figure </span>{share.pk} superseded</a>', html)
    yesterday = page(client, f"/sources/update/?as_of={(now - dt.timedelta(days=1)).date()}")
    assert '<mark class="cited cited--verified">three\nMRCs</mark>' in yesterday
    assert "superseded" not in yesterday.split('class="archived"')[1]


def test_a_passage_leads_back_to_its_figure_and_headings_are_nested(figures, client):
    html = page(client, "/sources/update/")
    figure = figures["centers"]
    assert re.search(
        rf'<span class="quote" id="passage-{figure.citation_id}"><mark[^>]*>three\nMRCs</mark>'
        rf'<a class="cite" href="/figures/{figure.pk}/"[^>]*>'
        rf'<span class="usa-sr-only">To figure </span>{figure.pk}</a></span>',
        html,
    )
    outline = html.split('class="outline"')[1].split("</nav>")[0]
    assert re.findall(r'href="#(text-\d+)"', outline) == re.findall(r'<h[3-6] id="(text-\d+)"', html)
    assert "cited passages" in outline


def test_the_page_of_the_article_holds_the_passages_of_its_parts(figures, client):
    assert page(client, "/sources/article/").count("<mark") == 3
    assert page(client, "/sources/remarks/").count("<mark") == 0


def test_a_source_without_an_archive_has_no_text(article, client):
    assert "Archived text" not in page(client, "/sources/article/")


def test_the_text_is_escaped_everywhere(article, client):
    source = make.source(slug="hostile")
    citation = Citation.objects.create(source=source, as_stated='<script>"7 & 8')
    make.milestone(citation=citation, status="published")
    figure = make.published(citation=Citation.objects.create(source=source, as_stated="<b>100 people</b>"), value=100)
    attaching.attach(source, b'They say <script>"7 & 8 and <b>100 people</b> </script> in x < y.')
    Citation.objects.filter(pk=figure.citation_id).update(verification="not_found", found="<script>")
    for address in (f"/figures/{figure.pk}/", "/sources/hostile/"):
        html = page(client, address).split("<main", 1)[1]
        assert "<script>" not in html
        assert "<b>" not in html


def test_pages_with_passages_take_their_committed_number_of_queries(figures, client):
    assert_query_budget("figure, archived", client, f"/figures/{figures['centers'].pk}/")
    assert_query_budget("source, archived", client, "/sources/update/")


@pytest.mark.parametrize(
    ("text", "words", "before", "after"),
    [
        ("A line.\n\n  • One. Then 5 came. More.\n\nEnd.", "5 came", "One. Then ", ". More."),
        ("5 came", "5 came", "", ""),
        ("Old. " * 200 + "Then 5 came and went." + " New." * 200, "5 came", None, None),
        ("word " * 200 + "5 came " + "word " * 200, "5 came", None, None),
    ],
)
def test_a_passage_is_its_paragraph_or_the_sentences_near(text, words, before, after):
    start = text.index(words)
    found = passage_in(text, start, start + len(words))
    assert found.marked == words
    if before is not None:
        assert (found.before, found.after) == (before, after)
    assert max(len(found.before), len(found.after)) < 400
