"""What a person says of a finding holds for the facts that the person saw, and is read as of any day."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from metrics import actions
from metrics.findings import keeping, live, settling
from metrics.models import Citation, FigureRelation, FindingRecord, Settlement
from metrics.reports.findings import every_row, finding_report, findings_of_figure, report
from tests import factories
from tests.factories import correction, instant, published, relation

pytestmark = pytest.mark.django_db


@pytest.fixture
def rivals():
    indicator = factories.indicator()
    at = instant("2022-04-20")
    return [published(indicator=indicator, value=value, rank="normal", at=at) for value in (100, 300)]


def record():
    return FindingRecord.objects.as_of(None).get()


def settle(of=None, **fields):
    of = of or record()
    said = {"verdict": "explained", "note": "Two ways of counting.", "by": factories.publisher(), **fields}
    return settling.settle(key=of.key, fingerprint=of.fingerprint, **said)


def state():
    (row,) = every_row(None)
    (again,) = live.found(None)
    assert row.state == again.state
    return row.state


def test_a_settled_finding_says_who_why_and_when(rivals):
    settle(at=instant("2022-05-01"))
    assert state() == "settled"
    (row,) = report(None).settled
    said = row.settlement
    assert (said.verdict, said.note, said.by, said.at) == (
        "Explained",
        "Two ways of counting.",
        "publisher",
        instant("2022-05-01"),
    )
    assert report(None, state="unsettled").total == 0
    assert report(None).by_state == {"settled": 1}


CHANGES = {
    "corrected": (lambda a, b: correction(of=b, value=400), "was corrected to 400 people"),
    "joined by another": (
        lambda a, b: published(indicator=b.indicator, value=900, rank="normal"),
        "900 people, has come to it",
    ),
    "checked with another outcome": (
        lambda a, b: Citation.objects.filter(pk=b.citation_id).update(verification="not_found"),
        "went from not archived to not found",
    ),
    "of a source with another date": (
        lambda a, b: type(b.citation.source).objects.update(published_on=dt.date(2022, 1, 1)),
        "went from 2022-04-20 to 2022-01-01",
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_it_reopens_by_itself_when_a_figure_is(rivals, change):
    settle()
    act, words = CHANGES[change]
    act(*rivals)
    keeping.refresh()
    rows = [row for row in every_row(None) if row.rule.id == "rivals"]
    assert [row.state for row in rows] == ["reopened"]
    said = rows[0].settlement
    assert said.ended_reason.startswith("Changed since: ")
    assert words in said.ended_reason
    assert said.ended_by == ""
    assert report(None, state="unsettled").total >= 1


def test_it_reopens_when_a_relation_between_its_figures_ends():
    whole, part = published(value=100), published(value=300)
    declared = [relation(from_figure=part, to_figure=whole, kind=kind) for kind in ("subset_of", "overlaps")]
    keeping.refresh()
    settle()
    FigureRelation.objects.filter(pk=declared[1].pk).update(
        ended_at=declared[1].declared_at, ended_by=factories.author()
    )
    keeping.refresh()
    assert state() == "reopened"
    assert "300 people overlaps 100 people" in Settlement.objects.get().ended_reason


def test_a_withdrawn_figure_takes_the_finding_with_it(rivals):
    settle()
    actions.withdraw(statement=rivals[1], by=factories.publisher(), reason="Misread.")
    assert list(every_row(None)) == []
    page = finding_report(Settlement.objects.get().key, None)
    assert not page.is_found
    assert page.history[0].note == "Two ways of counting."


def test_what_changes_elsewhere_leaves_it_settled(rivals):
    settle()
    published(value=5)
    type(rivals[0].citation.source).objects.update(title="Renamed")
    keeping.refresh_all()
    assert state() == "settled"


def test_a_person_opens_it_again_and_another_settles_it_anew(rivals):
    settle()
    settling.reopen(
        key=record().key, reason="The second count was wrong.", by=factories.user(username="reader", role="Reviewer")
    )
    assert state() == "reopened"
    (row,) = every_row(None)
    assert (row.settlement.ended_by, row.settlement.ended_reason) == ("reader", "The second count was wrong.")
    settle(note="Asked, and both are right.")
    assert state() == "settled"
    notes = [said.note for said in finding_report(record().key, None).history]
    assert notes == ["Asked, and both are right.", "Two ways of counting."]


def test_past_days_read_what_had_been_said_by_then(rivals):
    settle(at=instant("2022-05-01"))
    settling.reopen(key=record().key, reason="Wrong.", by=factories.publisher(), at=instant("2022-05-10"))
    settle(at=instant("2022-05-20"))
    days = {"2022-04-30": "open", "2022-05-01": "settled", "2022-05-10": "reopened", "2022-05-20": "settled"}
    for day, expected in days.items():
        (row,) = every_row(dt.date.fromisoformat(day))
        assert row.state == expected, day
        (again,) = live.found(dt.date.fromisoformat(day))
        assert again.state == expected, day
        (link,) = findings_of_figure(rivals[0].pk, dt.date.fromisoformat(day))
        assert link.state == expected, day
    assert report(dt.date(2022, 5, 1), state="unsettled").total == 0
    assert report(dt.date(2022, 5, 10), state="unsettled").total == 1


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"note": "  "}, "blank"),
        ({"verdict": "wrong"}, "not a valid choice"),
        ({"verdict": ""}, "blank"),
    ],
)
def test_it_is_settled_with_a_verdict_and_a_note(rivals, fields, words):
    with pytest.raises(ValidationError, match=words):
        settle(**fields)


def test_what_has_changed_since_the_page_was_opened_is_looked_at_again(rivals):
    seen = record()
    correction(of=rivals[0], value=200)
    with pytest.raises(ValidationError, match="changed since you opened this page"):
        settle(seen)


def test_what_no_rule_finds_cannot_be_settled(rivals):
    seen = record()
    actions.withdraw(statement=rivals[0], by=factories.publisher(), reason="Misread.")
    with pytest.raises(ValidationError, match="No rule finds this any more"):
        settle(seen)


def test_it_is_settled_once_and_reopened_once(rivals):
    settle()
    with pytest.raises(ValidationError, match="settled already"):
        settle()
    settling.reopen(key=record().key, reason="Wrong.", by=factories.publisher())
    with pytest.raises(ValidationError, match="not settled"):
        settling.reopen(key=record().key, reason="Wrong.", by=factories.publisher())
    with pytest.raises(ValidationError, match="Say why"):
        settling.reopen(key=record().key, reason=" ", by=factories.publisher())


def test_in_spanish_what_was_recorded_is_said_again_and_is_no_other_message(rivals, client):
    settle(note="Dos maneras de contar.")
    key = record().key
    english, spanish = (client.get(f"{start}/findings/{key}/").content.decode() for start in ("", "/es"))
    assert " against " in english
    assert " frente a " in spanish
    assert "Entonces decía" not in spanish
    assert " frente a " in client.get(f"/es/figures/{rivals[0].pk}/").content.decode()


def test_what_was_recorded_before_there_were_sentences_is_told_as_it_was(rivals, client):
    FindingRecord.objects.update(sentence={})
    body = client.get(f"/es/findings/{record().key}/").content.decode()
    assert 'lang="en" data-language="en inglés">' in body
    assert " against " in body


def test_a_refresh_brings_the_sentence_and_keeps_when_it_was_first_found(rivals):
    FindingRecord.objects.update(sentence={})
    first = record().first_since
    keeping.refresh_all()
    assert record().sentence["text"]
    assert record().first_since == first
