"""The country briefs of the CMMS as it is seeded: whole, on at most four pages, whatever the paper and language."""

import datetime as dt

import pytest
from django.db import transaction
from django.utils import translation

from metrics.exports.brief import MOST_PAGES, PAPERS, sources_of, tried
from metrics.reports import country, documents
from metrics.seeding import seed
from programs.models import Country

from .pdf import opened, sizes_of, tags_of, text_of

DAY = dt.date(2022, 5, 3)
RICH = ("GTM", "HND", "SLV", "MEX", "CRI", "PAN")


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        seed()
        yield
        transaction.set_rollback(True)


def link(name, *args):
    return f"https://throughline.example.org/{'/'.join(map(str, (name, *args)))}?as_of={DAY.isoformat()}"


def made(code, paper="letter"):
    report = country.report(code, DAY)
    return tried(report, documents.documents_of(sources_of(report)), DAY, link, paper)


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("paper", PAPERS)
def test_the_richest_countries_fit_on_four_pages_and_nothing_is_left_out(loaded, db, paper, language):
    for code in RICH:
        with translation.override(language):
            file, step = made(code, paper)
            words = [row.words for line in country.report(code, DAY).lines for e in line.entries for row in [e.figure]]
        assert len(opened(file).pages) <= MOST_PAGES, code
        assert step.share == 1, code
        # Tables and plain text; only notes, drawings and what stands above and below have less.
        assert {8.5, 9} <= sizes_of(file), code
        text = text_of(file)
        assert all(each in text for each in words), code


def test_every_country_has_a_brief_without_tiny_letters(loaded, db):
    for code in Country.objects.filter(figures__isnull=False).distinct().values_list("pk", flat=True):
        file, _step = made(code, "a4")
        assert len(opened(file).pages) <= MOST_PAGES
        assert tags_of(file).count("H1") == 1
    assert min(sizes_of(made("GTM", "a4")[0])) >= 7.95
