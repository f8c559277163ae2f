"""What a person's desk says, against an oracle that asks of every statement by itself; and its queries."""

import datetime as dt
import random

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from metrics import actions, reviewing, withdrawing
from metrics.findings import keeping
from metrics.models import CurrentFigure, Entry, Figure, Job, Milestone, Update
from metrics.permissions import may, why_outside_of
from metrics.reports import desk, watch
from metrics.reports.findings import every_row
from metrics.rules.expected import MONTHS, due_after, overdue_since
from tests import factories as make

pytestmark = pytest.mark.django_db

PLACES = [("GTM",), ("HND",), ("GTM", "HND"), ()]
# Role, and what they are assigned to.
PEOPLE = [
    ("Viewer", []),
    ("Editor", []),
    ("Editor", ["GTM"]),
    ("Reviewer", []),
    ("Reviewer", ["GTM"]),
    ("Reviewer", ["GTM", "HND"]),
    ("Administrator", ["GTM"]),
]


def fresh(user):
    """The user as another request would have them."""
    return User.objects.get(pk=user.pk)


def entry(update, by, **fields):
    said = {"key": f"n{make.number()}", "words": "many", "problems": [["words", "Type a number."]]}
    return Entry.objects.create(update=update, saved_by=by, saved_at=timezone.now(), **{**said, **fields})


class World:
    """Updates in every state, with statements of several people and places, some of them overdue."""

    def __init__(self, seed):
        self.of = random.Random(seed)  # noqa: S311 The same world for the same seed.
        self.people = []
        for role, codes in PEOPLE:
            person = make.user(role=role)
            for code in codes:
                make.assignment(user=person, country=code)
            self.people.append(person)
        self.writers = [make.author(), *(p for p in self.people if may(p, "add", Figure))]
        self.indicators = [make.indicator(frequency=each) for each in ("irregular", "monthly", "quarterly", "annual")]
        for _ in range(4):
            self.round()
        keeping.refresh_all()

        returned = Figure.objects.filter(status="draft", update__handed_over_at__isnull=False).first()
        if returned:
            reviewing.resubmit(statement=returned, by=make.user(role="Administrator"))

    def round(self):
        update = make.update(opened_by=self.of.choice(self.writers))
        year = self.of.choice([2019, timezone.now().year - 1])
        rows = []
        for _ in range(self.of.randrange(6)):
            common = {"update": update, "countries": self.of.choice(PLACES), "entered_by": self.of.choice(self.writers)}
            if self.of.random() < 0.3:
                rows.append(make.milestone(**common))
            else:
                rows.append(
                    make.figure(indicator=self.of.choice(self.indicators), period=year, rank="normal", **common)
                )
        match self.of.choice(["open", "handed over", "returned", "returned", "taken back", "published"]):
            case "open":
                for _ in range(self.of.randrange(2)):
                    entry(update, self.of.choice(self.writers))
            case "handed over" if rows:
                reviewing.hand_over(update=update, by=make.user(role="Administrator"))
            case "returned" if rows:
                reviewing.hand_over(update=update, by=make.user(role="Administrator"))
                sent_back = self.of.sample(rows, self.of.randrange(1, len(rows) + 1))
                actions.return_to_author(
                    statements=[type(row).objects.get(pk=row.pk) for row in sent_back],
                    by=make.publisher(),
                    comment="Mend it.",
                )
            case "taken back" if rows:
                reviewing.hand_over(update=update, by=make.user(role="Administrator"))
                reviewing.take_back(update=update, by=make.publisher())
            case "published" if rows:
                actions.submit(statements=rows, by=make.user(role="Administrator"))
                actions.publish(statements=rows, by=make.publisher())


def statements(update):
    return [*Figure.objects.filter(update=update), *Milestone.objects.filter(update=update)]


def slowly(user, now) -> dict:
    """What the desk of a person holds, asked of one statement after another."""
    found = {"updates": [], "returned": [], "to_review": [], "overdue": {}}
    for update in Update.objects.all():
        rows = [row for row in statements(update) if row.status in ("draft", "submitted")]
        entries = list(update.entries.all())
        own = [row for row in rows if row.entered_by == user] + [each for each in entries if each.saved_by == user]
        is_open = bool(rows or entries) or not update.published_at
        if may(user, "add", Figure) and is_open and (own or update.opened_by == user):
            drafts = sum(row.status == "draft" for row in rows)
            found["updates"].append((update.pk, drafts, len(rows) - drafts, len(entries)))
        if may(user, "add", Figure):
            found["returned"] += [
                (row._meta.model_name, row.pk)
                for row in rows
                if row.status == "draft" and row.entered_by == user and was_returned(row)
            ]
        if count := sum(may(user, "publish", row) for row in rows):
            found["to_review"].append((update.pk, count))
    for finding in every_row(None, rule="overdue"):
        (leader,) = finding.figures
        current = [
            row
            for row in CurrentFigure.objects.as_of(None).filter(indicator=leader.indicator_id).select_related("figure")
            if row.figure.role == "actual"
        ]
        due = {row.pk: due_after(row.figure.reference_date, row.figure.indicator.frequency) for row in current}
        is_whole = all(each < now.date() for each in due.values())
        for row in current:
            is_late = due[row.pk] < now.date() and (is_whole or row.figure_id == leader.figure_id)
            if is_late and finding.state != "settled" and within_scope(user, row.figure):
                found["overdue"].setdefault(row.country_id or "", set()).add(leader.indicator_slug)
    return found


def was_returned(row) -> bool:
    last = [step for step in row.steps.order_by("pk") if step.kind in ("submitted", "returned", "taken_back")][-1:]
    return any(step.kind == "returned" and step.by != row.entered_by for step in last)


def within_scope(user, figure) -> bool:
    """Held against the words that are said where a figure is not theirs; a role alone does not confine."""
    return why_outside_of(user, figure) == ""


@pytest.mark.parametrize("seed", range(3))
def test_a_desk_holds_what_is_its_persons_and_no_more(seed, monkeypatch):
    for module in (desk, watch):
        monkeypatch.setattr(module, "SHOWN", 100)
    monkeypatch.setattr(watch, "SHOWN_OF_COUNTRY", 100)
    world, now = World(seed), timezone.now()
    for person in world.people:
        found, expected = desk.report(fresh(person), now), slowly(fresh(person), now)
        lines = [(u.pk, u.drafts, u.submitted, u.unfinished) for u in found.updates.rows]
        assert sorted(lines) == sorted(expected["updates"]), person
        assert sorted((row.noun, row.pk) for row in found.returned.rows) == sorted(expected["returned"]), person
        assert sorted((u.pk, u.to_review) for u in found.to_review.rows) == sorted(expected["to_review"]), person
        overdue = {place.code: {line.slug for line in place.indicators.rows} for place in found.overdue.rows}
        assert overdue == expected["overdue"], person


def test_lists_are_cut_and_say_how_much_they_leave_out():
    editor = make.user(role="Editor")
    for _ in range(desk.SHOWN + 3):
        make.update(opened_by=editor)
    found = desk.report(fresh(editor)).updates
    assert (len(found.rows), found.more) == (desk.SHOWN, 3)


def test_an_update_that_is_published_whole_is_nobodys_work():
    row = make.published()
    assert desk.report(fresh(row.update.opened_by)).updates.total == 0


def returned_figure(by=None, **fields):
    """A figure that its author is to mend, as `by` says."""
    row = make.figure(update=make.update(), **fields)
    reviewing.hand_over(update=row.update, by=make.user(role="Administrator"))
    row = Figure.objects.get(pk=row.pk)
    actions.return_to_author(statements=[row], by=by or make.publisher(), comment="The year is wrong.")
    return Figure.objects.get(pk=row.pk)


def test_what_is_returned_comes_with_the_reviewers_words_until_it_is_submitted_again():
    editor, reviewer = make.user(role="Editor"), make.user(role="Reviewer", first_name="Ana", last_name="Lopez")
    row = returned_figure(by=reviewer, entered_by=editor)
    (line,) = desk.report(fresh(editor)).returned.rows
    assert (line.by, line.text, line.pk, line.anchor) == ("Ana Lopez", "The year is wrong.", row.pk, f"figure-{row.pk}")
    assert desk.report(fresh(reviewer)).returned.total == 0
    reviewing.resubmit(statement=row, by=editor)
    assert desk.report(fresh(editor)).returned.total == 0
    actions.return_to_author(statements=[Figure.objects.get(pk=row.pk)], by=reviewer, comment="And the place.")
    assert [again.text for again in desk.report(fresh(editor)).returned.rows] == ["And the place."]


def test_what_one_took_back_oneself_was_returned_by_nobody():
    editor = make.user(role="Editor")
    row = make.figure(entered_by=editor, status="submitted")
    actions.return_to_author(statements=[row], by=editor)
    assert desk.report(fresh(editor)).returned.total == 0


@pytest.mark.parametrize("of_statement", [True, False], ids=["statement", "update"])
def test_a_mention_waits_until_its_person_answers_in_that_thread(of_statement):
    row, asker, asked = make.figure(), make.user(role="Reviewer"), make.user(role="Editor", username="ana")
    about = {"update": row.update, "statement": row if of_statement else None}
    other = make.figure(update=row.update)
    reviewing.comment(**about, by=asker, text="Which year, @ana?")
    reviewing.comment(**about, by=asker, text="No one in particular.")
    (line,) = desk.report(fresh(asked)).mentions.rows
    assert line.text == "Which year, @ana?"
    assert line.anchor == (f"figure-{row.pk}" if of_statement else "")
    assert desk.report(fresh(asker)).mentions.total == 0
    reviewing.comment(update=row.update, statement=other, by=asked, text="Elsewhere.")
    assert desk.report(fresh(asked)).mentions.total == 1
    reviewing.comment(**about, by=asked, text="2021.")
    assert desk.report(fresh(asked)).mentions.total == 0


def test_nobody_is_asked_about_what_is_published():
    row, asked = make.figure(), make.user(role="Viewer", username="ana")
    reviewing.comment(update=row.update, statement=row, by=make.publisher(), text="Which year, @ana?")
    assert desk.report(fresh(asked)).mentions.total == 1
    make.brought_to("published", row)
    assert desk.report(fresh(asked)).mentions.total == 0


def test_a_proposed_withdrawal_waits_for_whoever_may_confirm_it():
    proposer, reviewer, editor = make.user(role="Reviewer"), make.user(role="Reviewer"), make.user(role="Editor")
    elsewhere = make.user(role="Reviewer")
    make.assignment(user=elsewhere, country="HND")
    figure, milestone = make.published(), make.milestone(status="published")
    for row in (figure, milestone):
        withdrawing.propose(statement=row, by=proposer, reason="It was never measured.")
    lines = desk.report(fresh(reviewer)).withdrawals.rows
    assert [(line.noun, line.pk) for line in lines] == [("figure", figure.pk), ("milestone", milestone.pk)]
    assert lines[0].text == "It was never measured."
    assert [desk.report(fresh(each)).withdrawals.total for each in (proposer, editor, elsewhere)] == [0, 0, 0]
    withdrawing.decline(statement=figure, by=reviewer, reason="It was.")
    withdrawing.confirm(statement=milestone, by=reviewer)
    assert desk.report(fresh(reviewer)).withdrawals.total == 0
    withdrawing.propose(statement=figure, by=proposer, reason="Look again.")
    assert [line.text for line in desk.report(fresh(reviewer)).withdrawals.rows] == ["Look again."]


def test_what_waits_longest_is_reviewed_first():
    reviewer, editor = make.user(role="Reviewer"), make.user(role="Editor")
    handed_over = [make.update() for _ in range(3)]
    for number, update in enumerate(handed_over):
        make.figure(update=update)
        reviewing.hand_over(update=update, by=editor, at=make.instant(f"2022-05-{20 - number}"))
    loose = make.figure(update=make.update(), status="submitted").update
    waiting = [update.pk for update in desk.report(fresh(reviewer)).to_review.rows]
    assert waiting == [handed_over[2].pk, handed_over[1].pk, handed_over[0].pk, loose.pk]


def test_open_findings_are_those_of_ones_own_countries_gravest_first():
    make.finding(countries=("GTM",))
    make.finding(countries=("HND",))
    make.settlement(of=make.finding(countries=("GTM",)))
    person = make.user(role="Editor")
    assert desk.report(fresh(person)).findings.total == 2
    make.assignment(user=person, country="GTM")
    found = desk.report(fresh(person))
    assert found.findings.total == sum(found.findings_by_severity.values()) == 1
    assert found.scope == "Guatemala"


def test_a_settled_finding_is_overdue_for_nobody():
    make.published(indicator=make.indicator(frequency="annual"), period=2019)
    keeping.refresh_all()
    viewer = make.user(role="Viewer")
    assert [place.code for place in desk.report(fresh(viewer)).overdue.rows] == ["GTM"]
    (record,) = keeping.FindingRecord.objects.as_of(None).filter(rule="overdue")
    make.settlement(of=record)
    assert desk.report(fresh(viewer)).overdue.total == 0


def test_jobs_are_ones_own_and_of_today():
    mine, now = make.user(role="Editor"), timezone.now()
    common = {"kind": "check_rows", "update": make.update(), "created_at": now, "queued_at": now}
    runs = Job.objects.create(by=mine, state="running", **common)
    failed = Job.objects.create(by=mine, state="failed", ended_at=now - dt.timedelta(hours=1), **common)
    Job.objects.create(by=mine, state="failed", ended_at=now - dt.timedelta(days=2), **common)
    Job.objects.create(by=make.author(), state="running", **common)
    assert {job.pk for job in desk.report(fresh(mine), now).jobs} == {runs.pk, failed.pk}


@pytest.mark.parametrize("frequency", MONTHS)
def test_overdue_since_is_the_last_date_of_which_a_report_is_overdue(frequency):
    for offset in range(900):
        day = dt.date(2023, 1, 1) + dt.timedelta(days=offset)
        last = overdue_since(frequency, day)
        assert due_after(last, frequency) < day <= due_after(last + dt.timedelta(days=1), frequency)


@pytest.mark.parametrize(
    ("role", "codes"), [("Viewer", ()), ("Editor", ("GTM",)), ("Reviewer", ("GTM",)), ("Administrator", ())]
)
def test_more_of_everything_takes_no_more_queries(role, codes, client):
    person = make.user(role=role)
    for code in codes:
        make.assignment(user=person, country=code)
    client.force_login(person)

    proposer = make.user(role="Editor")

    def queries():
        client.get("/admin/")
        with CaptureQueriesContext(connection) as captured:
            assert client.get("/admin/").status_code == 200
        return len(captured)

    def more():
        returned = make.figure(update=make.update(opened_by=person), entered_by=person)
        make.figure(update=returned.update)
        reviewing.hand_over(update=returned.update, by=make.user(role="Editor"))
        actions.return_to_author(
            statements=[Figure.objects.get(pk=returned.pk)], by=make.publisher(), comment="Mend it."
        )
        wrong = make.published(indicator=make.indicator(frequency="annual"), period=2019, update=make.update(), value=0)
        withdrawing.propose(statement=wrong, by=proposer, reason="Nobody counted.")
        now = timezone.now()
        common = {"kind": "check_rows", "created_at": now, "queued_at": now}
        Job.objects.create(by=person, update=returned.update, state="running", **common)
        keeping.refresh_all()

    more()
    few = queries()
    for _ in range(desk.SHOWN + 1):
        more()
    # More than a list shows of what was returned, and of what is to be withdrawn, is counted by itself.
    assert queries() <= few + 2
    assert few <= 25
