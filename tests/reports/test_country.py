"""A country's dashboard against what a plain loop over all figures says."""

import datetime as dt

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from metrics import actions
from metrics.models import Figure
from metrics.reports import country, overview
from metrics.reports.entries import Notes
from tests import factories

pytestmark = pytest.mark.django_db


def shown_by(report):
    found = []
    for line in report.lines:
        for entry in line.entries:
            found += [entry.figure.figure_id, *(row.figure_id for row in entry.others)]
    return sorted(found)


def test_an_unknown_country_has_no_report():
    assert country.report("XXX", None) is None


def test_a_country_without_figures_lists_its_programs():
    program = factories.program(countries=("BLZ",))
    report = country.report("BLZ", None)
    assert (report.total, report.headlines, report.lines) == (0, [], [])
    assert [link.slug for link in report.without_figures] == [program.slug]


def test_only_the_latest_figure_of_a_series_is_shown():
    indicator = factories.indicator()
    factories.published(indicator=indicator, value=10, period=2020)
    latest = factories.published(indicator=indicator, value=20, period=2021)
    assert shown_by(country.report("GTM", None)) == [latest.pk]


def test_a_page_as_of_a_past_day_shows_what_stood_then():
    indicator = factories.indicator()
    old = factories.published(indicator=indicator, value=10, at=factories.instant("2022-04-20"))
    new = factories.correction(of=old, value=11, at=factories.instant("2022-06-01"))
    assert country.report("GTM", dt.date(2022, 4, 19)).total == 0
    assert shown_by(country.report("GTM", dt.date(2022, 5, 31))) == [old.pk]
    assert shown_by(country.report("GTM", dt.date(2022, 6, 1))) == [new.pk]
    assert shown_by(country.report("GTM", None)) == [new.pk]


def test_a_withdrawn_figure_is_gone_now_and_there_before():
    figure = factories.published(at=factories.instant("2022-04-20"))
    actions.withdraw(statement=figure, by=factories.publisher(), reason="Refuted.", at=factories.instant("2022-06-01"))
    assert country.report("GTM", None).total == 0
    assert country.report("GTM", dt.date(2022, 5, 31)).total == 1


def test_headlines_are_results_of_the_country_alone_one_a_program_at_most_six():
    for number in range(8):
        program = factories.program()
        for value in (1, 2):
            factories.published(indicator=factories.indicator(program=program), value=number + value)
    factories.published(indicator=factories.indicator(program=factories.program()), countries=("GTM", "HND"))
    factories.published(indicator=factories.indicator(program=factories.program()), role="target")
    headlines = country.report("GTM", None).headlines
    assert len(headlines) == 6
    assert len({entry.figure.program_slug for entry in headlines}) == 6
    assert all(entry.figure.coverage == "single" and entry.figure.role == "actual" for entry in headlines)


def test_where_few_programs_have_results_others_of_theirs_lead_too():
    program = factories.program()
    for value in range(1, 6):
        factories.published(indicator=factories.indicator(program=program), value=value)
    assert [int(entry.figure.value) for entry in country.report("GTM", None).headlines] == [1, 2, 3]
    factories.published(indicator=factories.indicator(program=program), countries=("HND",), value=7)
    factories.published(indicator=factories.indicator(program=program), countries=("GTM", "HND"), value=8)
    assert [int(entry.figure.value) for entry in country.report("HND", None).headlines] == [7]


def test_pages_hold_every_figure_once(monkeypatch):
    monkeypatch.setattr(country, "PER_PAGE", 3)
    figures = [factories.published(indicator=factories.indicator()).pk for _ in range(7)]
    reports = [country.report("GTM", None, page=page) for page in (1, 2, 3)]
    assert sorted(pk for report in reports for pk in shown_by(report)) == figures
    assert [report.pages for report in reports] == [3, 3, 3]
    assert country.report("GTM", None, page=4) is None


def test_sources_are_numbered_in_the_order_of_their_first_citation():
    notes = Notes()
    first, second = (factories.published(citation=factories.citation(source=factories.source())) for _ in range(2))
    rows = {row.figure_id: row for row in country.rows(country.current_in("GTM", None), None)}
    assert [notes.number(rows[f.pk]) for f in (second, first, second)] == [1, 2, 1]
    assert [note.number for note in notes.listed()] == [1, 2]


PLACES = st.sampled_from([("GTM",), ("HND",), ("GTM", "HND"), ("GTM", "HND", "SLV"), ()])


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 2), PLACES, st.integers(2018, 2022)), max_size=12))
def test_totals_agree_with_a_loop_over_all_figures(db, drawn):
    with transaction.atomic():
        indicators = [factories.indicator() for _ in range(3)]
        for code in ("GTM", "HND", "SLV"):
            factories.country(code)
        seen = set()
        for which, places, year in drawn:
            if (which, places, year) in seen:
                continue
            seen.add((which, places, year))
            factories.published(indicator=indicators[which], countries=places, period=year)

        latest: dict = {}
        for figure in Figure.objects.as_of(None):
            key = (figure.indicator_id, figure.place_key)
            if key not in latest or figure.period_end > latest[key].period_end:
                latest[key] = figure
        for code in ("GTM", "HND", "SLV"):
            expected = sorted(f.pk for f in latest.values() if code in f.country_codes)
            assert shown_by(country.report(code, None)) == expected
        matrix = {row.code: row for row in overview.matrix(None, [1])}
        for code in ("GTM", "HND", "SLV"):
            mine = [f for f in latest.values() if code in f.country_codes]
            counted = (matrix[code].figures, matrix[code].shared) if code in matrix else (0, 0)
            assert counted == (len(mine), sum(len(f.country_codes) > 1 for f in mine))
        transaction.set_rollback(True)


def test_money_names_who_funds_its_program_and_leaves_context_out():
    program = factories.program(countries=("GTM",))
    for acronym in ("USAID", "DOL"):
        organization = factories.organization(name=acronym, acronym=acronym)
        factories.participation(program=program, organization=organization, role="funder")
    factories.participation(program=program, organization=factories.organization(acronym="IOM"), role="implementer")
    dollars = factories.unit(code="USD")
    for value, role in ((30, "actual"), (20, "commitment")):
        factories.published(indicator=factories.indicator(program=program, unit=dollars), value=value, role=role)
    factories.published(
        indicator=factories.indicator(program=None, strategy=factories.strategy(), unit=dollars), value=10
    )
    factories.published(indicator=factories.indicator(program=program), value=40)
    money = country.report("GTM", None).money
    assert [(amount.row.value, amount.funders) for amount in money.amounts] == [
        (20, ["DOL", "USAID"]),
        (30, ["DOL", "USAID"]),
    ]
    assert not money.more


def test_a_program_of_other_countries_that_has_money_here_is_no_program_without_figures():
    program = factories.program(countries=("HND",))
    factories.participation(program=program, role="funder", organization=factories.organization(acronym="USAID"))
    factories.published(indicator=factories.indicator(program=program, unit=factories.unit(code="USD")), value=30)
    report = country.report("GTM", None)
    assert report.without_figures == []
    assert [amount.funders for amount in report.money.amounts] == [["USAID"]]


def test_the_newest_update_is_the_same_however_it_is_found(monkeypatch):
    for day in ("2022-04-20", "2022-06-01", "2022-05-01"):
        factories.published(update=factories.update(title=day), at=factories.instant(day))
    told = country.report("GTM", None)
    assert told.newest_update.title == "2022-06-01"
    monkeypatch.setattr(country, "PER_PAGE", 2)
    asked = country.report("GTM", None)
    assert (asked.newest_update, asked.total) == (told.newest_update, told.total) == (told.newest_update, 3)
    filtered = country.report("GTM", None, country.current_in("GTM", None).filter(figure__update__title="2022-05-01"))
    assert (filtered.newest_update, filtered.total) == (told.newest_update, 1)
