"""The defense pack: one page that says all that the figure's page says, whatever the figure is like."""

import datetime as dt

import pytest

from metrics import actions
from metrics.exports import cite
from metrics.exports.defense import STEPS, content_of, cut_to, defense_pack
from metrics.exports.typeset import pages_of
from metrics.reports import evidence
from tests import factories

from .pdf import links_of, text_of

DAY = dt.date(2022, 5, 3)


def pack(figure, day=None):
    return defense_pack(*reported(figure, day))


def reported(figure, day=None):
    report = evidence.report(figure.pk, day)
    link = f"https://throughline.example.org/figures/{figure.pk}/?as_of={DAY.isoformat()}"
    return report, cite.reference_of(report, link, DAY)


@pytest.fixture
def figure(db):
    whole = factories.source(title="The Whole", kind="article", published_on=dt.date(2022, 12, 7))
    source = factories.source(
        title="Joint Remarks",
        kind="remarks",
        authors="de Obaldía, Olga\nBlinken, Antony J.",
        publisher="Department of State",
        event_on=dt.date(2022, 4, 20),
        event_place="Panama City",
        url="https://example.org/remarks",
        archived_url="https://archive.example.org/remarks",
        accessed_on=dt.date(2022, 5, 1),
        license="Public domain",
        note="Rendered by an interpreter.",
        part_of=whole,
    )
    indicator = factories.indicator(
        name="Centers opened",
        definition="Centers that receive people.",
        how_verified="Counted on site.",
        data_sources="The ministry.",
        accuracy_required="None is set.",
        limitations="Some are mobile.",
        how_compensated="They are listed.",
    )
    return factories.published(
        indicator=indicator,
        value=100,
        qualifier="more_than",
        period_as_stated="last year",
        period_note="Last year is 2021.",
        note="Counted anew.",
        citation=factories.citation(source=source, as_stated="over 100 people", section="Update › Guatemala"),
        at=factories.instant("2022-04-20"),
    )


def test_it_says_what_the_page_says(figure):
    text = text_of(pack(figure))
    for words in (
        "Centers opened",
        "more than 100 people",
        "Actual · Guatemala · 2021",
        "“over 100 people”",
        "Update › Guatemala",
        "not checked by machine",
        "Joint Remarks",
        "de Obaldía, Olga; Blinken, Antony J.",
        "Department of State",
        "Panama City",
        "The Whole — December 7, 2022",
        "English",
        "Public domain",
        "Rendered by an interpreter.",
        "Guatemala — This country alone.",
        "2021 — “last year” Last year is 2021.",
        "More than (over) — The true value is higher.",
        "Preferred",
        "Counted anew.",
        "Centers that receive people.",
        "Counted on site.",
        "The ministry.",
        "None is set.",
        "Some are mobile.",
        "They are listed.",
        "Entered author, April 20, 2022",
        "Published publisher, April 20, 2022",
        "de Obaldía, Olga, and Antony J. Blinken. “Joint Remarks.” Remarks, Panama City, April 20, 2022.",
        "as of May 3, 2022",
        "Made by Throughline",
    ):
        assert words in text, words


def test_its_links_lead_to_the_source_and_to_the_page_as_of_the_day(figure):
    assert links_of(pack(figure)) == {
        "https://example.org/remarks",
        f"https://throughline.example.org/figures/{figure.pk}/?as_of=2022-05-03",
    }


def test_the_same_figure_and_day_make_the_same_bytes(figure):
    assert pack(figure) == pack(figure)


def test_relations_show_their_arithmetic(db):
    whole = factories.published(value=18_000, period=2022)
    for value, year in ((6_500, 2021), (11_500, 2020)):
        part = factories.published(value=value, indicator=whole.indicator, period=year)
        factories.relation(from_figure=part, to_figure=whole)
    base = factories.published(value=36_000, indicator=factories.indicator(name="All of them"))
    factories.relation(from_figure=whole, to_figure=base, kind="share_of")
    text = text_of(pack(whole))
    assert "6,500 + 11,500 = 18,000 people ✓ agrees with 18,000 people" in text or (
        "11,500 + 6,500 = 18,000 people ✓ agrees with 18,000 people" in text
    )
    assert "18,000 ÷ 36,000 = 50 percent" in text
    assert "Share of 36,000 people, All of them, 2021" in text


def test_parts_that_do_not_add_up_are_said_not_to(db):
    whole = factories.published(value=20, period=2022)
    for year in (2020, 2021):
        factories.relation(
            from_figure=factories.published(value=5, indicator=whole.indicator, period=year), to_figure=whole
        )
    assert "5 + 5 = 10 people ✗ does not agree with 20 people" in text_of(pack(whole))


def test_rivals_and_revisions_stand_with_rank_and_reason(figure):
    factories.published(indicator=figure.indicator, value=90, rank="normal")
    factories.correction(of=figure, value=101, qualifier="exact", reason="A digit was wrong.")
    text = text_of(pack(figure))
    assert "Rival statements" in text
    assert "90 people" in text
    assert "normal" in text
    assert "This figure was corrected. A digit was wrong." in text
    assert "101 people (published) — A digit was wrong." in text
    assert "more than 100 people (superseded)" in text


def test_known_mistakes_and_findings_that_concern_it_are_said(figure):
    factories.erratum(
        source=figure.citation.source,
        figures=[figure],
        as_stated="four centers",
        what_is_right="Three centers.",
        why="The ministry lists three.",
        reported_to="The press office",
    )
    factories.published(
        indicator=figure.indicator,
        countries=figure.country_codes,
        period=(figure.period_start, figure.period_end),
        category=figure.category,
        value=figure.value / 2,
        rank="normal",
    )
    text = text_of(pack(figure))
    for words in ("“four centers”", "Three centers.", "The ministry lists three.", "The press office"):
        assert words in text
    (found,) = [finding for finding in evidence.report(figure.pk, None).findings if "Rival" in finding.title]
    assert f"{found.severity.capitalize()}, open" in text


def test_a_figure_that_was_withdrawn_says_why_on_top(figure):
    actions.withdraw(statement=figure, by=factories.publisher(), reason="Refuted by the ministry.")
    assert "This figure was withdrawn. Refuted by the ministry." in text_of(pack(figure))
    assert "withdrawn" not in text_of(pack(figure, DAY))


def test_a_check_that_failed_and_was_overridden_says_both_sides_and_the_reason(db):
    source = factories.source()
    factories.archive(source=source, text="More than 100 people came.")
    citation = factories.citation(source=source, section="", as_stated="More than 100 people")
    figure = factories.figure(value=101, qualifier="more_than", citation=citation, status="submitted")
    actions.override(statement=figure, by=factories.publisher(), reason="The source corrected itself by telephone.")
    actions.publish(statements=[figure], by=factories.publisher())
    text = text_of(pack(figure))
    assert "Wrong value: " in text
    assert "more than 101 people" in text
    assert "Published all the same, because The source corrected itself by telephone. — publisher" in text


def test_a_group_names_its_members(db):
    group = factories.group(name="Northern Central America", note="As the Update names it.")
    text = text_of(pack(factories.published(group=group)))
    assert "Northern Central America — The group as a whole." in text
    assert "El Salvador, Guatemala, Honduras. As the Update names it." in text


def test_a_missing_value_is_in_words(db):
    text = text_of(pack(factories.published(value=None, missing="withheld")))
    assert "withheld" in text
    assert "That is not zero." in text


def test_a_long_list_says_how_many_are_left_out_and_where_they_are(figure):
    for value in range(1, 31):
        factories.published(indicator=figure.indicator, value=value, rank="normal")
    file = pack(figure)
    assert pages_of(file) == 1
    assert "more, on the figure's page" in text_of(file)
    report, reference = reported(figure)
    for step in STEPS:
        (rivals,) = (s for s in cut_to(content_of(report, reference), step)["sections"] if "Rival" in s["heading"])
        assert len(rivals["items"]) == step.items + 1
        assert rivals["items"][-1] == {"line": f"and {30 - step.items} more, on the figure's page"}


@pytest.mark.parametrize("text", ["word " * 3000, "W" * 2000, "漢" * 500, '#import "x.typ": * ' * 300])
def test_even_very_long_texts_stay_on_one_page(db, text):
    source = factories.source(title=text[:300], note=text, authors="\n".join([text[:50]] * 40), event_place=text[:200])
    answers = dict.fromkeys(("definition", "how_verified", "data_sources", "limitations", "how_compensated"), text)
    indicator = factories.indicator(name=text[:200], **answers)
    figure = factories.published(
        indicator=indicator,
        note=text,
        period_note=text,
        citation=factories.citation(source=source, section=text[:400], as_stated=text[:200]),
    )
    assert pages_of(pack(figure)) == 1


def test_what_stands_next_to_the_words_is_kept_of_a_long_passage(db):
    citation = factories.citation(source=factories.source(), section="", as_stated="over 100 people")
    figure = factories.published(value=100, qualifier="more_than", citation=citation)
    text = f"{'Early. ' * 60}Now over 100 people came.{' Late.' * 60}"
    factories.archive(source=citation.source, text=text)
    report, reference = reported(figure)
    content = cut_to(content_of(report, reference), STEPS[-1])
    before, words, after = content["sections"][0]["items"][0]["passage"]
    assert before.startswith("… ")
    assert before.endswith("Now ")
    assert words == "over 100 people"
    assert after.startswith(" came.")
    assert after.endswith(" …")
