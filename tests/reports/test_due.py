"""By when readers are told to expect the next report, against the rule that finds overdue ones."""

import datetime as dt
import random

import pytest
from django.utils import timezone

from metrics.findings import keeping
from metrics.models import CurrentFigure
from metrics.reports import country, indicator, overview
from metrics.reports.due import OVER
from metrics.rules.expected import MONTHS, due_after
from tests import factories as make

pytestmark = pytest.mark.django_db


def slowly(pointers, day) -> list[dt.date]:
    """When each series is due next, asked of one pointer after another."""
    found = []
    for pointer in pointers.select_related("figure", "indicator__program"):
        figure, program = pointer.figure, pointer.indicator.program
        ended = program.ends_on is not None and program.ends_on <= figure.reference_date
        is_due = pointer.indicator.frequency in MONTHS and program.status not in OVER and not ended
        if figure.role == "actual" and is_due:
            found.append(due_after(figure.reference_date, pointer.indicator.frequency))
    return [due for due in found if due >= day]


@pytest.mark.parametrize("seed", range(3))
def test_the_next_report_is_the_first_that_is_awaited_and_not_overdue(seed):
    of = random.Random(seed)  # noqa: S311 The same world for the same seed.
    make.strategy(slug="cmms")
    statuses = ["active", "active", "active", *OVER]
    programs = [make.program(status=of.choice(statuses), ends_on=of.choice([None, None, dt.date(2021, 6, 30)]))]
    programs += [make.program(status=of.choice(statuses)) for _ in range(2)]
    indicators = [
        make.indicator(program=of.choice(programs), frequency=of.choice([*MONTHS, "irregular"])) for _ in range(5)
    ]
    for _ in range(14):
        make.published(
            indicator=of.choice(indicators),
            countries=of.choice([("GTM",), ("HND",), ("GTM", "HND"), ()]),
            period=of.choice([2019, 2020, 2021]),
            role=of.choice(["actual", "actual", "target"]),
            rank="normal",
            at=make.instant("2022-01-10"),
        )
    for day in (dt.date(2022, 1, 20), dt.date(2022, 3, 20), dt.date(2022, 6, 20), dt.date(2024, 1, 1)):
        everything = CurrentFigure.objects.as_of(day)
        assert overview.report(day).next_due == min(slowly(everything, day), default=None), day
        for code in ("GTM", "HND"):
            here = min(slowly(everything.filter(country=code), day), default=None)
            assert country.report(code, day).next_due == here, (code, day)


def test_an_indicator_says_when_it_is_due_and_that_it_was():
    made = make.published(indicator=make.indicator(frequency="annual"), period=2021, at=make.instant("2022-04-20"))
    slug = made.indicator.slug
    found = indicator.report(slug, dt.date(2022, 5, 1))
    assert (found.due, found.is_overdue) == (dt.date(2023, 5, 30), False)
    assert indicator.report(slug, dt.date(2023, 5, 30)).is_overdue is False
    assert indicator.report(slug, dt.date(2023, 5, 31)).is_overdue is True
    # Nothing had been published then.
    assert indicator.report(slug, dt.date(2022, 4, 1)).due is None


@pytest.mark.parametrize("address", ["/", "/countries/GTM/", "/indicators/{slug}/"])
@pytest.mark.parametrize(
    ("language", "words"), [("", "Next update due by"), ("/es", "Próxima actualización, a más tardar")]
)
def test_readers_are_told_where_the_frequency_says_so_and_else_nothing(client, address, language, words):
    make.strategy(slug="cmms")
    year = timezone.now().year
    made = make.published(indicator=make.indicator(frequency="irregular"), period=year)
    address = f"{language}{address}".format(slug=made.indicator.slug)
    assert words not in client.get(address).content.decode()
    made.indicator.frequency = "annual"
    made.indicator.save()
    page = client.get(address).content.decode()
    assert words in page
    assert str(year + 2) in page


def test_after_the_last_report_of_a_program_that_has_ended_none_is_overdue():
    """Whatever the reports before it were followed by."""
    program = make.program(ends_on=dt.date(2020, 12, 31))
    reported = make.indicator(program=program, frequency="annual")
    make.published(indicator=reported, period=2019)
    keeping.refresh_all()
    assert keeping.FindingRecord.objects.as_of(None).filter(rule="overdue").count() == 1
    make.published(indicator=reported, period=2020, update=make.update())
    keeping.refresh_all()
    assert keeping.FindingRecord.objects.as_of(None).filter(rule="overdue").count() == 0
