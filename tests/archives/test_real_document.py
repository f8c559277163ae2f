"""The real document, where it stands beside the checkout: one command verifies all that is seeded from it."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from metrics import guards
from metrics.archives import attaching
from metrics.models import Citation, CitationCheck, Erratum, Figure, Milestone, Source
from metrics.reports.archive import archived_text, newest_part
from metrics.reports.proposing import propose
from metrics.seeding.load import seed
from tests.seeding.document import PATH

pytestmark = [pytest.mark.django_db, pytest.mark.source_document]


@pytest.fixture(scope="module")
def seed_loaded(django_db_setup, django_db_blocker):
    if not PATH.exists():
        pytest.skip("The source document does not stand beside the checkout.")
    with django_db_blocker.unblock(), transaction.atomic():
        seed()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def seeded(seed_loaded, db):
    return seed_loaded


@pytest.fixture
def attached(seeded):
    call_command("attach_source", "panama-visit-article", str(PATH), stdout=StringIO())


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


# Digits that stand once in the document, of figures in each of its sources, and what they are changed to.
def test_all_quantities_but_four_are_tracked(attached):
    """What is not tracked: guests of a meeting, the top of an index's scale, a false start, and a vote on the page."""
    text = archived_text(newest_part("panama-visit-article"), None, show_untracked=True)
    assert (text.coverage.tracked, text.coverage.total) == (66, 70)
    assert [quantity.words for quantity in text.coverage.untracked] == ["three", "over 100", "Sixty-five", "0"]
    update = archived_text(newest_part("cmms-update-april-2022"), None)
    assert (update.coverage.tracked, update.coverage.total) == (48, 48)


def test_the_known_mistake_of_the_remarks_stands(attached, client):
    erratum = Erratum.objects.get()
    assert erratum.checks.order_by("pk").last().outcome == "stands"
    html = client.get("/sources/remarks-stabilization-session/").content.decode()
    assert html.count(f'id="erratum-{erratum.pk}-in-text"') == 1
    assert f'href="#erratum-{erratum.pk}">known mistake</a>' in html
    figure = Figure.objects.get(citation__as_stated__startswith="20,000 additional")
    assert "8 U.S.C. 1101(a)(15)(H)(ii)" in client.get(f"/figures/{figure.pk}/").content.decode()


CHANGED_DIGITS = [
    ("37,806", "37,816"),
    ("22,308", "22,309"),
    ("75,271", "75,371"),
    ("$588 million", "$589 million"),
    ("$169 million", "$168 million"),
    ("2,800", "2,900"),
    ("72 percent", "73 percent"),
    ("11,500", "11,600"),
]


@pytest.mark.parametrize(("said", "changed"), CHANGED_DIGITS)
def test_a_changed_digit_in_a_first_copy_is_caught_and_named(seeded, said, changed, capsys, tmp_path):
    text = PATH.read_text(encoding="utf-8")
    assert text.count(said) == 1
    path = tmp_path / "changed.txt"
    path.write_text(text.replace(said, changed), encoding="utf-8")
    call_command("attach_source", "panama-visit-article", str(path))
    named = failures(capsys.readouterr().out)
    assert named
    for line in named:
        assert line.startswith("wrong_value: citation ")
        assert " ".join(changed.split()) in line
        assert "holds" in line
    with pytest.raises(SystemExit) as ended:
        call_command("verify_citations")
    assert ended.value.code == 1
    assert failures(capsys.readouterr().out) == named


@pytest.mark.parametrize(("said", "changed"), CHANGED_DIGITS)
def test_a_changed_digit_in_a_newer_copy_is_caught_and_named(attached, said, changed, capsys):
    text = PATH.read_text(encoding="utf-8").replace(said, changed)
    attaching.attach(Source.objects.get(slug="panama-visit-article"), text.encode())
    capsys.readouterr()
    with pytest.raises(SystemExit) as ended:
        call_command("verify_citations")
    assert ended.value.code == 1
    named = failures(capsys.readouterr().out)
    assert named
    for line in named:
        assert line.startswith("newest copy: wrong_value: citation ")
        assert " ".join(changed.split()) in line
    assert len(named) == CitationCheck.objects.contradicting_newest().count()
    assert not Citation.objects.exclude(verification="verified").exists()


@pytest.mark.parametrize(
    ("words", "change", "outcome"),
    [
        ("more than 131,000 applications", {"qualifier": "about"}, "wrong_qualifier"),
        ("more than 131,000 applications", {"value": 131_001}, "wrong_value"),
        ("Almost 120,000", {"qualifier": "exact"}, "wrong_qualifier"),
        ("$169 million", {"qualifier": "more_than"}, "wrong_qualifier"),
        ("22,308", {"qualifier": "at_least"}, "wrong_qualifier"),
        ("37,806", {"value": 37_860}, "wrong_value"),
    ],
)
def test_a_changed_figure_in_the_database_is_caught_and_named(attached, words, change, outcome, capsys):
    value = {"37,806": 37_806, "22,308": 22_308, "$169 million": 169_000_000}.get(words)
    chosen = Figure.objects.filter(citation__as_stated__icontains=words, **({"value": value} if value else {}))
    figure = chosen.order_by("pk")[0]
    held = figure.words
    with guards.lifted(connection):
        Figure.objects.filter(pk=figure.pk).update(**change)
    capsys.readouterr()
    with pytest.raises(SystemExit):
        call_command("verify_citations")
    (line,) = failures(capsys.readouterr().out)
    assert line.startswith(f"{outcome}: citation {figure.citation_id} ")
    changed = Figure.objects.get(pk=figure.pk)
    assert changed.words in line
    assert held != changed.words
    assert f"figure {figure.pk}" in line.casefold()


def failures(output):
    """The lines of a command's output that name a failure."""
    return [line for line in output.splitlines() if line.startswith(("wrong_", "not_found", "ambiguous", "newest"))]


def test_read_for_an_update_it_proposes_only_what_no_figure_cites(attached):
    archive = Source.objects.get(slug="panama-visit-article").archives.get()
    found = propose(archive)
    rows = found.reading.candidates
    spans = {(row["start"], row["end"]) for row in rows}
    cited = set(
        Figure.objects.filter(status="published", citation__archive=archive).values_list(
            "citation__start", "citation__end"
        )
    )
    covered = {span for span in spans if any(span[0] < end and start < span[1] for start, end in cited)}
    assert len(covered) > 60
    assert {proposal.key for proposal in found.open} == spans - covered
    # What is left of it is no figure of the strategy.
    assert [proposal.value for proposal in found.open] == [3, 100, 65, 0]
    assert found.explicit == []


def test_matching_finds_the_indicator_of_nearly_every_cited_figure(attached):
    archive = Source.objects.get(slug="panama-visit-article").archives.get()
    right = looked_at = 0
    for proposal in propose(archive, even_tracked=True).open:
        meant = Figure.objects.filter(
            citation__archive=archive, citation__start__lt=proposal.end, citation__end__gt=proposal.start
        ).values_list("indicator", flat=True)
        if meant:
            looked_at += 1
            right += any(offer.indicator.pk in meant for offer in proposal.offers[:1])
    assert looked_at > 60
    assert right / looked_at > 0.85
