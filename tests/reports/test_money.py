"""Amounts of money by program, as the overview of lines and a line's own page have them."""

import pytest

from metrics.reports import line_of_action, money
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def funded():
    """Two programs with money, one of them with a count too, and money that is context."""
    factories.strategy(slug="cmms")
    dollars = factories.unit(code="USD")
    made = {}
    for slug in ("second", "first"):
        made[slug] = factories.program(slug=slug, position=1 if slug == "first" else 2)
        funder = factories.organization(name=f"Funder of {slug}", acronym=slug[0].upper())
        factories.participation(program=made[slug], organization=funder, role="funder")
        factories.participation(program=made[slug], role="implementer")
    spent = factories.indicator(program=made["first"], unit=dollars)
    factories.published(indicator=spent, value=100)
    factories.published(indicator=spent, value=300, role="target")
    factories.published(indicator=factories.indicator(program=made["first"]), value=7)
    whole = factories.published(
        indicator=factories.indicator(program=made["second"], unit=dollars), value=75, role="commitment"
    )
    for value in (55, 20):
        share = factories.indicator(program=made["second"], unit=dollars)
        factories.relation(from_figure=factories.published(indicator=share, value=value), to_figure=whole)
    context = factories.indicator(strategy=factories.strategy(), unit=dollars)
    factories.published(indicator=context, value=9)


def told(found):
    return [(int(a.row.value), a.row.role, a.funders, bool(a.parts)) for a in found.amounts]


EXPECTED = [(300, "target", ["F"], False), (100, "actual", ["F"], False), (75, "commitment", ["S"], True)]


def test_amounts_stand_by_program_and_role_with_who_funds_the_program(funded):
    assert told(money.report(None)) == EXPECTED


def test_a_lines_page_says_the_same_without_a_query(funded, django_assert_num_queries):
    line = line_of_action.report(1, None)
    with django_assert_num_queries(0):
        assert told(money.of_line(line)) == EXPECTED


def test_a_programs_page_says_its_part_of_it_without_a_query(funded, django_assert_num_queries):
    program = line_of_action.program_report("first", None).program
    with django_assert_num_queries(0):
        assert told(money.of_programs([program], False)) == EXPECTED[:2]


def test_without_money_there_are_no_amounts(db):
    assert money.report(None) == money.Money([], False)
