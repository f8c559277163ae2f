"""The synthetic set: as large as asked for, valid row by row, and never mixed with real data unasked."""

import io
from collections import Counter

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from metrics import guards, scale
from metrics.models import Citation, CurrentFigure, Figure, FigureRelation, Indicator, Source, Update
from programs.models import Program
from tests import factories

FIGURES = 500


def seed_scale(**options):
    out = io.StringIO()
    call_command("seed_scale", stdout=out, **{"figures": FIGURES, "seed": 1, **options})
    return out.getvalue()


@pytest.fixture
def loaded(db):
    seed_scale()


def test_every_figure_passes_the_validation_of_the_admin(loaded):
    assert Figure.objects.count() == FIGURES
    for figure in Figure.objects.select_related(
        "indicator__unit", "unit", "citation__source", "supersedes", "category"
    ):
        # As if it were about to be published for the first time.
        figure.pk = None
        figure.full_clean(validate_constraints=False)
    for citation in Citation.objects.all():
        citation.full_clean()


def test_its_rows_are_of_every_kind(loaded):
    figures = Figure.objects.all()
    assert {figure.status for figure in figures} >= {"published", "superseded"}
    assert {figure.role for figure in figures} == {"actual", "target"}
    assert {figure.coverage for figure in figures} >= {"single", "joint", "group"}
    assert len({figure.qualifier for figure in figures}) >= 5
    assert Source.objects.count() == FIGURES // scale.FIGURES_PER_SOURCE
    covered = Counter(Figure.countries.through.objects.values_list("figure_id", flat=True))
    assert 1.4 < covered.total() / FIGURES < 2.2


def test_corrections_keep_the_identity_of_what_they_correct(loaded):
    corrections = Figure.objects.filter(supersedes__isnull=False).select_related("supersedes")
    assert corrections
    for correction in corrections:
        assert correction.identity == correction.supersedes.identity
        assert correction.supersedes.ended_at == correction.published_at


def test_parts_add_up_to_their_whole(db):
    seed_scale(figures=3000)
    relations = FigureRelation.objects.select_related("from_figure", "to_figure")
    sums = Counter()
    for relation in relations:
        sums[relation.to_figure] += relation.from_figure.value
    assert sums
    assert all(whole.value == added for whole, added in sums.items())


def test_pointers_and_guards_are_in_place(loaded):
    assert list(CurrentFigure.objects.differences()) == []
    assert guards.missing(connection) == set()


def test_more_figures_make_longer_series_and_not_more_of_them(monkeypatch, db):
    monkeypatch.setattr(scale, "FIGURES_OF_ALL_INDICATORS", 200)
    monkeypatch.setattr(scale, "INDICATORS", 40)
    monkeypatch.setattr(scale, "PROGRAMS", 4)
    seed_scale(figures=200)
    first = CurrentFigure.objects.as_of(None).count()
    with guards.lifted(connection):
        for model in (CurrentFigure, FigureRelation, Figure.countries.through, Figure, Citation, Source, Update):
            model.objects.all()._raw_delete("default")
        Indicator.breakdowns.through.objects.all().delete()
        Indicator.objects.all().delete()
        Program.objects.all().delete()
    seed_scale(figures=1000)
    assert Figure.objects.count() == 1000
    assert abs(CurrentFigure.objects.as_of(None).count() - first) <= first * 0.05


def test_the_same_set_again_changes_nothing(loaded):
    before = CurrentFigure.objects.count()
    assert seed_scale() == f"{FIGURES} synthetic figures, {before} pointers.\n"
    assert Figure.objects.count() == FIGURES


def test_another_set_beside_it_is_refused(loaded):
    with pytest.raises(CommandError, match="another set here already"):
        seed_scale(seed=2)


def test_real_figures_are_never_mixed_with_it_unasked(db):
    factories.published()
    with pytest.raises(CommandError, match="not synthetic"):
        seed_scale()
    assert Figure.objects.count() == 1
    seed_scale(yes=True)
    assert Figure.objects.count() == 1 + FIGURES


def test_production_is_refused(db, settings):
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match="production"):
        seed_scale()


def test_a_figure_is_needed(db):
    with pytest.raises(CommandError, match="at least 1"):
        seed_scale(figures=0)
