"""A source of 400 pages: its page costs what its length costs, in time and memory, and no more queries."""

import json
import time
import tracemalloc
from functools import partial
from html import escape

import pytest
from django.core.cache import cache
from django.db import transaction

from metrics.archives.candidates import candidates_of
from metrics.models import Archive
from metrics.reports.archive import archived_text, newest_part
from metrics.reports.proposing import propose
from metrics.reports.reading import reading_page
from metrics.reports.text import STRETCH
from tests import factories as make
from tests.budgets import assert_query_budget

from .long import PAGE, long_text

PAGES, FIGURES = 400, 40


def source_of(pages):
    """A source with its text archived, and FIGURES figures all over it."""
    source = make.source(slug=f"report-of-{pages}")
    indicator = make.indicator()
    for number in range(FIGURES):
        value = 10_001 + number * (pages * 10 // FIGURES)
        citation = make.citation(source=source, section="", as_stated=f"{value:,} travelers")
        make.published(indicator=indicator, citation=citation, value=value, period=None, rank="normal")
    make.archive(source=source, text=long_text(pages))
    return source


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    """The sources by their number of pages, made once: attaching 400 pages takes seconds."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield {pages: source_of(pages) for pages in (PAGES // 10, PAGES)}
        transaction.set_rollback(True)


@pytest.fixture
def long_source(made, db):
    return made[PAGES]


def cost(work, times=3):
    """The least process time that the work took."""
    spent = []
    for _ in range(times):
        began = time.process_time()
        work()
        spent.append(time.process_time() - began)
    return min(spent)


def test_a_page_of_400_pages_costs_a_few_times_its_plain_serialization(long_source, client):
    archive = long_source.archives.get()
    assert len(archive.text) > 0.95 * PAGES * PAGE

    def page():
        cache.clear()
        assert client.get(f"/sources/{long_source.slug}/").status_code == 200

    def plain():
        held = Archive.objects.get(pk=archive.pk)
        json.dumps([held.text, held.structure])
        escape(held.text)

    assert cost(page) < 20 * cost(plain)


def test_ten_times_the_pages_cost_no_more_than_ten_times_the_work(made, db):
    short, long = (cost(partial(archived_text, newest_part(source.slug), None)) for source in made.values())
    # Twice as much for what grows with the logarithm, and for the machine's moods.
    assert long < 20 * short


def test_a_long_text_takes_memory_in_proportion(long_source):
    part = newest_part(long_source.slug)
    tracemalloc.start()
    try:
        text = archived_text(part, None)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert text.passages == FIGURES
    assert peak < 10 * len(part.archive.text)


def test_a_long_text_is_cut_into_stretches_and_none_of_it_is_lost(long_source):
    part = newest_part(long_source.slug)
    text = archived_text(part, None)
    assert max(map(len, text.stretches)) <= STRETCH
    assert len(text.stretches) == len(text.outline) == PAGES
    assert sum(entry.passages for entry in text.outline) == FIGURES
    shown = [
        run.text
        for stretch in text.stretches
        for block in stretch
        for piece in block.pieces
        for run in getattr(piece, "runs", [piece])
    ]
    assert "".join("".join(shown).split()) == "".join(part.archive.text.replace("•", "").split())


def test_a_long_text_takes_the_queries_of_a_short_one(long_source, client):
    assert_query_budget("source, archived", client, f"/sources/{long_source.slug}/")


def test_what_is_proposed_of_400_pages_is_matched_page_by_page(long_source, django_assert_max_num_queries):
    make.unit(code="travelers")
    archive = long_source.archives.get()
    candidates_of(archive)
    whole = cost(lambda: propose(archive))
    for number in (1, 50):
        assert cost(lambda n=number: reading_page(archive, n)) < whole / 3
    with django_assert_max_num_queries(15):
        page = reading_page(archive, 50)
    assert 40 <= page.count < 60
    assert page.pages > 50
