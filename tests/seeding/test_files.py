"""What the fixture files hold, read as plain data: no database, no loader."""

from collections import Counter
from decimal import Decimal

import pytest
from babel.core import get_global

from .files import cited, figures, rows

ALIASES = get_global("territory_aliases")


def test_every_country_of_iso_3166_is_there_as_cldr_has_it():
    countries = rows("reference/countries.yaml")
    assert len(countries) == 249
    for row in countries:
        assert ALIASES[row["code"]] == [row["alpha2"]]
        assert ALIASES[row["numeric"]] == [row["alpha2"]]
    for field in ("code", "alpha2", "numeric"):
        assert max(Counter(row[field] for row in countries).values()) == 1


def test_a_citation_quotes_eight_words_at_most():
    assert [name for name, row in cited() if not 1 <= len(row["as_stated"].split()) <= 8] == []


def test_no_two_figures_cite_the_same_words():
    places = Counter((row["source"], row["as_stated"]) for row in figures().values())
    assert [place for place, count in places.items() if count > 1] == []


def test_every_figure_says_where_and_when_or_why_not():
    for key, row in figures().items():
        period = row["period"]
        assert period.get("as_stated") or period.get("assumption"), key
        assert ("value" in row) != ("missing" in row), key
        assert ("qualifier" in row) == ("value" in row), key


def test_every_indicator_is_stated_and_every_program_has_something_to_show():
    stated = {row["indicator"] for row in figures().values()}
    indicators = rows("cmms/indicators")
    assert {row["slug"] for row in indicators} == stated
    shown = {row.get("program") for row in [*indicators, *rows("cmms/milestones.yaml")]}
    assert {row["slug"] for row in rows("cmms/programs.yaml")} <= shown


def test_every_indicator_answers_the_five_questions_of_data_quality():
    questions = ("how_verified", "data_sources", "accuracy_required", "limitations", "how_compensated")
    for row in rows("cmms/indicators"):
        assert all(row.get(question) for question in questions), row["slug"]


@pytest.mark.parametrize(
    ("total", "parts"), [("usda-total", 2), ("nca-returnees-received", 4), ("h2b-reserved-fy2022", 2)]
)
def test_parts_agree_with_their_total(total, parts):
    found = figures()
    of_total = [row for row in rows("cmms/relations.yaml") if row["kind"] == "component_of" and row["to"] == total]
    amount = sum(Decimal(found[row["from"]]["value"]) for row in of_total)
    assert len(of_total) == parts
    stated = Decimal(found[total]["value"])
    # "Almost 120,000" bounds from above and is close; the other totals are exact.
    assert amount == stated or (found[total]["qualifier"] == "nearly" and stated * Decimal("0.99") < amount < stated)


def test_only_parts_of_one_whole_are_declared_to_add_up():
    found = figures()
    for row in rows("cmms/relations.yaml"):
        if row["kind"] == "component_of":
            part, total = found[row["from"]], found[row["to"]]
            assert [part[f] for f in ("indicator", "role", "countries")] == [
                total[f] for f in ("indicator", "role", "countries")
            ]


def test_amounts_whose_relation_the_source_does_not_state_have_none():
    related = {name for row in rows("cmms/relations.yaml") for name in (row["from"], row["to"])}
    apart = {
        "nca-humanitarian-announced",
        "region-humanitarian-provided",
        "nca-dod-allocation",
        "h2b-additional-announced",
        "cri-labor-requests-processed",
        "nca-private-investment",
        "nca-private-investment-press",
    }
    assert related & apart == set()
    pairs = {(row["from"], row["to"]) for row in rows("cmms/relations.yaml")}
    assert not {p for p in pairs if "h2b-additional-announced" in p or "nca-humanitarian-announced" in p}


def test_vague_amounts_are_never_numbers():
    missing = {key: row["missing"] for key, row in figures().items() if "missing" in row}
    assert missing == dict.fromkeys(
        [
            "nca-people-in-acute-need",
            "mex-best-interest-backlog-cleared",
            "nca-h2b-issued-fy2021",
            "nca-h2b-issued-fy2022-expected",
            "slv-gang-response-funding",
        ],
        "unknown",
    )
