"""What is found is the same with every engine: each database's own, and one that looks into every document."""

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from metrics.models import SearchDocument, SearchWord
from metrics.searching import engine_of, look_for, mended, read
from metrics.searching.engines import Plain
from metrics.searching.folding import distance, likely_slips

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seeded")]

CORPUS = [
    "Honduras",
    "hondureños",
    "asylum",
    "asilo",
    "asylum mexico",
    "visas h2b",
    "H-2B visas",
    "visa",
    "permisos de trabajo",
    "COMAR",
    "ACNUR",
    "UN",
    "northern central america",
    "centroamérica",
    "migration resource centers",
    "humanitarian assistance",
    "niñez",
    "protection",
    "state",
    "U.S. Department of Labor",
    "Costa Rica labor",
    "2022",
    "the",
    "update",
    "Mexican commission for refugee",
    "a b c d e f",
    "children's fund",
    "prot",
    "line 4",
]


def keys(found) -> dict[str, list[tuple]]:
    return {kind: [(row.slug, row.total) for row in rows] for kind, rows in found.items()}


def test_this_database_has_an_index_of_its_own():
    engine = engine_of(connection)
    assert engine.name == {"sqlite": "FTS5", "postgresql": "tsvector"}[connection.vendor]
    assert engine.has_trigrams


@pytest.mark.parametrize("text", CORPUS)
def test_the_engine_finds_what_looking_into_every_document_finds(text):
    query, engine = read(text), engine_of(connection)
    assert keys(look_for(query, engine, None)) == keys(look_for(query, Plain(), None))


# Hostile signs, words of documents, numbers and any text.
SIGNS = st.text(alphabet="\"'*():^-+&|!<>\\%_.,;$@#~ \t\n\x00\u202e\u200d", max_size=8)
NAMED = st.sampled_from([*CORPUS, "AND", "OR", "NOT", "NEAR", "names", "kind", "indicator", "18,000", "$310M"])
TYPED = st.lists(st.one_of(SIGNS, NAMED, st.text(max_size=12)), max_size=6).map(" ".join)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(TYPED)
def test_whatever_is_typed_finds_the_same_and_is_never_an_error(text):
    engine = engine_of(connection)
    query = read(text)
    assert keys(look_for(query, engine, None)) == keys(look_for(query, Plain(), None))
    again = mended(query, engine)
    assert keys(look_for(again, engine, None)) == keys(look_for(again, Plain(), None))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Guatamala", "Guatemala"),
        ("Hondurus", "Honduras"),
        ("asylm", "asylum"),
        ("protecton", "protection"),
        ("humanitarain", "humanitarian"),
        ("migratoin", "migration"),
        ("El Slavador", "El Salvador"),
        ("asylm Guatamala", "asylum Guatemala"),
    ],
)
def test_slips_are_mended(typed, meant):
    query = mended(read(typed), engine_of(connection))
    assert query.mended.casefold() in (meant.casefold(), meant.casefold().removesuffix("s"))
    assert keys(look_for(query, Plain(), None)) == keys(look_for(read(meant), Plain(), None))


def test_words_that_are_known_stay_and_those_that_resemble_nothing_are_left_out():
    engine = engine_of(connection)
    assert mended(read("asylum"), engine).mended == ""
    query = mended(read("xyzzyxyzzy asylum"), engine)
    assert query.unknown == ("xyzzyxyzzy",)
    assert keys(look_for(query, engine, None)) == keys(look_for(read("asylum"), engine, None))
    assert look_for(mended(read("xyzzyxyzzy"), engine), engine, None) == {}


def test_the_nearest_words_hold_each_that_one_slip_away_is():
    """The index of trigrams may leave out what is far, never what is near."""
    engine = engine_of(connection)
    words = [word for word in SearchWord.objects.values_list("word", flat=True) if len(word) > 5 and word.isalpha()]
    for word in sorted(words)[::25]:
        slipped = word[:2] + word[3] + word[2] + word[4:]
        sql, parameters = engine.near_words(slipped)
        with connection.cursor() as cursor:
            cursor.execute(sql, parameters)
            near = {found for found, _ in cursor.fetchall()}
        assert word in near, (word, slipped)
        assert distance(slipped, word, likely_slips(slipped)) <= 1


def test_an_acronym_and_a_whole_name_come_first():
    engine = engine_of(connection)
    assert look_for(read("COMAR"), engine, None)["organization"][0].slug == "comar"
    assert look_for(read("UN"), engine, None)["organization"][0].slug == "un"
    assert look_for(read("world bank"), engine, None)["organization"][0].is_named


def test_pages_of_a_kind_go_on_where_the_one_before_ends():
    engine, query = engine_of(connection), read("protection")
    everything = [row.slug for row in look_for(query, engine, None, kind="program")["program"]]
    parts = [
        row.slug
        for first in range(0, len(everything), 2)
        for row in look_for(query, engine, None, kind="program", first=first, most=2)["program"]
    ]
    assert sorted(parts) == sorted(everything)
    assert len(everything) == look_for(query, engine, None)["program"][0].total


def plan(sql: str, parameters) -> str:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # So few rows are read from end to end, unless that is forbidden.
            cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN {'QUERY PLAN ' if connection.vendor == 'sqlite' else ''}{sql}", parameters)
        return "\n".join(str(row) for row in cursor.fetchall())


def test_words_and_spellings_are_found_by_an_index():
    engine = engine_of(connection)
    hits = engine.hits(read("asylum").required, [], "indicator")
    found = plan(f"WITH {hits.sql} SELECT id FROM hits", hits.parameters)
    near = plan(*engine.near_words("asylm"))
    known = plan(f"SELECT 1 FROM metrics_searchword WHERE {engine.begins('word')}", [engine.beginning("asy")])
    if connection.vendor == "sqlite":
        assert "VIRTUAL TABLE INDEX" in found
        assert "VIRTUAL TABLE INDEX" in near
        assert "SEARCH metrics_searchword USING" in known
    else:
        assert "search_documents_words" in found
        assert "search_words_trigrams" in near
        assert "Index" in known


def test_documents_are_of_each_kind():
    assert set(SearchDocument.objects.values_list("kind", flat=True)) == set(SearchDocument.Kind.values)
