"""What is exported is imported again unchanged, and a row passes exactly where the models' full_clean() passes."""

import datetime as dt
import io
from decimal import Decimal, InvalidOperation

import pytest
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.core.management import call_command
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from metrics import importing
from metrics.models import Category, Citation, Figure, Indicator, Source, Unit, Update
from metrics.reports.rows import figure_rows, in_reading_order
from programs.models import Country, CountryGroup
from tests import factories as make
from tests.worlds.sheets import ROW, check, exported, kinds, row

pytestmark = pytest.mark.django_db
IN_A_WORLD = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@pytest.fixture
def seeded(db):
    call_command("seed", stdout=io.StringIO())
    return make.update(slug="round-trip")


def rows_of(figures):
    return figure_rows(figures.order_by(*in_reading_order()))


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_all_that_is_exported_is_the_same_when_imported(seeded, format):
    checked = importing.check(
        importing.read(exported(format, rows_of(Figure.objects.as_of(None)))), seeded, make.author()
    )
    assert checked.counts == {"new": 0, "changed": 0, "same": Figure.objects.as_of(None).count(), "wrong": 0}
    assert checked.counts["same"] > 60


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_seeded_figures_without_their_numbers_are_still_known(seeded, format, monkeypatch):
    """Whoever leaves figure_id out finds what is published all the same."""
    from metrics.importing import texts, workbooks

    for module in (texts, workbooks):
        found = module.row_of

        def without_number(*args, found=found):
            made = found(*args)
            return made._replace(cells=("", *made.cells[1:]))

        monkeypatch.setattr(module, "row_of", without_number)
    checked = importing.check(
        importing.read(exported(format, rows_of(Figure.objects.as_of(None)))), seeded, make.author()
    )
    # The update that published them is another, and is not asked for where there is no number.
    wrong = {problem.field for outcome in checked.outcomes for problem in outcome.problems}
    assert wrong == {"update"}


VALUES = st.decimals(min_value=0, max_value=10**12 - 1, places=3)
TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Co", "Cn", "Cf"]), min_size=1, max_size=60)


@given(
    stated=st.fixed_dictionaries(
        {
            "value": VALUES,
            "qualifier": st.sampled_from(Figure.Qualifier.values),
            "role": st.sampled_from(Figure.Role.values),
            "rank": st.sampled_from(Figure.Rank.values),
            "period_as_stated": TEXT,
        }
    ),
    words=st.lists(TEXT.filter(lambda text: text.split() != []), min_size=1, max_size=3),
    section=TEXT,
    format=st.sampled_from(["csv", "xlsx"]),
)
@IN_A_WORLD
def test_any_figure_comes_back_as_it_was(world, stated, words, section, format):
    as_stated = " ".join(" ".join(words).split()[:8])
    Figure.objects.filter(status="draft").delete()
    figure = make.figure(
        indicator=Indicator.objects.get(slug="asylum-claims"),
        update=world,
        citation=make.citation(source=Source.objects.get(slug="fact-sheet"), as_stated=as_stated, section=section),
        **stated,
    )
    data = exported(format, rows_of(Figure.objects.filter(pk=figure.pk)))
    (outcome,) = importing.check(importing.read(data), world, world.opened_by).outcomes
    assert outcome.kind == "same", outcome


# --- Against full_clean() --------------------------------------------------------------------------------------------


def passes_full_clean(cells: dict, update: Update) -> bool:
    """Whether models made of the cells one by one pass; as slow and plain as can be."""

    def day(text):
        return dt.date.fromisoformat(text) if text else None

    try:
        indicator = Indicator.objects.get(slug=cells["indicator"])
        codes = [code for code in cells.get("countries", "").split(";") if code]
        if len(set(codes)) != len(codes) or Country.objects.filter(pk__in=codes).count() != len(codes):
            return False
        group = CountryGroup.objects.get(slug=cells["group"]) if cells.get("group") else None
        coverage = cells.get("coverage") or ("group" if group else "joint" if len(codes) > 1 else "single")
        if bool(codes) + bool(group) + (coverage == "global") != 1:
            return False
        citation = Citation(
            source=Source.objects.get(slug=cells["source"]), section=cells["section"], as_stated=cells["as_stated"]
        )
        citation.full_clean()
        citation.save()
        value = Decimal(cells["value"]) if cells["value"] else None
        figure = Figure(
            update=update,
            indicator=indicator,
            role=cells["role"],
            value=value,
            missing=cells.get("missing", ""),
            qualifier=cells["qualifier"] or ("exact" if cells.get("missing") else ""),
            unit=Unit.objects.get(code=cells["unit"]) if cells.get("unit") else indicator.unit,
            period_start=day(cells["period_start"]),
            period_end=day(cells["period_end"]),
            period_as_stated=cells.get("period_as_stated", ""),
            coverage=coverage,
            group=group,
            place_key=Figure.place_key_of(coverage, codes, group and group.slug),
            category=Category.objects.get(slug=cells["category"]) if cells.get("category") else None,
            rank=cells.get("rank") or "preferred",
            citation=citation,
            entered_by=update.opened_by,
            entered_at=timezone.now(),
        )
        figure.derive()
        figure.full_clean()
    except (ValidationError, ValueError, InvalidOperation, ObjectDoesNotExist):
        return False
    return True


ODD = {
    "indicator": ["asylum-claims", "share-granted", "asylum", ""],
    "role": [*Figure.Role.values, "", "goal"],
    "value": [
        "1200",
        "0",
        "-5",
        "100",
        "100.5",
        "999999999999.999",
        "1000000000000",
        "0.0005",
        "",
        "1,200",
        "NaN",
    ],
    "missing": ["", "", *Figure.Missing.values, "lost"],
    "qualifier": [*Figure.Qualifier.values, "", "over"],
    "as_stated": ["1,200 claims", "a b c d e f g h", "a b c d e f g h i", "", "x" * 200, "x" * 201],
    "unit": ["", "claims", "percent", "claim"],
    "countries": ["GTM", "GTM;HND", "", "XXX", "GTM;GTM"],
    "group": ["", "", "northern-central-america", "nowhere"],
    "coverage": ["", "", *Figure.Coverage.values, "local"],
    "period_start": ["2021-01-01", "", "2022-06-30", "2021-02-29"],
    "period_end": ["2021-12-31", "", "2021-01-01"],
    "period_as_stated": ["", "in 2021", "x" * 121],
    "category": ["", "women", "children", "men"],
    "rank": ["", *Figure.Rank.values, "best"],
    "source": ["fact-sheet", "remarks", "", "rumor"],
    "section": ["", "A › B", "x" * 401],
}
# A few cells of each row are odd: where all are, every row is wrong and nothing is learned.
CELLS = st.dictionaries(st.sampled_from(sorted(ODD)), st.integers(0, 11), max_size=4).map(
    lambda picks: {name: ODD[name][pick % len(ODD[name])] for name, pick in picks.items()}
)


@given(cells=CELLS)
@settings(IN_A_WORLD, max_examples=250)
def test_a_row_is_right_exactly_where_full_clean_passes(world, cells):
    (outcome,) = check(world, ROW | cells).outcomes
    assert (outcome.kind == "new") == passes_full_clean(ROW | cells, world), (outcome.problems, cells)


def test_both_right_and_wrong_rows_are_among_those_compared(world):
    assert passes_full_clean(row(), world)
    assert not passes_full_clean(row(value="-5", indicator="share-granted"), world)
    assert kinds(check(world, row(value="-5"))) == ["new"]
