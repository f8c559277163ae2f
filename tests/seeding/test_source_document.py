"""The fixtures against the real document: every citation is where it says, every number tracked or left out.

The document stands beside the checkout and is not part of it. Where it is absent these tests skip.
"""

import re
from pathlib import Path

import pytest
import yaml

from .document import PATH, QUOTED_IN, UPDATE, normal, numbers, passages, text_of
from .files import cited, period_words, rows

pytestmark = pytest.mark.source_document

LEFT_OUT = yaml.safe_load((Path(__file__).parent / "left_out.yaml").read_text(encoding="utf-8"))
# Nine words in a row are a quotation; names and titles are longer.
QUOTATION = 9


@pytest.fixture(scope="module")
def document():
    if not PATH.exists():
        pytest.skip("The source document does not stand beside the checkout.")
    return passages()


def stands_in(words: str, text: str) -> int:
    return len(re.findall(rf"(?<!\w){re.escape(words)}(?!\w)", text))


def test_every_citation_stands_once_in_its_section(document):
    wrong = {}
    for name, row in cited():
        found = stands_in(row["as_stated"], text_of(row["source"], tuple(row["section"]), document))
        if found != 1:
            wrong[name] = (row["as_stated"], found)
    assert wrong == {}


def test_the_words_of_every_period_stand_in_the_section_too(document):
    for name, row in cited():
        text = text_of(row["source"], tuple(row["section"]), document)
        for words in period_words(row):
            assert stands_in(words, text), (name, words)


def test_every_section_is_a_heading_or_speaker_of_the_document(document):
    sections = {(passage.source, passage.section) for passage in document}
    for name, row in cited():
        assert (QUOTED_IN.get(row["source"], row["source"]), tuple(row["section"])) in sections, name


def test_lines_and_programs_are_the_headings_of_the_update_in_order(document):
    headings = list(dict.fromkeys(p.section for p in document if p.source == UPDATE))[1:]
    lines = {line["number"]: line["name"] for line in rows("cmms/strategy.yaml")[0]["lines_of_action"]}
    assert [h[0] for h in headings if len(h) == 1] == [lines[number] for number in range(1, 9)]
    programs = rows("cmms/programs.yaml")
    assert [h for h in headings if len(h) == 2] == [(lines[p["line"]], p["name"]) for p in programs]
    assert len(programs) == 20


def covers(words: str, number) -> bool:
    """Whether the number lies within the words, where they stand in its paragraph."""
    text = number.passage.text
    return any(m.start() <= number.start and number.end <= m.end() for m in re.finditer(re.escape(words), text))


def tracked(number) -> bool:
    passage = number.passage
    return any(
        covers(words, number)
        for _, row in cited()
        if QUOTED_IN.get(row["source"], row["source"]) == passage.source
        and passage.section[: len(row["section"])] == tuple(row["section"])
        for words in [row["as_stated"], *period_words(row)]
    )


def test_every_number_is_tracked_or_left_out_for_a_reason(document):
    def left_out(number) -> bool:
        return any(
            covers(entry["words"], number) for entry in LEFT_OUT if entry.get("source") in (None, number.passage.source)
        )

    forgotten = [n for n in numbers(document) if not tracked(n) and not left_out(n)]
    assert [(n.passage.source, n.context) for n in forgotten] == []


def test_what_is_left_out_has_a_reason_and_would_otherwise_be_missed(document):
    open_numbers = [n for n in numbers(document) if not tracked(n)]
    for entry in LEFT_OUT:
        assert set(entry) <= {"source", "words", "reason"}
        assert entry["reason"]
        assert any(
            covers(entry["words"], n) for n in open_numbers if entry.get("source") in (None, n.passage.source)
        ), entry["words"]


def test_nothing_but_names_is_copied_from_the_document(document):
    source = normal(" ".join(p.text for p in document)).lower()
    names = {"name", "title", "mandate", "section", "as_stated", "event_place"}
    copied = []

    def walk(value, field=""):
        if field in names:
            return
        if isinstance(value, dict):
            for name, inner in value.items():
                walk(inner, name)
        elif isinstance(value, list):
            for inner in value:
                walk(inner, field)
        elif isinstance(value, str):
            words = value.lower().split()
            runs = (" ".join(words[i : i + QUOTATION]) for i in range(len(words) - QUOTATION + 1))
            copied.extend(run for run in runs if run in source)

    for path in ("cmms", "cmms/indicators", "cmms/figures"):
        for row in rows(path):
            walk(row)
    assert copied == []
