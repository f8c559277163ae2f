"""What pages say beside a figure: its words in parts, the members of its group, meanings, relations and rivals."""

import pytest

from metrics.models import Figure, FigureRelation
from metrics.reports import country, evidence, line_of_action, overview, wording
from metrics.reports.rows import figure_rows
from tests import factories

pytestmark = pytest.mark.django_db


def row_of(figure):
    (row,) = figure_rows(Figure.objects.filter(pk=figure.pk))
    return row


@pytest.mark.parametrize(
    ("value", "qualifier", "unit", "parts"),
    [
        (
            131_000,
            "more_than",
            {"code": "applications", "plural": "applications"},
            ("more than", "131,000", "applications"),
        ),
        (1_600_000, "more_than", {"code": "viewers", "plural": "viewers"}, ("more than", "1.6 million", "viewers")),
        (169_000_000, "nearly", {"code": "USD", "kind": "money", "currency": "USD"}, ("nearly", "$169 million", "")),
        (40, "exact", {"code": "percent", "plural": "percent", "kind": "share"}, ("", "40", "percent")),
        (1, "exact", {"code": "rules", "singular": "rule", "plural": "rules"}, ("", "1", "rule")),
    ],
)
def test_the_parts_of_a_statement_are_its_words(value, qualifier, unit, parts):
    indicator = factories.indicator(unit=factories.unit(**unit))
    row = row_of(factories.published(indicator=indicator, value=value, qualifier=qualifier))
    assert row.stated == parts
    assert " ".join(part for part in row.stated if part) == row.words


def test_a_missing_value_is_told_in_words():
    row = row_of(factories.published(value=None, missing="not_yet_reported"))
    assert row.stated == ("", "not yet reported", "")


def test_a_page_names_the_members_of_its_groups_once():
    group = factories.group(slug="north", members=("HND", "GTM"), note="As the source reads it.")
    for _ in range(2):
        factories.published(coverage="group", group=group, countries=())
    (shown,) = country.report("GTM", None).groups
    assert (shown.slug, shown.note) == ("north", "As the source reads it.")
    assert shown.countries == [("GTM", "Guatemala"), ("HND", "Honduras")]


def test_a_page_without_groups_asks_for_none(django_assert_num_queries):
    factories.published()
    with django_assert_num_queries(5):
        assert country.report("GTM", None).groups == []


def test_a_target_that_progress_names_does_not_stand_beside_it_again():
    indicator = factories.indicator()
    factories.published(indicator=indicator, value=50)
    factories.published(indicator=indicator, value=100, role="target")
    commitment = factories.published(indicator=indicator, value=80, role="commitment")
    (entry,) = country.report("GTM", None).lines[0].entries
    assert [row.figure_id for row in entry.beside] == [commitment.pk]
    assert entry.no_progress == ""


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"value": None, "missing": "unknown"}, "no number given"),
        ({"role": "actual"}, "no target or base stated"),
        ({"role": "baseline"}, "no later figure stated"),
        ({"role": "target"}, "no result stated"),
        ({"role": "commitment"}, "no result stated"),
    ],
)
def test_an_entry_says_why_it_has_no_progress(fields, words):
    factories.published(**fields)
    (entry,) = country.report("GTM", None).lines[0].entries
    assert entry.no_progress == words


def test_a_share_keeps_the_warning_of_its_relation():
    program = factories.program()
    part, base = (factories.published(indicator=factories.indicator(program=program), value=v) for v in (1, 4))
    factories.relation(from_figure=part, to_figure=base, kind="share_of", note="No rate of recognition.")
    (progress,) = evidence.report(part.pk, None).progress
    assert (progress.words, progress.note) == ("25 percent", "No rate of recognition.")


def test_a_correction_is_no_rival_of_what_it_corrects():
    old = factories.published(value=10, at=factories.instant("2022-04-20"))
    new = factories.correction(of=old, value=11, at=factories.instant("2022-06-01"))
    rival = factories.published(indicator=old.indicator, value=12, rank="normal")
    assert [row.figure_id for row in evidence.report(old.pk, None).rivals] == [rival.pk]
    assert [row.figure_id for row in evidence.report(new.pk, None).rivals] == [rival.pk]


def test_relations_read_from_the_figure_whose_page_it_is():
    program = factories.program()
    whole, part, base = (
        factories.published(indicator=factories.indicator(program=program), value=v) for v in (9, 9, 20)
    )
    factories.relation(from_figure=part, to_figure=whole)
    factories.relation(from_figure=whole, to_figure=base, kind="share_of")
    assert [(r.words, r.other.figure_id) for r in evidence.report(part.pk, None).related] == [("Part of", whole.pk)]
    # Its parts stand in the sum, and are not listed a second time.
    assert [(r.words, r.other.figure_id) for r in evidence.report(whole.pk, None).related] == [("Share of", base.pk)]
    assert [(r.words, r.other.figure_id) for r in evidence.report(base.pk, None).related] == [("Base of", whole.pk)]


def test_countries_with_figures_of_their_own_are_told_from_those_only_covered_with_others():
    factories.strategy(slug="cmms")
    factories.published(countries=("GTM",))
    factories.published(countries=("GTM", "HND"))
    report = overview.report(None)
    assert [row.code for row in report.with_own] == ["GTM"]
    assert [row.code for row in report.only_shared] == ["HND"]


def test_a_program_page_holds_its_countries_and_says_that_there_is_more(monkeypatch):
    monkeypatch.setattr(line_of_action, "ENTRIES", 1)
    program = factories.program(countries=("HND", "GTM"))
    indicator = factories.indicator(program=program)
    factories.published(indicator=indicator)
    assert not line_of_action.program_report(program.slug, None).more
    factories.published(indicator=indicator, countries=("HND",))
    report = line_of_action.program_report(program.slug, None)
    assert report.more
    assert report.program.countries == [("GTM", "Guatemala"), ("HND", "Honduras")]


def test_every_choice_has_its_sentence():
    for qualifier in Figure.Qualifier.values:
        assert wording.qualifier_meaning(qualifier).endswith(".")
    for missing in Figure.Missing.values:
        assert "not zero" in wording.missing_meaning(missing)
    for role in Figure.Role.values:
        assert wording.role_meaning(role)
    for coverage in Figure.Coverage.values:
        assert wording.coverage_meaning(coverage)
    for rank in Figure.Rank.values:
        assert wording.rank_meaning(rank)
    for kind in FigureRelation.Kind.values:
        assert wording.relation_words(kind, True)
        assert wording.relation_words(kind, False)
