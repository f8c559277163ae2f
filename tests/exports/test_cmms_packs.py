"""The defense packs of the CMMS as it is seeded."""

import datetime as dt

import pytest
from django.db import transaction

from metrics.exports import cite
from metrics.exports.defense import content_of, cut_to, fitted
from metrics.models import Figure
from metrics.reports import evidence
from metrics.seeding import seed

from .pdf import opened, tags_of

DAY = dt.date(2022, 5, 3)


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        seed()
        yield
        transaction.set_rollback(True)


def test_every_seeded_figure_fits_on_one_tagged_page_of_readable_size(loaded, db):
    for figure in Figure.objects.as_of(None):
        report = evidence.report(figure.pk, DAY)
        link = f"https://throughline.example.org/figures/{figure.pk}/?as_of={DAY.isoformat()}"
        reference = cite.reference_of(report, link, DAY)
        content = content_of(report, reference)
        file, step = fitted(content, DAY)
        reader = opened(file)
        assert len(reader.pages) == 1, figure
        assert report.row.label in reader.metadata.title
        assert tags_of(file).count("H1") == 1
        assert tags_of(file).count("H2") == len(content["sections"])
        assert step.size >= 8.5
        assert cut_to(content, step)["sections"] == [
            {"heading": section["heading"], "items": section["items"]} for section in content["sections"]
        ], "something was left out"
