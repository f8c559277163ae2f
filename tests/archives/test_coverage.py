"""How many of a text's quantities figures track: counted once an archive, shown as of any day."""

import datetime as dt
import importlib
from html import unescape
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from metrics import actions, guards
from metrics.archives import attaching, quantities
from metrics.intake.extract import EXTRACTION_VERSION
from metrics.models import ArchivedQuantities
from metrics.reports.archive import archived_text, newest_part
from metrics.reports.coverage import apart
from tests import factories as make
from tests.budgets import assert_query_budget
from tests.worlds.articles import RETURNS, cited

SPANS = st.tuples(st.integers(0, 40), st.integers(1, 8)).map(lambda pair: (pair[0], sum(pair)))


@given(st.lists(SPANS, max_size=10), st.lists(SPANS, max_size=6))
def test_a_quantity_is_tracked_where_a_passage_shares_a_character_with_it(spans, passages):
    cited_characters = {at for start, end in passages for at in range(start, end)}
    assert apart(spans, passages) == [span for span in spans if not cited_characters & set(range(*span))]


@pytest.fixture
def figures(article):
    found = [
        cited(article, "three MRCs", 3, unit="centers"),
        cited(article, "40 percent of the 340 municipalities", 40, unit="percent", section=RETURNS),
        cited(article, "over 600 officials", 600, qualifier="more_than"),
    ]
    attaching.attach(article.whole, article.text.encode())
    return found


def coverage(slug, day=None):
    return archived_text(newest_part(slug, day), day, show_untracked=True).coverage


def test_parts_and_totals_count_alike_and_dates_and_names_do_not_count(figures):
    found = coverage("update")
    # Of one passage both the percentage and its base are tracked.
    assert (found.tracked, found.total) == (4, 14)
    assert [quantity.words for quantity in found.untracked] == [
        "more than 1,000",
        "$310 million",
        "$1.2 million",
        "Almost 120,000",
        "22,308",
        "75,271",
        "18,000",
        "6,500",
        "11,500",
        "more than 1,000",
    ]


def test_a_single_other_quantity_is_not_named_in_the_plural(db, client):
    source = make.source(slug="short")
    make.archive(source=source, text="They opened three centers and trained 600 officials.")
    cited_of = make.citation(source=source, section="", as_stated="600 officials")
    make.published(citation=cited_of, indicator=make.indicator(unit=make.unit(code="people")), value=600)
    html = page(client, "/sources/short/")
    assert "1 of 2 quantities tracked" in html
    assert ">Show the other</a>" in html


def test_each_source_counts_its_own_text(figures):
    assert coverage("remarks").tracked == 0
    whole, parts = coverage("article"), [coverage(slug) for slug in ("update", "remarks", "statement")]
    assert whole.tracked == sum(part.tracked for part in parts)
    assert whole.total >= sum(part.total for part in parts) > parts[0].total


def page(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return unescape(response.content.decode())


def test_the_page_says_how_many_are_tracked_and_shows_the_others_on_demand(figures, client):
    found = coverage("update")
    counted = f"{found.tracked} of {found.total} quantities tracked"
    plain = page(client, "/sources/update/")
    # At the head of the page, with the way to the text, and above the text itself.
    assert plain.count(counted) == 2
    assert plain.index('<a href="#text">') < plain.index(counted)
    assert 'href="?untracked=1#untracked"' in plain
    assert 'class="untracked"' not in plain
    shown = page(client, "/sources/update/?untracked=1")
    assert counted in shown
    for quantity in found.untracked:
        assert shown.count(f'id="quantity-{quantity.start}"') == 1
        assert shown.count(f'href="#quantity-{quantity.start}"') == 1
    assert "It will send <a" in shown.split('id="untracked"')[1]
    assert 'class="noted">no figure</span>' in shown


def test_the_toggle_keeps_the_day_and_the_filters(figures, client):
    today = timezone.now().date()
    shown = page(client, f"/sources/update/?as_of={today}&role=actual&untracked=1")
    assert f'href="?as_of={today}&role=actual#text"' in shown


@pytest.mark.parametrize("query", ["untracked=", "untracked=yes", "untracked=0", "untracked=1&untracked=2"])
def test_anything_else_shows_no_more_than_usual(figures, client, query):
    assert 'class="untracked"' not in page(client, f"/sources/update/?{query}")


def test_a_figure_that_was_withdrawn_tracks_nothing_since(article, monkeypatch):
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now - dt.timedelta(days=3))
    attaching.attach(article.whole, article.text.encode())
    figure = cited(article, "three MRCs", 3, unit="centers", at=now - dt.timedelta(days=3))
    monkeypatch.undo()
    actions.withdraw(statement=figure, by=make.publisher(), reason="It was never measured.", at=now)
    assert coverage("update").tracked == 0
    assert coverage("update", (now - dt.timedelta(days=1)).date()).tracked == 1


def test_reading_happens_once_an_archive_and_never_for_a_page(figures, article, monkeypatch):
    held = ArchivedQuantities.objects.get()
    assert held.extraction_version == EXTRACTION_VERSION
    assert held.spans == quantities.spans_of_quantities(held.archive.document, "en")

    def refuse(*_, **__):
        raise AssertionError("A text is read when it is attached.")

    monkeypatch.setattr(quantities, "extract", refuse)
    assert coverage("update").total
    attaching.attach(article.whole, article.text.encode())
    assert ArchivedQuantities.objects.count() == 1


def test_a_text_in_a_language_that_is_not_read_has_no_count(db, client):
    source = make.source(slug="fr", language="fr")
    make.archive(source=source, text="Plus de 100 personnes sont venues.")
    assert ArchivedQuantities.objects.get().spans is None
    html = page(client, "/sources/fr/?untracked=1")
    assert "Plus de 100 personnes" in html
    assert "quantities tracked" not in html


def test_archives_of_before_are_read_by_the_migration(figures):
    with guards.lifted(connection):
        held = ArchivedQuantities.objects.get().spans
        ArchivedQuantities.objects.all().delete()
    assert coverage("update") is None
    migration = importlib.import_module("metrics.migrations.0008_quantities_before")
    for _ in range(2):
        migration.read_archives(apps, SimpleNamespace(connection=connection))
    assert ArchivedQuantities.objects.get().spans == held


def test_the_count_takes_no_query_of_its_own(figures, client):
    assert_query_budget("source, archived", client, "/sources/update/?untracked=1")
