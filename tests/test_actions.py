"""Submitting, returning, publishing and withdrawing: all or nothing, by two people, with words that say what to do."""

import datetime as dt
import threading

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from metrics import actions, reviewing
from metrics.models import Citation, CurrentFigure, DataVersion, Figure, FigureRelation, Indicator, Unit
from programs.models import Country, Program

from . import factories as make

pytestmark = pytest.mark.django_db


def refusals(action, **arguments):
    """The messages with which the action refuses."""
    with pytest.raises(ValidationError) as refused:
        action(**arguments)
    return refused.value.messages


def status_of(*statements):
    return [type(s).objects.get(pk=s.pk).status for s in statements]


@pytest.fixture(params=[make.figure, make.milestone], ids=["figure", "milestone"])
def statement(request):
    """Makes a figure or a milestone."""
    return request.param


class TestSubmit:
    def test_drafts_are_handed_over_with_who_and_when(self, statement):
        draft, by, at = statement(), make.user(role="Editor"), make.instant("2022-04-20")
        assert actions.submit(statements=[draft], by=by, at=at) == 1
        draft.refresh_from_db()
        assert (draft.status, draft.submitted_by, draft.submitted_at) == ("submitted", by, at)

    def test_figures_and_milestones_go_together(self):
        assert actions.submit(statements=[make.figure(), make.milestone(), make.figure()], by=make.author()) == 3

    @pytest.mark.parametrize("status", ["submitted", "published", "withdrawn"])
    def test_only_drafts_are_submitted(self, statement, status):
        other, draft = statement(status=status), statement()
        messages = refusals(actions.submit, statements=[other, draft], by=make.author())
        assert messages == [f"{other}: it is {status}; only drafts are submitted."]
        assert status_of(other, draft) == [status, "draft"]

    def test_a_statement_without_a_citation_is_refused(self, statement):
        draft, bare = statement(), statement(citation=None)
        messages = refusals(actions.submit, statements=[draft, bare], by=make.author())
        assert messages == [f"{bare}: it has no citation. Say which source states it, and in which words."]
        assert status_of(draft, bare) == ["draft", "draft"]

    def test_nothing_to_submit_is_no_mistake(self):
        assert actions.submit(statements=[], by=make.author()) == 0

    def test_a_refused_milestone_keeps_the_figures_from_being_submitted(self):
        figure, milestone = make.figure(), make.milestone(citation=None)
        refusals(actions.submit, statements=[figure, milestone], by=make.author())
        assert status_of(figure) == ["draft"]


class TestReturn:
    def test_what_is_submitted_becomes_a_draft_again(self, statement):
        row = statement(status="submitted")
        assert actions.return_to_author(statements=[row], by=row.entered_by) == 1
        row.refresh_from_db()
        assert (row.status, row.submitted_by, row.submitted_at) == ("draft", None, None)

    @pytest.mark.parametrize("status", ["draft", "published", "withdrawn"])
    def test_only_what_is_submitted_goes_back(self, statement, status):
        other, submitted = statement(status=status), statement(status="submitted")
        messages = refusals(actions.return_to_author, statements=[other, submitted], by=make.author())
        assert messages == [f"{other}: it is {status}; only what is submitted goes back."]
        assert status_of(other, submitted) == [status, "submitted"]


class TestPublish:
    def test_who_and_when_are_kept_and_the_pointer_moves(self):
        row, by, at = make.figure(status="submitted"), make.user(role="Reviewer"), make.instant("2022-04-20")
        assert actions.publish(statements=[row], by=by, at=at) == 1
        row.refresh_from_db()
        assert (row.status, row.published_by, row.published_at) == ("published", by, at)
        assert CurrentFigure.objects.get().figure == row

    def test_a_whole_batch_is_published_at_one_instant(self):
        rows = [make.figure(status="submitted"), make.figure(status="submitted"), make.milestone(status="submitted")]
        assert actions.publish(statements=rows, by=make.publisher()) == 3
        assert len({type(row).objects.get(pk=row.pk).published_at for row in rows}) == 1

    @pytest.mark.parametrize("role", ["Reviewer", "Administrator", "superuser"])
    def test_nobody_publishes_their_own_whatever_their_role(self, statement, role):
        someone = make.user(superuser=True) if role == "superuser" else make.user(role=role)
        own, other = statement(status="submitted", entered_by=someone), statement(status="submitted")
        messages = refusals(actions.publish, statements=[other, own], by=someone)
        assert messages == [f"{own}: you entered it yourself. Ask a colleague to publish it."]
        assert status_of(own, other) == ["submitted", "submitted"]
        # The database says so too.
        with pytest.raises(IntegrityError), transaction.atomic():
            type(own).objects.filter(pk=own.pk).update(
                status="published", published_by=someone, published_at=timezone.now()
            )

    def test_who_submitted_what_another_entered_may_publish_it(self, statement):
        row, by = statement(), make.user(role="Administrator")
        actions.submit(statements=[row], by=by)
        assert actions.publish(statements=[row], by=by) == 1

    @pytest.mark.parametrize("status", ["draft", "published", "withdrawn"])
    def test_only_what_is_submitted_is_published(self, statement, status):
        other, submitted = statement(status=status), statement(status="submitted")
        messages = refusals(actions.publish, statements=[other, submitted], by=make.publisher())
        assert messages == [f"{other}: it is {status}. Submit it first."]
        assert status_of(other, submitted) == [status, "submitted"]

    def test_every_problem_is_named_at_once(self):
        draft, own = make.figure(), make.figure(status="submitted")
        assert len(refusals(actions.publish, statements=[draft, own], by=make.author())) == 2

    @pytest.mark.parametrize(
        ("place", "countries"),
        [({}, ["GTM", "HND"]), ({}, []), ({"countries": ("GTM", "HND")}, ["GTM"]), ({"countries": ()}, ["GTM"])],
        ids=["one too many", "none", "one too few", "the world has none"],
    )
    def test_countries_that_are_not_those_of_the_place_are_refused(self, place, countries):
        row = make.figure(**place)
        row.countries.set([make.country(code) for code in countries])
        row = make.brought_to("submitted", row)
        messages = refusals(actions.publish, statements=[row], by=make.publisher())
        assert messages == [
            f"{row}: its countries are not those of its place ({row.place_key}). Open it, set the place and save."
        ]

    def test_a_group_without_countries_is_refused(self):
        row = make.figure(status="submitted", group=make.group(members=()))
        (message,) = refusals(actions.publish, statements=[row], by=make.publisher())
        assert "set the place and save" in message

    @pytest.mark.parametrize("place", [("GTM",), ("GTM", "HND"), ()])
    @pytest.mark.parametrize("period", [2021, None])
    def test_a_second_preferred_figure_of_an_identity_is_refused_in_words(self, place, period):
        first = make.published(countries=place, period=period)
        second = make.figure(indicator=first.indicator, countries=place, period=period, status="submitted")
        messages = refusals(actions.publish, statements=[second], by=make.publisher())
        assert messages == [
            f"{second}: figure {first.pk} states the same and is preferred. Correct that one (supersede it), or enter"
            " this one with rank normal."
        ]

    def test_two_preferred_figures_of_an_identity_in_one_batch_are_refused(self):
        first = make.figure(status="submitted")
        second = make.figure(indicator=first.indicator, status="submitted")
        (message,) = refusals(actions.publish, statements=[first, second], by=make.publisher())
        assert f"figure {first.pk} states the same" in message
        assert status_of(first, second) == ["submitted", "submitted"]

    def test_rivals_of_rank_normal_coexist(self):
        first = make.published()
        for value in (1, 2):
            make.published(indicator=first.indicator, value=value, rank="normal")
        assert Figure.objects.as_of(None).same_identity(first).count() == 2

    def test_a_milestone_whose_short_name_is_published_is_refused_in_words(self):
        first = make.milestone(status="published")
        second = make.milestone(slug=first.slug, title="Second", status="submitted")
        messages = refusals(actions.publish, statements=[second], by=make.publisher())
        assert messages == [
            f"Second: {first} has the short name {first.slug} too. Correct that one (supersede it), or give this one"
            " another short name."
        ]

    def test_two_milestones_of_one_short_name_in_one_batch_are_refused(self):
        rows = [make.milestone(slug="signed", title=title, status="submitted") for title in ("One", "Two")]
        (message,) = refusals(actions.publish, statements=rows, by=make.publisher())
        assert message.startswith("Two: One has the short name signed too.")

    def test_what_the_database_refuses_leaves_nothing_half_done(self, monkeypatch):
        first = make.published()
        row = make.correction(of=first, status="submitted")

        def fail(*args):
            raise RuntimeError

        monkeypatch.setattr(actions, "carry_relations_over", fail)
        with pytest.raises(RuntimeError):
            actions.publish(statements=[row], by=make.publisher())
        assert status_of(first, row) == ["published", "submitted"]
        assert CurrentFigure.objects.as_of(None).get().figure == first

    def test_it_takes_as_many_queries_for_many_figures_as_for_few(self, django_assert_max_num_queries):
        rows = [make.figure(status="submitted", countries=("GTM", "HND")) for _ in range(30)]
        with django_assert_max_num_queries(45, connection=connection):
            actions.publish(statements=rows, by=make.publisher())


class TestCorrections:
    def test_a_correction_ends_what_it_corrects_with_its_reason(self, statement):
        first, at = statement(status="published", at=make.instant("2022-04-20")), make.instant("2022-05-02")
        fields = {"slug": first.slug} if statement is make.milestone else {"indicator": first.indicator}
        by = make.user(role="Reviewer")
        second = statement(supersedes=first, supersede_reason="A misprint.", status="published", by=by, at=at, **fields)
        first.refresh_from_db()
        assert (first.status, first.ended_by, first.ended_at, first.ended_reason) == (
            "superseded",
            by,
            at,
            "A misprint.",
        )
        assert list(first.successors.all()) == [second]

    def test_corrections_are_corrected_in_turn(self):
        chain = [make.published(value=1, at=make.instant("2022-04-20"))]
        for day in (21, 22, 23):
            chain.append(make.correction(of=chain[-1], value=day, at=make.instant(f"2022-04-{day}")))
        assert status_of(*chain) == ["superseded"] * 3 + ["published"]
        assert [Figure.objects.as_of(make.instant(f"2022-04-{day}").date()).get() for day in range(20, 24)] == chain
        assert CurrentFigure.objects.count() == 4

    @pytest.mark.parametrize("end", ["superseded", "withdrawn"])
    def test_what_has_ended_is_not_corrected_again(self, end):
        first = make.published()
        late = make.correction(of=first, status="submitted")
        if end == "superseded":
            make.correction(of=first)
        else:
            actions.withdraw(statement=first, by=make.publisher(), reason="Not so.")
        messages = refusals(actions.publish, statements=[late], by=make.publisher())
        assert messages == [f"{late}: what it corrects is {end} already."]

    def test_a_correction_of_what_is_not_published_yet_waits_for_it(self):
        first = make.figure(status="submitted")
        second = make.correction(of=first, status="submitted")
        messages = refusals(actions.publish, statements=[second], by=make.publisher())
        assert messages == [f"{second}: what it corrects is not published. Publish that first."]

    @pytest.mark.parametrize("rank", ["preferred", "normal"])
    def test_two_corrections_of_one_figure_are_not_published_together(self, rank):
        first = make.published(rank=rank)
        both = [make.correction(of=first, status="submitted", value=value) for value in (1, 2)]
        messages = refusals(actions.publish, statements=both, by=make.publisher())
        assert messages == [
            f"{row}: two corrections of the same statement. Return one of them to its author." for row in both
        ]
        assert status_of(first, *both) == ["published", "submitted", "submitted"]

    def test_a_correction_does_not_count_from_before_what_it_corrects(self):
        first = make.published(at=make.instant("2022-05-02"))
        second = make.correction(of=first, status="submitted")
        (message,) = refusals(actions.publish, statements=[second], by=make.publisher(), at=make.instant("2022-04-20"))
        assert (
            message
            == f"{second}: what it corrects was published later than 2022-04-20T12:00:00+00:00. Choose a later time."
        )

    def test_relations_go_over_to_the_correction_and_stay_with_what_it_corrects(self):
        total, part = make.published(), make.published()
        old = make.relation(from_figure=part, to_figure=total, note="As the source adds it up.")
        second = make.correction(of=part, value=90)
        (new,) = FigureRelation.objects.exclude(pk=old.pk)
        assert (new.from_figure, new.kind, new.to_figure, new.note) == (second, old.kind, total, old.note)
        assert new.declared_by == make.publisher()

    def test_a_relation_goes_over_once_when_both_its_figures_are_corrected_together(self):
        total, part = make.published(), make.published()
        make.relation(from_figure=part, to_figure=total)
        both = [make.correction(of=figure, status="submitted") for figure in (total, part)]
        actions.publish(statements=both, by=make.publisher())
        new = FigureRelation.objects.get(from_figure=both[1])
        assert new.to_figure == both[0]
        assert FigureRelation.objects.count() == 2

    def test_a_relation_goes_along_a_chain_of_corrections(self):
        total, part = make.published(), make.published()
        make.relation(from_figure=part, to_figure=total)
        last = make.correction(of=make.correction(of=make.correction(of=total)))
        assert last.relations_to.get().from_figure == part

    def test_an_ended_relation_does_not_go_over(self):
        total, part = make.published(), make.published()
        make.relation(from_figure=part, to_figure=total, ended_at=timezone.now(), ended_by=make.publisher())
        assert not make.correction(of=part).relations_from.exists()


class TestUpdates:
    def test_everything_submitted_in_an_update_is_published_and_nothing_else(self):
        update = make.update()
        mine = [make.figure(update=update, status="submitted"), make.milestone(update=update, status="submitted")]
        draft, other = make.figure(update=update), make.figure(update=make.update(), status="submitted")
        assert reviewing.publish_update(update=update, by=make.publisher()) == 2
        assert status_of(*mine, draft, other) == ["published", "published", "draft", "submitted"]

    def test_one_refused_statement_holds_the_whole_update_back(self):
        update, someone = make.update(), make.user(role="Reviewer")
        rows = [make.figure(update=update, status="submitted", entered_by=by) for by in (make.author(), someone)]
        refusals(reviewing.publish_update, update=update, by=someone)
        assert status_of(*rows) == ["submitted", "submitted"]
        update.refresh_from_db()
        assert update.published_at is None

    def test_an_update_counts_as_published_from_its_first_statement(self):
        update, first, later = make.update(), make.instant("2022-04-20"), make.instant("2022-05-02")
        for at in (first, later):
            make.published(update=update, at=at)
        update.refresh_from_db()
        assert update.published_at == first

    def test_an_update_without_anything_submitted_is_not_published(self):
        update = make.update()
        assert reviewing.publish_update(update=update, by=make.publisher()) == 0
        update.refresh_from_db()
        assert update.published_at is None


class TestWithdraw:
    def test_it_ends_with_who_when_and_why(self, statement):
        row, by, at = (
            statement(status="published", at=make.instant("2022-04-20")),
            make.user(role="Reviewer"),
            make.instant("2022-05-02"),
        )
        actions.withdraw(statement=row, by=by, reason="  It was a forecast. ", at=at)
        row.refresh_from_db()
        assert (row.status, row.ended_by, row.ended_at, row.ended_reason) == ("withdrawn", by, at, "It was a forecast.")

    @pytest.mark.parametrize("reason", ["", "  \n"])
    def test_it_needs_a_reason(self, statement, reason):
        row = statement(status="published")
        messages = refusals(actions.withdraw, statement=row, by=make.publisher(), reason=reason)
        assert messages == ["Give the reason; readers of the figure's page see it."]
        assert status_of(row) == ["published"]

    @pytest.mark.parametrize("status", ["draft", "submitted", "withdrawn"])
    def test_only_what_is_published_is_withdrawn(self, statement, status):
        row = statement(status=status)
        messages = refusals(actions.withdraw, statement=row, by=make.publisher(), reason="Not so.")
        assert messages == [f"{row}: it is {status}; only what is published can be withdrawn."]

    def test_it_is_not_withdrawn_from_before_it_was_published(self, statement):
        row = statement(status="published", at=make.instant("2022-05-02"))
        (message,) = refusals(
            actions.withdraw, statement=row, by=make.publisher(), reason="Not so.", at=make.instant("2022-04-20")
        )
        assert message == f"{row}: it was published later than 2022-04-20T12:00:00+00:00. Choose a later time."

    def test_the_pointer_is_gone_from_then_on(self):
        row = make.published()
        actions.withdraw(statement=row, by=make.publisher(), reason="Not so.")
        assert not CurrentFigure.objects.as_of(None).exists()
        assert CurrentFigure.objects.get().figure == row


class TestDataVersion:
    """The version is raised exactly when readers can see a change."""

    @pytest.fixture(autouse=True)
    def known(self):
        """What there is before: a published figure with its relation, and a draft."""
        self.figure, self.milestone = make.published(), make.milestone(status="published")
        self.draft, self.draft_milestone = make.figure(), make.milestone()
        self.relation = make.relation(from_figure=self.figure, to_figure=make.published())
        self.open_update = make.update()

    def raised_by(self, change):
        before = DataVersion.current()
        change()
        return DataVersion.current() > before

    def test_publishing_correcting_and_withdrawing_raise_it(self, statement):
        submitted = statement(status="submitted")
        assert self.raised_by(lambda: actions.publish(statements=[submitted], by=make.publisher()))
        assert self.raised_by(lambda: actions.withdraw(statement=submitted, by=make.publisher(), reason="Not so."))
        assert self.raised_by(lambda: make.correction(of=self.figure))

    def test_a_person_renamed_raises_it_and_one_who_logs_in_does_not(self):
        people = get_user_model().objects
        assert self.raised_by(lambda: people.filter(pk=make.publisher().pk).update(last_name="Ixchel"))
        assert not self.raised_by(lambda: people.filter(pk=make.publisher().pk).update(last_login=timezone.now()))

    @pytest.mark.parametrize(
        "change",
        [
            lambda t: make.figure(indicator=t.figure.indicator),
            lambda t: make.milestone(),
            lambda t: make.citation(),
            lambda t: make.update(),
            lambda t: t.draft.save(),
            lambda t: t.draft.countries.add(make.country("GTM")),
            lambda t: t.draft_milestone.save(),
            lambda t: t.draft.citation.save(),
            lambda t: t.draft_milestone.citation.save(),
            lambda t: t.open_update.save(),
            lambda t: make.relation(from_figure=t.draft, to_figure=t.figure, kind="overlaps"),
            lambda t: actions.submit(statements=[t.draft, t.draft_milestone], by=make.author()),
            lambda t: t.draft.delete(),
            lambda t: Figure.objects.filter(pk=t.draft.pk).update(value=7),
            lambda t: make.user(),
        ],
        ids=[
            "a new draft",
            "a new draft milestone",
            "a new citation",
            "a new update",
            "a saved draft",
            "a draft's countries",
            "a saved draft milestone",
            "a draft's citation",
            "a draft milestone's citation",
            "a saved open update",
            "a relation with a draft",
            "submitting",
            "a deleted draft",
            "an updated draft",
            "a new user",
        ],
    )
    def test_what_only_staff_see_does_not_raise_it(self, change):
        make.any_of(Country, make.country)
        assert not self.raised_by(lambda: change(self))

    @pytest.mark.parametrize(
        "change",
        [
            lambda t: make.program(),
            lambda t: Program.objects.update(summary="Changed."),
            lambda t: Program.objects.first().countries.add(make.country("GTM")),
            lambda t: make.participation(),
            lambda t: make.group(),
            lambda t: make.organization().delete(),
            lambda t: Unit.objects.update(plural="persons"),
            lambda t: Indicator.objects.update(definition="Changed."),
            lambda t: make.indicator(breakdowns=[make.breakdown()]),
            lambda t: t.figure.citation.source.save(),
            lambda t: Citation.objects.filter(pk=t.figure.citation_id).update(verification="verified"),
            lambda t: Citation.objects.filter(pk=t.milestone.citation_id).update(verification="verified"),
            lambda t: t.figure.update.sources.add(make.source()),
            lambda t: t.figure.update.save(),
            lambda t: make.relation(from_figure=t.figure, to_figure=make.published(), kind="overlaps"),
            lambda t: FigureRelation.objects.filter(pk=t.relation.pk).update(ended_at=timezone.now()),
            lambda t: CurrentFigure.objects.all().delete(),
        ],
        ids=[
            "a new program",
            "an updated program",
            "a program's countries",
            "a participation",
            "a group",
            "a deleted organization",
            "a unit",
            "an indicator",
            "an indicator's breakdowns",
            "a source",
            "a published figure's citation",
            "a published milestone's citation",
            "a published update's sources",
            "a published update",
            "a relation between published figures",
            "an ended relation",
            "pointers",
        ],
    )
    def test_what_readers_see_raises_it(self, change):
        assert self.raised_by(lambda: change(self))

    @pytest.mark.parametrize(
        ("sql", "raises"),
        [
            ("UPDATE programs_program SET name = 'Changed'", True),
            ("UPDATE metrics_source SET title = 'Changed'", True),
            ("DELETE FROM metrics_currentfigure", True),
            ("UPDATE metrics_figure SET note = 'Changed' WHERE status = 'draft'", False),
            ("UPDATE programs_program SET name = 'Changed' WHERE id < 0", False),
        ],
    )
    def test_plain_sql_counts_as_well(self, sql, raises):
        def execute():
            with connection.cursor() as cursor:
                cursor.execute(sql)

        assert self.raised_by(execute) is raises

    def test_a_change_that_is_undone_does_not_raise_it(self):
        def undone():
            with transaction.atomic():
                make.program()
                transaction.set_rollback(True)

        assert not self.raised_by(undone)


@pytest.mark.django_db(transaction=True)
@pytest.mark.postgresql
class TestAtTheSameTime:
    """Two transactions that touch one series, on a database that runs them side by side."""

    def together(self, *steps):
        started, failures = threading.Barrier(len(steps)), []

        def run(step):
            try:
                with transaction.atomic():
                    connection.ensure_connection()
                    started.wait(timeout=10)
                    step()
            except Exception as failure:
                failures.append(failure)
            finally:
                connection.close()

        threads = [threading.Thread(target=run, args=(step,)) for step in steps]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=30)
        return failures

    def test_pointers_agree_after_two_publish_figures_of_one_series(self):
        first = make.figure(period=2020, status="submitted")
        others = [make.figure(indicator=first.indicator, period=y, status="submitted") for y in (2019, 2021, 2022)]
        by = make.publisher()
        failures = self.together(
            *(lambda row=row: actions.publish(statements=[row], by=by) for row in (first, *others))
        )
        assert failures == []
        assert list(CurrentFigure.objects.differences()) == []
        assert CurrentFigure.objects.as_of(None).get().figure == others[-1]

    def test_pointers_agree_after_one_withdraws_while_another_publishes(self):
        latest = make.published(period=2021)
        older = make.figure(indicator=latest.indicator, period=2020, status="submitted")
        by = make.publisher()
        failures = self.together(
            lambda: actions.withdraw(statement=latest, by=by, reason="Not so."),
            lambda: actions.publish(statements=[older], by=by),
        )
        assert failures == []
        assert list(CurrentFigure.objects.differences()) == []
        assert CurrentFigure.objects.as_of(None).get().figure == older

    def test_the_second_of_two_rivals_is_refused_in_words(self):
        first = make.figure(status="submitted")
        second = make.figure(indicator=first.indicator, status="submitted")
        by = make.publisher()
        failures = self.together(*(lambda row=row: actions.publish(statements=[row], by=by) for row in (first, second)))
        assert [type(failure) for failure in failures] == [ValidationError]

    def test_one_of_two_who_publish_the_same_figure_is_told_so(self):
        row = make.figure(status="submitted")
        people = [make.user(role="Reviewer"), make.user(role="Reviewer")]
        failures = self.together(*(lambda by=by: actions.publish(statements=[row], by=by) for by in people))
        assert [type(failure) for failure in failures] == [ValidationError]
        assert status_of(row) == ["published"]


class TestProgramStatus:
    """A milestone that changes its program's status does so with its publication."""

    def stated(self, program, becomes, day, **fields):
        return make.milestone(program=program, program_status=becomes, starts_on=dt.date.fromisoformat(day), **fields)

    def status(self, program):
        program.refresh_from_db()
        return program.status

    def test_it_changes_when_it_is_published_and_not_before(self):
        program = make.program()
        milestone = self.stated(program, "completed", "2022-03-01", status="submitted")
        assert self.status(program) == "active"
        actions.publish(statements=[milestone], by=make.publisher())
        assert self.status(program) == "completed"

    def test_an_older_event_that_is_published_later_takes_nothing_back(self):
        program = make.program()
        self.stated(program, "completed", "2022-03-01", status="published")
        self.stated(program, "suspended", "2021-03-01", status="published")
        assert self.status(program) == "completed"

    def test_of_several_published_together_the_latest_holds(self):
        program = make.program()
        rows = [
            self.stated(program, status, day, status="submitted")
            for status, day in (("suspended", "2022-03-01"), ("planned", "2021-03-01"))
        ]
        actions.publish(statements=rows, by=make.publisher())
        assert self.status(program) == "suspended"

    def test_withdrawn_the_one_before_holds_again(self):
        program = make.program()
        self.stated(program, "suspended", "2021-03-01", status="published")
        later = self.stated(program, "completed", "2022-03-01", status="published")
        actions.withdraw(statement=later, by=make.publisher(), reason="It goes on.")
        assert self.status(program) == "suspended"

    def test_others_leave_the_program_as_it_is(self):
        program = make.program(status="planned")
        make.milestone(program=program, status="published")
        assert self.status(program) == "planned"

    def test_the_history_of_the_program_keeps_both(self):
        program = make.program()
        self.stated(program, "completed", "2022-03-01", status="published")
        kept = type(program).history.filter(slug=program.slug).order_by("history_id").values_list("status", flat=True)
        assert list(kept) == ["active", "completed"]
