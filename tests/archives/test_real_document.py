"""The real document, where it stands beside the checkout: one command verifies all that is seeded from it."""

import pytest
from django.core.management import call_command
from django.db import connection

from metrics import guards
from metrics.archives import attaching
from metrics.archives.checking import verify
from metrics.models import Citation, Figure, Milestone, Source
from metrics.seeding.load import seed
from tests.seeding.document import PATH

pytestmark = [pytest.mark.django_db, pytest.mark.source_document]


@pytest.fixture(scope="module")
def attached(django_db_setup, django_db_blocker):
    from django.db import transaction

    if not PATH.exists():
        pytest.skip("The source document does not stand beside the checkout.")
    with django_db_blocker.unblock(), transaction.atomic():
        seed()
        call_command("attach_source", "panama-visit-article", str(PATH), verbosity=0)
        yield
        transaction.set_rollback(True)


def test_every_figure_and_milestone_is_verified(attached):
    for model, count in ((Figure, 71), (Milestone, 36)):
        rows = model.objects.filter(status="published")
        assert rows.count() == count
        others = rows.exclude(citation__verification="verified")
        assert [(row.citation.as_stated, row.citation.found) for row in others.select_related("citation")] == []
    assert Figure.objects.filter(value=None).count() == 5


def test_every_part_is_located(attached):
    parts = {part.source.slug for part in Source.objects.get(slug="panama-visit-article").archives.get().parts.all()}
    assert parts == {source.slug for source in Source.objects.all()}


def test_every_passage_is_marked_on_the_page_of_its_source(attached, client):
    for source in Source.objects.filter(citations__figures__isnull=False).distinct():
        html = client.get(f"/sources/{source.slug}/").content.decode()
        for citation in source.citations.filter(figures__isnull=False):
            assert html.count(f'id="passage-{citation.pk}"') == 1


def test_a_changed_digit_in_a_copy_is_caught_and_named(attached, capsys):
    text = PATH.read_text(encoding="utf-8")
    assert text.count("37,806") == 1
    attaching.attach(Source.objects.get(slug="panama-visit-article"), text.replace("37,806", "37,816").encode())
    capsys.readouterr()
    with pytest.raises(SystemExit) as ended:
        call_command("verify_citations")
    (failure,) = [line for line in capsys.readouterr().out.splitlines() if not line.startswith("verified")][:-1]
    assert ended.value.code == 1
    assert failure.startswith("wrong_value")
    assert "37,816" in failure
    assert "37,806" in failure


@pytest.mark.parametrize(
    ("change", "outcome"),
    [
        ({"qualifier": "about"}, "wrong_qualifier"),
        ({"value": 131_001}, "wrong_value"),
    ],
)
def test_a_changed_figure_in_the_database_is_caught_and_named(attached, change, outcome):
    figure = Figure.objects.get(citation__as_stated__startswith="more than 131,000 applications")
    with guards.lifted(connection):
        Figure.objects.filter(pk=figure.pk).update(**change)
    failed = [item for item in verify(Citation.objects.all()) if item.result.failed]
    assert [(item.result.outcome, item.figures[0].pk) for item in failed] == [(outcome, figure.pk)]
    assert "more than 131,000" in failed[0].result.found
