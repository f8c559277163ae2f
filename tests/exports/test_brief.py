"""The country brief: what the country's page says, on at most four pages of tagged paper."""

import datetime as dt
import re
import time

import pypdf
import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from metrics import actions
from metrics.exports import brief, cite
from metrics.exports.brief import LEAST, MOST_PAGES, Step, country_brief, fitted, sources_of
from metrics.exports.brief.content import content_of
from metrics.exports.brief.shown import Notes, shown_of
from metrics.exports.defense import defense_pack
from metrics.exports.typeset import pages_of
from metrics.models import Figure
from metrics.reports import country, documents, evidence
from tests import factories

from .pdf import links_of, opened, sizes_of, tags_of, text_of

DAY = dt.date(2022, 5, 3)


def link(name, *args):
    return f"https://throughline.example.org/{'/'.join(map(str, (name, *args)))}?as_of={DAY.isoformat()}"


def made(code="GTM", day=None, paper="letter"):
    report = country.report(code, day)
    return country_brief(report, documents.documents_of(sources_of(report)), DAY, link, paper)


def content(code="GTM", share=1.0):
    report = country.report(code, None)
    return content_of(shown_of(report, share), documents.documents_of(sources_of(report)), DAY, link)


def section(made, heading):
    (found,) = [each for each in (*made["halves"], *made["sections"]) if each["heading"] == heading]
    return found


@pytest.fixture
def world(db):
    """Guatemala with figures of its own, joint ones and a group's, all ways to be missing, money and a milestone."""
    at = factories.instant("2022-04-20")
    line = factories.line(number=2, name="Protection")
    program = factories.program(line=line, name="Asylum", countries=("GTM",))
    factories.program(line=line, name="Nothing counted yet", countries=("GTM",))
    source = factories.source(title="The Update", publisher="Department of State", published_on=dt.date(2022, 4, 20))
    other = factories.source(title="The Remarks")
    common = {"at": at, "update": factories.update(title="April round")}

    def figure(name, words, *, of=source, section="Protection › Asylum", **fields):
        indicator = fields.pop("indicator", None) or factories.indicator(
            program=program, name=name, **({"unit": fields.pop("unit")} if "unit" in fields else {})
        )
        citation = factories.citation(source=of, section=section, as_stated=words)
        return factories.published(indicator=indicator, citation=citation, **common, **fields)

    asked = figure("Claims", "more than 131,000 people", value=131_000, qualifier="more_than")
    granted = figure("Grants", "37,806 people", value=37_806)
    factories.relation(from_figure=granted, to_figure=asked, kind="share_of")
    figure(
        "Trained", "600 people", value=600, indicator=(trained := factories.indicator(program=program, name="Trained"))
    )
    figure("Trained", "800 people", value=800, role="target", indicator=trained)
    figure(
        "Officers",
        "100 officers",
        value=150,
        indicator=(grown := factories.indicator(program=program, name="Officers")),
    )
    figure("Officers", "50 officers", value=50, role="baseline", period=2020, indicator=grown)
    whole = figure("Visas", "18,000 visas", value=18_000, countries=("GTM", "HND"))
    for value, year in ((6_500, 2019), (11_500, 2020)):
        part = figure("Part", f"{value} visas", value=value, period=year, countries=("GTM", "HND"),
                      indicator=whole.indicator)  # fmt: skip
        factories.relation(from_figure=part, to_figure=whole)
    figure("Portal users", "4,500 people", value=4_500, group=factories.group(name="Northern Triangle"))
    for missing in ("unknown", "not_yet_reported", "not_applicable", "withheld"):
        figure(f"Is {missing}", "hundreds of people", value=None, missing=missing, of=other, section="SPEAKER")
    figure("Turned away", "nobody", value=0)
    dollars = factories.unit(code="USD")
    figure("Support", "$310 million", value=310_000_000, role="commitment", unit=dollars, countries=("GTM", "HND"))
    factories.participation(program=program, role="funder", organization=factories.organization(acronym="USAID"))
    factories.milestone(
        title="An arrangement is signed",
        program=program,
        citation=factories.citation(source=source, section="Borders", as_stated="signed an arrangement"),
        status="published",
        **common,
    )
    return program


def test_it_holds_what_the_issue_asks_for(world):
    text = text_of(made())
    for words in (
        "Guatemala As of May 3, 2022 · ",
        "Newest update: April round, published April 20, 2022",
        "Progress by line of action 2 Protection",
        "under 28.9 percent of more than 131,000 people",
        "75 percent of the target, 800 people",
        "since 50 people, 2020",
        "6,500 + 11,500 = 18,000 people ✓ agrees with 18,000 people",
        "Money",
        "Funded by USAID",
        "Figures of Guatemala alone",
        "Joint and group figures",
        "never split or added",
        "Northern Triangle El Salvador, Guatemala, Honduras.",
        "An arrangement is signed",
        "Unknown Is unknown",
        "Not yet reported Is not_yet_reported",
        "Not applicable Is not_applicable",
        "Withheld Is withheld",
        "A true zero Turned away",
        "Nothing counted yet (line 2)",
        "The Update · Department of State · April 20, 2022",
        "Protection › Asylum: “",
        "“more than 131,000 people”",
        "Borders: “signed an arrangement”",
        "Permanent link: https://throughline.example.org/country/GTM?as_of=2022-05-03",
        "Guatemala as of May 3, 2022",
        "1 / ",
    ):
        assert words in text, words


def test_every_figure_of_the_page_is_in_it_and_the_other_way_around(world, client):
    """Page and file are made from one report; no template may leave out what the other shows."""
    text = text_of(made())
    page = html.fromstring(client.get("/countries/GTM/").content)
    seen = " ".join(page.text_content().split())
    shown = {
        " ".join(each.text_content().split())
        for each in page.xpath("//main//a[contains(concat(' ', @class, ' '), ' value ')]")
    }
    assert len(shown) > 12
    for words in shown:
        assert words in text, words
    inside = content()
    tables = [block for each in inside["sections"] for block in each["blocks"] if block["kind"] == "table"]
    rows = [row for table in tables for group in table["groups"] for row in group["rows"]]
    assert {tile["words"] for tile in inside["tiles"]} <= shown
    assert len(rows) == sum(len(line.entries) for line in country.report("GTM", None).lines)
    for row in rows:
        assert row["words"] in seen, row
        assert row["label"] in seen, row
        assert all(" ".join(line.split()[:2]) in seen for line in row["stands"]), row


def test_what_covers_other_countries_stands_apart_and_is_no_headline(world):
    inside = content()
    own = str(section(inside, "Figures of Guatemala alone"))
    shared = str(section(inside, "Joint and group figures"))
    for name in ("Claims", "Grants", "Turned away"):
        assert name in own
        assert name not in shared
    for name in ("Visas", "Portal users", "Support"):
        assert name in shared
        assert name not in own
        assert name not in str(inside["tiles"])


def test_notes_are_numbered_source_by_source_and_each_leads_to_its_words(world):
    inside = content()
    (listed,) = section(inside, "Sources")["blocks"]
    notes = [note for source in listed["items"] for note in source["notes"]]
    assert [note["number"] for note in notes] == list(range(1, len(notes) + 1))
    assert {(note["section"], note["number"]) for note in notes} >= {("Protection › Asylum", 1)}
    tile = next(tile for tile in inside["tiles"] if tile["label"] == "Grants")
    assert tile["cites"] == [1]
    assert "“37,806 people”" in notes[0]["words"]


def test_links_lead_to_the_figures_as_of_the_day(world):
    report = country.report("GTM", None)
    figures = {link("figure", entry.figure.figure_id) for line in report.lines for entry in line.entries}
    assert figures <= links_of(made())
    assert all(address.endswith("?as_of=2022-05-03") for address in links_of(made()))


@pytest.mark.parametrize(("paper", "width"), [("letter", 612), ("a4", 595)])
def test_it_is_tagged_and_of_the_paper_that_was_asked_for(world, paper, width):
    file = made(paper=paper)
    reader = opened(file)
    assert round(float(reader.pages[0].mediabox.width)) == width
    assert b"pdfuaid:part" in reader.trailer["/Root"]["/Metadata"].get_object().get_data()
    assert reader.metadata.title == "Guatemala: country brief as of May 3, 2022"
    tags = tags_of(file)
    assert tags.count("H1") == 1
    assert tags.count("H2") == 7
    assert tags.count("Table") == 2
    assert {"TH", "TD", "Figure", "Link"} <= set(tags)


def test_every_drawing_says_in_words_what_it_shows(world):
    def figures(node):
        node = node.get_object()
        if isinstance(node, pypdf.generic.ArrayObject):
            return [found for child in node for found in figures(child)]
        if not isinstance(node, pypdf.generic.DictionaryObject):
            return []
        own = [str(node.get("/Alt", ""))] if node.get("/S") == "/Figure" else []
        return own + (figures(node["/K"]) if "/K" in node else [])

    said = figures(opened(made()).trailer["/Root"]["/StructTreeRoot"]["/K"])
    assert "Grants: under 28.9 percent of more than 131,000 people" in said
    assert any("Support: $310 million" in words for words in said)
    assert len(said) == 4
    assert all(said)


def test_no_letter_is_smaller_than_8_points(world):
    assert min(sizes_of(made())) >= 8
    assert min(sizes_of(made(paper="a4"))) >= 7.95


def test_the_same_data_day_and_paper_make_the_same_bytes(world):
    assert made() == made()
    assert made() != made(paper="a4")
    before = made()
    factories.published(value=77)
    assert made() != before


def test_a_past_day_is_as_it_was(world):
    actions.withdraw(statement=_figure("Grants"), by=factories.publisher(), reason="Wrong.")
    assert "37,806 people" in text_of(made(day=DAY))
    assert "37,806 people" not in text_of(made())
    assert pages_of(made(day=dt.date(2022, 4, 1))) == 1


def _figure(name):
    return Figure.objects.get(indicator__name=name)


def test_a_country_with_nothing_has_one_honest_page(db):
    factories.country("ESP")
    file = made("ESP")
    text = text_of(file)
    assert pages_of(file) == 1
    assert "No figure for Spain had been published by that day." in text
    assert "not that nothing was done" in text
    assert "What is missing" not in text


def test_numbers_and_places_are_in_the_language_of_the_reader(world):
    with translation.override("es"):
        file = made()
    text = text_of(file)
    assert opened(file).trailer["/Root"]["/Lang"] == "es"
    assert "más de 131,000 people" in text
    assert "Informe breve de país" in text
    assert "3 de mayo de 2022" in text


@pytest.mark.parametrize(
    "text", ['#import "x.typ": *', "word " * 30, "W" * 200, "漢字 and more", "<b>&amp;</b> \\ [ ] { } $x$"]
)
def test_any_name_is_text(db, text):
    dollars = factories.unit(code="USD")
    program = factories.program(name=text[:200], countries=("GTM",))
    source = factories.source(title=text)
    for number, unit in enumerate((dollars, factories.unit())):
        indicator = factories.indicator(name=text[:190] + str(number), unit=unit, program=program)
        factories.published(indicator=indicator, citation=factories.citation(source=source, section=text[:300]))
    factories.milestone(title=text[:200], status="published")
    assert pages_of(made()) <= MOST_PAGES


# --- Very many figures -----------------------------------------------------------------------------------------------


@pytest.fixture
def many(db):
    at = factories.instant("2022-04-20")
    program = factories.program(countries=("GTM",))
    common = {"citation": factories.citation(source=factories.source()), "update": factories.update(), "at": at}
    drafts = [
        factories.figure(
            indicator=factories.indicator(program=program, name=f"A thing that somebody has counted, number {number}"),
            countries=("GTM",) if number % 2 else ("GTM", "HND"),
            value=number + 1,
            status="submitted",
            **common,
        )
        for number in range(130)
    ]
    actions.publish(statements=drafts, by=factories.publisher(), at=at)


def test_of_very_many_figures_it_shows_the_first_and_says_how_many_are_elsewhere(many):
    file = made()
    text = text_of(file)
    assert pages_of(file) == MOST_PAGES
    said = [int(count) for count in re.findall(r"and (\d+) more, on the country's page", text)]
    shown = text.count("A thing that somebody has counted, number")
    assert sum(said) + shown - 3 == 100  # Three of them are headlines, too.
    assert "This brief is made from the first 100 of 130 figures, by line of action." in text


def test_less_is_always_the_beginning_of_more(many):
    def labels(share):
        shown = shown_of(country.report("GTM", None), share)
        return [entry.figure.label for line in shown.own for entry in line.entries]

    everything = labels(1)
    for share in (0.05, 0.3, 0.6, 0.99):
        assert labels(share) == everything[: len(labels(share))]
        assert labels(share)


@given(st.floats(0.2, 40))
def test_a_try_that_fits_is_found_soon(length):
    """For briefs whose pages grow with what they hold, and shrink with the space between."""
    tries = []

    def pretended(step: Step) -> bytes:
        tries.append(step)
        return b"/Type/Pages/Count %d" % max(1, -(-length * step.share * (0.9 if step.tight else 1) // 1))

    file, step = fitted(pretended)
    assert step == tries[-1]
    assert len(tries) <= 5
    assert pages_of(file) <= MOST_PAGES or step.share == LEAST
    assert tries[0] == Step(1, tight=False)


def test_it_takes_a_few_times_what_a_defense_pack_takes(world):
    """A ratio, since machines differ: both are made in this process, by turns."""
    figure = _figure("Grants")
    report = evidence.report(figure.pk, None)
    reference = cite.reference_of(report, link("figure", figure.pk), DAY)

    def cost(make) -> float:
        before = time.process_time()
        make()
        return time.process_time() - before

    turns = [(cost(made), cost(lambda: defense_pack(report, reference))) for _ in range(4)]
    assert min(turn[0] for turn in turns) < 15 * min(turn[1] for turn in turns)


def test_notes_know_what_has_no_source():
    class Row:
        source_slug, section, as_stated = None, None, None

    assert Notes([Row()]).number(Row()) is None
    assert brief.PAPERS["a4"] == "a4"
