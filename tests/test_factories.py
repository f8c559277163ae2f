"""What the factories promise to the other tests."""

import pytest

from metrics.models import CurrentFigure, Figure

from . import factories as make

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("countries", "coverage", "place_key"),
    [
        ((), "global", "global"),
        (("MEX",), "single", "MEX"),
        (("HND", "GTM"), "joint", "GTM;HND"),
    ],
)
def test_a_figure_has_the_place_of_its_countries(countries, coverage, place_key):
    figure = make.published(countries=countries)
    assert (figure.coverage, figure.place_key) == (coverage, place_key)
    assert set(figure.countries.values_list("code", flat=True)) == set(countries)
    assert CurrentFigure.objects.count() == max(1, len(countries))


def test_a_figure_of_a_group_covers_its_members():
    figure = make.published(group=make.group(slug="north"))
    assert figure.place_key == "group:north"
    assert set(figure.countries.values_list("code", flat=True)) == set(make.NORTHERN)


@pytest.mark.parametrize("status", ["draft", "submitted", "published", "withdrawn"])
@pytest.mark.parametrize("statement", [make.figure, make.milestone])
def test_a_statement_is_brought_to_its_status(statement, status):
    assert statement(status=status).status == status


def test_a_correction_supersedes_the_figure():
    first = make.published(value=500, countries=("GTM", "HND"), at=make.instant("2022-04-20"))
    second = make.correction(of=first, value=510, at=make.instant("2022-05-02"))
    assert Figure.objects.get(pk=first.pk).status == "superseded"
    assert list(Figure.objects.as_of(make.instant("2022-05-01").date())) == [first]
    assert list(Figure.objects.as_of(None)) == [second]


def test_the_default_figures_never_collide():
    assert len({make.published().series_key for _ in range(3)}) == 3
