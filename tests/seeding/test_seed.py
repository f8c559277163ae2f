"""What `seed` leaves in the database, the first time and after that."""

import datetime as dt
from decimal import Decimal
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.utils import timezone

from metrics.actions import withdraw
from metrics.models import Citation, Erratum, Figure, FigureRelation, Indicator, Milestone, Source, Update
from metrics.seeding import SeedError, seed
from metrics.seeding.load import AUTHOR, NAME, PUBLISHER
from programs.models import Country, LineOfAction, Organization, Program

from .. import factories as make
from .files import figures, rows

pytestmark = pytest.mark.django_db

PUBLISHED_AT = dt.datetime(2022, 4, 20, 12, tzinfo=dt.UTC)


def contents() -> dict[str, list[tuple]]:
    """Every row of every table of the domain and of accounts, with the link tables and the data version."""
    models = [
        m
        for label in ("programs", "metrics", "auth")
        for m in apps.get_app_config(label).get_models(include_auto_created=True)
    ]
    return {m._meta.label: sorted(m._base_manager.values_list(), key=repr) for m in models}


def figure(words: str) -> Figure:
    return Figure.objects.get(citation__as_stated=words)


def test_it_loads_every_row_of_every_file_and_prints_the_counts():
    out = StringIO()
    call_command("seed", stdout=out)

    assert Country.objects.count() == 249
    assert LineOfAction.objects.count() == 8
    assert Program.objects.count() == 20
    assert Source.objects.filter(part_of__slug="panama-visit-article").count() == 6
    for model, path in (
        (Organization, "cmms/organizations.yaml"),
        (Source, "cmms/sources.yaml"),
        (Indicator, "cmms/indicators"),
        (Figure, "cmms/figures"),
        (Milestone, "cmms/milestones.yaml"),
        (FigureRelation, "cmms/relations.yaml"),
        (Erratum, "cmms/errata.yaml"),
    ):
        count = len(rows(path))
        assert model.objects.count() == count, path
        assert f"{model._meta.verbose_name_plural:<24}{count:>6} new" in out.getvalue()
    assert out.getvalue().endswith("Loaded.\n")


def test_all_of_it_is_published_on_the_date_of_the_update_by_no_person():
    seed()
    update = Update.objects.get()
    assert (update.slug, update.published_at) == ("april-2022", PUBLISHED_AT)
    assert "Initial load" in update.note
    for model in (Figure, Milestone):
        for row in model.objects.select_related("entered_by", "published_by"):
            assert row.status == "published"
            assert row.published_at == PUBLISHED_AT
            assert (row.entered_by.username, row.published_by.username) == (AUTHOR, PUBLISHER)
            assert row.entered_by.get_full_name() == row.published_by.get_full_name() == NAME == "initial load"
            assert not row.entered_by.is_active
            assert not row.published_by.has_usable_password()
    day = dt.date(2022, 4, 20)
    assert Figure.objects.as_of(day).count() == len(figures())
    assert not Figure.objects.as_of(day - dt.timedelta(days=1)).exists()


def test_a_second_run_changes_nothing():
    seed()
    before = contents()
    out = StringIO()
    call_command("seed", stdout=out)
    assert contents() == before
    assert out.getvalue().endswith("Everything was there already; nothing changed.\n")


def test_a_second_run_takes_few_queries(django_assert_max_num_queries):
    seed()
    with django_assert_max_num_queries(40):
        seed()


def test_the_figures_of_the_design_are_there_as_stated():
    seed()
    expected = {
        "granted asylum to 37,806 individuals in 2021": ("37806", "exact", "MEX"),
        "more than 131,000 applications for asylum in 2021": ("131000", "more_than", "MEX"),
        "nearly $169 million": ("169000000", "nearly", "GTM;HND;SLV"),
        "appealing for $588 million": ("588000000", "exact", "GTM;HND;SLV"),
        "more than 600,000 have officially received that status": ("600000", "more_than", "COL"),
        "registered more than 1.9 million Venezuelans": ("1900000", "more_than", "COL"),
        "almost 120,000": ("120000", "nearly", "GTM;HND;SLV"),
        "6,500 allotted": ("6500", "exact", "GTM;HND;HTI;SLV"),
        "18,000 H-2B visas": ("18000", "exact", "GTM;HND;HTI;SLV"),
        "18,000 migrant requests": ("18000", "exact", "CRI"),
        "40 percent of the 340 Guatemalan municipalities": ("40", "exact", "GTM"),
        "the 340 Guatemalan municipalities": ("340", "exact", "GTM"),
        "peak of 2,800 migrants in a day": ("2800", "exact", "PAN"),
        "doesn’t go over 100 daily": ("100", "up_to", "PAN"),
        "an additional $310 million": ("310000000", "exact", "GTM;HND;SLV"),
        "more than $272 million": ("272000000", "more_than", "group:central-america-and-mexico"),
        "a total of $26 million": ("26000000", "exact", "GTM;HND;SLV"),
        "20,000 additional H2B temporary agricultural worker visas": ("20000", "exact", "global"),
        "some 95 million people": ("95000000", "about", "global"),
    }
    found = {words: figure(words) for words in expected}
    assert {w: (f.value, f.qualifier, f.place_key) for w, f in found.items()} == {
        words: (Decimal(value), qualifier, place) for words, (value, qualifier, place) in expected.items()
    }


def test_relations_are_those_that_the_design_computes_with():
    seed()
    declared = {
        (r.from_figure.citation.as_stated, r.kind, r.to_figure.citation.as_stated) for r in FigureRelation.objects.all()
    }
    returnees = {
        (f"{n}", "component_of", "almost 120,000") for n in ("22,308 women", "75,271 men", "7,866 girls", "13,740 boys")
    }
    assert declared == returnees | {
        ("6,500 allotted", "component_of", "18,000 H-2B visas"),
        ("11,500 for the second half of FY 2022", "component_of", "18,000 H-2B visas"),
        ("its original $55 million commitment", "component_of", "the total value to $75 million"),
        ("by an additional $20 million", "component_of", "the total value to $75 million"),
        ("nearly $169 million", "share_of", "appealing for $588 million"),
        (
            "granted asylum to 37,806 individuals in 2021",
            "share_of",
            "more than 131,000 applications for asylum in 2021",
        ),
        ("40 percent of the 340 Guatemalan municipalities", "share_of", "the 340 Guatemalan municipalities"),
        (
            "more than 600,000 have officially received that status",
            "share_of",
            "registered more than 1.9 million Venezuelans",
        ),
    }


def test_rivals_of_one_identity_are_ranked():
    seed()
    prepared, answered = (
        figure("rallied $1.2 billion in investments"),
        figure("something like $1.2 billion in additional investment"),
    )
    assert list(Figure.objects.same_identity(prepared)) == [answered]
    assert (prepared.rank, answered.rank) == ("preferred", "normal")


def test_what_people_have_edited_stays_and_is_named(capsys):
    seed()
    Program.objects.filter(slug="child-protection").update(summary="Edited by a colleague.")
    report = seed()
    assert Program.objects.get(slug="child-protection").summary == "Edited by a colleague."
    assert report.new == 0
    assert report.kept == ["fixtures/cmms/programs.yaml, row 5 (child-protection): summary"]


def test_a_figure_that_was_withdrawn_stays_withdrawn():
    seed()
    withdraw(
        statement=figure("over 250 victims"),
        by=make.user(role="Reviewer"),
        reason="The source took it back.",
    )
    before = contents()
    assert seed().new == 0
    assert contents() == before


def test_what_is_added_to_the_files_later_is_published_when_it_is_loaded(copy):
    copy.remove("cmms/figures/3-origin.yaml", "gtm-trafficking-victims-served")
    seed(copy.folder)
    before = timezone.now()
    seed()
    added = figure("over 250 victims")
    assert before <= added.published_at <= timezone.now()
    assert Update.objects.get().published_at == PUBLISHED_AT


@pytest.mark.parametrize(
    ("file", "old", "new", "place"),
    [
        (
            "figures/2-protection.yaml",
            'value: "37806"',
            'value: "37807"',
            "row 3 (mex-asylum-granted-2021), field value: ",
        ),
        (
            "figures/6-borders.yaml",
            "start: 2021-07-01",
            "start: 2021-06-01",
            "row 1 (gtm-border-personnel-trained-2021), field period.start: ",
        ),
        (
            "milestones.yaml",
            "title: Donors meet on the",
            "title: Donors met on the",
            "row 34 (donor-roundtable), field title: ",
        ),
    ],
)
def test_a_changed_row_of_something_published_is_refused(copy, file, old, new, place):
    seed()
    before = contents()
    copy.replace(f"cmms/{file}", old, new)
    with pytest.raises(SeedError) as refusal:
        seed(copy.folder)
    assert f"fixtures/cmms/{file}, {place}" in str(refusal.value)
    assert "published and does not change" in str(refusal.value)
    assert "supersede" in str(refusal.value)
    assert contents() == before


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("cmms/figures/3-origin.yaml", "gtm-trafficking-victims-served"),
        ("cmms/milestones.yaml", "donor-roundtable"),
        ("cmms/relations.yaml", "hrp-us-funding"),
    ],
)
def test_a_row_that_is_taken_out_after_it_was_published_is_refused(copy, file, name):
    seed()
    before = contents()
    copy.remove(file, name)
    with pytest.raises(SeedError, match="stands in no row any more"):
        seed(copy.folder)
    assert contents() == before


def test_a_mistake_stops_the_command_and_nothing_is_half_loaded(copy, monkeypatch):
    copy.replace("cmms/relations.yaml", "from: hrp-us-funding", "from: hrp-us-founding")
    monkeypatch.setattr("metrics.management.commands.seed.seed", lambda: seed(copy.folder))
    before = contents()
    with pytest.raises(CommandError) as stop:
        call_command("seed")
    assert str(stop.value) == (
        "fixtures/cmms/relations.yaml, row 9 (hrp-us-founding), field from: “hrp-us-founding” is not known."
        " Did you mean “hrp-us-funding”?\nNothing was loaded."
    )
    assert contents() == before
    assert not Citation.objects.exists()
